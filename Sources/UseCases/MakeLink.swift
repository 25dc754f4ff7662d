import Breaks
import Store

extension Errand {
  /// Makes a link for a booking; the letter that is written next finds the newest of its purpose.
  ///
  /// While seeds are loaded no letter is written, and so no link made.
  func makeLink(_ purpose: LinkPurpose, for booking: ID<Booking>, expiresAt: Instant) throws {
    if quiet { return }
    try store.links.make(
      Link(id: world.id(), purpose: purpose, booking: booking, expiresAt: expiresAt, createdAt: now))
  }
}
