import Breaks
import Foundation
import Letters
import Store

extension FactsGatherer {
  /// What the letter says that tells of a break which was wished for; nil when it is no longer on offer.
  func wishWords(_ addressed: Addressed) throws -> LetterFacts? {
    guard let about = letter.subject.about, about.what == .wish, let id = try tx.wishes.find(ID(about.id))?.offer,
      let offer = try tx.offers.find(id, now: now), offer.state == .published
    else { return nil }
    return .wishOffered(
      WishOfferedFacts(
        offerTitle: offer.details.title, placeName: offer.partner.name, town: offer.details.town,
        canSignIn: addressed.canSignIn))
  }
}
