import Breaks
import Store

extension Errand {
  /// Says how a break was, once it is over; said again within thirty days, it takes the place of what was said before.
  ///
  /// - Parameters:
  ///   - onBehalf: for whom the phone desk or a responsible adult speaks.
  ///   - ifVersion: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: `Refusal.notFound` unless the booking is the carer's; `.changedMeanwhile`, and as `FeedbackRules.give`;
  ///   `Invalid` with all that is wrong.
  package func giveFeedback(
    of reference: Reference, _ said: FeedbackSaid, for onBehalf: OnBehalf?, ifVersion: Int?
  ) throws -> Feedback {
    let caller = try signedIn()
    try store.hold(.booking(reference))
    let acting = try acting(for: onBehalf, .giveFeedbackForSomebody)
    guard let booking = try store.bookings.find(reference), booking.carer == acting.carer.id else {
      throw Refusal.notFound
    }
    try Invalid.throwIfAny(FeedbackRules.problems(in: said))
    let earlier = try store.feedback.find(of: booking)
    if let ifVersion { try requireVersion(ifVersion, is: earlier?.version ?? 0) }
    try FeedbackRules.give(booking, after: earlier, now: now)
    if let earlier {
      try store.feedback.replace(earlier, with: said, by: caller.person, now: now)
    } else {
      try keepFeedback(said, of: booking, by: caller.person, through: acting.channel)
    }
    try note("feedback_given", "booking", booking.id.text, checked(onBehalf))
    guard let kept = try store.feedback.find(of: booking) else { throw Refusal.notFound }
    return kept
  }

  /// Keeps what is said of a booking for the first time, and asks its carer no more: what the API, the phone desk and a
  /// letter's link share.
  func keepFeedback(
    _ said: FeedbackSaid, of booking: Booking, by person: ID<Person>?, through channel: BookingChannel
  ) throws {
    let first = Feedback(
      booking: booking.id, reference: booking.reference, partner: booking.offer.partner.id, offer: booking.offer.id,
      month: FeedbackRules.month(of: booking), said: said, channel: channel, givenAt: now, version: 1)
    try store.feedback.insert(first, place: placeByChance(), by: person)
    try store.letters.takeOffList(.feedbackAsked, about: [booking.id], now: now)
  }

  /// What was said of a booking, for whoever may read the booking.
  ///
  /// - Throws: `Refusal.notFound`, also while nothing was said.
  package func feedback(of reference: Reference) throws -> Feedback {
    _ = try signedIn()
    guard let booking = try store.bookings.find(reference), try mayRead(booking),
      let feedback = try store.feedback.find(of: booking)
    else { throw Refusal.notFound }
    if booking.carer != caller?.carer { try note("feedback_read", "booking", booking.id.text) }
    return feedback
  }

  /// An id of ours would tell the instant, so the order within a month is drawn.
  private func placeByChance() -> String {
    world.randomBytes(16).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }
    .joined()
  }
}

/// What a partner's guests say: a page of it, and the stars of all.
package struct PartnerFeedback: Sendable {
  package let items: [GuestFeedback]
  package let counts: StarCounts
}

extension Errand {
  /// What a partner's guests say, without name, reference or day, for its people and the area's coordinators.
  ///
  /// - Parameter limit: most to give; the answer may hold one more, which says that there is a next page.
  /// - Throws: `Refusal.notFound`, `.notAllowed`.
  package func feedback(
    ofPartner id: ID<Partner>, after: (month: String, place: String)?, limit: Int
  ) throws -> PartnerFeedback {
    let caller = try signedIn()
    guard let partner = try store.partners.find(id) else {
      throw caller.isAny([.partner, .coordinator]) ? Refusal.notFound : Refusal.notAllowed
    }
    try require(.readPartnerFeedback, ofPartner: id, in: partner.details.area)
    try note("feedback_listed", "partner", id.text)
    return PartnerFeedback(
      items: try store.feedback.list(of: id, after: after, limit: limit + 1),
      counts: try store.feedback.counts(of: id))
  }

  /// How many would recommend each of some offers, and with how many stars; anybody may ask.
  package func recommendations(of offers: [ID<Offer>]) throws -> [ID<Offer>: StarCount] {
    try store.feedback.recommendations(of: offers)
  }
}
