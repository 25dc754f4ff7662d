import Breaks
import Foundation
import Letters
import Store

extension FactsGatherer {
  /// What is said to somebody who has asked in a round; nil once they took it back or the places are shared out.
  func enteredWords(_ addressed: Addressed) throws -> LetterFacts? {
    guard let about = letter.subject.about, about.what == .entry, let entry = try tx.entries.find(ID(about.id)),
      entry.state == .entered, let round = try tx.rounds.find(entry.round),
      let offer = try tx.offers.find(round.offer, now: now)
    else { return nil }
    let slots = try tx.slots.find(entry.request.slots, of: round.offer)
    return .shareEntered(
      ShareEnteredFacts(
        offerTitle: offer.details.title, place: place(OfferSummary(offer)),
        slots: slots.sorted { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }.map {
          SlotFacts(startsAt: $0.startsAt, endsAt: $0.endsAt)
        },
        guests: guests(entry.request.party), closesAt: round.closesAt, allocation: round.allocation,
        prescriptionPercent: round.prescriptionPercent, canSignIn: addressed.canSignIn))
  }

  /// What a letter says of an entry in a round; nil when what it tells of is gone or not so any more.
  func shareWords(_ addressed: Addressed) throws -> LetterFacts? {
    guard let about = letter.subject.about, about.what == .entry, let entry = try tx.entries.find(ID(about.id)),
      let round = try tx.rounds.find(entry.round), let offer = try tx.offers.find(round.offer, now: now)
    else { return nil }
    let (title, place) = (offer.details.title, offer.partner.name)
    if letter.kind == .shareAnswered {
      return try tx.secondLooks.find(entry.id)?.answer.map {
        .shareAnswered(
          ShareAnsweredFacts(
            offerTitle: title, placeName: place, isGiven: $0.outcome == .given, message: $0.words))
      }
    }
    return entry.why(in: round).map {
      .shareNotThisTime(
        ShareNotThisTimeFacts(offerTitle: title, placeName: place, why: $0, canSignIn: addressed.canSignIn))
    }
  }
}
