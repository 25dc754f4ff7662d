import Breaks

// How the trade's records become facts, for letters and for the pages behind their links.

extension PartnerBookingFacts {
  /// A booking as its partner may see it.
  package init(of booking: Booking) {
    self.init(
      reference: booking.reference.shown, offerTitle: booking.offer.title, slots: booking.slots.map(SlotFacts.init),
      guests: booking.party.map { GuestFacts($0, forPartner: true) })
  }
}

extension SlotFacts {
  /// One date of a booking.
  package init(_ slot: BookedSlot) { self.init(startsAt: slot.startsAt, endsAt: slot.endsAt) }
}

extension GuestFacts {
  /// A guest as one side may see them: a partner never learns a name or that somebody is cared for.
  package init(_ member: PartyMember, forPartner: Bool) {
    self.init(
      name: forPartner ? nil : member.name, isReader: !forPartner && member.kind == .carer,
      childAge: member.age.flatMap { $0 < PartyRules.adultAge ? $0 : nil },
      diets: member.food?.diets.map(\.rawValue) ?? [], avoids: member.food?.avoids.map(\.rawValue) ?? [],
      severe: member.food?.severe.map(\.rawValue) ?? [], foodNotes: member.food?.notes,
      access: member.access.map(\.rawValue))
  }
}
