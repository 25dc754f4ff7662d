import SQL

/// Letters that need somebody, counted for the operator.
package struct LetterCounts: Sendable, Equatable {
  /// E-mails that were given up, which hands must now deliver.
  package let failed: Int
  /// Letters for hands from the beginning: to be posted, or read out on the phone.
  package let forHands: Int
}

extension StoreTransaction {
  /// Counts the letters that wait for hands, in all areas.
  package func letterCounts() throws -> LetterCounts {
    let row = try sql.first(
      """
      SELECT
        CAST(COALESCE(SUM(CASE WHEN state = 'failed' THEN 1 ELSE 0 END), 0) AS BIGINT) AS failed,
        CAST(COALESCE(SUM(CASE WHEN state <> 'failed' THEN 1 ELSE 0 END), 0) AS BIGINT) AS for_hands
      FROM letter WHERE state IN ('to_do', 'withheld', 'failed')
      """)
    return LetterCounts(failed: try row?.number("failed") ?? 0, forHands: try row?.number("for_hands") ?? 0)
  }
}
