import Breaks
import Store

extension Errand {
  /// Adds a partner.
  ///
  /// - Throws: `Refusal.notAllowed`; `Invalid` with all that is wrong.
  package func makePartner(_ details: PartnerDetails) throws -> Partner {
    try requireToMake(.makePartner, in: details.area)
    try Invalid.throwIfAny(PartnerRules.problems(in: details, today: today))
    let partner = Partner(id: world.id(), details: details, version: 1)
    try store.partners.insert(partner, now: now)
    try note("partner_made", "partner", partner.id.text)
    return partner
  }

  /// The partners of the caller's areas, by name.
  ///
  /// - Parameters:
  ///   - area: only of this one.
  ///   - kind: only of this kind.
  ///   - after: the last partner of the page before.
  ///   - limit: most partners to give; the answer may hold one more, which says that there is a next page.
  package func partners(
    in area: AreaSlug?, kind: Category?, after: (name: String, id: ID<Partner>)?, limit: Int
  ) throws -> [Partner] {
    try store.partners.list(
      areas: areasToList(.listPartners, wanted: area), kind: kind, after: after, limit: limit + 1)
  }

  /// A partner, as those who work for it and the area's coordinators see it.
  ///
  /// - Throws: `Refusal.notFound` also for a partner that is not the caller's.
  package func partner(_ id: ID<Partner>) throws -> Partner {
    _ = try signedIn()
    guard let partner = try store.partners.find(id) else { throw Refusal.notFound }
    try require(.readPartner, ofPartner: id, in: partner.details.area)
    return partner
  }

  /// Changes a partner.
  ///
  /// - Parameters:
  ///   - expected: the version of the caller's If-Match; nil when none was sent.
  ///   - change: what to change.
  /// - Throws: `Refusal.notAllowed` when a partner changes what only a coordinator says; `.wrongState` when a partner with
  ///   offers is moved to another area; `.notFound`, `.changedMeanwhile`; `Invalid` with all that is wrong.
  package func changePartner(
    _ id: ID<Partner>, expected: Int?, _ change: (inout PartnerDetails) -> Void
  ) throws -> Partner {
    _ = try signedIn()
    try store.hold(.partner(id))
    guard var partner = try store.partners.find(id) else { throw Refusal.notFound }
    let old = partner.details
    try require(.changePartner, ofPartner: id, in: old.area)
    try requireVersion(expected, is: partner.version)
    change(&partner.details)
    if !may(.changePartner, in: old.area), !PartnerRules.isOwnToChange(from: old, to: partner.details) {
      throw Refusal.notAllowed
    }
    try requireMove(of: id, from: old.area, to: partner.details.area)
    try Invalid.throwIfAny(PartnerRules.problems(in: partner.details, today: today))
    try requireOffersToStand(of: id, partner.details)
    try store.partners.update(partner, expectedVersion: partner.version)
    if old.safeguarding != nil, partner.details.safeguarding == nil { try unwelcomeYoungCarers(at: id) }
    if old.name != partner.details.name { try store.offers.reindex(of: id) }
    if old.email.text != partner.details.email.text { try renew(store.links.open(of: id, now: now)) }
    try note("partner_changed", "partner", id.text)
    return Partner(id: id, details: partner.details, version: partner.version + 1)
  }

  /// Refuses to take away what a published offer of care stands on.
  private func requireOffersToStand(of id: ID<Partner>, _ details: PartnerDetails) throws {
    let missesCare = try published(by: id).contains { offer in
      OfferRules.missing(in: offer.details, partner: details).contains { $0.code == "cqc_needed" }
    }
    if missesCare {
      throw Invalid([
        Problem(
          "/cqcLocationId", "cqc_needed", "Published offers of care need this, or the word that it is not needed.")
      ])
    }
  }

  /// Without somebody who answers for their safety, young carers are welcome no more; who has booked, comes.
  private func unwelcomeYoungCarers(at id: ID<Partner>) throws {
    for var offer in try published(by: id) where offer.details.audience.youngCarersWelcome {
      offer.details.audience.youngCarersWelcome = false
      guard try store.offers.update(offer) else { throw Refusal.changedMeanwhile }
      try note("offer_changed", "offer", offer.id.text, "safeguarding_ended")
    }
  }

  private func published(by id: ID<Partner>) throws -> [Offer] {
    var offers: [Offer] = []
    var mark: ID<Offer>?
    repeat {
      let page = try store.offers.list(of: id, in: .published, after: mark, limit: 100, now: now)
      offers += page.items
      mark = page.next
    } while mark != nil
    return offers
  }

  /// A partner moves only between the caller's areas, and only before it has offers: those stay in their area.
  private func requireMove(of id: ID<Partner>, from: AreaSlug, to: AreaSlug) throws {
    guard from != to else { return }
    try requireToMake(.makePartner, in: to)
    guard try !store.partners.hasOffers(id) else { throw Refusal.wrongState }
  }
}
