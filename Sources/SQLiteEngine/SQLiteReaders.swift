import SQL
import Synchronization

/// The turns at the reading connections: who waits, and for how long.
///
/// GRDB would let any number wait, for ever. The turns are ours also because the write-ahead log is emptied only while
/// nobody reads it, which under many short reads would never come by itself.
final class SQLiteReaders: Sendable {
  private struct Waiter: Waiting {
    let until: ContinuousClock.Instant
    let answer: @Sendable (SQLFault?) -> Void
  }

  private struct State: Sendable {
    var inside = 0
    var line = Line<Waiter>()
    var isWatched = false
    /// Runs once nobody is inside; nobody is let in meanwhile.
    var whenEmpty: (@Sendable (Int) -> Void)?
    var isPaused = false
    /// Counts the pauses, so that a late call cannot end another pause than its own.
    var pause = 0
  }

  /// How many may read at the same time.
  static let insideMax = 4

  private let limits: SQLiteLimits
  private let state = Mutex(State())

  init(limits: SQLiteLimits) { self.limits = limits }

  /// Waits for a turn.
  ///
  /// - Throws: `SQLFault.busy` when too many wait, or after the longest wait.
  func enter() async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      add { fault in
        if let fault { continuation.resume(throwing: fault) } else { continuation.resume() }
      }
    }
  }

  /// Ends a turn; the connection must hold no snapshot any more.
  func leave() { settle { $0.inside -= 1 } }

  /// Lets nobody in any more, and calls back once all have left.
  ///
  /// - Parameter whenEmpty: is given the pause's number, for `resume`.
  /// - Returns: the pause's number; nil when there is a pause already.
  func pause(_ whenEmpty: @escaping @Sendable (Int) -> Void) -> Int? {
    settle { state -> Int? in
      guard !state.isPaused else { return nil }
      state.isPaused = true
      state.pause += 1
      state.whenEmpty = whenEmpty
      return state.pause
    }
  }

  /// Lets readers in again.
  ///
  /// - Parameters:
  ///   - pause: the pause to end; nothing when another has begun since.
  ///   - unlessBegun: true leaves a pause alone that has been called back, for its work is going on.
  func resume(_ pause: Int, unlessBegun: Bool = false) {
    settle { state in
      guard state.isPaused, state.pause == pause, !unlessBegun || state.whenEmpty != nil else { return }
      state.isPaused = false
      state.whenEmpty = nil
    }
  }

  private func add(_ answer: @escaping @Sendable (SQLFault?) -> Void) {
    let isTaken = settle { state in
      guard state.line.count < limits.readsWaitingMax else { return false }
      state.line.add(Waiter(until: limits.now() + limits.waitMax, answer: answer))
      return true
    }
    if !isTaken { answer(.busy) }
  }

  /// Changes the state, then lets in whoever may come in, and sends away who has waited too long.
  private func settle<T: Sendable>(_ change: @Sendable (inout State) -> T) -> T {
    let (result, late, called, emptied, mustWatch) = state.withLock { state in
      let result = change(&state)
      let late = state.line.takeLate(limits.now())
      let called = state.isPaused ? [] : state.line.take(SQLiteReaders.insideMax - state.inside)
      state.inside += called.count
      let emptied = state.inside == 0 ? state.whenEmpty.map { (call: $0, pause: state.pause) } : nil
      if emptied != nil { state.whenEmpty = nil }
      let mustWatch = state.line.count > 0 && !state.isWatched
      if mustWatch { state.isWatched = true }
      return (result, late, called, emptied, mustWatch)
    }
    for waiter in late { waiter.answer(.busy) }
    for waiter in called { waiter.answer(nil) }
    if let emptied { emptied.call(emptied.pause) }
    if mustWatch { watch() }
    return result
  }

  private func watch() {
    LineWatch.begin(every: limits.waitMax / 4) { [weak self] in
      guard let self else { return false }
      return self.settle { state in
        // The late ones are taken out after this; with nobody behind them the next who comes begins a new watch.
        state.isWatched = state.line.count > 0
        return state.isWatched
      }
    }
  }
}
