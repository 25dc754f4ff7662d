/// What a prescription must be, and whose it is.
package enum PrescriptionRules {
  /// For how many months it can be used.
  package static let monthsValid = 12
  /// The professions whose registers prove that somebody may prescribe.
  package static let registered: Set<Profession> = [.gp, .nurse, .pharmacist, .alliedHealth]

  /// Everything that is wrong with a request, at the places where it stands.
  ///
  /// - Parameter prescriber: who prescribes; nil when that is not known, which is told elsewhere.
  package static func problems(
    in request: PrescriptionRequest, prescriber: Prescriber?, now: Instant
  ) -> [Problem] {
    var problems = RegistrationRules.reachProblems(in: ReachedPerson(request.carer), at: "/carer", now: now)
    if !request.consent.given {
      problems.append(
        Problem("/consent/given", "consent_needed", "The carer must agree to be passed on before you prescribe."))
    }
    if request.consent.recordedAt > now.adding(seconds: RegistrationRules.clockSlackSeconds) {
      problems.append(Problem("/consent/recordedAt", "in_the_future", "This time has not come yet."))
    }
    if let prescriber, registered.contains(prescriber.profession), prescriber.registration == nil {
      let place = request.prescriber == nil ? "/prescriber" : "/prescriber/registration"
      problems.append(
        Problem(place, "registration_needed", "This profession names its number in its register."))
    }
    return problems
  }

  /// By when somebody is to have spoken with the carer; urgent means working days.
  package static func contactBy(_ urgency: Urgency, issuedOn day: Day) -> Day {
    switch urgency {
    case .urgent: Deadlines.day(workingDays: urgency.contactWithinDays, after: day)
    case .routine, .soon: day.adding(days: urgency.contactWithinDays)
    }
  }

  /// Decides whether a carer may redeem a prescription.
  ///
  /// - Returns: false when this carer has redeemed it already, so that nothing is to be done.
  /// - Throws: `Refusal.prescriptionNotYours` without saying what differed; only to whom it belongs is the rest told:
  ///   `.wrongState` when withdrawn, `.prescriptionUsed`, `.prescriptionExpired`.
  package static func redeem(
    _ prescription: Prescription, by carer: Carer, _ said: RedeemRequest, today: Day
  ) throws(Refusal) -> Bool {
    guard matches(prescription.details.carer, carer.details, said) else { throw .prescriptionNotYours }
    switch prescription.state {
    case .withdrawn: throw .wrongState
    case .redeemed, .expired:
      if prescription.carer == carer.id { return false }
      throw prescription.carer == nil ? .prescriptionExpired : .prescriptionUsed
    case .issued:
      guard prescription.state(on: today) == .issued else { throw .prescriptionExpired }
      return true
    }
  }

  /// How its practice sees it when the carer did not agree that it hears what came of it: as if never redeemed.
  package static func withoutOutcome(_ prescription: Prescription) -> Prescription {
    guard !prescription.details.consent.messageBack, prescription.state == .redeemed else { return prescription }
    var shown = prescription
    shown.state = .issued
    (shown.carer, shown.booking, shown.redeemedAt, shown.version) = (nil, nil, nil, 1)
    return shown
  }

  private static func matches(_ written: PrescribedCarer, _ carer: CarerDetails, _ said: RedeemRequest) -> Bool {
    guard written.birthDate == carer.birthDate, said.birthDate ?? written.birthDate == written.birthDate else {
      return false
    }
    guard said.postcode ?? written.postcode == written.postcode else { return false }
    if let spoken = said.nhsNumber, let known = written.nhsNumber, spoken != known { return false }
    return carer.postcode == written.postcode || said.postcode != nil
      || (said.nhsNumber != nil && said.nhsNumber == written.nhsNumber)
  }
}
