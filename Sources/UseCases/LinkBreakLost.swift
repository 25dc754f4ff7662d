import Breaks
import Store

extension LinkAct {
  /// The carer keeps the care that is left of a break that was lost, or gives it up.
  static let breakLost = LinkAct(
    .breakLost, for: .carer, answers: ["keep", "cancel"], isOpen: { _, booking in CareRules.isLeftOver(booking) }
  ) { errand, booking, answer in
    if answer.choice == "keep" {
      try errand.note("care_kept", "booking", booking.id.text, LinkAct.door)
    } else {
      _ = try errand.cancel(
        booking,
        Cancelling(by: .carer, why: nil, reason: nil, message: nil, tellsPartner: true, door: LinkAct.door))
    }
    return .settled
  }
}
