import Breaks
import Wire

/// A search as it stands in an address, and which page of its answer is wanted.
struct OfferSearchWish {
  let search: OfferSearch
  let mark: OfferMark?
  /// Whether the offers are wanted in the order in which they fit the caller.
  let fitsMe: Bool
  /// Where the page before ended in that order.
  let fitMark: FitMark?
  let limit: Int
}

/// Reads the query of `GET /v1/offers`.
func readOfferSearch(_ q: QueryReader) -> OfferSearchWish? {
  guard var search = readOfferFilters(q) else { return nil }
  let fitsMe = q.bool("fitsMe") ?? false
  let sort = q.oneOf("sort", OfferSort.self)
  search.sort = sort ?? .soonest
  if search.sort == .nearest, !q.has("near") { q.noteNearNeeded(at: "sort") }
  if fitsMe, sort != nil {
    q.problem(
      at: "sort", code: "not_allowed_here", detail: "With fitsMe the order is how well they fit: leave sort out.")
  }
  let page = q.page(parts: fitsMe ? 4 : 3)
  let mark = fitsMe ? nil : page.cursor.flatMap(OfferMark.init(parts:))
  let fitMark = fitsMe ? page.cursor.flatMap(FitMark.init(parts:)) : nil
  if page.cursor != nil, fitsMe ? fitMark == nil : mark?.sort != search.sort { q.noteBadCursor() }
  return OfferSearchWish(search: search, mark: mark, fitsMe: fitsMe, fitMark: fitMark, limit: page.limit)
}

/// Reads the filters of offers in a query.
func readOfferFilters(_ q: QueryReader) -> OfferSearch? {
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
  if !q.has("near"), q.has("withinKm") { q.noteNearNeeded(at: "withinKm") }
  return search
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
