import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  private static let years = 2000...2100

  /// `GET /v1/partners/{id}/thanks`
  func showThanks() async throws -> Response {
    try requireToken()
    let id = try id("id", Partner.self)
    let thisYear = London.day(of: market.world.now()).year
    let year = try query { q -> Int? in q.int("year", Self.years) ?? thisYear }
    let told = try await market.look(as: caller) { try $0.yearGiven(by: id, year: year) }
    return try Reply.json(ThanksShape(told), ask: self)
  }

  /// `POST /v1/partners/{id}/thanks`
  func thankPartner() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Partner.self)
    let year = try await body { $0.int("year", Self.years) }
    return try await make(
      location: { _ in nil }, version: { _ in nil }, shape: { ThanksShape($0) }, once: once()
    ) { (errand: Errand) -> YearTold in try errand.thankPartner(id, year: year) }
  }
}

extension ThanksShape {
  init(_ told: YearTold) {
    let given = told.given
    self.init(
      partnerId: told.partner.text, year: given.year, breaks: given.breaks, carers: given.carers, people: given.people,
      nights: given.nights, daytime: given.daytime, valuePence: given.valuePence,
      breaksWithoutValue: given.breaksWithoutValue, thankedAt: told.thankedAt?.text)
  }
}
