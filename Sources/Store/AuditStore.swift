import Breaks
import SQL

/// Who did what, and who read what: append-only lists, each entry chained to the one before by a keyed hash.
///
/// It holds ids only, never a name, an address or a word of anybody's. There are sixteen chains, and each has a head that
/// whoever appends holds until the end of the transaction: one chain would let one change at a time through on an engine
/// with many writers. An actor always writes to the same chain, and an errand has one actor, so that no errand holds two.
package struct AuditStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// How many chains there are.
  private static let chains = 16

  private static let columns = "chain, number, at, actor_id, act, subject, subject_id, note, hash"

  /// Appends an entry.
  package func append(_ entry: AuditEntry) throws {
    let chain = AuditStore.chain(of: entry.actor)
    let head =
      try moveHead(of: chain)
      ?? {
        try beginChain(chain)
        return try moveHead(of: chain)
      }()
    guard let head else { throw StoreFault.unreadable(column: "audit_chain.number") }
    let place = AuditPlace(chain: chain, number: try head.number("number"))
    let link = tx.keys.link(after: try head.bytes("hash"), entry: entry.canonical(at: place))
    try tx.sql.execute(
      """
      INSERT INTO audit_entry (\(AuditStore.columns))
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      """,
      [
        .number(place.chain), .number(place.number), .at(entry.at), .idIfAny(entry.actor), .text(entry.act),
        .text(entry.subject), .text(entry.subjectID), .text(entry.note), .bytes(link),
      ])
    try tx.sql.execute("UPDATE audit_chain SET hash = $1 WHERE chain = $2", [.bytes(link), .number(chain)])
  }

  /// Takes the chain's next number; its hash is still that of the entry before. Nil while the chain has not begun.
  private func moveHead(of chain: Int) throws -> SQLRow? {
    try tx.sql.first(
      "UPDATE audit_chain SET number = number + 1 WHERE chain = $1 RETURNING number, hash", [.number(chain)])
  }

  private func beginChain(_ chain: Int) throws {
    try tx.sql.execute(
      "INSERT INTO audit_chain (chain, number, hash) VALUES ($1, 0, $2) ON CONFLICT (chain) DO NOTHING",
      [.number(chain), .bytes([])])
  }

  private static func chain(of actor: ID<Person>?) -> Int {
    actor.map { Int($0.uuid.uuid.15) % chains } ?? 0
  }

  /// Whether the newest entry of a chain was chained with these keys; true where there is none yet.
  ///
  /// Tells a database that was put beside another's key file.
  package func newestFits() throws -> Bool {
    guard let chain = try tx.sql.first("SELECT chain FROM audit_chain ORDER BY chain LIMIT 1")?.number("chain") else {
      return true
    }
    let rows = try tx.sql.query(
      "SELECT \(AuditStore.columns) FROM audit_entry WHERE chain = $1 ORDER BY number DESC LIMIT 2", [.number(chain)])
    guard let newest = rows.first else { return true }
    return try isLink(newest, after: rows.count > 1 ? try rows[1].bytes("hash") : [])
  }

  /// Walks all chains, and compares the end of each with its head.
  ///
  /// - Returns: the first entry that does not fit the one before it, or is missing at the end; nil when all fit.
  package func firstBrokenLink() throws -> AuditPlace? {
    let heads = try tx.sql.query("SELECT chain, number, hash FROM audit_chain ORDER BY chain")
    for head in heads {
      if let broken = try firstBrokenLink(
        in: head.number("chain"), last: head.number("number"), hash: head.bytes("hash"))
      {
        return broken
      }
    }
    return nil
  }

  private func firstBrokenLink(in chain: Int, last: Int, hash: [UInt8]) throws -> AuditPlace? {
    var previous: [UInt8] = []
    var number = 0
    while true {
      let rows = try tx.sql.query(
        "SELECT \(AuditStore.columns) FROM audit_entry WHERE chain = $1 AND number > $2 ORDER BY number LIMIT 1000",
        [.number(chain), .number(number)])
      if rows.isEmpty { break }
      for row in rows {
        number += 1
        guard try row.number("number") == number, try isLink(row, after: previous) else {
          return AuditPlace(chain: chain, number: number)
        }
        previous = try row.bytes("hash")
      }
    }
    return number == last && previous == hash ? nil : AuditPlace(chain: chain, number: number + 1)
  }

  private func isLink(_ row: SQLRow, after previous: [UInt8]) throws -> Bool {
    let entry = AuditEntry(
      at: try row.at("at"), actor: try row.idIfAny("actor_id"), act: try row.text("act"),
      subject: try row.text("subject"), subjectID: try row.text("subject_id"), note: try row.text("note"))
    let place = AuditPlace(chain: try row.number("chain"), number: try row.number("number"))
    return try row.bytes("hash") == tx.keys.link(after: previous, entry: entry.canonical(at: place))
  }
}

/// Where an entry of the audit stands.
package struct AuditPlace: Sendable, Equatable {
  /// 0...15.
  package let chain: Int
  /// 1 for the first entry of the chain.
  package let number: Int
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

  func canonical(at place: AuditPlace) -> String {
    [String(place.chain), String(place.number), at.text, actor?.text ?? "-", act, subject, subjectID, note]
      .joined(separator: "\u{1F}")
  }
}

extension StoreTransaction {
  /// Who did what.
  package var audit: AuditStore { AuditStore(self) }
}
