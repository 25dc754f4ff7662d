/// Care while a carer is away: whether it covers the break, and how much of it there may be.
package enum CareRules {
  /// Problems of care that is asked for together with a break, each with its pointer.
  ///
  /// - Parameters:
  ///   - slots: the care's dates.
  ///   - away: the break's dates.
  package static func problems(_ care: Offer, _ slots: [Slot], away: [BookedSlot]) -> [Problem] {
    var problems: [Problem] = []
    if care.details.category != .care {
      problems.append(Problem("/replacementCare/offerId", "not_care", "This offer is not one of care."))
    }
    if !covers(slots.map { $0.startsAt..<$0.endsAt }, away.map { $0.startsAt..<$0.endsAt }) {
      problems.append(
        Problem(
          "/replacementCare/slots", "care_does_not_cover",
          "The care must last from the beginning of the break to its end, without a gap."))
    }
    return problems
  }

  /// Whether dates, one after the other, leave no moment of a break without somebody.
  ///
  /// Between two dates of the break the carer is at home again, unless the break is of several nights: those follow each
  /// other, and nobody goes home between.
  package static func covers(_ care: [Range<Instant>], _ away: [Range<Instant>]) -> Bool {
    away.allSatisfy { date in
      var reached = date.lowerBound
      for slot in care.sorted(by: { $0.lowerBound < $1.lowerBound }) where slot.lowerBound <= reached {
        reached = max(reached, slot.upperBound)
      }
      return reached >= date.upperBound
    }
  }

  /// What care a request is for: what it says, and where it says nothing of needs, what the registration knows.
  static func asked(_ facts: BookingFacts, _ request: BookingRequest) -> CareAsked? {
    guard facts.offer.details.category == .care else { return nil }
    var care = request.care ?? CareAsked()
    if care.needs.isEmpty { care.needs = Array(facts.carer.details.caring.caresFor.flatMap(\.needs).prefix(20)) }
    return care
  }

  /// Whether hours of care are counted: sitting at home is, a bed is counted in nights by its own cap.
  package static func countsHours(_ offer: Offer) -> Bool {
    offer.details.category == .care && offer.details.stay == .atHome
  }

  /// The week, Monday to Monday, in which a London day lies.
  package static func week(of day: Day) -> (from: Day, until: Day) {
    let monday = day.adding(days: 1 - day.weekday)
    return (monday, monday.adding(days: 7))
  }

  /// Refuses more hours in a week than the area gives.
  ///
  /// - Parameters:
  ///   - asked: the minutes of each week by its Monday.
  ///   - used: what the carer has in the same weeks.
  ///   - hoursPerWeek: nil where hours are not limited.
  package static func heedHours(_ asked: [Day: Int], used: [Day: Int], hoursPerWeek: Int?) throws(Refusal) {
    guard let hoursPerWeek else { return }
    for (monday, minutes) in asked.sorted(by: { $0.key < $1.key }) {
      let left = max(0, hoursPerWeek * 60 - (used[monday] ?? 0))
      if minutes > left { throw .careHoursReached(minutesLeft: left, resetsOn: monday.adding(days: 7)) }
    }
  }

  /// Whether the care that went with a break is lost, so that its carer is asked what they would like.
  package static func isLost(_ away: Booking) -> Bool { isLeft(away, without: away.careBooking) }

  /// How many hours before its start a break is given up that waited for nothing but its care: somebody else may still go.
  package static let givenUpHours = 24
  /// How many hours the carer has at least to say how they manage, unless the break begins before.
  package static let answerHours = 12

  /// Whether a break is given up that waits for care that is lost. One that still waits for a yes is not.
  package static func isGivenUp(_ away: Booking, careLostAt: Instant, now: Instant) -> Bool {
    guard isLost(away), away.state == .requested, away.agreedAt != nil else { return false }
    if away.startsAt <= now { return true }
    return away.startsAt <= now.adding(hours: givenUpHours) && careLostAt <= now.adding(hours: -answerHours)
  }

  /// Whether care stands still although the break that it was for is lost.
  package static func isLeftOver(_ care: Booking) -> Bool { isLeft(care, without: care.careFor) }

  private static func isLeft(_ booking: Booking, without beside: BookingBeside?) -> Bool {
    guard let beside, [.requested, .confirmed].contains(booking.state) else { return false }
    return [.declined, .cancelled, .lapsed].contains(beside.state)
  }

  /// Whether a break that waited is final now: its own place has agreed, and so has whoever cares meanwhile.
  package static func standsNow(_ waiting: Booking, care: BookingState) -> Bool {
    waiting.state == .requested && waiting.agreedAt != nil && care == .confirmed
  }
}
