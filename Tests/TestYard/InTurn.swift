import Synchronization
import Testing

/// Tests take turns: so many at once, the others wait in a line.
///
/// Swift Testing begins all tests of a run together. Each that opens databases and servers holds dozens of descriptors,
/// and a process may have few.
package struct InTurn: SuiteTrait, TestTrait, TestScoping {
  /// Each test of a suite waits by itself.
  package let isRecursive = true

  /// Tests that hold a database, a server or a program at one time.
  private static let line = Turns(8)
  @TaskLocal private static var isHeld = false

  /// Waits for a turn, and gives it back after the test.
  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    await InTurn.line.take()
    defer { InTurn.line.give() }
    try await InTurn.$isHeld.withValue(true) { try await function() }
  }

  /// Asked by whatever opens databases, so that no suite forgets its trait.
  ///
  /// - Throws: `NoTurn`.
  package static func require() throws(NoTurn) {
    guard isHeld else { throw NoTurn() }
  }

  /// A turn for whoever uses this trait.
  package init() {}
}

/// A test opens a database and its suite says neither `.inTurn` nor `.onEveryEngine`.
package struct NoTurn: Error {
  /// Thrown by what needs a turn.
  package init() {}
}

extension Trait where Self == InTurn {
  /// Waits until few other tests hold databases, servers or programs.
  package static var inTurn: Self { InTurn() }
}

/// So many turns, given in the order of asking.
private final class Turns: Sendable {
  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(_ count: Int) { state = Mutex(State(free: count)) }

  func take() async {
    await withCheckedContinuation { continuation in
      let isMine = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isMine { continuation.resume() }
    }
  }

  func give() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.free += 1
      return nil
    }
    next?.resume()
  }
}
