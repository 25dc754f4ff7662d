import Breaks
import Wire

/// Reads what care somebody needs.
func readCareAsked(_ r: Reader) -> CareAsked? {
  let ratio = r.oneOfIfAny("ratio", CareRatio.self) ?? .shared
  return CareAsked(ratio: ratio, needs: readNeeds(r) ?? [])
}

/// Reads care that goes with a break.
func readReplacementCare(_ r: Reader) -> ReplacementCare? {
  let offer = r.value("offerId") { try ID<Offer>(text: $0) }
  let slots = r.values("slots", 1...14) { try ID<Slot>(text: $0) }
  if let slots, Set(slots).count < slots.count {
    r.problem(at: "slots", code: "duplicate", detail: "The same date stands here twice.")
  }
  let care = readCareAsked(r)
  let note = r.textIfAny("note", 1...500, lines: true)
  guard let offer, let slots, let care else { return nil }
  return ReplacementCare(offer: offer, slots: slots, care: care, note: note)
}

/// Reads what is to become of a break whose care is lost: one of two things.
func readCareAnswer(_ r: Reader) -> CareAnswer? {
  let cover = r.oneOfIfAny("how", Cover.self)
  let other = r.objectIfAny("replacementCare", readReplacementCare)
  let shareNeeds = r.boolIfAny("shareNeeds") ?? false
  switch (cover, other) {
  case (.needed?, _):
    r.problem(
      at: "how", code: "not_allowed_here", detail: "If care is still needed, please say which (replacementCare).")
    return nil
  case (let cover?, nil): return .without(cover)
  case (nil, let other?): return .other(other, shareNeeds: shareNeeds)
  case (_?, _?):
    r.problem(at: "replacementCare", code: "not_allowed_here", detail: "Please say either how or other care, not both.")
    return nil
  case (nil, nil):
    if !r.has("replacementCare") {
      r.problem(at: "how", code: "required", detail: "Please say how, or which other care (replacementCare).")
    }
    return nil
  }
}
