import Breaks
import Store

extension LinkAct {
  /// The carer says why they could not come; whoever says nothing is excused when the time is over.
  static let absenceWhy = LinkAct(
    .absenceWhy, for: .carer, answers: CancelReason.allCases.map(\.rawValue), takesMessage: true,
    isOpen: { $1.state == .absent && $1.absence?.settledAt == nil }
  ) { errand, booking, answer in
    guard let why = CancelReason(rawValue: answer.choice) else { return .unchanged }
    _ = try errand.settleAbsence(
      booking, AbsenceAnswer(why: why, reason: answer.message), by: .carer, door: LinkAct.door)
    return .settled
  }
}
