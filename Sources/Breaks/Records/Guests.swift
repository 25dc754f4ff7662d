/// One London day of a partner's guests, offer by offer.
package struct GuestDay: Sendable, Equatable {
  package let day: Day
  /// By the first arrival; never empty.
  package let offers: [GuestsOfOffer]
}

/// The guests of one offer on one day.
package struct GuestsOfOffer: Sendable, Equatable {
  package let offer: OfferSummary
  /// By arrival, then by name.
  package let parties: [GuestParty]
}

/// A party that is there on a day.
package struct GuestParty: Sendable, Equatable {
  package let coming: ComingParty
  /// When it came or comes; for nights that follow one another, the first evening.
  package let arrivesAt: Instant
  package let leavesAt: Instant
  /// Whether it arrives on the day itself, rather than having slept there.
  package let isArriving: Bool
  /// Whether the break is still to come or under way: after it the needs are nobody's business any more.
  package let showsNeeds: Bool

  /// How many are adults.
  package var adults: Int { coming.booking.party.count - childAges.count }
  /// The ages of those under 18, the eldest last.
  package var childAges: [Int] {
    coming.booking.party.compactMap(\.age).filter { $0 < PartyRules.adultAge }.sorted()
  }
}

/// A booking that stands, with what its partner may know of the carer.
package struct ComingParty: Sendable, Equatable {
  package let booking: Booking
  /// The name that is given at the door.
  package let leadName: String
  /// What the carer speaks.
  package let languages: [LanguageTag]

  /// Puts a party together.
  package init(booking: Booking, leadName: String, languages: [LanguageTag]) {
    self.booking = booking
    self.leadName = leadName
    self.languages = languages
  }
}
