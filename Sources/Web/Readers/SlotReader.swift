import Breaks
import Wire

/// Reads the dates that a partner adds to an offer.
package func readSlots(_ r: Reader) -> [SlotRequest]? {
  r.objects("slots", 1...SlotRules.mostAtOnce) { readSlot($0) }
}

/// Reads one date.
func readSlot(_ r: Reader) -> SlotRequest? {
  let startsAt = r.value("startsAt", Instant.init(text:))
  let endsAt = r.value("endsAt", Instant.init(text:))
  let places = r.int("places", 1...1000)
  if r.has("units") {
    r.problem(at: "units", code: "not_yet", detail: "Rooms and tables cannot be told apart yet: say places only.")
  }
  guard let startsAt, let endsAt, let places else { return nil }
  return SlotRequest(startsAt: startsAt, endsAt: endsAt, places: places)
}
