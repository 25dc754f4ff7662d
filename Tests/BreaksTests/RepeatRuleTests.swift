import Breaks
import Testing

/// Dates that come again and again.
@Suite struct RepeatRuleTests {
  private static let now = Instant(millis: 1_795_338_000_000)  // Sunday 2026-11-22, nine in London

  private static let offer = OfferDetails(title: "Barista training", category: .learning, stay: .daytime)

  private static func day(_ text: String) -> Day {
    guard let day = try? Day(text: text) else { preconditionFailure("no day: \(text)") }
    return day
  }

  private static func time(_ text: String) -> WallTime {
    guard let time = try? WallTime(text: text) else { preconditionFailure("no time: \(text)") }
    return time
  }

  /// Tuesdays 10:00 to 12:00 from January to July, unless a test says otherwise.
  private static func rule(_ change: (inout RepeatRule) -> Void = { _ in }) -> RepeatRule {
    var rule = RepeatRule(
      weekdays: [.tuesday], starts: time("10:00"), ends: time("12:00"), from: day("2027-01-01"),
      until: day("2027-07-31"), room: SlotRoom(places: 8))
    change(&rule)
    return rule
  }

  private static func dates(_ change: (inout RepeatRule) -> Void = { _ in }) throws -> [SlotRequest] {
    try RepeatRules.dates(of: rule(change), for: offer, now: now)
  }

  private static func problems(_ change: (inout RepeatRule) -> Void) -> [String] {
    do {
      _ = try RepeatRules.dates(of: rule(change), for: offer, now: now)
      return []
    } catch {
      return error.problems.map { "\($0.pointer) \($0.code)" }
    }
  }

  private static func spans(_ dates: [SlotRequest]) -> [String] {
    dates.map { "\($0.startsAt.text) \($0.endsAt.text)" }
  }

  @Test func `Tuesdays until July are at ten by the clock, in winter and in summer`() throws {
    let dates = try Self.dates()
    #expect(dates.count == 30)
    #expect(dates.map { London.minuteOfDay(of: $0.startsAt) }.allSatisfy { $0 == 600 })
    #expect(dates.map { London.day(of: $0.startsAt).weekday }.allSatisfy { $0 == 2 })
    #expect(Self.spans([dates[0]]) == ["2027-01-05T10:00:00Z 2027-01-05T12:00:00Z"])
    #expect(Self.spans([dates[29]]) == ["2027-07-27T09:00:00Z 2027-07-27T11:00:00Z"])
    #expect(Set(dates.map(\.room.places)) == [8])
  }

  @Test func `bank holidays and named days are left out`() throws {
    let mondays = try Self.dates { ($0.weekdays, $0.until) = ([.monday], Self.day("2027-05-31")) }
    let kept = try Self.dates {
      ($0.weekdays, $0.until, $0.exceptBankHolidays) = ([.monday], Self.day("2027-05-31"), true)
      $0.exceptDays = [Self.day("2027-02-15"), Self.day("2027-02-16")]
    }
    let gone = Set(mondays.map(\.startsAt)).subtracting(kept.map(\.startsAt)).map { London.day(of: $0).text }.sorted()
    #expect(gone == ["2027-02-15", "2027-03-29", "2027-05-03", "2027-05-31"])
  }

