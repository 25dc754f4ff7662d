import Breaks
import SQL

/// What losers of a draw ask a person to look at again; their words and the answer are sealed.
package struct SecondLookStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// What was asked about an entry, or nil.
  package func find(_ entry: ID<Entry>) throws -> SecondLook? {
    try load("WHERE second_look.entry_id = $1", [.id(entry)]).first
  }

  /// What was asked about some entries.
  package func find(_ entries: [ID<Entry>]) throws -> [ID<Entry>: SecondLook] {
    var arguments = SQLArguments()
    let found = try load(
      "WHERE second_look.entry_id IN (\(arguments.list(entries.map { .id($0) })))", arguments.values)
    return Dictionary(uniqueKeysWithValues: found.map { ($0.entry, $0) })
  }

  /// What waits for an answer, or has one, in some areas; the longest waiting first.
  ///
  /// - Parameters:
  ///   - areas: nil means all.
  ///   - after: where the page before ended.
  package func list(
    areas: Set<AreaSlug>?, isAnswered: Bool, after mark: (Instant, ID<SecondLook>)?, limit: Int
  ) throws -> [SecondLook] {
    var arguments = SQLArguments()
    // Said in the indexes' own words, or neither engine would use them.
    var condition = isAnswered ? "WHERE second_look.outcome IS NOT NULL" : "WHERE second_look.outcome IS NULL"
    if let areas {
      condition += " AND second_look.area IN (\(arguments.list(areas.sorted().map { .text($0.text) })))"
    }
    if let (askedAt, id) = mark {
      let last = "(\(arguments.add(.at(askedAt))), \(arguments.add(.id(id))))"
      condition += " AND (second_look.asked_at, second_look.id) > \(last)"
    }
    return try load(
      "\(condition) ORDER BY second_look.asked_at, second_look.id LIMIT \(limit)", arguments.values)
  }

  /// Adds a wish that a person looks again.
  ///
  /// - Returns: false when one was made about this entry before.
  package func insert(_ wish: SecondLook, askedBy: ID<Person>?) throws -> Bool {
    try tx.sql.execute(
      """
      INSERT INTO second_look (id, entry_id, area, words, asked_by, asked_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT DO NOTHING
      """,
      [
        .id(wish.id), .id(wish.entry), .text(wish.area.text),
        try tx.keys.sealedIfAny(wish.words, place: "second_look.words.\(wish.id)"), .idIfAny(askedBy),
        .at(wish.askedAt),
      ]) == 1
  }

  /// Writes down what a person says.
  ///
  /// - Throws: `Refusal.wrongState` when somebody has answered before.
  package func answer(_ wish: SecondLook, _ answer: SecondLookAnswer, by person: ID<Person>) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE second_look SET outcome = $1, answer = $2, answered_by = $3, answered_at = $4, version = version + 1
      WHERE id = $5 AND outcome IS NULL
      """,
      [
        .text(answer.outcome.rawValue),
        try tx.keys.sealedIfAny(answer.words, place: "second_look.answer.\(wish.id)"), .id(person), .at(answer.at),
        .id(wish.id),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  private func load(_ condition: String, _ values: [SQLValue]) throws -> [SecondLook] {
    try tx.sql.query(
      """
      SELECT second_look.id, second_look.entry_id, second_look.area, second_look.words, second_look.asked_at,
        second_look.outcome, second_look.answer, second_look.answered_at, second_look.version
      FROM second_look \(condition)
      """, values
    ).map { row in
      let id: ID<SecondLook> = try row.id("id")
      return SecondLook(
        id: id, entry: try row.id("entry_id"), area: try row.area(),
        words: try tx.keys.openedIfAny(row.bytesIfAny("words"), place: "second_look.words.\(id)"),
        askedAt: try row.at("asked_at"), answer: try answer(row, id), version: try row.number("version"))
    }
  }

  private func answer(_ row: SQLRow, _ id: ID<SecondLook>) throws -> SecondLookAnswer? {
    guard let outcome: SecondLookOutcome = try row.wordIfAny("outcome"), let at = try row.atIfAny("answered_at") else {
      return nil
    }
    let words = try tx.keys.openedIfAny(row.bytesIfAny("answer"), place: "second_look.answer.\(id)")
    return SecondLookAnswer(outcome: outcome, words: words ?? "", at: at)
  }
}

extension StoreTransaction {
  /// What losers of a draw ask a person to look at again.
  package var secondLooks: SecondLookStore { SecondLookStore(self) }
}
