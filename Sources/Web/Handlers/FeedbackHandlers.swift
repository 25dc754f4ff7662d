import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `POST /v1/bookings/{reference}/feedback`
  func giveFeedback() async throws -> Response {
    try noQuery()
    try requireToken()
    let (reference, version) = (try reference(), ifMatch)
    let wish = try await body(readFeedback)
    let kept = try await market.carryOut(as: caller) {
      try $0.giveFeedback(of: reference, wish.said, for: wish.onBehalf, ifVersion: version)
    }
    return try Reply.json(FeedbackShape(kept), version: kept.version, ask: self)
  }

  /// `GET /v1/bookings/{reference}/feedback`
  func showFeedback() async throws -> Response {
    try noQuery()
    try requireToken()
    let reference = try reference()
    let kept = try await market.carryOut(as: caller) { try $0.feedback(of: reference) }
    return try Reply.json(FeedbackShape(kept), version: kept.version, ask: self)
  }

  /// `GET /v1/partners/{id}/feedback`
  func listPartnerFeedback() async throws -> Response {
    try requireToken()
    let partner = try id("id", Partner.self)
    let (after, limit) = try query { q -> ((month: String, place: String)?, Int)? in
      let page = q.page(parts: 2)
      let mark = page.cursor.flatMap { isPlace($0) ? (month: $0[0], place: $0[1]) : nil }
      if page.cursor != nil, mark == nil { q.noteBadCursor() }
      return (mark, page.limit)
    }
    let found = try await market.carryOut(as: caller) {
      try $0.feedback(ofPartner: partner, after: after, limit: limit)
    }
    let shown = found.items.prefix(limit)
    let next = found.items.count > limit ? shown.last.map { [$0.month, $0.place] } : nil
    let page = PartnerFeedbackShape(
      items: shown.map { GuestFeedbackShape($0) }, next: next.map(Cursor.encode), averages: .init(found.counts),
      averagesFrom: FeedbackRules.averagesFrom)
    return try Reply.page(page, cursor: page.next, ask: self)
  }

  /// Whether a cursor's parts are a month, as `2027-03`, and a place drawn by chance.
  private func isPlace(_ parts: [String]) -> Bool {
    parts[0].utf8.count == 7 && parts[0].utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
      && parts[1].utf8.count <= 32 && parts[1].allSatisfy(\.isHexDigit)
  }
}
