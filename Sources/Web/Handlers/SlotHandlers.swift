import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `GET /v1/offers/{id}/slots`
  func listSlots() async throws -> Response {
    let wish = try query { q -> SlotsWish? in
      let days = readDays(q)
      let page = q.page(parts: 2)
      let mark = page.cursor.flatMap(SlotMark.init(parts:))
      if page.cursor != nil, mark == nil { q.noteBadCursor() }
      return SlotsWish(days: days, mark: mark, limit: page.limit)
    }
    let offer = try id("id", Offer.self)
    let page = try await asParameters {
      try await market.browse(as: caller) { errand in
        try errand.listSlots(of: offer, on: wish.days, after: wish.mark, limit: wish.limit)
      }
    }
    return try Reply.page(page.items.map(SlotShape.init), next: page.next?.parts, ask: self)
  }

  /// `POST /v1/offers/{id}/slots`
  func addSlots() async throws -> Response {
    try noQuery()
    try requireToken()
    let offer = try id("id", Offer.self)
    let (asked, version) = (try await body(readSlots), ifMatch)
    return try await make(
      location: { _ in nil }, version: { _ in nil },
      shape: { (slots: [Slot]) in SlotsAddedShape(slots: slots.map(SlotShape.init)) }, once: once()
    ) { errand in try errand.addSlots(offer: offer, asked, ifVersion: version) }
  }

  /// `GET /v1/slots/{id}`
  func showSlot() async throws -> Response {
    try noQuery()
    let id = try id("id", Slot.self)
    let slot = try await market.browse(as: caller) { errand in try errand.showSlot(id) }
    return try Reply.json(SlotShape(slot), version: slot.version, ask: self)
  }

  /// `PATCH /v1/slots/{id}`
  func changeSlot() async throws -> Response {
    try noQuery()
    try requireToken()
    let id = try id("id", Slot.self)
    let (change, version) = (try await body(readSlotChange), ifMatch)
    let slot = try await market.carryOut(as: caller) { errand in
      try errand.changeSlot(id, change, ifVersion: version)
    }
    return try Reply.json(SlotShape(slot), version: slot.version, ask: self)
  }

  /// `DELETE /v1/slots/{id}`
  func removeSlot() async throws -> Response {
    try noQuery()
    let id = try id("id", Slot.self)
    try await market.removeSlot(id, as: caller)
    return Reply.none()
  }

  /// `POST /v1/offers/{id}/pause`
  func pauseOffer() async throws -> Response {
    try noQuery()
    try requireToken()
    let offer = try id("id", Offer.self)
    let wish = try await body(readPause)
    let paused = try await market.carryOut(as: caller) { errand in
      try errand.pauseOffer(offer, wish.span, reason: wish.reason)
    }
    return try Reply.json(PausedShape(paused), ask: self)
  }

  /// `POST /v1/offers/{id}/resume`
  func resumeOffer() async throws -> Response {
    try noQuery()
    try requireToken()
    let offer = try id("id", Offer.self)
    let span = try await body(readResume)
    let paused = try await market.carryOut(as: caller) { errand in try errand.resumeOffer(offer, span) }
    return try Reply.json(PausedShape(paused), ask: self)
  }
}

/// Which of an offer's dates are wanted.
private struct SlotsWish {
  let days: DaySpan
  let mark: SlotMark?
  let limit: Int
}
