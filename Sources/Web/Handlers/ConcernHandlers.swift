import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `GET /v1/areas/{slug}/safeguarding`
  func listSafeguardingPeople() async throws -> Response {
    try noQuery()
    try requireToken()
    let slug = try slug()
    let people = try await market.look(as: caller) { try $0.safeguardingPeople(of: slug) }
    return try Reply.json(SafeguardingPeopleShape(people), version: 0, ask: self)
  }

  /// `POST /v1/areas/{slug}/safeguarding`
  func nameSafeguardingPeople() async throws -> Response {
    try noQuery()
    try requireToken()
    let slug = try slug()
    let people = try await body(readSafeguardingPeople)
    let named = try await market.carryOut(as: caller) { try $0.nameSafeguardingPeople(people, of: slug) }
    return try Reply.json(SafeguardingPeopleShape(named), ask: self)
  }

  /// `POST /v1/concerns`
  func raiseConcern() async throws -> Response {
    try noQuery()
    try requireToken()
    let request = try await body(readConcern)
    // Whoever raised it cannot read it again, so it has no place to name and no version.
    return try await make(
      location: { _ in nil }, version: { _ in nil }, shape: { ConcernRaisedShape($0) }, once: once()
    ) { try $0.raiseConcern(request) }
  }

  /// `GET /v1/concerns`
  func listConcerns() async throws -> Response {
    try requireToken()
    let wish = try query { q -> ConcernsWish? in
      let (area, state) = (q.value("area", AreaSlug.init(text:)), q.oneOf("state", ConcernState.self))
      let page = q.page(parts: 2)
      return ConcernsWish(area: area, state: state, after: q.mark(page), limit: page.limit)
    }
    let found = try await lookUpNoted {
      try $0.concerns(in: wish.area, state: wish.state, after: wish.after, limit: wish.limit + 1)
    }
    return try page(found, PageWish(limit: wish.limit, cursor: nil), shape: { ConcernListedShape($0) }) {
      [$0.raisedAt.text, $0.id.text]
    }
  }

  /// `GET /v1/concerns/{id}`
  func showConcern() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Concern.self)
    return try answer(try await market.carryOut(as: caller) { try $0.concern(id) })
  }

  /// `POST /v1/concerns/{id}/notes`
  func addConcernNote() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Concern.self)
    let words = try await body(readConcernWords)
    return try await make(
      location: { _ in nil }, version: { _ in nil }, shape: { ConcernShape.Note($0) }, once: once()
    ) { try $0.addNote(words, to: id) }
  }

  /// `POST /v1/concerns/{id}/close`
  func closeConcern() async throws -> Response {
    try noQuery()
    try requireToken()
    let (id, version) = (try id("id", Concern.self), ifMatch)
    let words = try await body(readConcernWords)
    return try answer(try await market.carryOut(as: caller) { try $0.closeConcern(id, words, ifVersion: version) })
  }

  private func answer(_ read: ConcernRead) throws -> Response {
    try Reply.json(ConcernShape(read), version: read.concern.version, ask: self)
  }
}

/// Which concerns are wanted.
private struct ConcernsWish {
  let area: AreaSlug?
  let state: ConcernState?
  let after: (Instant, ID<Concern>)?
  let limit: Int
}
