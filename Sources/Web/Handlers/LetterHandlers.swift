import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `GET /v1/letters`
  func listLetters() async throws -> Response {
    try requireToken()
    let wish = try query { q -> LettersWish? in
      let way = q.oneOf("by", LetterWay.self)
      let state = q.oneOf("state", HandsState.self) ?? .toDo
      let page = q.page(parts: 2)
      return LettersWish(by: way, state: state.letterState, after: q.mark(page), limit: page.limit)
    }
    let found = try await market.carryOut(as: caller) {
      try $0.handLetters(by: wish.by, state: wish.state, after: wish.after, limit: wish.limit + 1)
    }
    return try page(found, PageWish(limit: wish.limit, cursor: nil), shape: { LetterShape($0) }) {
      [$0.letter.createdAt.text, $0.letter.id.text]
    }
  }

  /// `GET /v1/letters/{id}`
  func readLetter() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Letter.self)
    let hand = try await market.carryOut(as: caller) { try $0.handLetter(id) }
    guard let words = try await app.surroundings.letterWords(id) else { throw Refusal.notFound }
    return try Reply.json(LetterShape(hand, words: words), version: hand.letter.version, ask: self)
  }

  /// `POST /v1/letters/{id}/done`
  func settleLetter() async throws -> Response {
    try noQuery()
    try requireToken()
    let (id, version) = (try id("id", Letter.self), ifMatch)
    let done = try await body(readLetterDone)
    let hand = try await market.carryOut(as: caller) { try $0.settleLetter(id, done, ifVersion: version) }
    return try Reply.json(LetterShape(hand), version: hand.letter.version, ask: self)
  }

  /// `GET /v1/refusals`
  func countRefusals() async throws -> Response {
    try requireToken()
    let today = London.day(of: market.world.now())
    let (wish, limit) = try query { q -> (RefusalsWish, Int)? in
      let (area, days) = (q.value("area", AreaSlug.init(text:)), readDays(q))
      let page = q.page(parts: 3)
      var after: (Day, String, String)?
      if let parts = page.cursor {
        if let day = try? Day(text: parts[0]) { after = (day, parts[1], parts[2]) } else { q.noteBadCursor() }
      }
      let to = days.to ?? today
      let from = days.from ?? (to.year > 1 ? to.adding(days: -30) : to)
      return (RefusalsWish(area: area, from: from, to: to, after: after), page.limit)
    }
    let found = try await lookUp { try $0.refusals(wish, limit: limit + 1) }
    return try page(found, PageWish(limit: limit, cursor: nil), shape: { RefusalCountShape($0) }) {
      [$0.day.text, $0.area.text, $0.code]
    }
  }
}

/// Which letters for hands are wanted.
private struct LettersWish {
  let by: LetterWay?
  let state: LetterState
  let after: (Instant, ID<Letter>)?
  let limit: Int
}

/// The states of a letter that concern hands.
private enum HandsState: String, CaseIterable {
  case toDo = "to_do"
  case done, withheld, failed

  var letterState: LetterState {
    switch self {
    case .toDo: .toDo
    case .done: .done
    case .withheld: .withheld
    case .failed: .failed
    }
  }
}
