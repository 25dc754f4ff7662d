import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  func listAreas() async throws -> Response {
    let wish = try query { $0.page(parts: 2) }
    let areas = try await market.browse(as: caller) { try $0.areas() }
    let rest = areas.filter { area in
      wish.cursor.map { (area.details.name, area.slug.text) > ($0[0], $0[1]) } ?? true
    }
    return try page(Array(rest.prefix(wish.limit + 1)), wish, shape: AreaShape.init) {
      [$0.details.name, $0.slug.text]
    }
  }

  func addArea() async throws -> Response {
    try noQuery()
    try requireToken()
    let wish = try await body(readArea)
    return try await make(
      location: { "/v1/areas/\($0.slug.text)" }, version: \.version, shape: { AreaShape($0) }, once: once()
    ) { try $0.makeArea(wish.slug, wish.details) }
  }

  func showArea() async throws -> Response {
    try noQuery()
    let slug = try slug()
    let area = try await market.browse(as: caller) { try $0.area(slug) }
    return try Reply.json(AreaShape(area), version: area.version, ask: self)
  }

  func changeArea() async throws -> Response {
    try noQuery()
    try requireToken()
    let slug = try slug()
    let change = try await body(readAreaChange)
    let expected = ifMatch
    let area = try await market.carryOut(as: caller) { try $0.changeArea(slug, expected: expected, change) }
    return try Reply.json(AreaShape(area), version: area.version, ask: self)
  }

  /// The area in the path.
  ///
  /// - Throws: `Refusal.notFound` when it is malformed.
  func slug() throws -> AreaSlug {
    let text = try text("slug")
    do { return try AreaSlug(text: text) } catch is BadValue { throw Refusal.notFound }
  }
}

// What several lists and handlers share.
extension Ask {
  /// Refuses whoever has not signed in before their body is read.
  ///
  /// - Throws: `Refusal.notSignedIn`.
  func requireToken() throws(Refusal) {
    if caller == nil { throw .notSignedIn }
  }

  /// A page of a list of which one more than wanted was looked up, to learn whether there is a next page.
  ///
  /// - Parameter place: the sort values of an item.
  func page<Thing, Shape: Codable>(
    _ found: [Thing], _ wish: PageWish, shape: (Thing) -> Shape, place: (Thing) -> [String]
  ) throws -> Response {
    let shown = found.prefix(wish.limit)
    let next = found.count > wish.limit ? shown.last.map(place) : nil
    return try Reply.page(shown.map(shape), next: next, ask: self)
  }

  /// Runs an errand that lists, for callers that are signed in; what it finds wrong is wrong with a query parameter.
  ///
  /// - Throws: `InvalidInput` with parameters where the errand has pointers.
  func lookUp<Answer: Sendable>(_ body: @escaping @Sendable (Errand) throws -> Answer) async throws -> Answer {
    try await namingParameters { try await market.browse(as: caller, body) }
  }

  /// Like `lookUp`, for an errand that also notes in the audit that somebody looked.
  func lookUpNoted<Answer: Sendable>(_ body: @escaping @Sendable (Errand) throws -> Answer) async throws -> Answer {
    try await namingParameters { try await market.carryOut(as: caller, body) }
  }

  private func namingParameters<Answer>(_ work: () async throws -> Answer) async throws -> Answer {
    do {
      return try await work()
    } catch let invalid as Invalid {
      throw InvalidInput(
        problems: invalid.problems.map {
          Wire.Problem(parameter: String($0.pointer.dropFirst()), code: $0.code, detail: $0.detail)
        })
    }
  }
}

extension PageWish {
  /// The name and id after which the page begins.
  ///
  /// - Throws: `InvalidInput` when the cursor holds no id.
  func afterName<Thing>(_: Thing.Type = Thing.self) throws -> (name: String, id: ID<Thing>)? {
    guard let cursor else { return nil }
    do {
      return (cursor[0], try ID(text: cursor[1]))
    } catch is BadValue {
      throw InvalidInput(
        problems: [
          Wire.Problem(
            parameter: "cursor", code: "bad_cursor", detail: "This cursor is not one of ours, or is for another list.")
        ])
    }
  }
}