  @Test func `every other week is counted from the week of the first day`() throws {
    // From a Wednesday: its own week counts, although its Monday is over.
    let dates = try Self.dates {
      ($0.weekdays, $0.everyWeeks) = ([.monday, .wednesday], 2)
      ($0.from, $0.until) = (Self.day("2027-01-06"), Self.day("2027-02-08"))
    }
    #expect(
      dates.map { London.day(of: $0.startsAt).text } == [
        "2027-01-06", "2027-01-18", "2027-01-20", "2027-02-01", "2027-02-03",
      ])
  }

  @Test(arguments: [
    // Summer time begins: a night has an hour less, and the hour from one to two is not there.
    ("saturday", "15:00", "11:00", "2027-03-27T15:00:00Z 2027-03-28T10:00:00Z"),
    ("saturday", "15:00", "15:00", "2027-03-27T15:00:00Z 2027-03-28T14:00:00Z"),
    ("sunday", "01:30", "04:00", "2027-03-28T01:30:00Z 2027-03-28T03:00:00Z"),
    ("sunday", "00:30", "01:30", "2027-03-28T00:30:00Z 2027-03-28T01:30:00Z"),
    ("sunday", "01:00", "01:30", "2027-03-28T01:00:00Z 2027-03-28T01:30:00Z"),
    ("sunday", "01:30", "02:00", "2027-03-28T01:30:00Z 2027-03-28T02:00:00Z"),
  ])
  func `in the night that summer time begins a date keeps to the clock, and to its length where it cannot`(
    weekday: String, starts: String, ends: String, span: String
  ) throws {
    let made = try Self.dates {
      ($0.weekdays, $0.starts, $0.ends) = ([Weekday(rawValue: weekday) ?? .monday], Self.time(starts), Self.time(ends))
      ($0.from, $0.until) = (Self.day("2027-03-27"), Self.day("2027-03-28"))
    }
    #expect(Self.spans(made) == [span])
  }

  @Test(arguments: [
    // Summer time ends: a night has an hour more, and the hour from one to two comes twice; the first is meant.
    ("saturday", "15:00", "11:00", "2027-10-30T14:00:00Z 2027-10-31T11:00:00Z"),
    ("saturday", "15:00", "15:00", "2027-10-30T14:00:00Z 2027-10-31T15:00:00Z"),
    ("sunday", "01:30", "02:30", "2027-10-31T00:30:00Z 2027-10-31T02:30:00Z"),
    ("sunday", "00:30", "01:30", "2027-10-30T23:30:00Z 2027-10-31T00:30:00Z"),
  ])
  func `in the night that summer time ends a date keeps to the clock`(
    weekday: String, starts: String, ends: String, span: String
  ) throws {
    let made = try Self.dates {
      ($0.weekdays, $0.starts, $0.ends) = ([Weekday(rawValue: weekday) ?? .monday], Self.time(starts), Self.time(ends))
      ($0.from, $0.until) = (Self.day("2027-10-30"), Self.day("2027-10-31"))
    }
    #expect(Self.spans(made) == [span])
  }

  @Test func `a night from three to three has 23, 24 or 25 hours`() throws {
    let hours = try [("2027-03-27", 23), ("2027-06-05", 24), ("2027-10-30", 25)].map { text, hours in
      let night = try Self.dates {
        ($0.weekdays, $0.starts, $0.ends) = ([.saturday], Self.time("15:00"), Self.time("15:00"))
        ($0.from, $0.until) = (Self.day(text), Self.day(text))
      }[0]
      return night.endsAt.seconds(since: night.startsAt) == hours * 3600
    }
    #expect(hours == [true, true, true])
  }

  @Test func `a rule makes four hundred dates, and not one more`() throws {
    let everyDay = Set(Weekday.allCases)
    let (first, last) = (Self.day("2026-12-01"), Self.day("2026-12-01").adding(days: 399))
    #expect(try Self.dates { ($0.weekdays, $0.from, $0.until) = (everyDay, first, last) }.count == 400)
    let more = Self.problems { ($0.weekdays, $0.from, $0.until) = (everyDay, first, last.adding(days: 1)) }
    #expect(more == ["/repeat/until too_many"])
  }

  /// What differs from a rule that is taken, and what is said to it.
  struct Refused: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let problems: [String]
    let change: @Sendable (inout RepeatRule) -> Void

    init(_ name: String, _ problems: String..., change: @escaping @Sendable (inout RepeatRule) -> Void) {
      (testDescription, self.problems, self.change) = (name, problems, change)
    }
  }

  static let refused = [
    Refused("no weekday", "/repeat/weekdays too_few") { $0.weekdays = [] },
    Refused("no such weekday in the span", "/repeat too_few") {
      ($0.from, $0.until) = (day("2027-01-06"), day("2027-01-11"))
    },
    Refused("from yesterday", "/repeat/from in_the_past") { $0.from = day("2026-11-21") },
    Refused("begun an hour ago", "/repeat/from in_the_past") {
      ($0.weekdays, $0.starts, $0.from) = ([.sunday], time("08:00"), day("2026-11-22"))
    },
    Refused("the last day first", "/repeat/until ends_before_start") { $0.until = day("2026-12-31") },
    Refused("three years and a day", "/repeat/until in_the_future") { $0.until = day("2029-11-23") },
    Refused("every nine weeks", "/repeat/everyWeeks malformed") { $0.everyWeeks = 9 },
    Refused("no room", "/repeat/places too_small") { $0.room.places = 0 },
    Refused(
      "all at once", "/repeat/from in_the_past", "/repeat/until ends_before_start", "/repeat/places too_small"
    ) { ($0.from, $0.until, $0.room.places) = (day("2026-11-21"), day("2026-11-20"), 0) },
  ]

  @Test(arguments: refused)
  func `a rule that cannot be is refused at its field`(row: Refused) {
    #expect(Self.problems(row.change) == row.problems)
  }

  @Test func `today's date that is still to come is made`() throws {
    let dates = try Self.dates {
      ($0.weekdays, $0.from, $0.until) = ([.sunday], Self.day("2026-11-22"), Self.day("2026-11-22"))
    }
    #expect(dates.count == 1)
  }

  @Test func `bank holidays beyond those that are known are not guessed`() {
    let later = Instant(millis: Self.now.millis + 1_200 * 86_400_000)
    var rule = Self.rule { ($0.from, $0.until) = (Self.day("2030-04-01"), Self.day("2031-01-31")) }
    #expect(throws: Never.self) { try RepeatRules.dates(of: rule, for: Self.offer, now: later) }
    rule.exceptBankHolidays = true
    #expect(throws: Invalid.self) { try RepeatRules.dates(of: rule, for: Self.offer, now: later) }
  }

  @Test func `days that have a date at this time already are named`() throws {
    let dates = try Self.dates()
    #expect(RepeatRules.clashes(of: dates, for: Self.offer, beside: StandingDates()) == [])
    let standing = StandingDates(starts: Set(dates.prefix(7).map(\.startsAt)))
    let problem = try #require(RepeatRules.clashes(of: dates, for: Self.offer, beside: standing).first)
    #expect(problem.pointer == "/repeat" && problem.code == "duplicate")
    #expect(problem.detail.contains("2027-01-05") && problem.detail.contains("and 2 more days"))
  }

  @Test(arguments: ["", "9:30", "24:00", "10:60", "10.30", "10:3", "+1:30", "10:30:00"])
  func `what no clock shows is no time`(text: String) {
    #expect(throws: BadValue.self) { try WallTime(text: text) }
  }
}
