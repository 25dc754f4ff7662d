import Breaks
import Store

extension LinkAct {
  /// The carer cancels, and says why if they like; or keeps the break after all.
  static let carerCancel = LinkAct(
    .carerCancel, for: .carer, answers: ["cancel", "keep"], reasons: CancelReason.allCases.map(\.rawValue),
    isOpen: { $1.state == .confirmed }
  ) { errand, booking, answer in
    guard answer.choice == "cancel" else { return .unchanged }
    let why = answer.why.flatMap { CancelReason(rawValue: $0) }
    _ = try errand.cancel(
      booking,
      Cancelling(by: .carer, why: why, reason: nil, message: nil, tellsPartner: true, door: LinkAct.door))
    return .settled
  }
}
