import Breaks
import Store

extension Errand {
  /// Shows an offer to carers; publishing it again changes nothing.
  ///
  /// - Parameter version: the version the caller has read; nil when they do not say.
  /// - Throws: `Invalid` with everything that carers would miss; `Refusal.changedMeanwhile`, `.notFound`.
  package func publishOffer(_ id: ID<Offer>, ifVersion version: Int?) throws -> Offer {
    let (offer, partner) = try offerToChange(id, ifVersion: version)
    try Invalid.throwIfAny(OfferRules.missing(in: offer.details, partner: partner.details))
    return try move(offer, to: .published, act: "offer_published")
  }

  /// Takes an offer out of sight: no new bookings, and those that stand are honoured.
  ///
  /// - Parameter version: the version the caller has read; nil when they do not say.
  /// - Throws: `Refusal.changedMeanwhile`, `.notFound`.
  package func withdrawOffer(_ id: ID<Offer>, ifVersion version: Int?) throws -> Offer {
    let (offer, _) = try offerToChange(id, ifVersion: version)
    return try move(offer, to: .withdrawn, act: "offer_withdrawn")
  }

  private func move(_ offer: Offer, to state: OfferState, act: String) throws -> Offer {
    if offer.state == state { return offer }
    guard try store.offers.move(offer, to: state) else { throw Refusal.changedMeanwhile }
    try note(act, "offer", offer.id.text)
    return try reread(offer.id)
  }
}
