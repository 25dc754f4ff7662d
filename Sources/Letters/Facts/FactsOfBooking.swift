import Breaks

// How the trade's records become facts, for letters and for the pages behind their links.

extension PartnerBookingFacts {
  /// A booking as its partner may see it.
  package init(of booking: Booking) {
    self.init(
      reference: booking.reference.shown, offerTitle: booking.offer.title, slots: booking.slots.map(SlotFacts.init),
      guests: booking.party.map { GuestFacts($0, forPartner: true) }, rooms: RoomFacts(booking.need),
      care: booking.care.map { CareNeedFacts(ratio: $0.ratio.rawValue, needs: $0.needs) })
  }
}

extension RoomFacts {
  /// Which rooms, tables or beds a booking takes of each date; nil where kinds are not told apart.
  package init?(_ need: Need) {
    guard let kind = need.unitKind, need.units > 0 else { return nil }
    self.init(kind: kind.rawValue, count: need.units)
  }
}

extension ContributionFacts {
  /// What is paid for a booking; a unit is called a room, a table or a bed wherever that is known.
  package init(of offer: OfferDetails, for need: Need) {
    guard offer.contributionPer == .unit else {
      self.init(pence: offer.contributionPence.value, per: offer.contributionPer.rawValue)
      return
    }
    let kinds = need.unitKind.map { [$0] } ?? offer.unitKinds.map(\.kind)
    let words = Set(kinds.map(ContributionFacts.word))
    let usual: [Category: String] = [.hotel: "room", .restaurant: "table"]
    self.init(
      pence: offer.contributionPence.value, per: words.count == 1 ? words.first ?? "" : usual[offer.category] ?? "unit",
      times: max(1, need.units))
  }

  private static func word(of kind: UnitKind) -> String {
    switch kind {
    case .single, .double, .twin, .family, .accessible: "room"
    case .table: "table"
    case .bed: "bed"
    }
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
