import Breaks
import SQL

/// The outbox: letters that go by e-mail, claimed by lease, sent outside any transaction, then settled.
package struct Outbox {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Claims letters that are due, so that no other worker sends them; sign-in codes come first.
  ///
  /// A claim lapses after `leaseSeconds`: a letter may then go twice rather than be lost. A letter about a booking waits
  /// while an older one to the same reader is still on its way, so that "cancelled" never passes "confirmed"; the
  /// booking's own sequence decides which is older, for clocks may stand still or step back.
  /// - Parameters:
  ///   - limit: most letters to claim; 1...100.
  ///   - leaseSeconds: how long the claim holds, in seconds; 30...900, longer than the SMTP time-out.
  ///   - owner: names the claim; settling asks for it.
  /// - Returns: the claimed letters, first to send first; empty when none is due.
  package func claim(limit: Int, leaseSeconds: Int, owner: ID<OutboxClaim>, now: Instant) throws -> [DueLetter] {
    let due = try tx.sql.query(
      """
      SELECT letter.id FROM letter
      WHERE letter.state IN ('queued', 'sending') AND letter.by_way = 'email' AND letter.not_before <= $1
        AND (letter.lease_until IS NULL OR letter.lease_until < $1)
        AND NOT EXISTS (
          SELECT 1 FROM letter AS older
          WHERE older.booking_id = letter.booking_id AND older.recipient = letter.recipient
            AND older.state IN ('queued', 'sending')
            AND (COALESCE(older.calendar_sequence, 0), older.created_at, older.id)
              < (COALESCE(letter.calendar_sequence, 0), letter.created_at, letter.id)
        )
      ORDER BY letter.lane, letter.not_before, letter.id
      LIMIT \(limit)\(tx.sql.dialect.skipLocked)
      """, [.at(now)])
    var claimed: [DueLetter] = []
    for row in due {
      let id: ID<Letter> = try row.id("id")
      let updated = try tx.sql.query(
        """
        UPDATE letter
        SET state = 'sending', lease_until = $1, lease_owner = $2, tries = tries + 1
        WHERE id = $3 AND state IN ('queued', 'sending') AND (lease_until IS NULL OR lease_until < $4)
        RETURNING id, kind, area, message_id, tries, expires_at, created_at
        """, [.at(now.adding(seconds: leaseSeconds)), .id(owner), .id(id), .at(now)])
      guard let row = updated.first else { continue }
      claimed.append(
        DueLetter(
          id: id, kind: try row.word("kind"), area: try row.textIfAny("area").map { AreaSlug(stored: $0) },
          messageID: try row.text("message_id"), tries: try row.number("tries"),
          expiresAt: try row.atIfAny("expires_at"), createdAt: try row.at("created_at")))
    }
    return claimed
  }

  /// Takes back every claim, for a process that knows it is the only one: claims of one that was killed would
  /// otherwise hold their letters until they lapse.
  package func freeClaims() throws {
    try tx.sql.execute(
      "UPDATE letter SET state = 'queued', lease_until = NULL, lease_owner = NULL WHERE state = 'sending'")
  }

  /// Lets go of a letter that was claimed but not begun, as if it had not been.
  package func putBack(_ letter: ID<Letter>, owner: ID<OutboxClaim>) throws {
    try tx.sql.execute(
      """
      UPDATE letter SET state = 'queued', tries = tries - 1, lease_until = NULL, lease_owner = NULL
      WHERE id = $1 AND lease_owner = $2 AND state = 'sending'
      """, [.id(letter), .id(owner)])
  }

  /// Lets go of all that was claimed by one turn and not begun.
  package func putBack(owner: ID<OutboxClaim>) throws {
    try tx.sql.execute(
      """
      UPDATE letter SET state = 'queued', tries = tries - 1, lease_until = NULL, lease_owner = NULL
      WHERE lease_owner = $1 AND state = 'sending'
      """, [.id(owner)])
  }

  /// Settles a claimed letter.
  ///
  /// - Returns: whether the claim still held; false when another worker has taken the letter over meanwhile.
  @discardableResult
  package func settle(_ letter: ID<Letter>, owner: ID<OutboxClaim>, _ outcome: LetterOutcome, now: Instant) throws
    -> Bool
  {
    let (state, notBefore, trouble): (LetterState, Instant, String?) =
      switch outcome {
      case .sent: (.sent, now, nil)
      case .again(let at, let trouble): (.queued, at, trouble)
      case .failed(let trouble): (.failed, now, trouble)
      case .forHands(let state): (state, now, nil)
      case .dropped(let trouble): (.dropped, now, trouble)
      }
    return try tx.sql.execute(
      """
      UPDATE letter
      SET state = $1, not_before = $2, trouble = $3, lease_until = NULL, lease_owner = NULL,
        settled_at = CASE WHEN $1 = 'queued' THEN NULL ELSE $4 END, version = version + 1,
        code = CASE WHEN $1 = 'queued' THEN code ELSE NULL END
      WHERE id = $5 AND lease_owner = $6 AND state = 'sending'
      """,
      [
        .text(state.rawValue), .at(notBefore), .textIfAny(trouble), .at(now), .id(letter), .id(owner),
      ]) == 1
  }

  /// Sends a letter another way than it was meant to go, such as when its reader has given up e-mail meanwhile.
  package func redirect(_ letter: ID<Letter>, by way: LetterWay) throws {
    try tx.sql.execute("UPDATE letter SET by_way = $1 WHERE id = $2", [.text(way.rawValue), .id(letter)])
  }

  /// The sealed address and code of a sign-in letter.
  package func signInCode(_ letter: ID<Letter>) throws -> (address: EmailAddress, code: String)? {
    guard let row = try tx.sql.first("SELECT address, code FROM letter WHERE id = $1", [.id(letter)]),
      let address = try tx.keys.openedIfAny(row.bytesIfAny("address"), place: "letter.address.\(letter)"),
      let code = try tx.keys.openedIfAny(row.bytesIfAny("code"), place: "letter.code.\(letter)")
    else { return nil }
    return (try EmailAddress(text: address), code)
  }

  /// How many letters wait, and since when the oldest of those that are due does.
  package func backlog(now: Instant) throws -> (waiting: Int, oldestDueAt: Instant?) {
    let row = try tx.sql.first(
      """
      SELECT CAST(COUNT(*) AS BIGINT) AS waiting, MIN(not_before) AS oldest FROM letter
      WHERE state IN ('queued', 'sending') AND by_way = 'email'
      """)
    let oldest = try row?.atIfAny("oldest")
    return (try row?.number("waiting") ?? 0, oldest.flatMap { $0 <= now ? $0 : nil })
  }
}

/// A claim on letters: names a worker's turn.
package enum OutboxClaim {}

/// A letter that was claimed for sending.
package struct DueLetter: Sendable, Equatable {
  package let id: ID<Letter>
  package let kind: LetterKind
  /// Whose phone and hours it gives; nil for a code to somebody of no area.
  package let area: AreaSlug?
  /// Fixed when the letter was written; without angle brackets.
  package let messageID: String
  /// How often it has been tried, this time included.
  package let tries: Int
  /// After this instant it is of no use any more.
  package let expiresAt: Instant?
  package let createdAt: Instant
}

/// What became of a letter that was claimed.
package enum LetterOutcome: Sendable, Equatable {
  case sent
  /// Try again at an instant; what was wrong, in words without anybody's data.
  case again(at: Instant, trouble: String)
  case failed(trouble: String)
  /// It cannot go by e-mail any more: hands must do it, or it is withheld.
  case forHands(LetterState)
  /// It is of no use any more.
  case dropped(trouble: String)
}

extension StoreTransaction {
  /// Letters that go by e-mail.
  package var outbox: Outbox { Outbox(self) }
}
