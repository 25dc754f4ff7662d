import Breaks
import Store

/// What somebody wants of a copy.
package struct OfferCopy: Sendable, Equatable {
  /// Its title; nil makes one of the first offer's.
  package let title: String?

  /// Wants a copy.
  package init(title: String?) { self.title = title }
}

extension Errand {
  /// Drafts an offer that says what another one of the same partner says, in whatever state that is.
  ///
  /// Dates, and the season they lie in, are not copied: last year's would be of no use.
  /// - Throws: `Invalid` with everything that is wrong by now; `Refusal.notFound`.
  package func copyOffer(_ id: ID<Offer>, _ copy: OfferCopy) throws -> Offer {
    let (old, partner) = try offerToChange(id, ifVersion: nil)
    var details = old.details
    details.title = copy.title ?? Errand.copyTitle(details.title)
    details.season = nil
    try Invalid.throwIfAny(OfferRules.problems(of: details, area: nil, partner: partner.details, today: today))
    let offer = Offer(
      id: world.id(), partner: partner.summary, area: partner.details.area, details: details, state: .draft,
      nextSlotAt: nil, version: 1)
    try store.offers.insert(offer, now: now)
    try note("offer_made", "offer", offer.id.text, "copy")
    return offer
  }

  /// `A night by the sea (copy)`, within the length of a title.
  private static func copyTitle(_ title: String) -> String {
    let mark = " (copy)"
    return String(String.UnicodeScalarView(title.unicodeScalars.prefix(120 - mark.unicodeScalars.count))) + mark
  }
}
