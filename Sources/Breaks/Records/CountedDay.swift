/// What one London day of a booking counts for: towards the carer's share of breaks, and towards their hours of care.
package struct CountedDay: Sendable, Equatable {
  package let day: Day
  /// 1 where a break begins on it; 0 on the days that follow without a gap.
  package var breaks: Int
  /// The minutes of sitting care that begin on it.
  package var careMinutes: Int

  /// Counts a day.
  package init(day: Day, breaks: Int, careMinutes: Int) {
    self.day = day
    self.breaks = breaks
    self.careMinutes = careMinutes
  }

  /// The days of some dates, in order: nights or days that follow one another are one break.
  ///
  /// - Parameter offer: whether they are hours of care is its matter.
  package static func days(of slots: [BookedSlot], at offer: Offer) -> [CountedDay] {
    let countsHours = CareRules.countsHours(offer)
    let byDay = Dictionary(grouping: slots) { London.day(of: $0.startsAt) }
    return byDay.keys.sorted().map { day in
      let minutes = (byDay[day] ?? []).reduce(0) { $0 + $1.endsAt.seconds(since: $1.startsAt) / 60 }
      return CountedDay(
        day: day, breaks: byDay[day.adding(days: -1)] == nil ? 1 : 0, careMinutes: countsHours ? minutes : 0)
    }
  }
}

extension [CountedDay] {
  /// How many breaks they are in all.
  package var breaks: Int { reduce(0) { $0 + $1.breaks } }
  /// The minutes of care of each week, by its Monday.
  package var careMinutesByWeek: [Day: Int] {
    reduce(into: [:]) { $0[CareRules.week(of: $1.day).from, default: 0] += $1.careMinutes }
  }

  /// What these count for beside what others count for already, period by period and week by week.
  ///
  /// A change that waits for an answer keeps so much of the carer's share: whichever of the two stands in the end, they have
  /// not booked more than they may.
  /// - Parameter period: that of the cap; nil where there is none.
  package func beyond(_ kept: [CountedDay], in period: CapPeriod?) -> [CountedDay] {
    func cap(_ day: Day) -> Day { period?.bounds(around: day).from ?? day }
    func week(_ day: Day) -> Day { CareRules.week(of: day).from }
    var breaks: [Day: Int] = [:]
    var minutes: [Day: Int] = [:]
    for day in kept {
      breaks[cap(day.day), default: 0] += day.breaks
      minutes[week(day.day), default: 0] += day.careMinutes
    }
    return map { day in
      var more = day
      more.breaks = Swift.max(0, day.breaks - (breaks[cap(day.day)] ?? 0))
      breaks[cap(day.day)] = Swift.max(0, (breaks[cap(day.day)] ?? 0) - day.breaks)
      more.careMinutes = Swift.max(0, day.careMinutes - (minutes[week(day.day)] ?? 0))
      minutes[week(day.day)] = Swift.max(0, (minutes[week(day.day)] ?? 0) - day.careMinutes)
      return more
    }
  }
}
