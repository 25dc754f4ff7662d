import Breaks

extension SlotFacts {
  /// `Friday 4 December 2026, 3pm to Saturday 5 December 2026, 11am`; the day is said once when both ends share it.
  package var spoken: String {
    let firstDay = London.day(of: startsAt)
    let endMinute = London.minuteOfDay(of: endsAt)
    let endsAtMidnight = endMinute == 0 && London.day(of: endsAt) == firstDay.adding(days: 1)
    if endsAtMidnight || London.day(of: endsAt) == firstDay {
      return "\(startsAt.spoken) to \(Instant.spokenTime(endMinute))"
    }
    return "\(startsAt.spoken) to \(endsAt.spoken)"
  }
}
