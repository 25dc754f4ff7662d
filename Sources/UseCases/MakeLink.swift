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

  /// Ends links that went to a mailbox which is not their reader's any more, and makes each anew for the next letter: an old
  /// mailbox opens nothing, and shows nothing new.
  func renew(_ links: [Link]) throws {
    var made: Set<String> = []
    for link in links {
      try store.links.end(link, now: now)
      guard made.insert("\(link.purpose.rawValue) \(link.booking)").inserted else { continue }
      try makeLink(link.purpose, for: link.booking, expiresAt: link.expiresAt)
    }
  }
}
