import Synchronization

/// What a body returned the last time it ran, kept by an engine until COMMIT has returned too.
package final class Kept<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)

  /// Nothing yet.
  package init() {}

  /// Keeps what a run of the body returned, in place of what an earlier run did.
  package func put(_ new: Value) { value.withLock { $0 = new } }

  /// What the caller is told: the error, or what was kept.
  package func outcome(_ error: (any Error)?) -> Result<Value, any Error> {
    if let error { return .failure(error) }
    guard let value = value.withLock({ $0 }) else { return .failure(SQLFault.invalid("a body was never run")) }
    return .success(value)
  }
}
