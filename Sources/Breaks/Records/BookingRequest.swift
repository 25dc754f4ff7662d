/// What a carer, or a volunteer for them, asks for.
package struct BookingRequest: Sendable, Equatable {
  package var offer: ID<Offer>
  /// 1...14 dates of that offer, all or none.
  package var slots: [ID<Slot>]
  /// 1...12 people.
  package var party: [PartyMember]
  package var prescription: Reference?
  package var cover: Cover?
  /// Agrees for this booking that the partner is told food and access needs.
  package var shareNeeds: Bool
  package var note: String?
  /// Which kind of room or table is wanted; nil when it does not matter or the offer has none.
  package var unitKind: UnitKind?
  /// Whether the places are only to be kept for a quarter of an hour, while the rest is talked about.
  package var holdOnly: Bool
  /// Why a coordinator gives the break although the carer's share is used up or the break is shared out otherwise.
  package var overrideReason: String?
  /// What care is needed, where care itself is booked.
  package var care: CareAsked?
  /// Care that is booked together with a break.
  package var replacementCare: ReplacementCare?
  package var onBehalf: OnBehalf?

  /// Puts a request together.
  package init(
    offer: ID<Offer>, slots: [ID<Slot>], party: [PartyMember], prescription: Reference? = nil, cover: Cover? = nil,
    shareNeeds: Bool = false, note: String? = nil, unitKind: UnitKind? = nil, holdOnly: Bool = false,
    overrideReason: String? = nil, care: CareAsked? = nil, replacementCare: ReplacementCare? = nil,
    onBehalf: OnBehalf? = nil
  ) {
    self.offer = offer
    self.slots = slots
    self.party = party
    self.prescription = prescription
    self.cover = cover
    self.shareNeeds = shareNeeds
    self.note = note
    self.unitKind = unitKind
    self.holdOnly = holdOnly
    self.overrideReason = overrideReason
    self.care = care
    self.replacementCare = replacementCare
    self.onBehalf = onBehalf
  }
}

/// For whom somebody else acts, and what they asked to be sure who it is.
package struct OnBehalf: Sendable, Equatable {
  package var carer: ID<Carer>
  package var identityChecked: [IdentityCheck]

  /// Says for whom somebody acts.
  package init(carer: ID<Carer>, identityChecked: [IdentityCheck]) {
    self.carer = carer
    self.identityChecked = identityChecked
  }
}

/// What a volunteer may ask to be sure who is on the telephone.
package enum IdentityCheck: String, CaseIterable, Sendable, Codable {
  case name, postcode, phone, email, reference, address
  case birthDate = "birth_date"
  case nhsNumber = "nhs_number"
}

/// What is still to be said of a hold when it becomes a booking.
package struct HoldDetails: Sendable, Equatable {
  /// The same number of people as were held for, now with their needs; nil when nothing changes.
  package var party: [PartyMember]?
  package var prescription: Reference?
  package var cover: Cover?
  package var shareNeeds: Bool
  package var note: String?

  /// Puts the details together.
  package init(
    party: [PartyMember]? = nil, prescription: Reference? = nil, cover: Cover? = nil, shareNeeds: Bool = false,
    note: String? = nil
  ) {
    self.party = party
    self.prescription = prescription
    self.cover = cover
    self.shareNeeds = shareNeeds
    self.note = note
  }
}
