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
    try store.partners.update(partner, expectedVersion: partner.version)
    try note("partner_changed", "partner", id.text)
    return Partner(id: id, details: partner.details, version: partner.version + 1)
  }

  /// A partner moves only between the caller's areas, and only before it has offers: those stay in their area.
  private func requireMove(of id: ID<Partner>, from: AreaSlug, to: AreaSlug) throws {
    guard from != to else { return }
    try requireToMake(.makePartner, in: to)
    guard try !store.partners.hasOffers(id) else { throw Refusal.wrongState }
  }
}
