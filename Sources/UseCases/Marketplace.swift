import Breaks
import SQL
import Store

/// The one door to everything Breather does: the API, the pages and the seeds all go through it.
package struct Marketplace: Sendable {
  package let database: any SQLDatabase
  package let world: World
  package let keys: Keys

  /// Opens the market on a database.
  package init(database: any SQLDatabase, world: World, keys: Keys) {
    self.database = database
    self.world = world
    self.keys = keys
  }

  /// Runs an errand that only looks.
  ///
  /// - Throws: `Refusal`, `Invalid`, or a fault.
  package func look<Answer: Sendable>(
    as caller: Caller?, _ body: @escaping @Sendable (Errand) throws -> Answer
  ) async throws -> Answer {
    try await database.read { tx in try body(errand(tx, caller)) }
  }

  /// Runs an errand that changes something, in one transaction: all of it happens or none.
  ///
  /// - Throws: `Refusal`, `Invalid`, or a fault; nothing is kept then.
  package func carryOut<Answer: Sendable>(
    as caller: Caller?, _ body: @escaping @Sendable (Errand) throws -> Answer
  ) async throws -> Answer {
    try await database.write { tx in try body(errand(tx, caller)) }
  }

  /// Runs an errand that makes something, and keeps its answer under the caller's key, so that twice is once.
  ///
  /// - Parameters:
  ///   - once: nil when the caller sent no key.
  ///   - render: pure; writes the answer as it goes out.
  package func carryOut<Answer: Sendable>(
    as caller: Caller?, once: Once?, render: @escaping @Sendable (Answer) throws -> Rendered,
    _ body: @escaping @Sendable (Errand) throws -> Answer
  ) async throws -> Rendered {
    try await database.write { tx in
      let errand = errand(tx, caller)
      guard let once else { return try render(try body(errand)) }
      if let given = try errand.store.idempotency.claim(once, now: errand.now) { return given }
      let answer = try render(try body(errand))
      try errand.store.idempotency.settle(once, answer)
      return answer
    }
  }

  private func errand(_ tx: any SQLTransaction, _ caller: Caller?) -> Errand {
    Errand(store: StoreTransaction(tx, keys: keys), world: world, caller: caller, now: world.now())
  }
}

/// One errand: an open transaction, who asks, and when.
///
/// The use cases are its methods, one file each. They may run twice, so they touch nothing but the transaction.
package struct Errand {
  /// The rows, within the errand's transaction.
  package let store: StoreTransaction
  package let world: World
  /// Who asks; nil when nobody has signed in.
  package let caller: Caller?
  /// The errand's one instant.
  package let now: Instant
  /// Whether no letters are to be written: while seeds are loaded.
  package var quiet = false

  /// The errand's day in London.
  package var today: Day { London.day(of: now) }

  /// Writes a line of the audit about the caller.
  package func note(_ act: String, _ subject: String, _ subjectID: String, _ note: String = "") throws {
    try store.audit.append(
      AuditEntry(at: now, actor: caller?.person, act: act, subject: subject, subjectID: subjectID, note: note))
  }

  /// A new reference that nobody has yet.
  ///
  /// - Parameter taken: tells whether a reference is in use.
  package func newReference(length: Int, taken: (Reference) throws -> Bool) throws -> Reference {
    while true {
      let reference = Reference(length: length, randomBytes: world.randomBytes)
      if try !taken(reference) { return reference }
    }
  }

  /// Refuses a change to something that has changed since the caller read it.
  ///
  /// - Parameter expected: the version of the caller's If-Match; nil when none was sent.
  package func requireVersion(_ expected: Int?, is version: Int) throws(Refusal) {
    if let expected, expected != version { throw .changedMeanwhile }
  }
}
