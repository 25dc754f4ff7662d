import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `GET /v1/offers?fitsMe=true`
  func browseFittingOffers(_ wish: OfferSearchWish) async throws -> Response {
    try requireToken()
    let (page, recommended) = try await asParameters {
      try await market.look(as: caller) { errand in
        let page = try errand.findOffersThatFitMe(wish.search, after: wish.fitMark, limit: wish.limit)
        return (page, try errand.recommendations(of: page.items.map(\.offer.id)))
      }
    }
    let shapes = page.items.map { OfferShape($0, recommended: recommended[$0.offer.id]) }
    return try Reply.page(shapes, next: page.next?.parts, ask: self)
  }

  /// `POST /v1/offers/fits`
  func findFittingOffers() async throws -> Response {
    try noQuery()
    try requireToken()
    let wish = try await body(readFitWish)
    let (page, recommended) = try await market.carryOut(as: caller) { errand in
      let page = try errand.findOffersThatFit(wish.onBehalf, wish.search, after: wish.mark, limit: wish.limit)
      return (page, try errand.recommendations(of: page.items.map(\.offer.id)))
    }
    // What comes next is asked for in a body, so no Link can name it.
    let cursor = page.next.map { Cursor.encode($0.parts) }
    let shapes = page.items.map { OfferShape($0, recommended: recommended[$0.offer.id]) }
    return try Reply.json(Page(items: shapes, next: cursor), ask: self)
  }

  /// `GET /v1/offers/facets`
  func countOffers() async throws -> Response {
    let search = try query(readOfferFilters)
    let facets = try await asParameters {
      try await market.browse(as: caller) { errand in try errand.countOffers(search) }
    }
    return try Reply.json(OfferFacetsShape(facets), ask: self)
  }
}
