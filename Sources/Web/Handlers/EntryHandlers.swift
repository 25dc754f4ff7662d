import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `POST /v1/rounds/{id}/entries`
  func enterRound() async throws -> Response {
    try noQuery()
    try requireToken()
    let round = try id("id", Round.self)
    let wish = try await body(readEntry)
    return try await make(
      location: { "/v1/entries/\($0.entry.id.text)" }, version: { $0.entry.version }, shape: { EntryShape($0) },
      once: once()
    ) { try $0.enter(round, wish.request, for: wish.onBehalf) }
  }

  /// `GET /v1/entries`
  func listEntries() async throws -> Response {
    try requireToken()
    let wish = try query { q -> EntriesWish? in
      let carer = q.value("carerId") { try ID<Carer>(text: $0) }
      let page = q.page(parts: 2)
      return EntriesWish(carer: carer, after: q.mark(page), limit: page.limit)
    }
    let found = try await asParameters {
      try await market.carryOut(as: caller) {
        try $0.entries(of: wish.carer, after: wish.after, limit: wish.limit + 1)
      }
    }
    return try page(found, PageWish(limit: wish.limit, cursor: nil), shape: { EntryShape($0) }) {
      [$0.entry.createdAt.text, $0.entry.id.text]
    }
  }

  /// `GET /v1/entries/{id}`
  func showEntry() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Entry.self)
    let told = try await market.carryOut(as: caller) { try $0.entry(id) }
    return try Reply.json(EntryShape(told), version: told.entry.version, ask: self)
  }

  /// `POST /v1/entries/{id}/withdraw`
  func withdrawEntry() async throws -> Response {
    try noQuery()
    try requireToken()
    try await noBody()
    let (id, version) = (try id("id", Entry.self), ifMatch)
    let told = try await market.carryOut(as: caller) { try $0.withdrawEntry(id, ifVersion: version) }
    return try Reply.json(EntryShape(told), version: told.entry.version, ask: self)
  }

  /// `POST /v1/entries/{id}/ask-a-person`
  func askAPerson() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Entry.self)
    let words = try await bodyIfAny { AskWish(words: $0.textIfAny("words", 1...2000, lines: true)) }?.words
    return try await make(
      location: { "/v1/entries/\($0.entry.id.text)" }, version: { $0.entry.version }, shape: { EntryShape($0) },
      once: once()
    ) { try $0.askAPerson(about: id, words) }
  }

  /// `POST /v1/entries/{id}/answer`
  func answerAsk() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Entry.self)
    let (answer, once) = (try await body(readAskAnswer), try await once())
    let rendered = try await market.carryOut(
      as: caller, once: once,
      render: { try Reply.render(EntryShape($0), status: .ok, version: $0.entry.version) }
    ) { try $0.answerSecondLook(about: id, answer.outcome, words: answer.words) }
    return Reply.response(rendered)
  }

  /// `GET /v1/asks`
  func listAsks() async throws -> Response {
    try requireToken()
    let wish = try query { q -> AsksWish? in
      let area = q.value("area", AreaSlug.init(text:))
      let state = q.oneOf("state", AsksState.self) ?? .open
      let page = q.page(parts: 2)
      return AsksWish(area: area, state: state, after: q.mark(page), limit: page.limit)
    }
    let found = try await asParameters {
      try await market.carryOut(as: caller) {
        try $0.secondLooks(
          in: wish.area, isAnswered: wish.state == .answered, after: wish.after, limit: wish.limit + 1)
      }
    }
    return try page(found, PageWish(limit: wish.limit, cursor: nil), shape: { AskShape($0) }) {
      [$0.look.askedAt.text, $0.look.id.text]
    }
  }
}

/// Which entries are wanted.
private struct EntriesWish {
  let carer: ID<Carer>?
  let after: (Instant, ID<Entry>)?
  let limit: Int
}

/// Which wishes for a second look are wanted.
private struct AsksWish {
  let area: AreaSlug?
  let state: AsksState
  let after: (Instant, ID<SecondLook>)?
  let limit: Int
}

/// Whether a person has looked again.
private enum AsksState: String, CaseIterable { case open, answered }

/// What a carer wants to be heeded.
private struct AskWish: Sendable {
  let words: String?
}
