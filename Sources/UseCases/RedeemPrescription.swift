import Breaks
import Store

extension Errand {
  /// Redeems a prescription; the carer becomes verified. Redeeming it again by the same carer changes nothing.
  ///
  /// - Parameter ifVersion: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: `Refusal.prescriptionNotYours` for a code that nobody has just as for one that does not fit;
  ///   `.prescriptionExpired`, `.prescriptionUsed`, `.wrongState`, `.changedMeanwhile`.
  package func redeemPrescription(
    _ code: Reference, _ request: RedeemRequest, ifVersion: Int?
  ) throws -> PrescriptionSeen {
    try store.hold(.prescription(code))
    let acting = try actingToChange(for: request.onBehalf, .redeemForSomebody)
    guard let prescription = try store.prescriptions.find(code) else { throw Refusal.prescriptionNotYours }
    let isNew = try PrescriptionRules.redeem(prescription, by: acting.carer, request, today: today)
    try requireVersion(ifVersion, is: prescription.version)
    if isNew {
      try store.prescriptions.redeem(prescription, by: acting.carer.id, now: now)
      try note("prescription_redeemed", "prescription", prescription.id.text, checked(request.onBehalf))
      let evidence = Evidence(text: "Prescription \(prescription.code.shown)", kind: .prescription)
      _ = try verify(acting.carer, evidence)
    }
    guard let kept = try store.prescriptions.find(prescription.id) else { throw Refusal.notFound }
    return try seen(kept)
  }
}
