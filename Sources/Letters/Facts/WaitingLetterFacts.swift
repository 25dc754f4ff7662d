import Breaks

/// The facts of "you are in line".
package struct WaitingJoinedFacts: Equatable, Sendable {
  /// The offer's title.
  package let offerTitle: String
  /// Where it is.
  package let place: PlaceFacts
  /// When it is, earliest first; never empty.
  package let slots: [SlotFacts]
  /// Everybody who would come, the carer first.
  package let guests: [GuestFacts]
  /// How many parties stand before the reader's.
  package let ahead: Int

  /// Gathers the letter's facts.
  package init(offerTitle: String, place: PlaceFacts, slots: [SlotFacts], guests: [GuestFacts], ahead: Int) {
    self.offerTitle = offerTitle
    self.place = place
    self.slots = slots
    self.guests = guests
    self.ahead = ahead
  }
}

/// The facts of "there is room for you".
package struct WaitingOfferFacts: Equatable, Sendable {
  /// What is kept for the reader.
  package let booking: BookingFacts
  /// Until when it is kept.
  package let keptUntil: Instant
  /// True when who steps in at home has to be said before it can be booked.
  package let coverToSay: Bool
  /// Where the reader can say yes or no without signing in; nil when they are not to have such a link.
  package let answerLink: String?

  /// Gathers the letter's facts.
  package init(booking: BookingFacts, keptUntil: Instant, coverToSay: Bool = false, answerLink: String? = nil) {
    self.booking = booking
    self.keptUntil = keptUntil
    self.coverToSay = coverToSay
    self.answerLink = answerLink
  }
}
