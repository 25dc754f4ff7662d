#if Postgres
  import Foundation

  /// The moment at which waiting ends, on a clock that nobody sets.
  struct Deadline: Sendable, Comparable {
    private let at: ContinuousClock.Instant

    private init(_ at: ContinuousClock.Instant) { self.at = at }

    static func after(_ time: Duration) -> Deadline { Deadline(.now + time) }

    static func < (one: Deadline, other: Deadline) -> Bool { one.at < other.at }

    /// What is left, never negative.
    var left: Duration { max(.zero, ContinuousClock.now.duration(to: at)) }

    var isPast: Bool { at <= .now }

    /// What is left for poll(2), rounded up; 0 only when it is past.
    var millisecondsLeft: Int32 {
      let (seconds, attoseconds) = left.components
      guard seconds < 1_000_000 else { return 1_000_000_000 }
      return Int32(seconds) * 1_000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
  }

  /// Spreads those who wait for the same thing, so that they do not all come back at once.
  ///
  /// Drawn from the clock's last digits: nothing depends on it but the time of a retry.
  struct Jitter {
    private var state: UInt64

    init() { state = DispatchTime.now().uptimeNanoseconds }

    /// Between half of a time and the whole.
    ///
    /// - Source: G. Steele and others, "Fast Splittable Pseudorandom Number Generators", 2014 (SplitMix64).
    mutating func spread(_ time: Duration) -> Duration {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      mixed ^= mixed >> 31
      return time / 2 + time / 2 * (Double(mixed >> 11) / Double(1 << 53))
    }

    /// Holds the thread for a spread time; only for threads of our own.
    ///
    /// - Returns: false at once when the deadline would be past by then.
    mutating func pause(_ time: Duration, until deadline: Deadline) -> Bool {
      let spread = spread(time)
      guard deadline.left > spread else { return false }
      Thread.sleep(forTimeInterval: spread / .seconds(1))
      return true
    }
  }
#endif
