/// Instants as text, the one form we write: `2026-11-22T02:10:41.123Z`.
///
/// Text of this form sorts as the instants do.
package enum InstantText {
  /// The first and last instant that has this form, in milliseconds since 1970 UTC.
  package static let range: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

  private static let length = 24
  private static let dayMilliseconds: Int64 = 86_400_000

  /// The text of an instant in milliseconds since 1970 UTC, or nil outside the years 0001...9999.
  package static func format(_ milliseconds: Int64) -> String? {
    guard range.contains(milliseconds) else { return nil }
    let time = (milliseconds % dayMilliseconds + dayMilliseconds) % dayMilliseconds
    let date = CalendarDate(daysSince1970: (milliseconds - time) / dayMilliseconds)
    return String(unsafeUninitializedCapacity: length) { text in
      write(date.year, 4, text, at: 0, then: "-")
      write(date.month, 2, text, at: 5, then: "-")
      write(date.day, 2, text, at: 8, then: "T")
      write(time / 3_600_000, 2, text, at: 11, then: ":")
      write(time / 60_000 % 60, 2, text, at: 14, then: ":")
      write(time / 1_000 % 60, 2, text, at: 17, then: ".")
      write(time % 1_000, 3, text, at: 20, then: "Z")
      return length
    }
  }

  /// The milliseconds since 1970 UTC of a text of exactly this form, or nil.
  package static func parse(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count == length, let days = CalendarDate(bytes[0..<10])?.daysSince1970,
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      bytes[19] == UInt8(ascii: "."), bytes[23] == UInt8(ascii: "Z"),
      let hour = digits(bytes[11..<13]), let minute = digits(bytes[14..<16]), let second = digits(bytes[17..<19]),
      let thousandths = digits(bytes[20..<23]), hour < 24, minute < 60, second < 60
    else { return nil }
    return days * dayMilliseconds + ((hour * 60 + minute) * 60 + second) * 1_000 + thousandths
  }

  private static func write(
    _ value: Int64, _ width: Int, _ text: UnsafeMutableBufferPointer<UInt8>, at place: Int, then mark: Unicode.Scalar
  ) {
    var rest = value
    for offset in (place..<place + width).reversed() {
      text[offset] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
    text[place + width] = UInt8(ascii: mark)
  }
}

/// Days as text: `2026-11-22`.
package enum DayText {
  /// Whether the text is a day of the Gregorian calendar in the years 0001...9999, as `YYYY-MM-DD`.
  package static func isDay(_ text: String) -> Bool { CalendarDate(Array(text.utf8)[...]) != nil }
}

/// A day of the proleptic Gregorian calendar.
///
/// - Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (`civil_from_days`, `days_from_civil`).
private struct CalendarDate {
  let year: Int64
  let month: Int64
  let day: Int64

  init(daysSince1970: Int64) {
    let shifted = daysSince1970 + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Ten bytes `YYYY-MM-DD`, a real day; else nil.
  init?(_ bytes: ArraySlice<UInt8>) {
    let start = bytes.startIndex
    guard bytes.count == 10, bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
      let year = digits(bytes[start..<start + 4]), let month = digits(bytes[start + 5..<start + 7]),
      let day = digits(bytes[start + 8..<start + 10]), year >= 1, (1...12).contains(month)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
    guard day >= 1, day <= lastDayOfMonth else { return nil }
  }

  private var lastDayOfMonth: Int64 {
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    return switch month {
    case 2: isLeap ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  var daysSince1970: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// The number that ASCII digits write, or nil when any byte is no digit.
private func digits(_ bytes: ArraySlice<UInt8>) -> Int64? {
  var value: Int64 = 0
  for byte in bytes {
    guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
    value = value * 10 + Int64(byte - UInt8(ascii: "0"))
  }
  return value
}
