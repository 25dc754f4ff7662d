import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  func addPerson() async throws -> Response {
    try noQuery()
    try requireToken()
    let details = try await body(readPerson)
    return try await make(
      location: { "/v1/people/\($0.id.text)" }, version: \.version, shape: { PersonShape($0) }, once: once()
    ) { try $0.makePerson(details) }
  }

  func showPerson() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Person.self)
    let person = try await market.carryOut(as: caller) { try $0.readPerson(id) }
    return try Reply.json(PersonShape(person), version: person.version, ask: self)
  }

  func disablePerson() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Person.self)
    try await noBody()
    let expected = ifMatch
    let person = try await market.carryOut(as: caller) { try $0.disablePerson(id, expected: expected) }
    return try Reply.json(PersonShape(person), version: person.version, ask: self)
  }
}
