import Breaks
import UseCases
import Wire

/// For whom fitting offers are looked for, among which, and which page of them is wanted.
struct FitSearchWish: Sendable {
  let search: OfferSearch
  let onBehalf: OnBehalf?
  let mark: FitMark?
  let limit: Int
}

/// Reads the body of `POST /v1/offers/fits`: the filters of `GET /v1/offers` by their own names.
func readFitWish(_ r: Reader) -> FitSearchWish? {
  var search = OfferSearch()
  search.area = r.valueIfAny("area", AreaSlug.init(text:))
  search.category = r.oneOfIfAny("category", Category.self)
  search.stay = r.oneOfIfAny("stay", Stay.self)
  search.days = DaySpan(from: r.valueIfAny("from", Day.init(text:)), to: r.valueIfAny("to", Day.init(text:)))
  if let from = search.days.from, let to = search.days.to, to < from {
    r.problem(at: "to", code: "ends_before_start", detail: "The last day is before the first.")
  }
  search.party = r.intIfAny("party", 1...12)
  search.withChildren = (r.intIfAny("children", 0...12) ?? 0) > 0
  search.diets = r.wordsIfAny("diet", 0...12, Diet.self) ?? []
  search.avoids = r.wordsIfAny("avoid", 0...14, Allergen.self) ?? []
  search.access = r.wordsIfAny("access", 0...14, Access.self) ?? []
  search.language = r.valueIfAny("language") { try LanguageTag(text: LanguageWords.tag(named: $0) ?? $0) }
  search.words = r.textIfAny("q", 1...100)
  search.freeOnly = r.boolIfAny("free") ?? false
  search.near = r.valueIfAny("near", OfferSearch.outward(text:))
  search.withinKm = r.intIfAny("withinKm", 1...500) ?? OfferSearch.usualKm
  if !r.has("near"), r.has("withinKm") {
    r.problem(at: "withinKm", code: "near_needed", detail: "Please say near which postcode (near).")
  }
  let onBehalf = readOnBehalf(r)
  let limit = r.intIfAny("limit", 1...100) ?? 20
  let mark = r.valueIfAny("cursor") { (text: String) throws(BadValue) in
    guard let mark = Cursor.decode(text).flatMap(FitMark.init(parts:)) else {
      throw BadValue("bad_cursor", "This cursor is not one of ours, or is for another list.")
    }
    return mark
  }
  return FitSearchWish(search: search, onBehalf: onBehalf, mark: mark, limit: limit)
}
