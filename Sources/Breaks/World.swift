import Foundation

/// All that Breather takes from outside itself: the time, new ids and chance.
///
/// Nothing else reads a clock, makes an id or draws a number, so a test that hands in its own world decides all three.
package struct World: Sendable {
  /// The present instant, UTC.
  package var now: @Sendable () -> Instant
  /// A new UUIDv7 (RFC 9562, section 5.7).
  package var newID: @Sendable () -> UUID
  /// As many unpredictable bytes as asked for, from a cryptographic source in real life.
  package var randomBytes: @Sendable (Int) -> [UInt8]

  /// Makes a world of its three parts.
  package init(
    now: @escaping @Sendable () -> Instant,
    newID: @escaping @Sendable () -> UUID,
    randomBytes: @escaping @Sendable (Int) -> [UInt8]
  ) {
    self.now = now
    self.newID = newID
    self.randomBytes = randomBytes
  }

  /// A new id of the kind that is wanted.
  package func id<Thing>(_: Thing.Type = Thing.self) -> ID<Thing> { ID(newID()) }
}

extension UUID {
  /// Builds a version 7 UUID (RFC 9562, section 5.7) from an instant and ten random bytes.
  ///
  /// - Parameters:
  ///   - instant: its first 48 bits, milliseconds since 1970.
  ///   - chance: at least ten bytes; version and variant bits are overwritten.
  package static func v7(at instant: Instant, chance: [UInt8]) -> UUID {
    precondition(chance.count >= 10, "a UUIDv7 needs ten random bytes")
    let time = UInt64(bitPattern: instant.millis)
    func byte(_ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: time >> shift) }
    return UUID(
      uuid: (
        byte(40), byte(32), byte(24), byte(16), byte(8), byte(0),
        0x70 | (chance[0] & 0x0F), chance[1], 0x80 | (chance[2] & 0x3F), chance[3],
        chance[4], chance[5], chance[6], chance[7], chance[8], chance[9]
      )
    )
  }
}
