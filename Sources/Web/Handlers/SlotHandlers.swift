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
}

/// Which of an offer's dates are wanted.
private struct SlotsWish {
  let days: DaySpan
  let mark: SlotMark?
  let limit: Int
}
