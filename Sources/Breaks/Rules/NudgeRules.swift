/// When a partner who has not answered is reminded: when half of their time has passed, and a day before it ends.
package enum NudgeRules {
  /// The minutes of a working day between which somebody may be reminded.
  private static let hours = (opens: 8 * 60, closes: 18 * 60)
  /// The last minute of a day to which a reminder is moved back, so that it is still read on that day.
  private static let lastMinute = 17 * 60
  /// The least hours between two reminders, and between the last of them and the deadline.
  private static let leastHours = 4

  /// When to remind, in order; two instants at most, each of them by day and before the deadline.
  ///
  /// - Parameters:
  ///   - asked: when the partner was asked.
  ///   - decideBy: when the partner's time is over.
  package static func times(asked: Instant, decideBy: Instant) -> [Instant] {
    let first = byDay(Instant(millis: asked.millis + (decideBy.millis - asked.millis) / 2))
    guard first < decideBy else { return [] }
    let dayBefore = decideBy.adding(hours: -24)
    let onward = byDay(dayBefore)
    let second = onward.adding(hours: leastHours) <= decideBy ? onward : backByDay(dayBefore)
    return second >= first.adding(hours: leastHours) ? [first, second] : [first]
  }

  /// Whether somebody may be reminded at an instant: on a working day in London, from eight to six.
  package static func isByDay(_ instant: Instant) -> Bool { byDay(instant) == instant }

  /// The first instant at or after another at which somebody may be reminded.
  package static func byDay(_ instant: Instant) -> Instant {
    let (day, minute) = (London.day(of: instant), London.minuteOfDay(of: instant))
    if Deadlines.isWorkingDay(day), minute < hours.opens { return London.instant(day, minuteOfDay: hours.opens) }
    if Deadlines.isWorkingDay(day), minute < hours.closes { return instant }
    return London.instant(Deadlines.day(workingDays: 1, after: day), minuteOfDay: hours.opens)
  }

  /// The last instant at or before another at which somebody may be reminded, and has an hour left to read it.
  private static func backByDay(_ instant: Instant) -> Instant {
    let (day, minute) = (London.day(of: instant), London.minuteOfDay(of: instant))
    if Deadlines.isWorkingDay(day), minute >= hours.opens {
      return min(instant, London.instant(day, minuteOfDay: lastMinute))
    }
    var before = day.adding(days: -1)
    while !Deadlines.isWorkingDay(before) { before = before.adding(days: -1) }
    return London.instant(before, minuteOfDay: lastMinute)
  }
}
