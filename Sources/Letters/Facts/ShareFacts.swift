import Breaks

/// The facts of "we have what you asked for".
package struct ShareEnteredFacts: Equatable, Sendable {
  /// The offer's title.
  package let offerTitle: String
  /// Where it is.
  package let place: PlaceFacts
  /// What was asked for, earliest first; never empty.
  package let slots: [SlotFacts]
  /// Everybody who would come, the carer first.
  package let guests: [GuestFacts]
  /// Until when anybody can ask; then the places are shared out.
  package let closesAt: Instant
  /// How they are shared out.
  package let allocation: Allocation
  /// How many of a hundred are kept for carers with a prescription first; 0...100.
  package let prescriptionPercent: Int
  /// Whether this reader can sign in with their e-mail address.
  package let canSignIn: Bool

  /// Gathers the letter's facts.
  package init(
    offerTitle: String, place: PlaceFacts, slots: [SlotFacts], guests: [GuestFacts], closesAt: Instant,
    allocation: Allocation, prescriptionPercent: Int = 0, canSignIn: Bool
  ) {
    self.offerTitle = offerTitle
    self.place = place
    self.slots = slots
    self.guests = guests
    self.closesAt = closesAt
    self.allocation = allocation
    self.prescriptionPercent = prescriptionPercent
    self.canSignIn = canSignIn
  }
}

/// The facts of "the places went to others this time".
package struct ShareNotThisTimeFacts: Equatable, Sendable {
  /// The offer's title.
  package let offerTitle: String
  /// The place's name.
  package let placeName: String
  /// Why, in a few whole sentences.
  package let why: String
  /// Whether this reader can sign in with their e-mail address.
  package let canSignIn: Bool

  /// Gathers the letter's facts.
  package init(offerTitle: String, placeName: String, why: String, canSignIn: Bool) {
    self.offerTitle = offerTitle
    self.placeName = placeName
    self.why = why
    self.canSignIn = canSignIn
  }
}

/// The facts of "somebody has looked again, as you asked".
package struct ShareAnsweredFacts: Equatable, Sendable {
  /// The offer's title.
  package let offerTitle: String
  /// The place's name.
  package let placeName: String
  /// Whether the reader gets the break after all; another letter tells of the booking.
  package let isGiven: Bool
  /// What the person who looked again wrote.
  package let message: String

  /// Gathers the letter's facts.
  package init(offerTitle: String, placeName: String, isGiven: Bool, message: String) {
    self.offerTitle = offerTitle
    self.placeName = placeName
    self.isGiven = isGiven
    self.message = message
  }
}
