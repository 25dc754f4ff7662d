import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `GET /v1/offers`
  func browseOffers() async throws -> Response {
    let wish = try query(readOfferSearch)
    if wish.fitsMe { return try await browseFittingOffers(wish) }
    let (page, recommended) = try await asParameters {
      try await market.browse(as: caller) { errand in
        let page = try errand.findOffers(wish.search, after: wish.mark, limit: wish.limit)
        return (page, try errand.recommendations(of: page.items.map(\.id)))
      }
    }
    let shapes = page.items.map { OfferShape($0, recommended: recommended[$0.id]) }
    return try Reply.page(shapes, next: page.next?.parts, ask: self)
  }

  /// `GET /v1/offers/{id}`
  func showOffer() async throws -> Response {
    try noQuery()
    let id = try id("id", Offer.self)
    let (offer, recommended) = try await market.browse(as: caller) { errand in
      (try errand.showOffer(id), try errand.recommendations(of: [id])[id])
    }
    return try Reply.json(OfferShape(offer, recommended: recommended), version: offer.version, ask: self)
  }

  /// `GET /v1/partners/{id}/offers`
  func listPartnerOffers() async throws -> Response {
    let wish = try query { q -> PartnerOffersWish? in
      let state = q.oneOf("state", OfferState.self)
      let page = q.page(parts: 1)
      let mark = page.cursor.flatMap { try? ID<Offer>(text: $0[0]) }
      if page.cursor != nil, mark == nil { q.noteBadCursor() }
      return PartnerOffersWish(state: state, mark: mark, limit: page.limit)
    }
    let partner = try id("id", Partner.self)
    let page = try await market.look(as: caller) { errand in
      try errand.listOffers(of: partner, in: wish.state, after: wish.mark, limit: wish.limit)
    }
    return try Reply.page(page.items.map { OfferShape($0) }, next: page.next.map { [$0.text] }, ask: self)
  }

  /// `POST /v1/partners/{id}/offers`
  func draftOffer() async throws -> Response {
    try noQuery()
    try requireToken()
    let partner = try id("id", Partner.self)
    let draft = try await body(readOffer)
    return try await make(
      location: { "/v1/offers/\($0.id.text)" }, version: { $0.version }, shape: { OfferShape($0) }, once: once()
    ) { errand in try errand.makeOffer(partner: partner, draft) }
  }

  /// `PATCH /v1/offers/{id}`
  func changeOffer() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Offer.self)
    let (change, version) = (try await body(readOfferChange), ifMatch)
    let offer = try await market.carryOut(as: caller) { errand in
      try errand.changeOffer(id, change, ifVersion: version)
    }
    return try Reply.json(OfferShape(offer), version: offer.version, ask: self)
  }

  /// `POST /v1/offers/{id}/copy`
  func copyOffer() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Offer.self)
    let wish = try await bodyIfAny(readOfferCopy) ?? OfferCopy(title: nil)
    return try await make(
      location: { "/v1/offers/\($0.id.text)" }, version: { $0.version }, shape: { OfferShape($0) }, once: once()
    ) { errand in try errand.copyOffer(id, wish) }
  }

  /// `POST /v1/offers/{id}/publish`
  func publishOffer() async throws -> Response {
    try noQuery()
    try await noBody()
    let (id, version) = (try id("id", Offer.self), ifMatch)
    let offer = try await market.carryOut(as: caller) { errand in try errand.publishOffer(id, ifVersion: version) }
    var shape = OfferShape(offer)
    let warnings = OfferRules.warnings(of: offer, today: London.day(of: market.world.now()))
    shape.warnings = warnings.map { Wire.Problem(pointer: $0.pointer, code: $0.code, detail: $0.detail) }
    return try Reply.json(shape, version: offer.version, ask: self)
  }

  /// `POST /v1/offers/{id}/withdraw`
  func withdrawOffer() async throws -> Response {
    try noQuery()
    try await noBody()
    let (id, version) = (try id("id", Offer.self), ifMatch)
    let offer = try await market.carryOut(as: caller) { errand in try errand.withdrawOffer(id, ifVersion: version) }
    return try Reply.json(OfferShape(offer), version: offer.version, ask: self)
  }

  /// Tells problems that the use case found in parts of a query as problems of its parameters.
  func asParameters<Answer>(_ work: () async throws -> Answer) async throws -> Answer {
    do {
      return try await work()
    } catch let invalid as Invalid {
      throw InvalidInput(
        problems: invalid.problems.map {
          Wire.Problem(parameter: $0.pointer, code: $0.code, detail: $0.detail)
        })
    }
  }
}

/// Which of a partner's offers are wanted.
private struct PartnerOffersWish {
  let state: OfferState?
  let mark: ID<Offer>?
  let limit: Int
}
