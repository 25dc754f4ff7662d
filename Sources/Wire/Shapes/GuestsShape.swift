/// A partner's guests, day by day.
package struct GuestsShape: Codable, Sendable, Equatable {
  package var from: String
  package var to: String
  /// Days on which somebody is there.
  package var days: [DayOfGuests]

  /// One day, offer by offer.
  package struct DayOfGuests: Codable, Sendable, Equatable {
    package var day: String
    package var offers: [OfferOfGuests]

    /// Names a day and its guests.
    package init(day: String, offers: [OfferOfGuests]) {
      self.day = day
      self.offers = offers
    }
  }

  /// The guests of one offer on one day.
  package struct OfferOfGuests: Codable, Sendable, Equatable {
    package var offerId: String
    package var title: String
    /// Of all parties together; so are `children`.
    package var adults: Int
    package var children: Int
    package var parties: [Party]

    /// Puts the guests of an offer together.
    package init(offerId: String, title: String, adults: Int, children: Int, parties: [Party]) {
      self.offerId = offerId
      self.title = title
      self.adults = adults
      self.children = children
      self.parties = parties
    }
  }

  /// One party: who stands at the door, when, and what they need; never how to reach them or whom they care for.
  package struct Party: Codable, Sendable, Equatable {
    package var reference: String
    package var leadName: String
    /// `arriving` on this day, or `staying` since an earlier one.
    package var here: String
    package var arrivesAt: String
    package var leavesAt: String
    package var adults: Int
    package var childAges: [Int]
    package var guests: [PartnerBookingShape.Guest]
    /// Gone when the break is over; so are `access` and `note`, and `languages` are empty then.
    package var food: [PartnerBookingShape.GuestFood]?
    package var access: [String]?
    package var languages: [String]
    package var note: String?
    package var needsSeenAt: String?

    /// Starts from what there always is; what the kitchen and the door need is set after.
    package init(
      reference: String, leadName: String, here: String, arrivesAt: String, leavesAt: String, adults: Int,
      childAges: [Int], guests: [PartnerBookingShape.Guest]
    ) {
      self.reference = reference
      self.leadName = leadName
      self.here = here
      self.arrivesAt = arrivesAt
      self.leavesAt = leavesAt
      self.adults = adults
      self.childAges = childAges
      self.guests = guests
      languages = []
    }
  }

  /// Puts an answer together.
  package init(from: String, to: String, days: [DayOfGuests]) {
    self.from = from
    self.to = to
    self.days = days
  }
}
