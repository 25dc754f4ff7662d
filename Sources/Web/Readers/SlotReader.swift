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

/// Reads one date.
func readSlot(_ r: Reader) -> SlotRequest? {
  let startsAt = r.value("startsAt", Instant.init(text:))
  let endsAt = r.value("endsAt", Instant.init(text:))
  let room = readRoom(r)
  guard let startsAt, let endsAt, let room else { return nil }
  return SlotRequest(startsAt: startsAt, endsAt: endsAt, room: room)
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
  let room = readRoom(r)
  guard let weekdays, let starts, let ends, let from, let until, let room else { return nil }
  return RepeatRule(
    weekdays: Set(weekdays), starts: starts, ends: ends, from: from, until: until, everyWeeks: everyWeeks,
    exceptBankHolidays: exceptBankHolidays, exceptDays: Set(exceptDays), room: room)
}

/// Reads what a date has room for.
func readRoom(_ r: Reader) -> SlotRoom? {
  let places = r.int("places", mostRoom)
  let units = r.intIfAny("units", mostRoom)
  let kinds = r.objectsIfAny("kinds", 1...UnitKind.allCases.count, readUnits) ?? []
  let staff = r.intIfAny("staff", 0...mostRoom.upperBound)
  return places.map { SlotRoom(places: $0, units: units, kinds: kinds, staff: staff) }
}

/// Reads what a partner changes of a date's room; null takes rooms or staff out of the count.
func readSlotChange(_ r: Reader) -> SlotChange? {
  if !["places", "units", "kinds", "staff"].contains(where: { r.has($0) }) {
    r.problem(at: "", code: "too_few", detail: "Please name at least one field to change.")
  }
  if r.isNull("places") {
    r.problem(at: "places", code: "required", detail: "This cannot be taken away.")
  }
  let places = r.intIfAny("places", mostRoom)
  let units = r.change("units") { $0.intIfAny($1, mostRoom) }
  let kinds = r.change("kinds") { $0.objectsIfAny($1, 1...UnitKind.allCases.count, readUnits) }
  let staff = r.change("staff") { $0.intIfAny($1, 0...mostRoom.upperBound) }
  return SlotChange { room in
    room.places = places ?? room.places
    // What the kinds have together is counted anew, unless it is said.
    if case .keep = kinds {} else if case .keep = units { room.units = nil }
    room.units = units.applied(to: room.units)
    room.kinds = kinds.applied(to: room.kinds) ?? []
    room.staff = staff.applied(to: room.staff)
  }
}

private let mostRoom = 1...1000

private func readUnits(_ r: Reader) -> SlotUnits? {
  let kind = r.oneOf("kind", UnitKind.self)
  let units = r.int("units", mostRoom)
  guard let kind, let units else { return nil }
  return SlotUnits(kind: kind, units: units)
}

/// The days of a pause, and why.
struct PauseWish: Sendable {
  let span: PauseSpan
  let reason: String?
}

/// Reads on which days a partner takes no bookings.
func readPause(_ r: Reader) -> PauseWish? {
  let reason = r.textIfAny("reason", 1...300)
  return readResume(r).map { PauseWish(span: $0, reason: reason) }
}

/// Reads on which days a partner takes bookings again.
func readResume(_ r: Reader) -> PauseSpan? {
  let from = r.value("from", Day.init(text:))
  let to = r.value("to", Day.init(text:))
  guard let from, let to else { return nil }
  return PauseSpan(from: from, to: to)
}
