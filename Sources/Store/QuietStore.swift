import Breaks
import SQL

/// Carers who are to be left in peace, and the letters that are kept from them.
package struct QuietStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Notes that a carer is to be left in peace, or why another time.
  package func begin(_ carer: ID<Carer>, _ quiet: Quiet) throws {
    let moved = try tx.sql.execute(
      "UPDATE carer SET quiet_since = $1, quiet_why = $2, version = version + 1 WHERE id = $3",
      [
        .at(quiet.since), try tx.keys.sealedIfAny(quiet.why.rawValue, place: QuietStore.place(carer)), .id(carer),
      ])
    guard moved == 1 else { throw Refusal.notFound }
  }

  /// Notes that the carer may be written to as before.
  ///
  /// - Throws: `Refusal.wrongState` when that was so already.
  package func end(_ carer: ID<Carer>) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE carer SET quiet_since = NULL, quiet_why = NULL, quiet_ended_access = FALSE, version = version + 1
      WHERE id = $1 AND quiet_since IS NOT NULL
      """, [.id(carer)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Ends the access of a carer who has died, and their sessions.
  package func endAccess(of carer: Carer, now: Instant) throws {
    try tx.sessions.closeAll(of: carer.person)
    // Whose access had ended before is not let in again by lifting this.
    guard try tx.people.disable(carer.person, at: now) else { return }
    try tx.sql.execute("UPDATE carer SET quiet_ended_access = TRUE WHERE id = $1", [.id(carer.id)])
  }

  /// Gives a carer their access back, if it was ended because they were said to have died.
  package func giveAccessBack(to carer: Carer) throws {
    try tx.sql.execute(
      """
      UPDATE person SET disabled_at = NULL, version = version + 1
      WHERE id = $1 AND disabled_at IS NOT NULL
        AND EXISTS (SELECT 1 FROM carer WHERE carer.id = $2 AND carer.quiet_ended_access)
      """, [.id(carer.person), .id(carer.id)])
  }

  /// Withholds every letter to a carer that waits for hands; those that wait for the post are withheld when their turn comes.
  package func withholdLetters(to carer: ID<Carer>, now: Instant) throws {
    try tx.sql.execute(
      """
      UPDATE letter SET state = 'withheld', by_way = 'withheld', settled_at = $1, version = version + 1
      WHERE recipient = 'carer' AND recipient_id = $2 AND state = 'to_do'
      """, [.at(now), .id(carer)])
  }

  /// Takes the cheerful letters to a carer off the list of what hands must do.
  package func dropLetters(_ kinds: [LetterKind], to carer: ID<Carer>, now: Instant) throws {
    var arguments = SQLArguments()
    try tx.sql.execute(
      """
      UPDATE letter SET state = 'dropped', settled_at = \(arguments.add(.at(now))), version = version + 1
      WHERE recipient = 'carer' AND recipient_id = \(arguments.add(.id(carer))) AND state = 'to_do'
        AND kind IN (\(arguments.list(kinds.map { .text($0.rawValue) })))
      """, arguments.values)
  }

  /// Queues again what was withheld since an instant: the post looks anew by which way each may go.
  package func queueAgain(to carer: ID<Carer>, since: Instant, now: Instant) throws {
    try tx.sql.execute(
      """
      UPDATE letter
      SET state = 'queued', by_way = 'email', not_before = $1, settled_at = NULL, version = version + 1
      WHERE recipient = 'carer' AND recipient_id = $2 AND state = 'withheld' AND COALESCE(settled_at, created_at) >= $3
      """, [.at(now), .id(carer), .at(since)])
  }

  /// A carer's bookings that end after an instant, whatever became of them, by start.
  package func bookings(of carer: ID<Carer>, endingAfter instant: Instant) throws -> [ID<Booking>] {
    try tx.sql.query(
      "SELECT id FROM booking WHERE carer_id = $1 AND ends_at > $2 ORDER BY starts_at, id",
      [.id(carer), .at(instant)]
    ).map { try $0.id("id") }
  }

  static func place(_ carer: ID<Carer>) -> String { "carer.quiet_why.\(carer)" }
}

extension LetterStore {
  /// Takes the letters of a kind about some bookings off the list of what hands must do.
  package func takeOffList(_ kind: LetterKind, about bookings: [ID<Booking>], now: Instant) throws {
    guard !bookings.isEmpty else { return }
    var arguments = SQLArguments()
    try tx.sql.execute(
      """
      UPDATE letter SET state = 'dropped', settled_at = \(arguments.add(.at(now))), version = version + 1
      WHERE booking_id IN (\(arguments.list(bookings.map { .id($0) }))) AND kind = \(arguments.add(.text(kind.rawValue)))
        AND state = 'to_do'
      """, arguments.values)
  }
}

extension CarerStore {
  static func quiet(_ row: SQLRow, _ id: ID<Carer>, _ keys: Keys) throws -> Quiet? {
    guard let since = try row.atIfAny("quiet_since"),
      let said = try keys.openedIfAny(row.bytesIfAny("quiet_why"), place: QuietStore.place(id))
    else { return nil }
    guard let why = QuietWhy(rawValue: said) else { throw StoreFault.unreadable(column: "carer.quiet_why") }
    return Quiet(why: why, since: since)
  }
}

extension StoreTransaction {
  /// Carers who are to be left in peace.
  package var quiet: QuietStore { QuietStore(self) }
}
