/// When a carer may say how a break was, and what of it is shown.
package enum FeedbackRules {
  /// For so many days after it was first given, feedback may be said anew.
  package static let changeableDays = 30
  /// The fewest answers of which an average is told.
  package static let averagesFrom = 5

  /// Decides whether feedback may be given.
  ///
  /// - Parameter earlier: what was said before; nil when nothing was.
  /// - Throws: `Refusal.wrongState` unless the carer went, `.breakNotOver` before the end, `.feedbackClosed` when what was
  ///   said before stands for good.
  package static func give(_ booking: Booking, after earlier: Feedback?, now: Instant) throws(Refusal) {
    guard [.confirmed, .attended].contains(booking.state) else { throw .wrongState }
    guard booking.endsAt <= now else { throw .breakNotOver }
    if let earlier, earlier.changeUntil < now { throw .feedbackClosed }
  }

  /// Everything that is wrong with what is said, at the places where a request has it.
  package static func problems(in said: FeedbackSaid) -> [Problem] {
    var problems: [Problem] = []
    if said.stars.isEmpty {
      problems.append(
        Problem(
          "", "required", "Please give stars for at least one of welcome, food, access and wouldRecommend."))
    }
    if said.wordsPrivate, said.words == nil {
      problems.append(Problem("/wordsPrivate", "not_allowed_here", "There are no words to keep from the partner."))
    }
    return problems
  }

  /// The month of a break, `2027-03`, by the London day on which it begins.
  package static func month(of booking: Booking) -> String {
    String(London.day(of: booking.startsAt).text.prefix(7))
  }
}
