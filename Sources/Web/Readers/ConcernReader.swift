import Breaks
import Wire

/// Reads a concern as somebody raises it.
func readConcern(_ r: Reader) -> ConcernRequest? {
  let about = r.oneOf("about", ConcernAbout.self)
  let words = r.text("words", 1...4000, lines: true)
  let dangerNow = r.bool("dangerNow")
  let area = r.valueIfAny("area", AreaSlug.init(text:))
  let booking = r.valueIfAny("bookingReference") { try Reference(text: $0, length: Reference.bookingLength) }
  let partner = r.valueIfAny("partnerId") { try ID<Partner>(text: $0) }
  let carer = r.valueIfAny("carerId") { try ID<Carer>(text: $0) }
  guard let about, let words, let dangerNow else { return nil }
  return ConcernRequest(
    about: about, dangerNow: dangerNow, area: area,
    said: ConcernSaid(words: words, booking: booking, partner: partner, carer: carer))
}

/// Reads what one of the named people adds to a concern.
func readConcernWords(_ r: Reader) -> String? { r.text("words", 1...4000, lines: true) }

/// Reads who is named to read an area's concerns.
func readSafeguardingPeople(_ r: Reader) -> [ID<Person>]? {
  r.values("people", 1...ConcernRules.namedMax) { try ID<Person>(text: $0) }
}
