import Breaks
import Store

extension Errand {
  /// Which of the offers that are not for everybody the caller sees: those of their areas, of the areas of young carers
  /// for whom they act, and of the partners they work for.
  func sight() throws -> OfferSight {
    guard let caller else { return .openOnly }
    let partners = Set(caller.grants.filter { $0.role == .partner }.compactMap(\.partner))
    guard var areas = caller.areas(of: Permissions.roles(for: .seeOffersForCarers)) else {
      return OfferSight(areas: nil)
    }
    if !caller.actsFor.isEmpty { areas.formUnion(try store.carers.areas(of: caller.actsFor)) }
    return OfferSight(areas: areas, partners: partners)
  }

  /// Whether the caller may see an offer: a published one whom it is shown to, any other its partner and its coordinators.
  func maySee(_ offer: Offer) throws -> Bool {
    let isTheirs = caller?.works(for: offer.partner.id) ?? false
    if isTheirs || may(.readDraftOffer, in: offer.area) { return true }
    guard offer.state == .published else { return false }
    return try sees(offer)
  }

  /// Whether an offer is shown to the caller, once it is published.
  func sees(_ offer: Offer) throws -> Bool { try offer.details.visibility == .open || sight().sees(offer) }

  /// The middle of where a search looks, once it is clear that it can look there at all.
  ///
  /// - Parameter root: what stands before the names of the search's parts in a pointer: nothing, or a slash.
  /// - Throws: `Invalid`, whose pointers are `area` and `near` behind the root.
  func centre(of search: OfferSearch, at root: String = "") throws -> OutwardCentre? {
    var problems: [Problem] = []
    if let area = search.area, try store.areas.find(area) == nil {
      problems.append(Problem(root + "area", "not_found", "There is no area of this name."))
    }
    let centre = try search.near.flatMap { try store.outwardCentres.find($0) }
    if search.near != nil, centre == nil {
      problems.append(Problem(root + "near", "unknown_postcode", "We do not know where this postcode is."))
    }
    try Invalid.throwIfAny(problems)
    return centre
  }
}

extension Carer {
  /// Whether an offer is shown to them, whoever asks in their name, and also when nobody does: a waiting list is served by
  /// the clock.
  func sees(_ offer: Offer) -> Bool {
    offer.details.visibility == .open || OfferSight(areas: [details.area]).sees(offer)
  }
}
