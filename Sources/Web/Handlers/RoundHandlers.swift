import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `GET /v1/offers/{id}/rounds`
  func listRounds() async throws -> Response {
    let (after, limit) = try query { q -> ((Instant, ID<Round>)?, Int)? in
      let page = q.page(parts: 2)
      return (q.mark(page), page.limit)
    }
    let offer = try id("id", Offer.self)
    let found = try await market.browse(as: caller) { try $0.rounds(of: offer, after: after, limit: limit + 1) }
    return try page(found, PageWish(limit: limit, cursor: nil), shape: { RoundShape($0) }) {
      [$0.round.createdAt.text, $0.round.id.text]
    }
  }

  /// `POST /v1/offers/{id}/rounds`
  func openRound() async throws -> Response {
    try noQuery()
    try requireToken()
    let offer = try id("id", Offer.self)
    let (request, version) = (try await body(readRound), ifMatch)
    return try await make(
      location: { "/v1/rounds/\($0.round.id.text)" }, version: { $0.round.version }, shape: { RoundShape($0) },
      once: once()
    ) { try $0.openRound(offer: offer, request, ifVersion: version) }
  }

  /// `GET /v1/rounds/{id}`
  func showRound() async throws -> Response {
    try noQuery()
    let id = try id("id", Round.self)
    let told = try await market.browse(as: caller) { try $0.round(id) }
    var shape = RoundShape(told)
    shape.ballotHash = try told.ballot.map { hexadecimal(fingerprint(try file(of: $0))) }
    return try Reply.json(shape, version: told.round.version, ask: self)
  }

  /// `GET /v1/rounds/{id}/ballot`
  func showBallot() async throws -> Response {
    try noQuery()
    let id = try id("id", Round.self)
    let ballot = try await market.browse(as: caller) { try $0.ballot(of: id) }
    return Reply.bytes(try file(of: ballot), type: "application/json", ask: self)
  }

  /// The published file, to the last byte.
  private func file(of ballot: Ballot) throws -> [UInt8] {
    try BallotShape(ballot, sha256: { fingerprint($0) }).bytes()
  }

  /// `POST /v1/rounds/{id}/call-off`
  func callOffRound() async throws -> Response {
    try noQuery()
    try requireToken()
    try await noBody()
    let (id, version) = (try id("id", Round.self), ifMatch)
    let told = try await market.carryOut(as: caller) { try $0.callOffRound(id, ifVersion: version) }
    return try Reply.json(RoundShape(told), version: told.round.version, ask: self)
  }
}
