import Breaks
import Store

extension Errand {
  /// Drafts an offer of a partner; carers do not see it yet.
  ///
  /// - Throws: `Invalid` with everything that is wrong; `Refusal.notFound` when the partner is not there or not theirs.
  package func makeOffer(partner id: ID<Partner>, _ draft: OfferDraft) throws -> Offer {
    try store.hold(.partner(id))
    let partner = try self.partner(id, for: .changeOffer)
    let details = draft.filled(by: partner.details)
    try Invalid.throwIfAny(
      OfferRules.problems(of: details, area: draft.area, partner: partner.details, today: today))
    let offer = Offer(
      id: world.id(), partner: partner.summary, area: partner.details.area, details: details, state: .draft,
      nextSlotAt: nil, version: 1)
    try store.offers.insert(offer, now: now)
    try note("offer_made", "offer", offer.id.text)
    return offer
  }

  /// A partner that the caller may do something with.
  func partner(_ id: ID<Partner>, for act: Act) throws -> Partner {
    _ = try signedIn()
    guard let partner = try store.partners.find(id) else { throw Refusal.notFound }
    try require(act, ofPartner: id, in: partner.details.area)
    return partner
  }
}
