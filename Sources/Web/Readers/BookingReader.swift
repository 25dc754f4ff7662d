import Breaks
import UseCases
import Wire

/// Reads what a carer, or somebody for them, asks to book.
func readBooking(_ r: Reader) -> BookingRequest? {
  let hold = r.boolIfAny("hold") ?? false
  let override = r.objectIfAny("override") { $0.text("reason", 1...1000, lines: true) }
  let replacementCare = r.objectIfAny("replacementCare", readReplacementCare)
  var request = readWanted(r)
  request?.holdOnly = hold
  request?.overrideReason = override
  request?.replacementCare = replacementCare
  return request
}

/// Reads for what a carer, or somebody for them, wants to wait.
func readWaiting(_ r: Reader) -> BookingRequest? { readWanted(r) }

private func readWanted(_ r: Reader) -> BookingRequest? {
  let offer = r.value("offerId") { try ID<Offer>(text: $0) }
  let slots = readSlotIDs(r)
  let party = r.objects("party", 1...12, readMember)
  let prescription = readPrescriptionCode(r)
  let cover = r.objectIfAny("cover") { $0.oneOf("how", Cover.self) }
  let shareNeeds = r.boolIfAny("shareNeeds") ?? false
  let note = r.textIfAny("note", 1...500, lines: true)
  let onBehalf = readOnBehalf(r)
  let unitKind = r.oneOfIfAny("unitKind", UnitKind.self)
  let care = r.objectIfAny("care", readCareAsked)
  guard let offer, let slots, let party else { return nil }
  return BookingRequest(
    offer: offer, slots: slots, party: party, prescription: prescription, cover: cover, shareNeeds: shareNeeds,
    note: note, unitKind: unitKind, care: care, onBehalf: onBehalf)
}

/// Reads the dates of one booking.
func readSlotIDs(_ r: Reader, at name: String = "slots") -> [ID<Slot>]? {
  let slots = r.values(name, 1...14) { try ID<Slot>(text: $0) }
  if let slots, Set(slots).count < slots.count {
    r.problem(at: name, code: "duplicate", detail: "The same date stands here twice.")
  }
  return slots
}

/// Reads a prescription's code; one that cannot be a code is nobody's.
func readPrescriptionCode(_ r: Reader) -> Reference? {
  r.valueIfAny("prescription") { text in
    (try? Reference(text: text, length: Reference.prescriptionLength)) ?? Reference(stored: "")
  }
}

/// Reads what is said of held places when they become a booking.
func readHoldDetails(_ r: Reader) -> HoldDetails? {
  let party = r.has("party") ? r.objects("party", 1...12, readMember) : nil
  let prescription = readPrescriptionCode(r)
  return HoldDetails(
    party: party, prescription: prescription, cover: r.objectIfAny("cover") { $0.oneOf("how", Cover.self) },
    shareNeeds: r.boolIfAny("shareNeeds") ?? false, note: r.textIfAny("note", 1...500, lines: true))
}

/// Reads one person of a party.
func readMember(_ r: Reader) -> PartyMember? {
  let kind = r.oneOf("kind", PartyKind.self)
  let name = r.textIfAny("name", 1...120)
  let age = r.intIfAny("age", 0...120)
  let inCharge = r.boolIfAny("inCharge")
  let food = r.objectIfAny("food", readFood)
  let access = r.wordsIfAny("access", 0...Access.allCases.count, Access.self) ?? []
  guard let kind else { return nil }
  if kind == .child {
    if !r.has("age") || r.isNull("age") {
      r.problem(at: "age", code: "required", detail: "Please say how old the child will be on the day.")
    } else if let age, age >= PartyRules.adultAge {
      r.problem(at: "age", code: "too_large", detail: "A child is under 18; anybody else is a companion.")
    }
  }
  return PartyMember(
    kind: kind, name: name, age: kind == .carer ? nil : age, inCharge: inCharge, food: food, access: access)
}

/// Reads what somebody eats; what is severe must be avoided, too.
func readFood(_ r: Reader) -> FoodNeeds? {
  let diets = r.wordsIfAny("diets", 0...Diet.allCases.count, Diet.self) ?? []
  let avoids = r.wordsIfAny("avoids", 0...Allergen.allCases.count, Allergen.self) ?? []
  let severe = r.wordsIfAny("severe", 0...Allergen.allCases.count, Allergen.self) ?? []
  let notes = r.textIfAny("notes", 1...500, lines: true)
  if !Set(severe).isSubset(of: avoids) {
    r.problem(at: "severe", code: "not_allowed_here", detail: "What is severe must stand in avoids, too.")
  }
  return FoodNeeds(diets: diets, avoids: avoids, severe: severe, notes: notes)
}

/// Reads for whom somebody acts, and what they have checked.
func readOnBehalf(_ r: Reader) -> OnBehalf? {
  let carer = r.valueIfAny("onBehalfOf") { try ID<Carer>(text: $0) }
  let checked = r.objectIfAny("identity") { identity in
    identity.wordsIfAny("checked", 0...IdentityCheck.allCases.count, IdentityCheck.self) ?? []
  }
  return carer.map { OnBehalf(carer: $0, identityChecked: checked ?? []) }
}

/// What a carer's or a partner's cancellation says.
struct CancelWish: Sendable {
  var why: CancelReason?
  var reason: String?
  var spokeTo: String?
  var careToo = false
}

/// Reads a cancellation.
func readCancel(_ r: Reader) -> CancelWish? {
  CancelWish(
    why: r.oneOfIfAny("why", CancelReason.self), reason: r.textIfAny("reason", 1...1000, lines: true),
    spokeTo: r.textIfAny("spokeTo", 1...120), careToo: r.boolIfAny("careToo") ?? false)
}

/// Reads a partner's answer.
func readPartnerAnswer(_ r: Reader) -> PartnerAnswer? {
  PartnerAnswer(
    reason: r.textIfAny("reason", 1...1000, lines: true), message: r.textIfAny("message", 1...1000, lines: true),
    spokeTo: r.textIfAny("spokeTo", 1...120))
}

/// Reads what hands did with a letter.
func readLetterDone(_ r: Reader) -> LetterDone? {
  let how = r.oneOf("how", HandsDid.self)
  let note = r.textIfAny("note", 1...500, lines: true)
  return how.map { LetterDone(how: $0, note: note) }
}
