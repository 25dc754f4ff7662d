/// A moment as the clocks in London show it.
///
/// Reckoned here, so that the desk needs no time zone files: summer time runs from 01:00 UTC on the last Sunday of March
/// to 01:00 UTC on the last Sunday of October (The Summer Time Order 2002).
struct LondonTime: Equatable, Sendable {
  let year: Int
  /// 1...12.
  let month: Int
  let day: Int
  let hour: Int
  let minute: Int
  /// 0 is Sunday.
  let weekday: Int

  /// Reads an instant of the API, RFC 3339 in UTC with `Z`.
  init?(instant: String) {
    let bytes = Array(instant.utf8)
    guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes.last == UInt8(ascii: "Z"),
      let day = Self.civil(String(instant.prefix(10))), let hour = Int(String(decoding: bytes[11..<13], as: UTF8.self)),
      let minute = Int(String(decoding: bytes[14..<16], as: UTF8.self)), (0..<24).contains(hour),
      (0..<60).contains(minute)
    else { return nil }
    self.init(epochMinutes: Self.days(day.year, day.month, day.day) * 1440 + hour * 60 + minute)
  }

  /// - Parameter epochMinutes: since 1970-01-01T00:00Z.
  init(epochMinutes: Int) {
    let local = epochMinutes + Self.offsetMinutes(at: epochMinutes)
    let days = Int((Double(local) / 1440).rounded(.down))
    let minutes = local - days * 1440
    (year, month, day) = Self.date(days)
    hour = minutes / 60
    minute = minutes % 60
    weekday = (days % 7 + 11) % 7
  }

  /// Such as `Fri 5 Mar 2027, 3 pm`.
  var short: String {
    "\(Self.weekdays[weekday].prefix(3)) \(day) \(Self.months[month - 1].prefix(3)) \(year), \(clock)"
  }

  /// Such as `Friday 5 March 2027, 3 pm`.
  var long: String { "\(dayLong), \(clock)" }

  var dayLong: String { "\(Self.weekdays[weekday]) \(day) \(Self.months[month - 1]) \(year)" }

  /// Such as `3 pm`, `3.30 pm`, `noon`, `midnight`.
  var clock: String {
    if minute == 0, hour % 12 == 0 { return hour == 0 ? "midnight" : "noon" }
    let minutes = minute == 0 ? "" : ".\(minute < 10 ? "0" : "")\(minute)"
    return "\((hour + 11) % 12 + 1)\(minutes) \(hour < 12 ? "am" : "pm")"
  }

  /// The day as the API writes it.
  var isoDay: String { "\(Self.filled(year, 4))-\(Self.filled(month, 2))-\(Self.filled(day, 2))" }

  /// From one instant of the API to another; the second day is only said when it is another.
  static func span(_ start: String, _ end: String) -> String {
    guard let from = LondonTime(instant: start), let to = LondonTime(instant: end) else { return "\(start) to \(end)" }
    if from.isoDay == to.isoDay { return "\(from.long) to \(to.clock)" }
    return "\(from.long), to \(to.long)"
  }

  /// A day of the API in words, such as `17 April 1968`.
  static func dayWords(_ day: String) -> String {
    guard let civil = civil(day) else { return day }
    return "\(civil.day) \(months[civil.month - 1]) \(civil.year)"
  }

  /// The instant at which a London day begins, as the API writes it; nil when it is no day.
  static func start(ofDay text: String) -> String? {
    guard let civil = civil(text) else { return nil }
    let midnight = days(civil.year, civil.month, civil.day) * 1440
    return instant(epochMinutes: midnight - offsetMinutes(at: midnight - 60))
  }

  /// The instant at which London's clocks show a time of a day, as the API writes it; nil when it is no day.
  ///
  /// In the hour that summer time skips, the time an hour later is meant; in the hour that comes twice, the first.
  /// - Parameters:
  ///   - minuteOfDay: minutes since midnight, 0...1439.
  ///   - later: how many days after the one that is named.
  static func instant(_ day: String, minuteOfDay: Int, daysLater later: Int = 0) -> String? {
    guard let civil = civil(day) else { return nil }
    let wall = (days(civil.year, civil.month, civil.day) + later) * 1440 + minuteOfDay
    return instant(epochMinutes: offsetMinutes(at: wall - 60) == 60 ? wall - 60 : wall)
  }

  /// Reads an instant of the API, or a day and a time as London's clocks show it: `2027-02-12T09:00`.
  static func moment(_ typed: String) -> String? {
    if LondonTime(instant: typed) != nil { return typed }
    let parts = typed.split(whereSeparator: { $0 == "T" || $0 == " " })
    guard parts.count == 2, let minute = minutes(String(parts[1])) else { return nil }
    return instant(String(parts[0]), minuteOfDay: minute)
  }

  /// Minutes since midnight of a time such as `09:30`; nil when no clock shows it.
  static func minutes(_ time: String) -> Int? {
    let parts = time.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [2, 2], parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  /// As the API writes it.
  static func instant(epochMinutes: Int) -> String {
    let days = Int((Double(epochMinutes) / 1440).rounded(.down))
    let minutes = epochMinutes - days * 1440
    let date = date(days)
    return
      "\(filled(date.0, 4))-\(filled(date.1, 2))-\(filled(date.2, 2))T\(filled(minutes / 60, 2)):\(filled(minutes % 60, 2)):00Z"
  }

  /// A day as the API writes it; nil when there is no such day.
  static func civil(_ text: String) -> (year: Int, month: Int, day: Int)? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return nil }
    let back = date(days(year, month, day))
    return back == (year, month, day) ? (year, month, day) : nil
  }

  private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  private static func filled(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  private static func offsetMinutes(at epochMinutes: Int) -> Int {
    let year = date(Int((Double(epochMinutes) / 1440).rounded(.down))).0
    let begins = lastSunday(year, 3) * 1440 + 60
    let ends = lastSunday(year, 10) * 1440 + 60
    return (begins..<ends).contains(epochMinutes) ? 60 : 0
  }

  /// Of a month with 31 days, in days since 1970-01-01.
  private static func lastSunday(_ year: Int, _ month: Int) -> Int {
    let last = days(year, month, 31)
    return last - (last % 7 + 11) % 7
  }

  /// Days since 1970-01-01 in the Gregorian calendar.
  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// - Source: the same, civil_from_days.
  private static func date(_ days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
