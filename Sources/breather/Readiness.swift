import Breaks
import Metrics
import SQL
import ServiceLifecycle
import Store
import Synchronization

/// Whether requests can be served, for `/readyz`: yes once it listens, and no more once it is told to stop.
///
/// It measures once a second beside the requests, so that asking costs nothing and never waits for a database that is gone.
final class Readiness: Service, Sendable {
  private let installation: Installation
  private let drain: Duration
  private let state = Mutex(State())

  private static let pause = Duration.seconds(1)
  /// What was measured longer ago than this is worth nothing: the measuring itself hangs.
  private static let freshFor = Duration.seconds(5)
  /// Counting and weighing cost more than a look, so they are done with one measurement in so many.
  private static let countsEvery = 10

  private struct State {
    var isOpen = false
    var checks: [String: Bool] = [:]
    var measuredAt: ContinuousClock.Instant?
  }

  /// - Parameter drain: how long it says no before the server stops taking requests, so that whoever sends them
  ///   here has time to notice.
  init(_ installation: Installation, drain: Duration = .zero) {
    self.installation = installation
    self.drain = drain
  }

  /// It listens.
  func begin() { state.withLock { $0.isOpen = true } }

  /// Whether it has been told to stop, or does not listen yet.
  var isClosing: Bool { state.withLock { !$0.isOpen } }

  /// Measures, and waits to be told to stop; the last of the services, it is told first.
  func run() async throws {
    let measuring = Task {
      var turn = 0
      while !Task.isCancelled {
        await measure()
        if turn % Readiness.countsEvery == 0 {
          await countLetters()
          await installation.ground.weigh()
        }
        turn += 1
        try? await Task.sleep(for: Readiness.pause)
      }
    }
    defer { measuring.cancel() }
    try? await gracefulShutdown()
    state.withLock { $0.isOpen = false }
    if drain > .zero { try? await Task.sleep(for: drain) }
  }

  /// The checks by name, true when all is well.
  func checks() async -> [String: Bool] {
    if state.withLock({ $0.measuredAt == nil }) { await measure() }
    return state.withLock { state in
      var checks = state.checks
      checks["serving"] = state.isOpen
      if state.measuredAt.map({ ContinuousClock.now - $0 > Readiness.freshFor }) ?? true { checks["database"] = false }
      return checks
    }
  }

  /// What is worth a word but no reason to send requests elsewhere.
  func notes() async -> [String: String] {
    guard let standby = installation.ground.standby else { return [:] }
    return ["standby": standby.ifFresh == nil ? "not asked: behind, or out of reach" : "fresh"]
  }

  private func measure() async {
    let checks = await installation.ground.checks()
    state.withLock { state in
      state.checks = checks
      state.measuredAt = ContinuousClock.now
    }
  }

  private func countLetters() async {
    let (keys, now) = (installation.keys, installation.world.now())
    let backlog = try? await installation.database.read { tx in
      try StoreTransaction(tx, keys: keys).outbox.backlog(now: now)
    }
    guard let (waiting, oldest) = backlog else { return }
    Gauge(label: "letters_waiting").record(waiting)
    Gauge(label: "letters_oldest_due_seconds").record(oldest.map { now.seconds(since: $0) } ?? 0)
  }
}
