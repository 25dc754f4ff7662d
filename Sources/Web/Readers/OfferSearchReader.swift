import Breaks
import Wire

/// A search as it stands in an address, and which page of its answer is wanted.
struct OfferSearchWish {
  let search: OfferSearch
  let mark: OfferMark?
  let limit: Int
}

/// Reads the filters of `GET /v1/offers`.
func readOfferSearch(_ q: QueryReader) -> OfferSearchWish? {
  var search = OfferSearch()
  search.area = q.value("area", AreaSlug.init(text:))
  search.category = q.oneOf("category", Category.self)
  search.stay = q.oneOf("stay", Stay.self)
  search.days = readDays(q)
  search.party = q.int("party", 1...12)
  search.withChildren = (q.int("children", 0...12) ?? 0) > 0
  search.diets = q.words("diet", 0...12, Diet.self)
  search.avoids = q.words("avoid", 0...14, Allergen.self)
  search.access = q.words("access", 0...14, Access.self)
  search.language = q.value("language") { try LanguageTag(text: LanguageWords.tag(named: $0) ?? $0) }
  search.words = q.text("q", 1...100)
  search.freeOnly = q.bool("free") ?? false
  search.near = q.value("near", OfferSearch.outward(text:))
  let km = q.int("withinKm", 1...500)
  search.withinKm = km ?? OfferSearch.usualKm
  search.sort = q.oneOf("sort", OfferSort.self) ?? .soonest
  if !q.has("near") {
    if q.has("withinKm") { q.noteNearNeeded(at: "withinKm") }
    if search.sort == .nearest { q.noteNearNeeded(at: "sort") }
  }
  let page = q.page(parts: 3)
  let mark = page.cursor.flatMap(OfferMark.init(parts:))
  if page.cursor != nil, mark?.sort != search.sort { q.noteBadCursor() }
  return OfferSearchWish(search: search, mark: mark, limit: page.limit)
}

/// Reads `from` and `to`, London days.
func readDays(_ q: QueryReader) -> DaySpan {
  let span = DaySpan(from: q.value("from", Day.init(text:)), to: q.value("to", Day.init(text:)))
  if let from = span.from, let to = span.to, to < from {
    q.problem(at: "to", code: "ends_before_start", detail: "The last day is before the first.")
  }
  return span
}

extension QueryReader {
  /// Notes that a cursor is of another list or another order.
  func noteBadCursor() {
    problem(at: "cursor", code: "bad_cursor", detail: "This cursor is not one of ours, or is for another list.")
  }

  fileprivate func noteNearNeeded(at name: String) {
    problem(at: name, code: "near_needed", detail: "Please say near which postcode (near).")
  }
}
