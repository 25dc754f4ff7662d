import SQL
import Synchronization

/// Counts who is inside, so that the database closes only when all have left.
final class Gate: Sendable {
  private struct State {
    var inside = 0
    var isClosed = false
    var closer: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// - Throws: `SQLFault.closed` once closing has begun.
  func enter() throws(SQLFault) {
    let isOpen = state.withLock { state in
      if !state.isClosed { state.inside += 1 }
      return !state.isClosed
    }
    guard isOpen else { throw .closed }
  }

  func leave() {
    let closer = state.withLock { state -> CheckedContinuation<Void, Never>? in
      state.inside -= 1
      guard state.inside == 0 else { return nil }
      defer { state.closer = nil }
      return state.closer
    }
    closer?.resume()
  }

  /// Lets nobody in any more, and waits until all have left.
  ///
  /// - Returns: false when it had been closed before.
  func close() async -> Bool {
    let isFirst = state.withLock { state in
      defer { state.isClosed = true }
      return !state.isClosed
    }
    guard isFirst else { return false }
    await withCheckedContinuation { continuation in
      let isEmpty = state.withLock { state in
        if state.inside > 0 { state.closer = continuation }
        return state.inside == 0
      }
      if isEmpty { continuation.resume() }
    }
    return true
  }
}
