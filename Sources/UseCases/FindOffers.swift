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
    let centre = try centre(of: search)
    var search = search
    search.sight = try sight()
    return try store.offers.search(search, centre: centre, after: mark, limit: limit, now: now)
  }

  /// How many offers a search finds, and how many each further choice would leave; anybody may ask.
  ///
  /// - Throws: `Invalid`, whose pointers are the names of the search's parts: `area`, `near`.
  package func countOffers(_ search: OfferSearch) throws -> OfferFacets {
    let centre = try centre(of: search)
    var search = search
    search.sight = try sight()
    return try store.offers.facets(search, centre: centre, now: now)
  }

  /// An offer that the caller may see.
  ///
  /// - Throws: `Refusal.notFound`.
  package func showOffer(_ id: ID<Offer>) throws -> Offer {
    guard let offer = try store.offers.find(id, now: now), try maySee(offer) else { throw Refusal.notFound }
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
