import Breaks
import Store

extension Errand {
  /// Changes what an offer says; one that carers see stays complete.
  ///
  /// - Parameter version: the version the caller has read; nil when they do not say.
  /// - Throws: `Invalid` with everything that is wrong; `Refusal.changedMeanwhile`, `.notFound`.
  package func changeOffer(_ id: ID<Offer>, _ change: OfferChange, ifVersion version: Int?) throws -> Offer {
    let (old, partner) = try offerToChange(id, ifVersion: version)
    let details = change.applied(to: old.details)
    var problems = OfferRules.problems(of: details, area: change.area, partner: partner.details, today: today)
    if details.season != old.details.season, let season = details.season, SeasonRules.problems(of: season).isEmpty {
      problems += SeasonRules.problems(datesOutside: try store.slots.count(outside: season, of: id, after: now))
    }
    if details.unitKinds != old.details.unitKinds {
      problems += UnitKindRules.stillInUse(try store.slots.kindsToCome(of: id, now: now), without: details.unitKinds)
    }
    if old.state == .published {
      problems += OfferRules.missing(in: details, partner: partner.details).filter { missing in
        !problems.contains { $0.pointer == missing.pointer }
      }
    }
    try Invalid.throwIfAny(problems)
    if details == old.details { return old }
    var offer = old
    offer.details = details
    guard try store.offers.update(offer) else { throw Refusal.changedMeanwhile }
    try note("offer_changed", "offer", id.text)
    return try reread(id)
  }

  /// An offer that the caller may change, as it is now, with its partner.
  func offerToChange(_ id: ID<Offer>, ifVersion version: Int?) throws -> (Offer, Partner) {
    _ = try signedIn()
    // Whether an offer may stand depends on its partner too, so both are held, the partner first.
    guard let owner = try store.offers.find(id, now: now)?.partner.id else { throw Refusal.notFound }
    try store.hold(.partner(owner))
    try store.hold(.offer(id))
    guard let offer = try store.offers.find(id, now: now), let partner = try store.partners.find(owner) else {
      throw Refusal.notFound
    }
    try require(.changeOffer, ofPartner: partner.id, in: offer.area)
    try requireVersion(version, is: offer.version)
    return (offer, partner)
  }

  /// An offer after it was changed.
  func reread(_ id: ID<Offer>) throws -> Offer {
    guard let offer = try store.offers.find(id, now: now) else { throw Refusal.notFound }
    return offer
  }
}
