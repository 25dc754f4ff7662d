import Metrics
import SQL
import ServiceLifecycle
import Synchronization

/// A copy of the database that may be a little behind, for those who only browse.
///
/// It is asked only while it is known to be fresh. That is measured once a second, beside the requests and never within
/// one, and exactly: how far the primary had got, and whether the copy has got there. The copy's own word would not do,
/// for one that is cut off thinks that it has all there is.
final class Standby: Service, Sendable {
  /// How far a database has got, as a number that only rises.
  typealias Place = @Sendable () async throws -> Int64

  private let database: any SQLDatabase
  private let ahead: Place
  private let behind: Place
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state = Mutex(State())

  /// A copy that is further behind than this is not asked, in seconds.
  static let lagSecondsMax = 10
  private static let lagMax = Duration.seconds(lagSecondsMax)
  private static let pause = Duration.seconds(1)

  private struct State {
    /// Where the primary was, and when; oldest first, the first being the newest that the copy has reached.
    var marks: [(at: ContinuousClock.Instant, place: Int64)] = []
    /// The instant of which the copy is known to hold everything.
    var reachedAt: ContinuousClock.Instant?
  }

  /// Watches a copy.
  ///
  /// - Parameters:
  ///   - database: the copy.
  ///   - ahead: how far the primary has got.
  ///   - behind: how far the copy has got.
  ///   - now: a clock that never jumps.
  init(
    _ database: any SQLDatabase, ahead: @escaping Place, behind: @escaping Place,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.database = database
    self.ahead = ahead
    self.behind = behind
    self.now = now
  }

  /// The copy, while it is fresh; nil when the primary must be asked.
  var ifFresh: (any SQLDatabase)? {
    guard let reached = state.withLock({ $0.reachedAt }), now() - reached <= Standby.lagMax else {
      return nil
    }
    return database
  }

  /// Measures until told to stop.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await self.measure()
        try? await Task.sleep(for: Standby.pause)
      }
    }
  }

  /// Measures once. What cannot be asked leaves what is known, which ages.
  func measure() async {
    let begun = now()
    if let place = try? await ahead() {
      state.withLock { state in
        state.marks.append((begun, place))
        state.marks.removeAll { begun - $0.at > Standby.lagMax }
      }
    }
    if let place = try? await behind() {
      state.withLock { state in
        guard let reached = state.marks.last(where: { $0.place <= place }) else { return }
        state.reachedAt = reached.at
        state.marks.removeAll { $0.at < reached.at }
      }
    } else {
      // A copy that does not answer would cost each visitor a wait.
      state.withLock { $0.reachedAt = nil }
    }
    let lag = state.withLock { $0.reachedAt }.map { now() - $0 }
    Gauge(label: "database_standby_fresh").record(ifFresh == nil ? 0 : 1)
    if let lag { Gauge(label: "database_standby_lag_seconds").record(max(0, lag.components.seconds)) }
  }

  /// Closes the copy.
  func close() async throws { try await database.close() }
}
