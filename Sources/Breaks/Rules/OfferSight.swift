/// Which of the offers that are shown only to carers somebody sees.
package struct OfferSight: Sendable, Equatable {
  /// Those of these areas; nil means of every area.
  package var areas: Set<AreaSlug>?
  /// Those of these partners, wherever they are.
  package var partners: Set<ID<Partner>>

  /// Sees the offers of areas and of partners.
  package init(areas: Set<AreaSlug>?, partners: Set<ID<Partner>> = []) {
    self.areas = areas
    self.partners = partners
  }

  /// Nothing but what everybody sees.
  package static let openOnly = OfferSight(areas: [])

  /// Whether an offer is among what somebody sees.
  package func sees(_ offer: Offer) -> Bool {
    offer.details.visibility == .open || areas?.contains(offer.area) ?? true || partners.contains(offer.partner.id)
  }
}
