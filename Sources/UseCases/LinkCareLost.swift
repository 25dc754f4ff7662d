import Breaks
import Store

extension LinkAct {
  /// The carer says how they manage without the care that was lost, so that the break stays; or cancels, which costs nothing.
  static let careLost = LinkAct(
    .careLost, for: .carer, answers: [Cover.arranged, .comesAlong, .notNeeded].map(\.rawValue) + ["cancel"],
    isOpen: { _, booking in CareRules.isLost(booking) }
  ) { errand, booking, answer in
    if let cover = Cover(rawValue: answer.choice) {
      guard let carer = try errand.store.carers.find(booking.carer) else { throw Refusal.notFound }
      let acting = ActingFor(carer: carer, channel: .web, part: .carer)
      _ = try errand.answerCare(booking, .without(cover), acting, door: LinkAct.door)
    } else {
      _ = try errand.cancel(
        booking,
        Cancelling(
          by: .carer, why: .careFellThrough, reason: nil, message: nil, tellsPartner: true, door: LinkAct.door))
    }
    return .settled
  }
}
