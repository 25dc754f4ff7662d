/// The facts of the letters about a break and the care that goes with it.
package struct CareFacts: Equatable, Sendable {
  /// The booking that stands, or waits.
  package let booking: BookingFacts
  /// What the other of the two is called: the care of a break, or the break of the care; nil when it is not known any more.
  package let beside: String?
  /// True when the booking that stands is final.
  package let isFinal: Bool

  /// Gathers the letter's facts.
  package init(booking: BookingFacts, beside: String?, isFinal: Bool) {
    self.booking = booking
    self.beside = beside
    self.isFinal = isFinal
  }
}
