import Breaks
import Store

extension Errand {
  /// Takes back a prescription that nobody has redeemed.
  ///
  /// - Parameters:
  ///   - reason: why, in the practice's words; sealed with the rest.
  ///   - ifVersion: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: `Refusal.wrongState` unless it is issued; `.notFound`, `.notAllowed`, `.changedMeanwhile`.
  package func withdrawPrescription(
    _ code: Reference, reason: String?, ifVersion: Int?
  ) throws -> PrescriptionSeen {
    let caller = try signedIn()
    let roles = Permissions.roles(for: .withdrawPrescription).union([.prescriber, .practiceStaff])
    guard caller.isAny(roles) else { throw Refusal.notAllowed }
    try store.hold(.prescription(code))
    guard var prescription = try store.prescriptions.find(code),
      isOfOwnPractice(prescription) || may(.withdrawPrescription, in: prescription.area)
    else { throw Refusal.notFound }
    guard prescription.state(on: today) == .issued else { throw Refusal.wrongState }
    try requireVersion(ifVersion, is: prescription.version)
    prescription.details.withdrawnBecause = reason
    try store.prescriptions.withdraw(prescription)
    try note("prescription_withdrawn", "prescription", prescription.id.text)
    guard let kept = try store.prescriptions.find(prescription.id) else { throw Refusal.notFound }
    return try seen(kept)
  }
}
