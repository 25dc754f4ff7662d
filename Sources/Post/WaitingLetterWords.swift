import Breaks
import Letters
import Store

extension FactsGatherer {
  /// What is said to somebody who has joined a waiting list; nil when they wait no more.
  func waitingWords() throws -> LetterFacts? {
    guard let about = letter.subject.about, about.what == .waiting,
      let entry = try tx.waiting.find(ID(about.id)), entry.state.isLive
    else { return nil }
    let ahead = try tx.waiting.ahead(of: [entry.id])[entry.id]?.values.max() ?? 0
    return .waitingJoined(
      WaitingJoinedFacts(
        offerTitle: entry.offer.title, place: place(entry.offer),
        slots: entry.slots.map { SlotFacts(startsAt: $0.startsAt, endsAt: $0.endsAt) }, guests: guests(entry.party),
        ahead: ahead))
  }

  /// Where a break is that is not booked yet: no more than whoever looks for one is shown.
  func place(_ offer: OfferSummary) -> PlaceFacts {
    let town = [offer.town, offer.postcode?.text].compactMap { $0 }.joined(separator: " ")
    return PlaceFacts(name: offer.partner.name, phone: nil, addressLines: town.isEmpty ? [] : [town])
  }

  /// How many of which age would come to a break that is not booked yet.
  func guests(_ party: [PartyMember]) -> [GuestFacts] {
    party.map { member in
      GuestFacts(isReader: member.kind == .carer, childAge: member.age.flatMap { $0 < PartyRules.adultAge ? $0 : nil })
    }
  }

  /// Whether the reader has to say who steps in at home before places that are kept can be booked.
  func isCoverToSay(_ booking: Booking, _ offer: Offer) throws -> Bool {
    guard booking.cover == nil, let carer = try tx.carers.find(booking.carer) else { return false }
    return PartyRules.coverMatters(carer.details.caring, offer.details)
  }
}
