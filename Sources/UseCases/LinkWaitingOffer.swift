import Breaks
import Store

extension LinkAct {
  /// A carer who waited says yes or no to the places that are kept for them, and who steps in at home.
  ///
  /// The page says that with a yes the place is told food and access needs.
  static let waitingOffer = LinkAct(
    .waitingOffer, for: .carer, answers: ["yes", "no"], reasons: Cover.allCases.map(\.rawValue),
    isOpen: { $1.state == .held }
  ) { errand, booking, answer in
    guard answer.choice == "yes" else {
      try errand.lapse(booking, by: .carer)
      return .settled
    }
    let cover = answer.why.flatMap { Cover(rawValue: $0) }
    do {
      try errand.store.hold(.carer(booking.carer))
      _ = try errand.confirm(booking, HoldDetails(cover: cover, shareNeeds: true), door: LinkAct.door)
    } catch let invalid as Invalid {
      // What is asked on the page can be said there; anything else has to be talked about.
      throw invalid.problems.contains { $0.code == Refusal.coverNotSaid.code } ? Refusal.coverNotSaid : .wrongState
    }
    return .settled
  }
}
