import Breaks
import SQL

/// Who did what, and who read what: an append-only list, each entry chained to the one before by a keyed hash.
///
/// It holds ids only, never a name, an address or a word of anybody's.
package struct AuditStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Appends an entry.
  package func append(_ entry: AuditEntry) throws {
    let last = try tx.sql.first("SELECT number, hash FROM audit_entry ORDER BY number DESC LIMIT 1")
    let number = try last?.number("number") ?? 0
    let previous = try last?.bytes("hash") ?? []
    try tx.sql.execute(
      """
      INSERT INTO audit_entry (number, at, actor_id, act, subject, subject_id, note, hash)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """,
      [
        .number(number + 1), .at(entry.at), .idIfAny(entry.actor), .text(entry.act), .text(entry.subject),
        .text(entry.subjectID), .text(entry.note),
        .bytes(tx.keys.link(after: previous, entry: entry.canonical(number: number + 1))),
      ])
  }

  /// Whether the newest entry was chained with these keys; true where there is none yet.
  ///
  /// Tells a database that was put beside another's key file.
  package func newestFits() throws -> Bool {
    let rows = try tx.sql.query(
      """
      SELECT number, at, actor_id, act, subject, subject_id, note, hash
      FROM audit_entry ORDER BY number DESC LIMIT 2
      """)
    guard let newest = rows.first else { return true }
    let previous = rows.count > 1 ? try rows[1].bytes("hash") : []
    let entry = try AuditStore.entry(newest)
    let link = tx.keys.link(after: previous, entry: entry.canonical(number: try newest.number("number")))
    return try newest.bytes("hash") == link
  }

  private static func entry(_ row: SQLRow) throws -> AuditEntry {
    AuditEntry(
      at: try row.at("at"), actor: try row.idIfAny("actor_id"), act: try row.text("act"),
      subject: try row.text("subject"), subjectID: try row.text("subject_id"), note: try row.text("note"))
  }

  /// Walks the whole chain.
  ///
  /// - Returns: the number of the first entry that does not fit the one before it; nil when all fit.
  package func firstBrokenLink() throws -> Int? {
    var previous: [UInt8] = []
    var expected = 1
    var from = 0
    while true {
      let rows = try tx.sql.query(
        """
        SELECT number, at, actor_id, act, subject, subject_id, note, hash
        FROM audit_entry WHERE number > $1 ORDER BY number LIMIT 1000
        """, [.number(from)])
      if rows.isEmpty { return nil }
      for row in rows {
        let number = try row.number("number")
        let entry = try AuditStore.entry(row)
        let hash = try row.bytes("hash")
        guard number == expected, hash == tx.keys.link(after: previous, entry: entry.canonical(number: number)) else {
          return number
        }
        (previous, expected, from) = (hash, number + 1, number)
      }
    }
  }
}

/// One line of the audit.
package struct AuditEntry: Sendable, Equatable {
  package let at: Instant
  /// Who; nil when nobody had signed in.
  package let actor: ID<Person>?
  /// What was done, as a snake_case verb: `booking_made`, `carer_read`.
  package let act: String
  /// The kind of thing it was done to: `booking`, `carer`.
  package let subject: String
  package let subjectID: String
  /// Codes only, such as how identity was checked; never free text.
  package let note: String

  /// Puts a line together.
  package init(at: Instant, actor: ID<Person>?, act: String, subject: String, subjectID: String, note: String = "") {
    self.at = at
    self.actor = actor
    self.act = act
    self.subject = subject
    self.subjectID = subjectID
    self.note = note
  }

  func canonical(number: Int) -> String {
    [String(number), at.text, actor?.text ?? "-", act, subject, subjectID, note].joined(separator: "\u{1F}")
  }
}

extension StoreTransaction {
  /// Who did what.
  package var audit: AuditStore { AuditStore(self) }
}
