import Breaks

/// A pattern of dates in a seed file: "Tuesdays and Thursdays at 10:00 for two hours, every week of the year".
struct SeedPattern {
  private let weekdays: [Int]
  private let startMinute: Int
  private let minutes: Int
  private let places: Int
  private let everyWeeks: Int
  private let weeks: Range<Int>

  private static let names = ["mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7]

  /// Reads a row's cells.
  ///
  /// - Throws: `BadValue` that says which cell is wrong.
  init(_ cells: [String: String]) throws(BadValue) {
    func number(_ header: String, _ range: ClosedRange<Int>) throws(BadValue) -> Int {
      guard let value = cells[header].flatMap({ Int($0) }), range.contains(value) else {
        let bounds = "from \(range.lowerBound) to \(range.upperBound)"
        throw BadValue("out_of_range", "\(header) must be a whole number \(bounds).")
      }
      return value
    }
    let days = (cells["weekdays"] ?? "").split(separator: ";").map { $0.lowercased() }
    weekdays = days.compactMap { SeedPattern.names[$0] }
    guard !days.isEmpty, weekdays.count == days.count else {
      throw BadValue("not_weekdays", "weekdays must be days like Tue;Thu.")
    }
    let clock = (cells["starts"] ?? "").split(separator: ":").compactMap { Int($0) }
    guard clock.count == 2, (0...23).contains(clock[0]), (0...59).contains(clock[1]) else {
      throw BadValue("not_a_time", "starts must be a time like 10:30.")
    }
    startMinute = clock[0] * 60 + clock[1]
    minutes = try number("minutes#", 15...44_640)
    places = try number("places#", 1...1000)
    everyWeeks = try number("everyWeeks#", 1...52)
    let from = try number("fromWeek#", 0...52)
    weeks = from..<(from + (try number("weeks#", 1...52)))
  }

  /// The dates, in wall time across the clock change; week 0 begins on the day after the seeding day.
  func slots(seededOn day: Day) -> [SlotRequest] {
    stride(from: weeks.lowerBound, to: weeks.upperBound, by: everyWeeks).flatMap { week in
      (0..<7).map { day.adding(days: 1 + week * 7 + $0) }.filter { weekdays.contains($0.weekday) }
    }.map { day in
      let endMinute = startMinute + minutes
      let lastDay = day.adding(days: endMinute / 1440)
      return SlotRequest(
        startsAt: London.instant(day, minuteOfDay: startMinute),
        endsAt: London.instant(lastDay, minuteOfDay: endMinute % 1440), places: places)
    }
  }
}
