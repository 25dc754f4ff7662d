/// Days on which offices in England are open, and the deadlines that follow from them.
package enum Deadlines {
  /// England's bank holidays as far as they are announced or follow from the calendar; data, not a rule.
  ///
  /// - Source: gov.uk, "UK bank holidays", England and Wales; Banking and Financial Dealings Act 1971.
  static let bankHolidays: Set<String> = [
    "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28",
    "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28",
    "2028-01-03", "2028-04-14", "2028-04-17", "2028-05-01", "2028-05-29", "2028-08-28", "2028-12-25", "2028-12-26",
    "2029-01-01", "2029-03-30", "2029-04-02", "2029-05-07", "2029-05-28", "2029-08-27", "2029-12-25", "2029-12-26",
    "2030-01-01", "2030-04-19", "2030-04-22", "2030-05-06", "2030-05-27", "2030-08-26", "2030-12-25", "2030-12-26",
  ]

  /// The last day of which it is known whether it is a bank holiday.
  package static let bankHolidaysKnownUntil = Day(daysSince1970: 22_279)  // 2030-12-31

  /// Whether a day is one of England's bank holidays.
  package static func isBankHoliday(_ day: Day) -> Bool { bankHolidays.contains(day.text) }

  /// Whether offices are open on a day.
  package static func isWorkingDay(_ day: Day) -> Bool { day.weekday <= 5 && !isBankHoliday(day) }

  /// The day that lies so many working days after another.
  package static func day(workingDays: Int, after day: Day) -> Day {
    var (current, left) = (day, workingDays)
    while left > 0 {
      current = current.adding(days: 1)
      if isWorkingDay(current) { left -= 1 }
    }
    return current
  }

  /// By when a partner should answer: five working days on, but 48 hours before the break begins.
  ///
  /// A request that comes later than that leaves the partner two hours, and never longer than the start.
  package static func decideBy(asked: Instant, startsAt: Instant) -> Instant {
    let lastDay = day(workingDays: 5, after: London.day(of: asked))
    let byPatience = London.instant(lastDay, minuteOfDay: 17 * 60)
    let byStart = max(startsAt.adding(hours: -48), asked.adding(hours: 2))
    return min(byPatience, byStart, startsAt)
  }
}
