/// A calendar day, without a time and without a zone: a birthday, the day a prescription ends.
package struct Day: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// The year, 1...9999.
  package let year: Int
  /// The month, 1...12.
  package let month: Int
  /// The day of the month, 1...31.
  package let day: Int

  /// The day that lies so many days after 1970-01-01 (proleptic Gregorian calendar).
  package init(daysSince1970 days: Int) {
    // Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    let shifted = days + 719_468
    let era = shifted.flooredDivision(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The day of these numbers, or nil when no calendar has it.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
      day <= Day.daysInMonth(year, month)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `YYYY-MM-DD`.
  ///
  /// - Throws: `BadValue` with code `not_a_day`.
  package init(text: String) throws {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes[..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8...]),
      let value = Day(year: year, month: month, day: day)
    else { throw BadValue("not_a_day", "This is not a day in the calendar. Write it like 2027-03-28.") }
    self = value
  }

  package init(from decoder: any Decoder) throws {
    try self.init(text: decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// `YYYY-MM-DD`.
  package var text: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

  package var description: String { text }

  /// Days since 1970-01-01; negative before.
  package var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.flooredDivision(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day of the week: 1 is Monday, 7 is Sunday (ISO 8601).
  package var weekday: Int { (daysSince1970 + 3) - (daysSince1970 + 3).flooredDivision(by: 7) * 7 + 1 }

  /// This day moved by whole days.
  package func adding(days: Int) -> Day { Day(daysSince1970: daysSince1970 + days) }

  /// The same date so many months on; where that month is too short, its last day.
  package func adding(months: Int) -> Day {
    let count = year * 12 + month - 1 + months
    let (newYear, newMonth) = (count.flooredDivision(by: 12), count - count.flooredDivision(by: 12) * 12 + 1)
    let newDay = min(day, Day.daysInMonth(newYear, newMonth))
    return Day(year: newYear, month: newMonth, day: newDay) ?? self
  }

  /// Whole years from this day (a birth) to another; someone born on 29 February is a year older on 1 March.
  package func age(on other: Day) -> Int {
    let passed = (other.month, other.day) >= (month, day)
    return other.year - year - (passed ? 0 : 1)
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  static func daysInMonth(_ year: Int, _ month: Int) -> Int {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }
}
