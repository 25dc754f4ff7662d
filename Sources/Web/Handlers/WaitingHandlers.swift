import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `POST /v1/waiting`
  func joinWaiting() async throws -> Response {
    try noQuery()
    try requireToken()
    let request = try await body(readWaiting)
    return try await make(
      location: { "/v1/waiting/\($0.entry.id)" }, version: { $0.entry.version }, shape: { WaitingShape($0) },
      once: once()
    ) { try $0.wait(for: request) }
  }

  /// `GET /v1/waiting`
  func listWaiting() async throws -> Response {
    try requireToken()
    let (wish, limit) = try query { q -> (WaitingWish, Int)? in
      var wish = WaitingWish()
      wish.carer = q.value("carerId") { try ID<Carer>(text: $0) }
      wish.offer = q.value("offerId") { try ID<Offer>(text: $0) }
      wish.area = q.value("area", AreaSlug.init(text:))
      wish.state = q.oneOf("state", WaitingState.self)
      let page = q.page(parts: 2)
      wish.after = q.mark(page)
      return (wish, page.limit)
    }
    let found = try await readBookings { try $0.waiting(wish, limit: limit + 1) }
    return try page(found, PageWish(limit: limit, cursor: nil), shape: { WaitingShape($0) }) {
      [$0.entry.joinedAt.text, $0.entry.id.text]
    }
  }

  /// `GET /v1/waiting/{id}`
  func showWaiting() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", WaitingEntry.self)
    let told = try await readBookings { try $0.waiting(id) }
    return try Reply.json(WaitingShape(told), version: told.entry.version, ask: self)
  }

  /// `POST /v1/waiting/{id}/leave`
  func leaveWaiting() async throws -> Response {
    try await changeWaiting { try $0.leaveWaiting($1, ifVersion: $2) }
  }

  /// `POST /v1/waiting/{id}/accept`
  func acceptWaiting() async throws -> Response {
    try noQuery()
    try requireToken()
    let (id, version) = (try id("id", WaitingEntry.self), ifMatch)
    let details = try await bodyIfAny(readHoldDetails) ?? HoldDetails()
    let told = try await market.carryOut(as: caller) { try $0.acceptWaiting(id, details, ifVersion: version) }
    return try Reply.json(BookingShape(told), version: told.booking.version, ask: self)
  }

  /// `POST /v1/waiting/{id}/turn-down`
  func turnDownWaiting() async throws -> Response {
    try await changeWaiting { try $0.turnDownWaiting($1, ifVersion: $2) }
  }

  private func changeWaiting(
    _ act: @escaping @Sendable (Errand, ID<WaitingEntry>, Int?) throws -> WaitingTold
  ) async throws -> Response {
    try noQuery()
    try requireToken()
    let (id, version) = (try id("id", WaitingEntry.self), ifMatch)
    try await noBody()
    let told = try await market.carryOut(as: caller) { try act($0, id, version) }
    return try Reply.json(WaitingShape(told), version: told.entry.version, ask: self)
  }
}
