import Breaks
import SQL

/// What carers have agreed to: an append-only list, of which the last entry of each kind holds.
package struct ConsentStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Adds entries to what a carer has said before.
  package func append(_ records: [ConsentRecord], of carer: ID<Carer>) throws {
    let last = try tx.sql.first(
      "SELECT COUNT(*) AS entries FROM carer_consent WHERE carer_id = $1", [.id(carer)])
    let first = try last?.number("entries") ?? 0
    for (place, record) in records.enumerated() {
      try tx.sql.execute(
        """
        INSERT INTO carer_consent (carer_id, position, kind, value, at, how, by_person_id, notice_version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        [
          .id(carer), .number(first + place), .text(record.kind.rawValue), .bool(record.value), .at(record.at),
          .text(record.how), .idIfAny(record.by), .text(record.noticeVersion),
        ])
    }
  }

  /// All that a carer has said, oldest first.
  package func history(of carer: ID<Carer>) throws -> [ConsentRecord] {
    try history(of: [carer])[carer] ?? []
  }

  /// What holds now, of each kind the last word.
  func current(of carers: [ID<Carer>]) throws -> [ID<Carer>: [ConsentRecord]] {
    try history(of: carers).mapValues { records in
      ConsentKind.allCases.compactMap { kind in records.last { $0.kind == kind } }
    }
  }

  private func history(of carers: [ID<Carer>]) throws -> [ID<Carer>: [ConsentRecord]] {
    var arguments = SQLArguments()
    let rows = try tx.sql.query(
      """
      SELECT carer_id, kind, value, at, how, by_person_id, notice_version
      FROM carer_consent
      WHERE carer_id IN (\(arguments.list(carers.map { .id($0) })))
      ORDER BY carer_id, position
      """, arguments.values)
    return try rows.reduce(into: [:]) { histories, row in
      let record = ConsentRecord(
        kind: try row.word("kind"), value: try row.bool("value"), at: try row.at("at"), how: try row.text("how"),
        by: try row.idIfAny("by_person_id"), noticeVersion: try row.text("notice_version"))
      histories[try row.id("carer_id"), default: []].append(record)
    }
  }
}

extension StoreTransaction {
  /// What carers have agreed to.
  package var consents: ConsentStore { ConsentStore(self) }
}
