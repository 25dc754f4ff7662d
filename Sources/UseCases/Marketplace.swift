import Breaks
import SQL
import Store

/// The one door to everything Breather does: the API, the pages and the seeds all go through it.
package struct Marketplace: Sendable {
  package let database: any SQLDatabase
  package let world: World
  package let keys: Keys
  /// How long a request with a key tries to learn what became of a COMMIT whose answer was lost. Shorter than a request may
  /// take.
  package var patience = Duration.seconds(5)
  private let standby: @Sendable () -> (any SQLDatabase)?

  /// Opens the market on a database.
  ///
  /// - Parameter standby: gives a copy that may be a little behind, for those who only browse; nil when there is none or it
  ///   must not be asked now.
  package init(
    database: any SQLDatabase, world: World, keys: Keys,
    standby: @escaping @Sendable () -> (any SQLDatabase)? = { nil }
  ) {
    self.database = database
    self.world = world
    self.keys = keys
    self.standby = standby
  }

  /// Runs an errand that only looks.
  ///
  /// - Throws: `Refusal`, `Invalid`, or a fault.
  package func look<Answer: Sendable>(
    as caller: Caller?, _ body: @escaping @Sendable (Errand) throws -> Answer
  ) async throws -> Answer {
    try await database.read { tx in try body(errand(tx, caller)) }
  }

  /// Runs an errand that only browses what anybody may see, or reports; a standby may answer it, a few seconds behind.
  ///
  /// Who may just have written reads the primary, always: that is everybody who is signed in, but for those whose roles never
  /// write. So nobody misses what they did a moment ago, no process has to remember who wrote, and it holds across any
  /// number of processes and for clients that keep no cookies. Nothing that is decided rests on it.
  ///
  /// A no of the standby may only mean that it is behind, or gone: the primary has the last word.
  /// - Throws: `Refusal`, `Invalid`, or a fault.
  package func browse<Answer: Sendable>(
    as caller: Caller?, _ body: @escaping @Sendable (Errand) throws -> Answer
  ) async throws -> Answer {
    guard caller?.neverWrites ?? true, let standby = standby() else { return try await look(as: caller, body) }
    do {
      return try await standby.read { tx in try body(errand(tx, caller)) }
    } catch {
      return try await look(as: caller, body)
    }
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
  ///   - hold: of which hold the answer tells, so that it is forgotten with it.
  ///   - render: pure; writes the answer as it goes out.
  package func carryOut<Answer: Sendable>(
    as caller: Caller?, once: Once?, hold: @escaping @Sendable (Answer) -> ID<Booking>? = { _ in nil },
    render: @escaping @Sendable (Answer) throws -> Rendered,
    _ body: @escaping @Sendable (Errand) throws -> Answer
  ) async throws -> Rendered {
    guard let once else { return try await carryOut(as: caller) { try render(try body($0)) } }
    return try await settled {
      try await database.write { tx in
        let errand = errand(tx, caller)
        if let given = try errand.store.idempotency.claim(once, now: errand.now) { return given }
        let answer = try body(errand)
        let rendered = try render(answer)
        try errand.store.idempotency.settle(once, rendered, hold: hold(answer))
        return rendered
      }
    }
  }

  private func errand(_ tx: any SQLTransaction, _ caller: Caller?) -> Errand {
    Errand(store: StoreTransaction(tx, keys: keys), world: world, caller: caller, now: world.now())
  }
}

extension Caller {
  /// Whether none of their roles changes anything, so that they cannot miss what they just wrote.
  fileprivate var neverWrites: Bool {
    carer == nil && actsFor.isEmpty && !grants.isEmpty && grants.allSatisfy { $0.role == .commissioner }
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
