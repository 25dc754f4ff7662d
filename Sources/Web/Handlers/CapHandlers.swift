import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `GET /v1/carers/me/caps`
  func showOwnCaps() async throws -> Response {
    try noQuery()
    try requireToken()
    return try Reply.json(CapsUsedShape(try await market.look(as: caller) { try $0.ownCaps() }), ask: self)
  }

  /// `GET /v1/carers/{id}/caps`
  func showCaps() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Carer.self)
    return try Reply.json(CapsUsedShape(try await market.carryOut(as: caller) { try $0.readCaps(of: id) }), ask: self)
  }
}
