import Breaks
import Wire

/// Reads what somebody who prescribes asks for.
func readPrescription(_ r: Reader) -> PrescriptionRequest? {
  let carer = r.object("carer", readPrescribedCarer)
  let reason = r.text("reason", 1...1000, lines: true)
  let needs = readNeeds(r) ?? []
  let urgency = r.oneOfIfAny("urgency", Urgency.self) ?? .routine
  let budget = r.intIfAny("budgetPence", 0...Pence.max).map(Pence.init)
  let consent = r.object("consent", readPrescriptionConsent)
  let prescriber = r.objectIfAny("prescriber", readPrescriber)
  let practice = r.valueIfAny("practiceId") { try ID<Practice>(text: $0) }
  let area = r.valueIfAny("area", AreaSlug.init(text:))
  guard let carer, let reason, let consent else { return nil }
  return PrescriptionRequest(
    carer: carer, reason: reason, needs: needs, urgency: urgency, budgetPence: budget, consent: consent,
    prescriber: prescriber, practice: practice, area: area)
}

private func readPrescribedCarer(_ r: Reader) -> PrescribedCarer? {
  let said = readReached(r)
  let number = r.valueIfAny("nhsNumber", NHSNumber.init(text:))
  return said.map { said in
    PrescribedCarer(
      name: said.name, email: said.email, phone: said.phone, address: said.address, postcode: said.postcode,
      birthDate: said.birthDate, nhsNumber: number, languages: said.languages, formats: said.formats,
      contact: said.contact, responsibleAdult: said.responsibleAdult)
  }
}

/// The carer must have agreed, so leaving the answer out is the same as no.
private func readPrescriptionConsent(_ r: Reader) -> PrescriptionConsent? {
  let given = r.boolIfAny("given") ?? false
  if !given {
    r.problem(
      at: "given", code: "consent_needed", detail: "The carer must agree to be passed on before you prescribe.")
  }
  let recordedAt = r.value("recordedAt", Instant.init(text:))
  let by = r.oneOfIfAny("by", ConsentGiver.self) ?? .own
  let messageBack = r.boolIfAny("messageBack") ?? false
  return recordedAt.map { PrescriptionConsent(given: given, recordedAt: $0, by: by, messageBack: messageBack) }
}

private func readPrescriber(_ r: Reader) -> Prescriber? {
  let name = r.text("name", 1...120)
  let profession = r.oneOf("profession", Profession.self)
  let registration = r.valueIfAny("registration") {
    try Registration(text: $0, profession: profession ?? .other)
  }
  guard let name, let profession else { return nil }
  return Prescriber(name: name, profession: profession, registration: registration)
}

/// Reads what is said to show that a prescription is one's own.
func readRedeem(_ r: Reader) -> RedeemRequest? {
  RedeemRequest(
    birthDate: r.valueIfAny("birthDate", Day.init(text:)), postcode: r.valueIfAny("postcode", Postcode.init(text:)),
    nhsNumber: r.valueIfAny("nhsNumber", NHSNumber.init(text:)), onBehalf: readOnBehalf(r))
}

/// Why a prescription is withdrawn.
struct WithdrawWish: Sendable {
  var reason: String?
}

/// Reads why a prescription is withdrawn.
func readWithdraw(_ r: Reader) -> WithdrawWish? {
  WithdrawWish(reason: r.textIfAny("reason", 1...1000, lines: true))
}
