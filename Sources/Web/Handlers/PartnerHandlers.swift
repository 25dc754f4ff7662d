import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  func listPartners() async throws -> Response {
    try requireToken()
    let (area, kind, wish) = try query {
      ($0.value("area", AreaSlug.init(text:)), $0.oneOf("kind", Category.self), $0.page(parts: 2))
    }
    let after = try wish.afterName(Partner.self)
    let found = try await lookUp { try $0.partners(in: area, kind: kind, after: after, limit: wish.limit) }
    return try page(found, wish, shape: PartnerShape.init) { [$0.details.name, $0.id.text] }
  }

  func addPartner() async throws -> Response {
    try noQuery()
    try requireToken()
    let details = try await body(readPartner)
    return try await make(
      location: { "/v1/partners/\($0.id.text)" }, version: \.version, shape: { PartnerShape($0) }, once: once()
    ) { try $0.makePartner(details) }
  }

  func showPartner() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Partner.self)
    let partner = try await market.look(as: caller) { try $0.partner(id) }
    return try Reply.json(PartnerShape(partner), version: partner.version, ask: self)
  }

  func changePartner() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Partner.self)
    let change = try await body(readPartnerChange)
    let expected = ifMatch
    let partner = try await market.carryOut(as: caller) { try $0.changePartner(id, expected: expected, change) }
    return try Reply.json(PartnerShape(partner), version: partner.version, ask: self)
  }
}
