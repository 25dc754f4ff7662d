import Breaks
import Foundation
import Synchronization

/// A clock that stands still until a test moves it.
package final class TownClock: Sendable {
  private let instant: Mutex<Instant>

  /// Sets the clock.
  package init(_ start: Instant) { instant = Mutex(start) }

  /// What the clock shows.
  package var now: Instant { instant.withLock { $0 } }

  /// Moves the clock, also backwards.
  package func set(_ to: Instant) { instant.withLock { $0 = to } }

  /// Lets time pass.
  package func pass(hours: Int = 0, minutes: Int = 0, seconds: Int = 0) {
    instant.withLock { $0 = $0.adding(seconds: hours * 3600 + minutes * 60 + seconds) }
  }
}

/// Chance that falls the same way in every run.
///
/// - Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators (SplitMix64).
package final class TownChance: Sendable {
  private let state: Mutex<UInt64>

  /// Another seed gives another run of luck.
  package init(seed: UInt64) { state = Mutex(seed) }

  /// The next bytes.
  package func bytes(_ count: Int) -> [UInt8] {
    state.withLock { state in
      (0..<count).map { _ in
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return UInt8(truncatingIfNeeded: mixed ^ (mixed >> 31))
      }
    }
  }
}

extension World {
  /// A world that a test decides.
  package static func made(_ clock: TownClock, _ chance: TownChance) -> World {
    World(
      now: { clock.now },
      newID: { UUID.v7(at: clock.now, chance: chance.bytes(10)) },
      randomBytes: { chance.bytes($0) })
  }
}
