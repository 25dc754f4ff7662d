import Breaks
import Store

/// A prescription as the one who asks may see it.
package struct PrescriptionSeen: Sendable, Equatable {
  package let prescription: Prescription
  /// Where it stands on the day of asking, for this reader.
  package let state: PrescriptionState
  /// The name of who typed it.
  package let issuedBy: String
  /// Whether the reason and the NHS number may be shown.
  package let showsHealth: Bool
}

extension Errand {
  /// A prescription, for its practice, workers and coordinators of its area, and the carer who redeemed it; audited.
  ///
  /// - Throws: `Refusal.notFound`, `.notAllowed`.
  package func prescription(_ code: Reference) throws -> PrescriptionSeen {
    let caller = try signedIn()
    let mayKnow = Permissions.roles(for: .readPrescription).union([.prescriber, .practiceStaff, .carer])
    guard caller.isAny(mayKnow) || caller.carer != nil || !caller.actsFor.isEmpty else { throw Refusal.notAllowed }
    guard let prescription = try store.prescriptions.find(code), mayRead(prescription, caller) else {
      throw Refusal.notFound
    }
    try note("prescription_read", "prescription", prescription.id.text)
    return try seen(prescription)
  }

  /// Prescriptions of the caller's practices and areas, the most pressing day of contact first; audited as one reading.
  ///
  /// - Parameters:
  ///   - state: only those that stand so for this reader, today.
  ///   - dueBefore: only those to be spoken with before this day.
  ///   - after: the last one of the page before.
  ///   - limit: most prescriptions to give; the answer may hold one more, which says that there is a next page.
  package func prescriptions(
    state: PrescriptionState?, dueBefore: Day?, after: (Day, ID<Prescription>)?, limit: Int
  ) throws -> [PrescriptionSeen] {
    let caller = try signedIn()
    let roles = Permissions.roles(for: .readPrescription)
    guard caller.isAny(roles.union([.prescriber, .practiceStaff])) else { throw Refusal.notAllowed }
    var wish = PrescriptionsWish()
    wish.practices = caller.practices
    wish.areas = caller.isAny(roles) ? caller.areas(of: roles) : nil
    wish.state = state.map { ($0, today) }
    wish.dueBefore = dueBefore
    wish.after = after
    var found: [PrescriptionSeen] = []
    // Whether a row stands so depends on the reader too, so the last word is asked of each row, batch by batch.
    let batch = max(limit + 1, 50)
    while found.count <= limit {
      let rows = try store.prescriptions.list(wish, limit: batch)
      found += try rows.map { try seen($0) }.filter { state == nil || $0.state == state }
      guard rows.count == batch, let last = rows.last else { break }
      wish.after = (last.contactBy, last.id)
    }
    try note("prescriptions_listed", "prescription", "")
    return Array(found.prefix(limit + 1))
  }

  private func mayRead(_ prescription: Prescription, _ caller: Caller) -> Bool {
    if may(.readPrescription, in: prescription.area) || isOfOwnPractice(prescription) { return true }
    guard let carer = prescription.carer else { return false }
    return caller.carer == carer || caller.actsFor.contains(carer)
  }

  /// Whether the caller prescribes or types for the practice that issued it.
  func isOfOwnPractice(_ prescription: Prescription) -> Bool {
    guard let practice = prescription.practice?.id else { return false }
    return caller?.practices.contains(practice) ?? false
  }

  /// A prescription as the caller may see it.
  ///
  /// The practice hears what came of it only when the carer agreed; health data only the practice, those who plan the
  /// break, and the carer see, never volunteers.
  func seen(_ prescription: Prescription) throws -> PrescriptionSeen {
    let isPractice = isOfOwnPractice(prescription)
    let plans = may(.readPrescription, in: prescription.area)
    let isCarer = prescription.carer != nil && prescription.carer == caller?.carer
    let shown = isPractice && !plans && !isCarer ? PrescriptionRules.withoutOutcome(prescription) : prescription
    return PrescriptionSeen(
      prescription: shown, state: shown.state(on: today),
      issuedBy: try store.people.find(shown.issuedBy)?.details.name ?? "",
      showsHealth: isPractice || plans || isCarer)
  }
}
