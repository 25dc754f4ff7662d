import Breaks
import Hummingbird
import UseCases
import Wire

extension Ask {
  /// `POST /v1/prescriptions`
  func issuePrescription() async throws -> Response {
    try noQuery()
    try requireToken()
    let request = try await body(readPrescription)
    return try await make(
      location: { "/v1/prescriptions/\($0.prescription.code.shown)" }, version: { $0.prescription.version },
      shape: { PrescriptionShape($0) }, once: once()
    ) { try $0.issuePrescription(request) }
  }

  /// `GET /v1/prescriptions`
  func listPrescriptions() async throws -> Response {
    try requireToken()
    let wish = try query { q -> PrescriptionsAsked? in
      let (state, dueBefore) = (q.oneOf("state", PrescriptionState.self), q.value("dueBefore", Day.init(text:)))
      let page = q.page(parts: 2)
      return PrescriptionsAsked(state: state, dueBefore: dueBefore, after: q.dayMark(page), page: page)
    }
    // It changes nothing but the audit, which keeps that somebody read.
    let found = try await market.carryOut(as: caller) { errand in
      try errand.prescriptions(
        state: wish.state, dueBefore: wish.dueBefore, after: wish.after, limit: wish.page.limit)
    }
    return try page(found, wish.page, shape: { PrescriptionShape($0) }) {
      [$0.prescription.contactBy.text, $0.prescription.id.text]
    }
  }

  /// `GET /v1/prescriptions/{code}`
  func showPrescription() async throws -> Response {
    try noQuery()
    try requireToken()
    let code = try prescriptionCode()
    return try answer(try await market.carryOut(as: caller) { try $0.prescription(code) })
  }

  /// `POST /v1/prescriptions/{code}/redeem`
  func redeemPrescription() async throws -> Response {
    try noQuery()
    try requireToken()
    let (code, version) = (try prescriptionCode(), ifMatch)
    let request = try await bodyIfAny(readRedeem) ?? RedeemRequest()
    return try answer(
      try await market.carryOut(as: caller) { try $0.redeemPrescription(code, request, ifVersion: version) })
  }

  /// `POST /v1/prescriptions/{code}/withdraw`
  func withdrawPrescription() async throws -> Response {
    try noQuery()
    try requireToken()
    let (code, version) = (try prescriptionCode(), ifMatch)
    let reason = try await bodyIfAny(readWithdraw)?.reason
    return try answer(
      try await market.carryOut(as: caller) {
        try $0.withdrawPrescription(code, reason: reason, ifVersion: version)
      })
  }

  private func prescriptionCode() throws -> Reference {
    try reference("code", length: Reference.prescriptionLength)
  }

  private func answer(_ seen: PrescriptionSeen) throws -> Response {
    try Reply.json(PrescriptionShape(seen), version: seen.prescription.version, ask: self)
  }
}

/// Which prescriptions an address asks for.
private struct PrescriptionsAsked: Sendable {
  let state: PrescriptionState?
  let dueBefore: Day?
  let after: (Day, ID<Prescription>)?
  let page: PageWish
}

extension QueryReader {
  /// The day and id at which the page before ended.
  fileprivate func dayMark(_ page: PageWish) -> (Day, ID<Prescription>)? {
    guard let parts = page.cursor else { return nil }
    guard let day = try? Day(text: parts[0]), let id = try? ID<Prescription>(text: parts[1]) else {
      noteBadCursor()
      return nil
    }
    return (day, id)
  }
}
