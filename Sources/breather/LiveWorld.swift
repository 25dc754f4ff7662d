import Breaks
import Foundation

extension World {
  /// The real world: the system's clock, and chance from the kernel.
  static let live = World(
    now: { Instant.present },
    newID: { UUID.v7(at: Instant.present, chance: unpredictable(10)) },
    randomBytes: { unpredictable($0) })
}

extension Instant {
  /// The one place that reads the system's clock.
  fileprivate static var present: Instant {
    Instant(millis: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }
}

/// Bytes from the kernel's source: `SystemRandomNumberGenerator` reads getrandom(2) on Linux.
private func unpredictable(_ count: Int) -> [UInt8] {
  var source = SystemRandomNumberGenerator()
  return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &source) }
}
