import Breaks
import Store

extension LinkAct {
  /// The carer says how a break was, while nobody has; what was said by another door is changed by that door.
  static let feedback = LinkAct(
    .feedback, for: .carer, answers: ["given"], takesMessage: true, takesStars: true,
    isOpen: { errand, booking in
      guard [.confirmed, .attended].contains(booking.state), try errand.store.feedback.find(of: booking) == nil else {
        return false
      }
      return try !(errand.store.carers.find(booking.carer)?.hasDied ?? true)
    }
  ) { errand, booking, answer in
    try FeedbackRules.give(booking, after: nil, now: errand.now)
    let said = FeedbackSaid(
      stars: answer.stars, words: answer.message, wordsPrivate: answer.messagePrivate && answer.message != nil)
    try errand.keepFeedback(said, of: booking, by: nil, through: .web)
    try errand.note("feedback_given", "booking", booking.id.text, LinkAct.door)
    return .settled
  }
}
