/// The facts of the letters about a break and the care that goes with it.
package struct CareFacts: Equatable, Sendable {
  /// The booking that stands, or waits.
  package let booking: BookingFacts
  /// What the other of the two is called: the care of a break, or the break of the care; nil when it is not known any more.
  package let beside: String?
  /// True when the booking that stands is final.
  package let isFinal: Bool
  /// Where the carer can answer without signing in; nil when there is nothing to answer, or they are not to have such a link.
  package let answerLink: String?

  /// Gathers the letter's facts.
  package init(booking: BookingFacts, beside: String?, isFinal: Bool, answerLink: String? = nil) {
    self.booking = booking
    self.beside = beside
    self.isFinal = isFinal
    self.answerLink = answerLink
  }
}
