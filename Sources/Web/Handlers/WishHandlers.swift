import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `POST /v1/wishes`
  func makeWish() async throws -> Response {
    try noQuery()
    try requireToken()
    let request = try await body(readWish)
    return try await make(
      location: { _ in nil }, version: { $0.wish.version }, shape: { WishShape($0) }, once: once()
    ) { try $0.makeWish(request) }
  }

  /// `GET /v1/wishes`
  func listWishes() async throws -> Response {
    try requireToken()
    let (asked, carer, limit) = try query { q -> (WishesAsked, ID<Carer>?, Int)? in
      var asked = WishesAsked()
      asked.area = q.value("area", AreaSlug.init(text:))
      asked.state = q.oneOf("state", WishState.self)
      let carer = q.value("carerId") { try ID<Carer>(text: $0) }
      let page = q.page(parts: 2)
      asked.after = q.mark(page)
      return (asked, carer, page.limit)
    }
    // A carer's look needs no line in the audit, the desk's writes one.
    let isDesk = caller?.isAny([.volunteer, .coordinator]) ?? false
    let look = { @Sendable (errand: Errand) in try errand.wishes(asked, asSeenBy: carer, limit: limit + 1) }
    let found = try await isDesk ? lookUpNoted(look) : lookUp(look)
    return try page(found, PageWish(limit: limit, cursor: nil), shape: { WishShape($0) }) {
      [$0.wish.createdAt.text, $0.wish.id.text]
    }
  }

  /// `POST /v1/wishes/{id}/second`
  func secondWish() async throws -> Response {
    try await second { try $0.secondWish($1, for: $2) }
  }

  /// `POST /v1/wishes/{id}/unsecond`
  func unsecondWish() async throws -> Response {
    try await second { try $0.unsecondWish($1, for: $2) }
  }

  /// `POST /v1/wishes/{id}/show`
  func showWish() async throws -> Response {
    try noQuery()
    try requireToken()
    let (id, version) = (try id("id", Wish.self), ifMatch)
    try await noBody()
    return try answer(try await market.carryOut(as: caller) { try $0.showWish(id, ifVersion: version) })
  }

  /// `POST /v1/wishes/{id}/close`
  func closeWish() async throws -> Response {
    try noQuery()
    try requireToken()
    let (id, version) = (try id("id", Wish.self), ifMatch)
    let closing = try await body(readWishClosing)
    return try answer(try await market.carryOut(as: caller) { try $0.closeWish(id, closing, ifVersion: version) })
  }

  /// `POST /v1/wishes/{id}/withdraw`
  func withdrawWish() async throws -> Response {
    try noQuery()
    try requireToken()
    let (id, version) = (try id("id", Wish.self), ifMatch)
    let wish = try await bodyIfAny(readSecond) ?? SecondWish()
    return try answer(
      try await market.carryOut(as: caller) { try $0.withdrawWish(id, for: wish.onBehalf, ifVersion: version) })
  }

  /// `GET /v1/demand`
  func listDemand() async throws -> Response {
    try requireToken()
    let (area, mark, limit) = try query { q -> (AreaSlug?, DemandMark?, Int)? in
      let area = q.value("area", AreaSlug.init(text:))
      let page = q.page(parts: 3)
      let mark = page.cursor.flatMap(DemandMark.init(parts:))
      if page.cursor != nil, mark == nil { q.noteBadCursor() }
      return (area, mark, page.limit)
    }
    // Only who reads the words writes a line in the audit; a commissioner's report may come from a standby.
    let readsWords = caller?.isAny([.coordinator]) ?? false
    let look = { @Sendable (errand: Errand) in try errand.demand(in: area, after: mark, limit: limit) }
    let found = try await readsWords ? lookUpNoted(look) : lookUp(look)
    let shown = found.groups.prefix(limit)
    let next = found.groups.count > limit ? shown.last.map { Cursor.encode($0.demand.standing.parts) } : nil
    let page = DemandListShape(
      items: shown.map { DemandShape($0) }, next: next, suppressed: found.suppressed,
      suppressedBelow: DemandRules.peopleLeast)
    return try Reply.page(page, cursor: next, ask: self)
  }

  private func second(
    _ act: @escaping @Sendable (Errand, ID<Wish>, OnBehalf?) throws -> WishSeen
  ) async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Wish.self)
    let wish = try await bodyIfAny(readSecond) ?? SecondWish()
    return try answer(try await market.carryOut(as: caller) { try act($0, id, wish.onBehalf) })
  }

  private func answer(_ seen: WishSeen) throws -> Response {
    try Reply.json(WishShape(seen), version: seen.wish.version, ask: self)
  }
}

extension DemandMark {
  /// The mark as texts, for a cursor.
  fileprivate var parts: [String] { [isMet ? "1" : "0", String(people), kind] }

  /// Reads the texts; nil for anything that `parts` would not have written.
  fileprivate init?(parts: [String]) {
    guard parts.count == 3, ["0", "1"].contains(parts[0]), let people = Int(parts[1]), people > 0,
      people < Int(Int32.max)
    else { return nil }
    self.init(isMet: parts[0] == "1", people: people, kind: parts[2])
  }
}
