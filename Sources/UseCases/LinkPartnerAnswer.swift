import Breaks
import Store

extension LinkAct {
  /// The partner says yes or no to a request, as if they had signed in.
  static let partnerAnswer = LinkAct(
    .partnerAnswer, for: .partner, answers: ["accept", "decline"], takesMessage: true,
    isOpen: { $1.state == .requested && $1.agreedAt == nil }
  ) { errand, booking, answer in
    let said = PartnerAnswer(message: answer.message)
    if answer.choice == "accept" {
      _ = try errand.accept(booking, said, door: LinkAct.door)
    } else {
      _ = try errand.decline(booking, said, door: LinkAct.door)
    }
    return .settled
  }
}
