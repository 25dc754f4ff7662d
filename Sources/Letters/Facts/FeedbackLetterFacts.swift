import Breaks

/// The facts of "how was it?": a question that is asked once, and that nobody need answer.
package struct FeedbackAskedFacts: Equatable, Sendable {
  /// What was booked.
  package let booking: BookingFacts
  /// Until when the link can be used.
  package let answerBy: Instant
  /// Where the carer can answer without signing in; nil when they are not to have such a link.
  package let answerLink: String?
  /// Whether the carer can sign in by e-mail.
  package let canSignIn: Bool

  /// Gathers the letter's facts.
  package init(booking: BookingFacts, answerBy: Instant, answerLink: String? = nil, canSignIn: Bool = false) {
    self.booking = booking
    self.answerBy = answerBy
    self.answerLink = answerLink
    self.canSignIn = canSignIn
  }
}
