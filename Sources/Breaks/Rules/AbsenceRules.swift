/// What it costs that a party did not come: nothing until the carer has been asked, and silence excuses.
package enum AbsenceRules {
  /// How many days the carer has to say what happened.
  package static let patienceDays = 14

  /// By when the carer should have said what happened.
  package static func answerBy(asked: Instant) -> Instant { asked.adding(hours: 24 * patienceDays) }

  /// Whoever was asked by this instant has had the time to answer.
  package static func lastAsked(_ now: Instant) -> Instant { now.adding(hours: -24 * patienceDays) }

  /// Decides what an answer means.
  ///
  /// The carer answers once, and so does the desk for them; a coordinator may excuse at any time.
  /// - Returns: whether the absence costs nothing.
  /// - Throws: `Refusal.wrongState` when nobody waits for an answer; `.notAllowed` when somebody else than a coordinator
  ///   excuses.
  package static func settle(_ booking: Booking, _ answer: AbsenceAnswer, by side: EndedBy) throws(Refusal) -> Bool {
    guard booking.state == .absent else { throw .wrongState }
    if answer.excused, side != .coordinator { throw .notAllowed }
    let excused = answer.excused || answer.why.excuses
    let waits = booking.absence.map { $0.settledAt == nil } ?? true
    guard waits || (side == .coordinator && excused) else { throw .wrongState }
    return excused
  }
}
