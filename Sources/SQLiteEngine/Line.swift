import Dispatch

/// Somebody who waits for a turn, up to an instant.
protocol Waiting: Sendable {
  var until: ContinuousClock.Instant { get }
}

/// Those who wait for a turn, first come, first served.
struct Line<Waiter: Waiting>: Sendable {
  private var waiters: [Waiter] = []

  var count: Int { waiters.count }

  mutating func add(_ waiter: Waiter) { waiters.append(waiter) }

  /// Takes out those who have waited too long. They stand in front: all wait equally long.
  mutating func takeLate(_ now: ContinuousClock.Instant) -> [Waiter] {
    take(waiters.firstIndex { $0.until > now } ?? waiters.count)
  }

  /// Takes out the first of them.
  mutating func take(_ countMax: Int) -> [Waiter] {
    let taken = Array(waiters.prefix(countMax))
    waiters.removeFirst(taken.count)
    return taken
  }
}

/// Looks after a line as long as anybody stands in it, so that nobody waits on when the turn before never ends.
enum LineWatch {
  /// - Parameter look: answers whether to look again.
  static func begin(every pause: Duration, _ look: @escaping @Sendable () -> Bool) {
    let (seconds, attoseconds) = pause.components
    let interval = DispatchTimeInterval.milliseconds(max(1, Int(seconds * 1_000 + attoseconds / 1_000_000_000_000_000)))
    DispatchQueue.global().asyncAfter(deadline: .now() + interval) {
      if look() { begin(every: pause, look) }
    }
  }
}
