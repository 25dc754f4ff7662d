import Breaks
import Store

extension Errand {
  /// Prescribes a break, tells the carer, and the desk too when it is urgent.
  ///
  /// - Throws: `Refusal.notAllowed`; `Invalid` with all that is wrong.
  package func issuePrescription(_ request: PrescriptionRequest) throws -> PrescriptionSeen {
    let caller = try signedIn()
    _ = try requireSomewhere(.issuePrescription)
    var issuer = Issuer()
    try findPlace(of: request, caller, &issuer)
    try findPrescriber(of: request, caller, &issuer)
    issuer.problems += PrescriptionRules.problems(in: request, prescriber: issuer.prescriber, now: now)
    try Invalid.throwIfAny(issuer.problems)
    guard let area = issuer.area, let prescriber = issuer.prescriber else { throw Refusal.notAllowed }
    let prescription = Prescription(
      id: world.id(),
      code: try newReference(length: Reference.prescriptionLength) { try store.prescriptions.has($0) },
      details: PrescriptionDetails(
        carer: request.carer, reason: request.reason, needs: request.needs, urgency: request.urgency,
        budgetPence: request.budgetPence, consent: request.consent, prescriber: prescriber),
      state: .issued, area: area, issuedAt: now, issuedBy: caller.person,
      contactBy: PrescriptionRules.contactBy(request.urgency, issuedOn: today),
      expiresOn: today.adding(months: PrescriptionRules.monthsValid), practice: issuer.practice, carer: nil,
      booking: nil, version: 1)
    try store.prescriptions.insert(prescription)
    try note("prescription_issued", "prescription", prescription.id.text, request.urgency.rawValue)
    try announce(prescription)
    return try seen(prescription)
  }

  /// For whom somebody prescribes, and what is wrong with that.
  private struct Issuer {
    var practice: PracticeSummary?
    var area: AreaSlug?
    var prescriber: Prescriber?
    var problems: [Problem] = []
  }

  private func findPlace(of request: PrescriptionRequest, _ caller: Caller, _ issuer: inout Issuer) throws {
    let own = Set(caller.grants.filter { [.prescriber, .practiceStaff].contains($0.role) }.compactMap(\.practice))
    let workedIn = Set(caller.grants.filter { $0.role == .worker }.map(\.area))
    guard let wanted = request.practice ?? (request.area == nil || workedIn.isEmpty ? only(own) : nil) else {
      if own.count > 1, workedIn.isEmpty {
        issuer.problems.append(Problem("/practiceId", "required", "Please say for which practice this is."))
      } else {
        findArea(of: request, workedIn, &issuer)
      }
      return
    }
    let practice = try store.practices.find(wanted)
    guard let practice, own.contains(wanted) || workedIn.contains(practice.details.area) else {
      issuer.problems.append(Problem("/practiceId", "not_found", "There is no such practice, or it is not yours."))
      return
    }
    issuer.practice = PracticeSummary(
      id: practice.id, odsCode: practice.details.odsCode, name: practice.details.name)
    issuer.area = practice.details.area
    if let area = request.area, area != practice.details.area {
      issuer.problems.append(Problem("/area", "not_allowed_here", "The practice is in another area."))
    }
  }

  private func findArea(of request: PrescriptionRequest, _ workedIn: Set<AreaSlug>, _ issuer: inout Issuer) {
    guard let area = request.area ?? only(workedIn) else {
      issuer.problems.append(Problem("/area", "required", "Please say for which area this is."))
      return
    }
    if workedIn.contains(area) {
      issuer.area = area
    } else {
      issuer.problems.append(RegistrationRules.noSuchArea)
    }
  }

  /// A prescriber who signs in prescribes in their own name; staff and workers name who prescribes.
  private func findPrescriber(of request: PrescriptionRequest, _ caller: Caller, _ issuer: inout Issuer) throws {
    if let named = request.prescriber {
      issuer.prescriber = named
      return
    }
    let prescribes = caller.grants.contains { $0.role == .prescriber && $0.practice == issuer.practice?.id }
    if prescribes, let own = try store.people.find(caller.person)?.details, let profession = own.profession {
      issuer.prescriber = Prescriber(name: own.name, profession: profession, registration: own.registration)
    } else if issuer.practice != nil || issuer.area != nil || !caller.isAny([.prescriber]) {
      issuer.problems.append(Problem("/prescriber", "required", "Please name who prescribes."))
    }
  }

  private func only<Item>(_ items: Set<Item>) -> Item? { items.count == 1 ? items.first : nil }

  private func announce(_ prescription: Prescription) throws {
    let subject = LetterSubject(prescription: prescription.id)
    try send(
      Draft(
        kind: .prescriptionIssued, area: prescription.area, recipient: .prescribed(prescription.id),
        subject: subject, by: LetterRules.way(for: prescription.details.carer, on: today)))
    guard prescription.details.urgency == .urgent else { return }
    try send(
      Draft(kind: .urgentPrescription, area: prescription.area, recipient: .desk, subject: subject, by: .email))
  }
}
