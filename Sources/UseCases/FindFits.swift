import Breaks
import Store

extension Errand {
  /// A page of the published offers that fit a search, in the order in which they fit the caller's own needs.
  ///
  /// - Parameters:
  ///   - mark: where the page before ended.
  ///   - limit: most offers to give; 1...100.
  /// - Throws: `Refusal.notSignedIn`, `.notAllowed` when the caller is no carer; `Invalid`, whose pointers are the names of
  ///   the search's parts: `area`, `near`.
  package func findOffersThatFitMe(
    _ search: OfferSearch, after mark: FitMark?, limit: Int
  ) throws -> PageOf<FittingOffer, FitMark> {
    let carer = try ownRegistration()
    let wish = FitWish(search: search, centre: try centre(of: search), isOwn: true)
    return try page(of: try fitting(wish, carer, on: mark?.day ?? today), after: mark, limit: limit)
  }

  /// The same for a carer for whom the caller acts; that somebody looked at a carer's needs is audited.
  ///
  /// - Throws: as `acting`; `Invalid`, whose pointers are `/area`, `/near`.
  package func findOffersThatFit(
    _ onBehalf: OnBehalf?, _ search: OfferSearch, after mark: FitMark?, limit: Int
  ) throws -> PageOf<FittingOffer, FitMark> {
    let acting = try acting(for: onBehalf, .findForSomebody)
    let wish = FitWish(search: search, centre: try centre(of: search, at: "/"), isOwn: acting.part == .carer)
    if acting.carer.id != caller?.carer {
      try note("fits_looked_up", "carer", acting.carer.id.text, checked(onBehalf))
    }
    return try page(of: try fitting(wish, acting.carer, on: mark?.day ?? today), after: mark, limit: limit)
  }

  private func page(
    of all: [FittingOffer], after mark: FitMark?, limit: Int
  ) throws -> PageOf<FittingOffer, FitMark> {
    let rest = mark.map { mark in all.filter { mark.place < $0.place } } ?? all
    let items = Array(rest.prefix(limit))
    let next = rest.count > limit ? items.last.map { FitMark(day: mark?.day ?? today, place: $0.place) } : nil
    return PageOf(items: items, next: next)
  }

  /// All of an area's offers that fit a search, in the order in which they fit a carer.
  private func fitting(_ wish: FitWish, _ carer: Carer, on day: Day) throws -> [FittingOffer] {
    var search = wish.search
    search.area = search.area ?? carer.details.area
    search.sight = try sight()
    let careMatters = !carer.details.caring.canLeaveOvernight
    let needs = FitNeeds(
      of: carer.details, careIsOffered: try careMatters && store.offers.hasCare(in: carer.details.area))
    let home = try store.outwardCentres.find(carer.details.postcode.outward)
    var caps = CapCounts(caps: try caps(of: carer), carer: carer.id)
    let isYoung = wish.isOwn && carer.details.birthDate.age(on: today) < PartyRules.adultAge
    let facts = try store.offers.candidates(search, centre: wish.centre, now: now)
      .filter { !isYoung || $0.offer.details.audience.youngCarersWelcome }
      .map { candidate in
        let offer = candidate.offer
        let used = try offer.nextSlotAt.map { next in
          try caps.used(offer.details.stay, on: London.day(of: next)) { try use(of: $0, by: carer.id, on: $1) }
        }
        return FitFacts(
          offer: offer, lastSlotAt: candidate.lastSlotAt,
          km: home.flatMap { home in candidate.centre.map { home.km(to: $0) } }, used: used ?? [])
      }
    return FitOrder.ordered(facts, for: needs, on: day)
  }
}

/// What is looked for, and for whom.
private struct FitWish {
  let search: OfferSearch
  let centre: OutwardCentre?
  /// Whether the carer asks, or the adult who answers for them: a young one is shown only what welcomes them.
  let isOwn: Bool
}

/// What was used of a carer's caps, each period counted once.
private struct CapCounts {
  let caps: [Cap]
  let carer: ID<Carer>
  private var counted: [Period: CapUse] = [:]

  init(caps: [Cap], carer: ID<Carer>) {
    self.caps = caps
    self.carer = carer
  }

  private struct Period: Hashable {
    let cap: Int
    let from: Day
  }

  mutating func used(_ stay: Stay, on day: Day, _ count: (Cap, Day) throws -> CapUse) rethrows -> [CapUse] {
    try caps.enumerated().filter { $0.element.stay == stay }.map { place, cap in
      let period = Period(cap: place, from: cap.per.bounds(around: day).from)
      if let known = counted[period] { return known }
      let use = try count(cap, day)
      counted[period] = use
      return use
    }
  }
}
