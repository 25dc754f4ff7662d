/// What care somebody needs while the carer is away.
package struct CareAsked: Sendable, Equatable, Codable {
  /// How many of the provider's staff look after the person at a time.
  package var ratio: CareRatio
  /// What the person needs, in short words and without a name; up to twenty of 1...60 characters.
  package var needs: [String]

  /// Says what is needed.
  package init(ratio: CareRatio = .shared, needs: [String] = []) {
    self.ratio = ratio
    self.needs = needs
  }
}

/// How many of the staff look after one person.
package enum CareRatio: String, CaseIterable, Sendable, Codable {
  /// Among others; no place of the staff is set aside.
  case shared
  case oneToOne = "one_to_one"
  case twoToOne = "two_to_one"

  /// How much of the staff one person takes.
  package var staff: Int {
    switch self {
    case .shared: 0
    case .oneToOne: 1
    case .twoToOne: 2
    }
  }
}

/// Care that is booked with a break, in the same breath.
package struct ReplacementCare: Sendable, Equatable, Codable {
  package var offer: ID<Offer>
  /// 1...14 dates of that offer, which together cover the break.
  package var slots: [ID<Slot>]
  package var care: CareAsked
  /// What the provider reads.
  package var note: String?

  /// Asks for care.
  package init(offer: ID<Offer>, slots: [ID<Slot>], care: CareAsked, note: String? = nil) {
    self.offer = offer
    self.slots = slots
    self.care = care
    self.note = note
  }
}

/// The booking that stands beside another: a break's care, or the break that care is for.
package struct BookingBeside: Sendable, Equatable {
  package let id: ID<Booking>
  package let reference: Reference
  package let state: BookingState

  /// Names a booking.
  package init(id: ID<Booking>, reference: Reference, state: BookingState) {
    self.id = id
    self.reference = reference
    self.state = state
  }
}

/// What a carer wants to do when the care for a break is lost.
package enum CareAnswer: Sendable, Equatable {
  /// They have seen to it themselves, or need none, or bring the person along.
  case without(Cover)
  /// Other care of a provider's; with it, whether they may be told needs without the carer's general consent.
  case other(ReplacementCare, shareNeeds: Bool)
}
