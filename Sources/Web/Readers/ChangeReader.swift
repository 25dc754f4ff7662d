import Breaks
import UseCases
import Wire

/// Reads what is to be different about a booking; null takes the note away.
func readBookingChange(_ r: Reader) -> BookingChange? {
  let fields = ["slots", "careSlots", "party", "unitKind", "cover", "note"]
  if !fields.contains(where: { r.has($0) }) {
    r.problem(at: "", code: "too_few", detail: "Please name at least one thing to change.")
  }
  let slots = r.has("slots") ? readSlotIDs(r) : nil
  let careSlots = r.has("careSlots") ? readSlotIDs(r, at: "careSlots") : nil
  let party = r.has("party") ? r.objects("party", 1...12, readMember) : nil
  let note = r.change("note") { $0.textIfAny($1, 1...500, lines: true) }
  let identity = r.objectIfAny("identity") { identity in
    identity.wordsIfAny("checked", 0...IdentityCheck.allCases.count, IdentityCheck.self) ?? []
  }
  return BookingChange(
    slots: slots, careSlots: careSlots, party: party, unitKind: r.oneOfIfAny("unitKind", UnitKind.self),
    cover: r.objectIfAny("cover") { $0.oneOf("how", Cover.self) }, note: NoteChange(note),
    shareNeeds: r.boolIfAny("shareNeeds") ?? false, identityChecked: identity ?? [])
}

/// Reads what somebody says about an absence.
func readAbsenceAnswer(_ r: Reader) -> AbsenceAnswer? {
  let why = r.oneOf("why", CancelReason.self)
  let reason = r.textIfAny("reason", 1...1000, lines: true)
  let excused = r.boolIfAny("excused") ?? false
  if excused, !r.failed, reason == nil {
    r.problem(at: "reason", code: "required", detail: "Please say why it costs nothing (reason).")
  }
  return why.map { AbsenceAnswer(why: $0, reason: reason, excused: excused) }
}

/// Reads why a carer is to be left in peace.
func readQuiet(_ r: Reader) -> QuietWhy? { r.oneOf("why", QuietWhy.self) }

extension NoteChange {
  fileprivate init(_ change: Change<String>) {
    self =
      switch change {
      case .keep: .keep
      case .clear: .take
      case .set(let words): .say(words)
      }
  }
}
