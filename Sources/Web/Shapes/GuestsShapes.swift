import Breaks
import Wire

extension GuestsShape {
  /// Shows a partner's guests from one day to another.
  init(_ days: [GuestDay], from: Day, to: Day) {
    self.init(
      from: from.text, to: to.text,
      days: days.map { DayOfGuests(day: $0.day.text, offers: $0.offers.map { OfferOfGuests($0) }) })
  }
}

extension GuestsShape.OfferOfGuests {
  init(_ guests: GuestsOfOffer) {
    self.init(
      offerId: guests.offer.id.text, title: guests.offer.title,
      adults: guests.parties.map(\.adults).reduce(0, +), children: guests.parties.map(\.childAges.count).reduce(0, +),
      parties: guests.parties.map { GuestsShape.Party($0) })
  }
}

extension GuestsShape.Party {
  init(_ party: GuestParty) {
    let booking = party.coming.booking
    self.init(
      reference: booking.reference.shown, leadName: party.coming.leadName,
      here: party.isArriving ? "arriving" : "staying", arrivesAt: party.arrivesAt.text, leavesAt: party.leavesAt.text,
      adults: party.adults, childAges: party.childAges,
      guests: booking.party.map { PartnerBookingShape.Guest($0) })
    needsSeenAt = booking.needsSeenAt?.text
    guard party.showsNeeds else { return }
    food = PartnerBookingShape.food(of: booking.party)
    access = PartnerBookingShape.access(of: booking.party)
    languages = party.coming.languages.map(\.text)
    note = booking.note
  }
}
