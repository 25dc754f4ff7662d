import Breaks
import CBareWriter
import Foundation

extension World {
  /// The real world: the system's clock, and chance from the kernel, at their real price.
  static let bench = World(
    now: { Instant.present },
    newID: { UUID.v7(at: Instant.present, chance: chance(10)) },
    randomBytes: chance)

  private static let chance: @Sendable (Int) -> [UInt8] = { count in
    [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      guard bare_chance(bytes.baseAddress, count) == 0 else { preconditionFailure("the kernel has no chance to give") }
      filled = count
    }
  }
}

extension Instant {
  fileprivate static var present: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(millis: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
