/// Which dates a repeating rule makes, in wall time, and what is wrong with a rule.
package enum RepeatRules {
  /// The dates of a rule in their order.
  ///
  /// - Throws: `Invalid` with everything that is wrong with the rule, each at its field; nothing is made then.
  package static func dates(
    of rule: RepeatRule, for offer: OfferDetails, now: Instant
  ) throws(Invalid) -> [SlotRequest] {
    try Invalid.throwIfAny(problems(rule, now: now) + RoomRules.problems(rule.room, of: offer, at: "/repeat"))
    let days = days(of: rule)
    if days.isEmpty {
      throw Invalid([Problem("/repeat", "too_few", "This rule makes no date at all. Please look at its days again.")])
    }
    if days.count > SlotRules.mostAtOnce {
      throw Invalid([
        Problem(
          "/repeat/until", "too_many",
          "This rule makes \(days.count) dates, and \(SlotRules.mostAtOnce) are the most at once. Please end it sooner."
        )
      ])
    }
    let dates = days.map { date(of: rule, on: $0) }
    if dates[0].startsAt <= now {
      throw Invalid([Problem("/repeat/from", "in_the_past", "The first date has begun already.")])
    }
    return dates
  }

  /// What is wrong with a rule's dates for an offer that has dates already.
  ///
  /// - Parameter standing: what the offer has already.
  package static func clashes(
    of dates: [SlotRequest], for offer: OfferDetails, beside standing: StandingDates
  ) -> [Problem] {
    var problems: [Problem] = []
    let twice = dates.filter { standing.starts.contains($0.startsAt) }
    if !twice.isEmpty {
      problems.append(
        Problem(
          "/repeat", "duplicate",
          "The offer has a date that begins at this time already on \(days(twice)). Please except it (exceptDays)."))
    }
    let over = RoomRules.overlapping(dates, of: offer, standing: standing.spans).map { dates[$0] }
      .filter { !standing.starts.contains($0.startsAt) }
    if !over.isEmpty {
      problems.append(
        Problem("/repeat", "overlaps", "The same rooms or beds are let to somebody else meanwhile on \(days(over))."))
    }
    return problems
  }

  /// The first few days of some dates, and how many more there are.
  private static func days(_ dates: [SlotRequest]) -> String {
    let most = 5
    let days = dates.map { London.day(of: $0.startsAt) }
    let names = days.prefix(most).map(\.text).joined(separator: ", ")
    return days.count > most ? "\(names) and \(days.count - most) more days" : names
  }

  /// The days on which a rule has a date; it must have no problems.
  private static func days(of rule: RepeatRule) -> [Day] {
    let firstWeek = rule.from.monday.daysSince1970
    return (rule.from.daysSince1970...rule.until.daysSince1970).map { Day(daysSince1970: $0) }.filter { day in
      let week = (day.monday.daysSince1970 - firstWeek) / 7
      return rule.weekdays.contains(day.dayOfWeek) && week % rule.everyWeeks == 0
        && !rule.exceptDays.contains(day) && !(rule.exceptBankHolidays && Deadlines.isBankHoliday(day))
    }
  }

  /// One date, by what London's clocks show.
  ///
  /// In the night in which summer time begins, a start in the hour that is skipped is an hour later by the clock. Where
  /// that leaves nothing before the end, the date keeps its length.
  private static func date(of rule: RepeatRule, on day: Day) -> SlotRequest {
    let isOver = rule.ends <= rule.starts
    let startsAt = London.instant(day, minuteOfDay: rule.starts.minuteOfDay)
    let endsAt = London.instant(isOver ? day.adding(days: 1) : day, minuteOfDay: rule.ends.minuteOfDay)
    let minutes = rule.ends.minuteOfDay - rule.starts.minuteOfDay + (isOver ? 1440 : 0)
    return SlotRequest(
      startsAt: startsAt, endsAt: endsAt > startsAt ? endsAt : startsAt.adding(seconds: minutes * 60),
      room: rule.room)
  }

  private static func problems(_ rule: RepeatRule, now: Instant) -> [Problem] {
    let today = London.day(of: now)
    let lastDay = today.adding(months: SlotRules.monthsAhead)
    var problems: [Problem] = []
    if rule.weekdays.isEmpty {
      problems.append(Problem("/repeat/weekdays", "too_few", "Please say on which days of the week."))
    }
    if rule.from < today {
      problems.append(Problem("/repeat/from", "in_the_past", "The first day is over already."))
    }
    if rule.until < rule.from {
      problems.append(Problem("/repeat/until", "ends_before_start", "The last day is not before the first."))
    } else if rule.until > lastDay {
      problems.append(
        Problem("/repeat/until", "in_the_future", "A date begins within three years, by \(lastDay.text)."))
    }
    if !(1...8).contains(rule.everyWeeks) {
      problems.append(Problem("/repeat/everyWeeks", "malformed", "It may come every week or every 2 to 8 weeks."))
    }
    if rule.exceptBankHolidays, rule.until > Deadlines.bankHolidaysKnownUntil {
      problems.append(
        Problem(
          "/repeat/until", "in_the_future",
          "Bank holidays are known until \(Deadlines.bankHolidaysKnownUntil.text). Please end it by then."))
    }
    return problems
  }
}
