import Breaks
import Foundation
import SQL

/// Answers that were given, so that the same request sent twice has one effect and one answer.
///
/// - Source: IETF draft-ietf-httpapi-idempotency-key-header.
package struct IdempotencyStore {
  private let tx: StoreTransaction

  /// How long an answer is kept, in hours.
  package static let keptHours = 24

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Claims a key in the transaction that will have the effect; a twin waits for its end.
  ///
  /// - Returns: the answer given before, or nil when the key is now ours.
  /// - Throws: `Refusal.keyReused` when the key stood for another request; `.wrongState` when it stood for this one, and the
  ///   places that it kept were let go: nothing is kept anew by it, and what was answered is forgotten.
  package func claim(_ once: Once, now: Instant) throws -> Rendered? {
    try tx.sql.execute(
      "DELETE FROM idempotency_key WHERE created_at < $1", [.at(now.adding(hours: -IdempotencyStore.keptHours))])
    let claimed = try tx.sql.execute(
      """
      INSERT INTO idempotency_key (caller, key, request_hash, created_at)
      VALUES ($1, $2, $3, $4)
      ON CONFLICT (caller, key) DO NOTHING
      """,
      [.text(once.caller), .text(once.key), .bytes(once.requestHash), .at(now)])
    if claimed == 1 { return nil }
    let row = try tx.sql.first(
      "SELECT request_hash, status, headers, body FROM idempotency_key WHERE caller = $1 AND key = $2",
      [.text(once.caller), .text(once.key)])
    guard let row, try row.bytes("request_hash") == once.requestHash else { throw Refusal.keyReused }
    guard let status = try row.numberIfAny("status") else { throw Refusal.requestInProgress }
    guard let body = try row.bytesIfAny("body") else { throw Refusal.wrongState }
    return Rendered(
      status: status, headers: try row.json("headers"), body: try tx.keys.open(body, place: place(once)))
  }

  /// Keeps the answer with its effect.
  ///
  /// - Parameter hold: the hold of which the answer tells; nil when it tells of none.
  package func settle(_ once: Once, _ answer: Rendered, hold: ID<Booking>? = nil) throws {
    try tx.sql.execute(
      "UPDATE idempotency_key SET status = $1, headers = $2, body = $3, hold_id = $4 WHERE caller = $5 AND key = $6",
      [
        .number(answer.status), try .json(answer.headers),
        .bytes(try tx.keys.seal(answer.body, place: place(once))), .idIfAny(hold), .text(once.caller), .text(once.key),
      ])
  }

  /// Forgets the answers that tell of a hold; their keys stay taken.
  package func forget(hold: ID<Booking>) throws {
    try tx.sql.execute(
      "UPDATE idempotency_key SET body = NULL WHERE hold_id = $1 AND hold_id IS NOT NULL", [.id(hold)])
  }

  private func place(_ once: Once) -> String {
    "idempotency_key.body.\(once.caller).\(Data(once.requestHash).base64EncodedString())"
  }
}

/// A request that must have one effect however often it is sent.
package struct Once: Sendable, Equatable {
  /// Whose key it is: a person's id, or `anonymous`.
  package let caller: String
  /// 1...255 printable ASCII characters.
  package let key: String
  /// SHA-256 over method, path and body.
  package let requestHash: [UInt8]

  /// Names a request by its key and all it says.
  package init(caller: ID<Person>?, key: String, request: [UInt8]) {
    self.caller = caller?.text ?? "anonymous"
    self.key = key
    requestHash = sha256(request)
  }
}

/// An answer as it went out, kept so that it can go out again.
package struct Rendered: Sendable, Equatable {
  /// The HTTP status; the store only keeps it.
  package let status: Int
  /// Header names and values that belong to the answer, such as ETag and Location.
  package let headers: [String: String]
  package let body: [UInt8]

  /// Puts an answer together.
  package init(status: Int, headers: [String: String] = [:], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

extension StoreTransaction {
  /// Answers that were given.
  package var idempotency: IdempotencyStore { IdempotencyStore(self) }
}
