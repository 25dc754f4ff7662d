/// A time that clocks show, to the minute, without a day: `10:00`.
package struct WallTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Minutes since midnight, 0...1439.
  package let minuteOfDay: Int

  /// The time of an hour and a minute, or nil when no clock shows it.
  package init?(hour: Int, minute: Int) {
    guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
    minuteOfDay = hour * 60 + minute
  }

  /// Reads `HH:MM`, of 24 hours.
  ///
  /// - Throws: `BadValue` with code `not_a_time`.
  package init(text: String) throws {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = number(bytes[..<2]),
      let minute = number(bytes[3...]), let value = WallTime(hour: hour, minute: minute)
    else { throw BadValue("not_a_time", "This is not a time of the day. Write it like 09:30 or 18:00.") }
    self = value
  }

  /// `HH:MM`.
  package var text: String { "\(padded(minuteOfDay / 60, 2)):\(padded(minuteOfDay % 60, 2))" }

  package var description: String { text }

  package static func < (left: Self, right: Self) -> Bool { left.minuteOfDay < right.minuteOfDay }
}

/// A day of the week.
package enum Weekday: String, CaseIterable, Sendable, Codable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}

extension Day {
  /// Which day of the week it is, by name.
  package var dayOfWeek: Weekday { Weekday.allCases[weekday - 1] }

  /// The Monday on or before it.
  package var monday: Day { adding(days: 1 - weekday) }
}
