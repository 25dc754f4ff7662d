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
    let wish = try query { $0.page(parts: 2) }
    let after = wish.cursor.map { (month: $0[0], place: $0[1]) }
    let found = try await market.carryOut(as: caller) {
      try $0.feedback(ofPartner: partner, after: after, limit: wish.limit)
    }
    let shown = found.items.prefix(wish.limit)
    let next = found.items.count > wish.limit ? shown.last.map { [$0.month, $0.place] } : nil
    let page = PartnerFeedbackShape(
      items: shown.map { GuestFeedbackShape($0) }, next: next.map(Cursor.encode), averages: .init(found.counts),
      averagesFrom: FeedbackRules.averagesFrom)
    return try Reply.page(page, cursor: page.next, ask: self)
  }
}
