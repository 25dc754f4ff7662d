import Breaks
import SQL

/// Who has signed in; of a token only its SHA-256 is kept.
package struct SessionStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Opens a session, and forgets the person's sessions that have run out.
  package func open(_ token: String, person: ID<Person>, now: Instant, expiresAt: Instant) throws {
    try tx.sql.execute("DELETE FROM session WHERE person_id = $1 AND expires_at <= $2", [.id(person), .at(now)])
    try tx.sql.execute(
      "INSERT INTO session (token_hash, person_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
      [.bytes(sha256(token.utf8)), .id(person), .at(now), .at(expiresAt)])
  }

  /// Whose token it is, or nil when it is none, has run out, or the person is disabled.
  package func person(of token: String, now: Instant) throws -> ID<Person>? {
    try tx.sql.first(
      """
      SELECT session.person_id
      FROM session
      JOIN person ON person.id = session.person_id
      WHERE session.token_hash = $1 AND session.expires_at > $2 AND person.disabled_at IS NULL
      """, [.bytes(sha256(token.utf8)), .at(now)]
    )?.id("person_id")
  }

  /// Ends the session of a token.
  package func close(_ token: String) throws {
    try tx.sql.execute("DELETE FROM session WHERE token_hash = $1", [.bytes(sha256(token.utf8))])
  }

  /// Ends all sessions of a person.
  package func closeAll(of person: ID<Person>) throws {
    try tx.sql.execute("DELETE FROM session WHERE person_id = $1", [.id(person)])
  }
}

extension StoreTransaction {
  /// Who has signed in.
  package var sessions: SessionStore { SessionStore(self) }
}
