import Breaks
import UseCases
import Wire

/// Reads what a carer, or somebody for them, wishes for.
func readWish(_ r: Reader) -> WishRequest? {
  let words = r.text("words", 1...300, lines: true)
  let area = r.valueIfAny("area", AreaSlug.init(text:))
  let category = r.oneOfIfAny("category", Category.self)
  let stay = r.oneOfIfAny("stay", Stay.self)
  let district = r.valueIfAny("near", OfferSearch.outward(text:))
  let language = r.valueIfAny("language", LanguageTag.init(text:))
  let onBehalf = readOnBehalf(r)
  guard let words else { return nil }
  return WishRequest(
    said: WishSaid(words: words, category: category, stay: stay, district: district, language: language), area: area,
    onBehalf: onBehalf)
}

/// For whom a wish is seconded or taken back.
struct SecondWish: Sendable {
  var onBehalf: OnBehalf?
}

/// Reads for whom a wish is seconded or taken back.
func readSecond(_ r: Reader) -> SecondWish? { SecondWish(onBehalf: readOnBehalf(r)) }

/// Reads how a wish is closed.
func readWishClosing(_ r: Reader) -> WishClosing? {
  let why = r.oneOf("why", WishEnd.self)
  let offer = r.valueIfAny("offerId") { try ID<Offer>(text: $0) }
  return why.map { WishClosing(why: $0, offer: offer) }
}
