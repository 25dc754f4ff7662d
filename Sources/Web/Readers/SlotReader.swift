import Breaks
import Wire

/// Reads the dates that a partner adds to an offer: one by one in `slots`, or by a rule in `repeat`.
package func readSlots(_ r: Reader) -> SlotsAsked? {
  let each = r.objectsIfAny("slots", 1...SlotRules.mostAtOnce) { readSlot($0) }
  let rule = r.objectIfAny("repeat", readRepeat)
  switch (r.has("slots") && !r.isNull("slots"), r.has("repeat") && !r.isNull("repeat")) {
  case (false, false):
    r.problem(at: "slots", code: "required", detail: "Please give dates (slots), or a rule that makes them (repeat).")
  case (true, true):
    r.problem(at: "repeat", code: "not_allowed_here", detail: "Please give either slots or repeat, not both.")
  default: break
  }
  return rule.map(SlotsAsked.by) ?? each.map(SlotsAsked.each)
}

private func readSlot(_ r: Reader) -> SlotRequest? {
  let startsAt = r.value("startsAt", Instant.init(text:))
  let endsAt = r.value("endsAt", Instant.init(text:))
  let places = r.int("places", 1...1000)
  readLater(r)
  guard let startsAt, let endsAt, let places else { return nil }
  return SlotRequest(startsAt: startsAt, endsAt: endsAt, places: places)
}

private func readRepeat(_ r: Reader) -> RepeatRule? {
  let weekdays = r.words("weekdays", 1...7, Weekday.self)
  let starts = r.value("starts", WallTime.init(text:))
  let ends = r.value("ends", WallTime.init(text:))
  let from = r.value("from", Day.init(text:))
  let until = r.value("until", Day.init(text:))
  let everyWeeks = r.intIfAny("everyWeeks", 1...8) ?? 1
  let exceptBankHolidays = r.boolIfAny("exceptBankHolidays") ?? false
  let exceptDays = r.valuesIfAny("exceptDays", 0...SlotRules.mostAtOnce, Day.init(text:)) ?? []
  let places = r.int("places", 1...1000)
  readLater(r)
  guard let weekdays, let starts, let ends, let from, let until, let places else { return nil }
  return RepeatRule(
    weekdays: Set(weekdays), starts: starts, ends: ends, from: from, until: until, everyWeeks: everyWeeks,
    exceptBankHolidays: exceptBankHolidays, exceptDays: Set(exceptDays), places: places)
}

/// What the contract foresees and Breather cannot do yet.
private func readLater(_ r: Reader) {
  if r.has("units") {
    r.problem(at: "units", code: "not_yet", detail: "Rooms and tables cannot be told apart yet: say places only.")
  }
}
