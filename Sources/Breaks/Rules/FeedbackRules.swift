/// When a carer may say how a break was, and what of it is shown.
package enum FeedbackRules {
  /// For so many days after it was first given, feedback may be said anew.
  package static let changeableDays = 30
  /// The fewest answers of which an average is told.
  package static let averagesFrom = 5
  /// So many hours after the end of a break its carer is asked how it was: everybody is home again.
  package static let askedAfterHours = 24
  /// Nobody is asked about a break that ended longer ago than so many days.
  package static let askedWithinDays = 14
  /// For so many days the link of the letter that asks can be used.
  package static let linkDays = 30

  /// Whether a carer is asked how a break was: a grown-up who may be written to and is not to be left in peace.
  ///
  /// Children get no letter that nobody needs (domain, section 4a), and of the care that goes with a break nobody is asked
  /// apart. Whoever is not asked may say it all the same.
  package static func isAsked(_ carer: Carer, about booking: Booking, on today: Day) -> Bool {
    booking.careFor == nil && !carer.isQuiet && carer.details.birthDate.age(on: today) >= PartyRules.adultAge
      && LetterRules.way(for: carer, on: today) != .withheld
  }

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
