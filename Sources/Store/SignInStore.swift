import Breaks
import SQL

/// The codes that were asked for, each as a keyed hash.
///
/// A code that was refused for being one too many is written like the others, but lives no time: nobody can use it, it
/// replaces none, and it does not count towards the next hour.
package struct SignInStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Notes that a code is asked for, and holds the address: two who ask at once are counted one after the other.
  package func noteAsked(_ email: EmailAddress, now: Instant) throws {
    try tx.sql.execute(
      """
      INSERT INTO sign_in_address (email_canonical, asked_at) VALUES ($1, $2)
      ON CONFLICT (email_canonical) DO UPDATE SET asked_at = excluded.asked_at
      """, [.text(email.canonical), .at(now)])
  }

  /// How many codes an address was given since an instant.
  package func countGiven(to email: EmailAddress, since: Instant) throws -> Int {
    try tx.sql.first(
      """
      SELECT COUNT(*) AS codes FROM sign_in_code
      WHERE email_canonical = $1 AND created_at > $2 AND expires_at > created_at
      """, [.text(email.canonical), .at(since)]
    )?.number("codes") ?? 0
  }

  /// How often anybody asked for a code since an instant, and when the first of them did.
  package func askedByAll(since: Instant) throws -> (count: Int, first: Instant?) {
    let row = try tx.sql.first(
      "SELECT COUNT(*) AS codes, MIN(created_at) AS first_at FROM sign_in_code WHERE created_at > $1", [.at(since)])
    return (try row?.number("codes") ?? 0, try row?.atIfAny("first_at"))
  }

  /// Keeps a code; it replaces those that the address was given before.
  package func keep(_ given: GivenCode, id: ID<SignInCode>) throws {
    let address = given.email.canonical
    try tx.sql.execute(
      """
      INSERT INTO sign_in_code (id, email_canonical, code_hash, created_at, expires_at, tries)
      VALUES ($1, $2, $3, $4, $5, 0)
      """,
      [
        .id(id), .text(address), .bytes(tx.keys.codeHash(given.code.digits, for: address)), .at(given.at),
        .at(given.expiresAt),
      ])
  }

  /// Forgets codes that were asked for before an instant, and the letters that brought them.
  package func forget(before: Instant) throws {
    try tx.sql.execute("DELETE FROM sign_in_code WHERE created_at < $1", [.at(before)])
    try tx.sql.execute("DELETE FROM sign_in_address WHERE asked_at < $1", [.at(before)])
    try tx.sql.execute("DELETE FROM letter WHERE recipient = 'address' AND created_at < $1", [.at(before)])
  }

  /// The newest code that an address was given, and whether the typed one is the same.
  ///
  /// The same work is done when there is none.
  package func newest(for email: EmailAddress, typed: SignInCode) throws -> KeptCode? {
    let row = try tx.sql.first(
      """
      SELECT id, code_hash, expires_at, tries, used_at FROM sign_in_code
      WHERE email_canonical = $1 AND expires_at > created_at
      ORDER BY created_at DESC, id DESC LIMIT 1\(tx.sql.dialect.lockRows)
      """, [.text(email.canonical)])
    let hash = tx.keys.codeHash(typed.digits, for: email.canonical)
    let isSame = sameSecret(hash, try row?.bytes("code_hash") ?? [UInt8](repeating: 0, count: 32))
    guard let row else { return nil }
    return KeptCode(
      id: try row.id("id"), isSame: isSame, expiresAt: try row.at("expires_at"), tries: try row.number("tries"),
      isUsed: try row.atIfAny("used_at") != nil)
  }

  /// Counts a wrong try.
  package func countTry(_ id: ID<SignInCode>) throws {
    try tx.sql.execute("UPDATE sign_in_code SET tries = tries + 1 WHERE id = $1", [.id(id)])
  }

  /// Spends a code.
  ///
  /// - Returns: false when another has spent it first.
  package func use(_ id: ID<SignInCode>, now: Instant) throws -> Bool {
    try tx.sql.execute(
      "UPDATE sign_in_code SET used_at = $1 WHERE id = $2 AND used_at IS NULL", [.at(now), .id(id)]) == 1
  }

  /// Queues the letter that carries a code, before all other letters, or writes one that is never sent.
  ///
  /// - Parameters:
  ///   - area: whose words and numbers the letter carries; nil for a letter that is never sent.
  ///   - isSent: false when nobody has the address: the same row is written then, and dropped.
  package func enqueueCode(_ given: GivenCode, id: ID<Letter>, area: AreaSlug?, isSent: Bool) throws {
    let state: LetterState = isSent ? .queued : .dropped
    try tx.sql.execute(
      """
      INSERT INTO letter (id, kind, area, recipient, address, code, by_way, state, lane, message_id, not_before,
        expires_at, created_at, settled_at)
      VALUES ($1, $2, $3, 'address', $4, $5, $6, $7, 0, $8, $9, $10, $9, $11)
      """,
      [
        .id(id), .text(LetterKind.signInCode.rawValue), .textIfAny(isSent ? area?.text : nil),
        try tx.keys.sealedIfAny(given.email.text, place: "letter.address.\(id.text)"),
        try tx.keys.sealedIfAny(given.code.digits, place: "letter.code.\(id.text)"), .text(LetterWay.email.rawValue),
        .text(state.rawValue), .text("\(id.text)@\(LetterStore.messageDomain)"), .at(given.at),
        .at(given.at.adding(seconds: SignInRules.codeSeconds)), .atIfAny(isSent ? nil : given.at),
      ])
  }
}

/// A code that an address is given.
package struct GivenCode: Sendable, Equatable {
  package let code: SignInCode
  package let email: EmailAddress
  package let at: Instant
  /// Equal to `at` for a code that is one too many.
  package let expiresAt: Instant

  /// Gives a code to an address.
  package init(_ code: SignInCode, to email: EmailAddress, at: Instant, expiresAt: Instant) {
    self.code = code
    self.email = email
    self.at = at
    self.expiresAt = expiresAt
  }
}

extension StoreTransaction {
  /// The sign-in codes.
  package var signIn: SignInStore { SignInStore(self) }
}
