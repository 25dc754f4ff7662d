extension Day {
  /// The day as people say it: `Friday 4 December 2026`.
  package var spoken: String {
    let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return "\(weekdays[weekday - 1]) \(day) \(months[month - 1]) \(year)"
  }
}

extension Instant {
  /// The London day and time as people say them: `Friday 4 December 2026, 7.30pm`.
  ///
  /// Midnight is said with the day that ends, because "midnight on Friday" is understood in two ways.
  package var spoken: String {
    let day = London.day(of: self)
    let minute = London.minuteOfDay(of: self)
    if minute == 0 { return "midnight at the end of \(day.adding(days: -1).spoken)" }
    return "\(day.spoken), \(Self.spokenTime(minute))"
  }

  /// `3pm`, `7.30pm`, `noon`: a time of day in British writing; `midnight` for both ends of a day.
  package static func spokenTime(_ minuteOfDay: Int) -> String {
    if minuteOfDay == 0 { return "midnight" }
    if minuteOfDay == 720 { return "noon" }
    let (hour, minute) = (minuteOfDay / 60, minuteOfDay % 60)
    let shown = hour % 12 == 0 ? 12 : hour % 12
    let minutes = minute == 0 ? "" : minute < 10 ? ".0\(minute)" : ".\(minute)"
    return "\(shown)\(minutes)\(hour < 12 ? "am" : "pm")"
  }
}
