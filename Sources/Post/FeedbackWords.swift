import Breaks
import Letters
import Store

extension FactsGatherer {
  /// What the letter says that asks how a break was; nil when nobody went, or it has been said.
  func feedbackWords(_ addressed: Addressed) throws -> LetterFacts? {
    guard let (booking, offer) = try bookingAndOffer(), [.confirmed, .attended].contains(booking.state),
      try tx.feedback.find(of: booking) == nil
    else { return nil }
    return .feedbackAsked(
      FeedbackAskedFacts(
        booking: try carerFacts(booking, offer), answerBy: now.adding(hours: 24 * FeedbackRules.linkDays),
        answerLink: addressed.mayAct ? try link(.feedback, of: booking) : nil, canSignIn: addressed.canSignIn))
  }
}
