import Breaks
import UseCases
import Wire

/// Reads what somebody says who opens a round.
func readRound(_ r: Reader) -> RoundRequest? {
  let slots = r.values("slots", 1...RoundRules.slotsMax) { try ID<Slot>(text: $0) }
  if let slots, Set(slots).count < slots.count {
    r.problem(at: "slots", code: "duplicate", detail: "The same date stands here twice.")
  }
  let opensAt = r.valueIfAny("opensAt", Instant.init(text:))
  let closesAt = r.valueIfAny("closesAt", Instant.init(text:))
  return slots.map { RoundRequest(slots: $0, opensAt: opensAt, closesAt: closesAt) }
}

/// What a carer asks for in a round, and for whom somebody asks.
struct EntryWish: Sendable {
  let request: EntryRequest
  let onBehalf: OnBehalf?
}

/// Reads what a carer, or somebody for them, asks for in a round: as in a booking.
func readEntry(_ r: Reader) -> EntryWish? {
  let slots = readSlotIDs(r)
  let party = r.objects("party", 1...12, readMember)
  let prescription = readPrescriptionCode(r)
  let cover = r.objectIfAny("cover") { $0.oneOf("how", Cover.self) }
  let shareNeeds = r.boolIfAny("shareNeeds") ?? false
  let note = r.textIfAny("note", 1...500, lines: true)
  let onBehalf = readOnBehalf(r)
  let unitKind = r.oneOfIfAny("unitKind", UnitKind.self)
  let care = r.objectIfAny("care", readCareAsked)
  let replacementCare = r.objectIfAny("replacementCare", readReplacementCare)
  guard let slots, let party else { return nil }
  return EntryWish(
    request: EntryRequest(
      slots: slots, party: party, prescription: prescription, cover: cover, shareNeeds: shareNeeds, note: note,
      unitKind: unitKind, care: care, replacementCare: replacementCare),
    onBehalf: onBehalf)
}

/// What a coordinator answers who has looked again.
struct AskAnswerWish: Sendable {
  let outcome: SecondLookOutcome
  let words: String
}

/// Reads what a coordinator answers.
func readAskAnswer(_ r: Reader) -> AskAnswerWish? {
  let outcome = r.oneOf("outcome", SecondLookOutcome.self)
  let words = r.text("words", 1...1000, lines: true)
  guard let outcome, let words else { return nil }
  return AskAnswerWish(outcome: outcome, words: words)
}
