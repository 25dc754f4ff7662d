import Breaks
import Store

extension Marketplace {
  /// Loads the town of seeds, one file a transaction, in the name of a loader who can do anything and never sign in.
  ///
  /// No letters are written, and addresses count as proven: the scheme knew these people before.
  /// - Throws: what the body throws; nothing of the transaction is kept then.
  package func load<Answer: Sendable>(
    as loader: Caller?, _ body: @escaping @Sendable (Errand) throws -> Answer
  ) async throws -> Answer {
    try await database.write { tx in
      let store = StoreTransaction(tx, keys: keys)
      return try body(Errand(store: store, world: world, caller: loader, now: world.now(), quiet: true))
    }
  }
}

extension Errand {
  /// Refuses a database in which somebody has begun already.
  ///
  /// - Throws: `Refusal.wrongState`.
  package func requireEmpty() throws {
    guard try store.areas.all().isEmpty else { throw Refusal.wrongState }
  }

  /// Writes the loader down as a person, so that the audit can name who loaded; nobody can sign in as it.
  package func writeLoaderDown() throws {
    guard let caller else { throw Refusal.notSignedIn }
    let details = PersonDetails(name: caller.name, email: nil, phone: nil, roles: [])
    try store.people.insert(details, emailSignIn: false, id: caller.person, now: now)
    _ = try store.people.disable(caller.person, at: now)
  }
}
