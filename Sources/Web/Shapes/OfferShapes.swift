import Breaks
import Wire

extension OfferShape {
  /// Shows an offer.
  ///
  /// - Parameter recommended: what its guests say; shown only once they are enough.
  init(_ offer: Offer, recommended: StarCount? = nil) {
    let details = offer.details
    self.init(
      id: offer.id.text,
      partner: PartnerNamed(
        id: offer.partner.id.text, name: offer.partner.name, kind: offer.partner.kind.rawValue),
      area: offer.area.text, title: details.title, summary: details.summary.isEmpty ? nil : details.summary,
      description: details.description.isEmpty ? nil : details.description, category: details.category.rawValue,
      stay: details.stay.rawValue, postcode: details.postcode?.text, town: details.town,
      provides: Provides(details.provides), audience: Audience(details.audience),
      contributionPence: details.contributionPence.value, contributionPer: details.contributionPer.rawValue,
      valuePence: details.valuePence?.value, bookBeforeHours: details.bookBeforeHours,
      cancelFreeHours: details.cancelFreeHours, confirmation: details.confirmation.rawValue,
      unitKinds: details.unitKinds.isEmpty
        ? nil : details.unitKinds.map { UnitKind(kind: $0.kind.rawValue, sleeps: $0.sleeps) }, allocation: "first_come",
      state: offer.state.rawValue, nextSlotAt: offer.nextSlotAt?.text, version: offer.version)
    self.recommended = recommended.flatMap { $0.average == nil ? nil : StarsShape($0) }
    season = details.season.map { SeasonShape(from: $0.from.text, to: $0.to.text) }
    visibility = details.visibility.rawValue
  }

  /// Shows an offer, and how it fits.
  init(_ fitting: FittingOffer, recommended: StarCount?) {
    self.init(fitting.offer, recommended: recommended)
    fit = FitShape(
      answer: fitting.fit.answer.rawValue, words: fitting.fit.words,
      says: fitting.fit.says.map { FitShape.Say(what: $0.what, answer: $0.answer.rawValue, why: $0.why) })
  }
}

extension OfferFacetsShape {
  /// Shows what was counted.
  init(_ facets: OfferFacets) {
    self.init(total: facets.total) { name in
      let facet = OfferFacet(rawValue: name)
      return (facet.flatMap { facets.choices[$0] } ?? []).map { Choice(value: $0.value, count: $0.count) }
    }
  }
}

extension OfferShape.Provides {
  fileprivate init(_ provides: Provides) {
    self.init(
      diets: provides.diets.map(\.rawValue), allergensAvoided: provides.allergensAvoided.map(\.rawValue),
      allergensStatedOn: provides.allergensStatedOn?.text, languages: provides.languages.map(\.text),
      access: provides.access.map(\.rawValue))
  }
}

extension OfferShape.Audience {
  fileprivate init(_ audience: Audience) {
    self.init(
      partyMax: audience.partyMax, childrenWelcome: audience.childrenWelcome,
      youngCarersWelcome: audience.youngCarersWelcome, caredForWelcome: audience.caredForWelcome,
      minimumAge: audience.minimumAge ?? 0)
  }
}
