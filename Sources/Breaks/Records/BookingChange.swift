/// What is to be different about a booking that a carer has, or has asked for; what is not said stays as it is.
package struct BookingChange: Sendable, Equatable {
  /// 1...14 dates of the same offer.
  package var slots: [ID<Slot>]?
  /// 1...14 dates of the care that goes with the break, changed with it in the same breath.
  package var careSlots: [ID<Slot>]?
  /// 1...12 people, all of those who come now.
  package var party: [PartyMember]?
  package var unitKind: UnitKind?
  package var cover: Cover?
  package var note: NoteChange
  /// Agrees for this booking that the partner is told food and access needs.
  package var shareNeeds: Bool
  /// What a volunteer asked to be sure who is on the telephone.
  package var identityChecked: [IdentityCheck]

  /// Puts a change together; without any value it changes nothing.
  package init(
    slots: [ID<Slot>]? = nil, careSlots: [ID<Slot>]? = nil, party: [PartyMember]? = nil, unitKind: UnitKind? = nil,
    cover: Cover? = nil,
    note: NoteChange = .keep, shareNeeds: Bool = false, identityChecked: [IdentityCheck] = []
  ) {
    self.slots = slots
    self.careSlots = careSlots
    self.party = party
    self.unitKind = unitKind
    self.cover = cover
    self.note = note
    self.shareNeeds = shareNeeds
    self.identityChecked = identityChecked
  }

  /// The booking as it would be asked for afresh; the kind of room, where it is not said, is `ChangeRules`' matter.
  package func request(on booking: Booking) -> BookingRequest {
    let note: String? =
      switch note {
      case .keep: booking.note
      case .take: nil
      case .say(let words): words
      }
    return BookingRequest(
      offer: booking.offer.id, slots: slots ?? booking.slots.map(\.id), party: party ?? booking.party,
      prescription: booking.prescription, cover: cover ?? booking.cover, shareNeeds: shareNeeds, note: note,
      unitKind: unitKind, care: booking.care)
  }
}

/// What is to become of the words for the partner.
package enum NoteChange: Sendable, Equatable {
  case keep
  /// They are taken away.
  case take
  case say(String)
}

/// Another booking that one names: the one it would replace, or the one that would replace it.
package struct BookingNamed: Sendable, Equatable {
  package let id: ID<Booking>
  package let reference: Reference

  /// Names a booking.
  package init(id: ID<Booking>, reference: Reference) {
    self.id = id
    self.reference = reference
  }
}
