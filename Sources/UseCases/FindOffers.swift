import Breaks
import Store

extension Errand {
  /// A page of the published offers that fit a search; anybody may ask.
  ///
  /// - Parameters:
  ///   - mark: where the page before ended; of the search's own order.
  ///   - limit: most offers to give; 1...100.
  /// - Throws: `Invalid`, whose pointers are the names of the search's parts: `area`, `near`.
  package func findOffers(
    _ search: OfferSearch, after mark: OfferMark?, limit: Int
  ) throws -> PageOf<Offer, OfferMark> {
    var problems: [Problem] = []
    if let area = search.area, try store.areas.find(area) == nil {
      problems.append(Problem("area", "not_found", "There is no area of this name."))
    }
    let centre = try search.near.flatMap { try store.outwardCentres.find($0) }
    if search.near != nil, centre == nil {
      problems.append(Problem("near", "unknown_postcode", "We do not know where this postcode is."))
    }
    try Invalid.throwIfAny(problems)
    return try store.offers.search(search, centre: centre, after: mark, limit: limit, now: now)
  }

  /// An offer that the caller may see: a published one anybody, any other its partner and its coordinators.
  ///
  /// - Throws: `Refusal.notFound`.
  package func showOffer(_ id: ID<Offer>) throws -> Offer {
    guard let offer = try store.offers.find(id, now: now) else { throw Refusal.notFound }
    let isTheirs = caller?.works(for: offer.partner.id) ?? false
    guard offer.state == .published || isTheirs || may(.readDraftOffer, in: offer.area) else { throw Refusal.notFound }
    return offer
  }

  /// A page of a partner's offers in all states, the latest made first.
  ///
  /// - Parameters:
  ///   - state: only offers in it; nil for all.
  ///   - mark: where the page before ended.
  ///   - limit: most offers to give; 1...100.
  /// - Throws: `Refusal.notFound`, `.notAllowed`.
  package func listOffers(
    of id: ID<Partner>, in state: OfferState?, after mark: ID<Offer>?, limit: Int
  ) throws -> PageOf<Offer, ID<Offer>> {
    _ = try partner(id, for: .readDraftOffer)
    return try store.offers.list(of: id, in: state, after: mark, limit: limit, now: now)
  }
}
