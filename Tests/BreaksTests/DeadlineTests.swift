import Testing

@testable import Breaks

/// Working days, and by when a partner answers.
@Suite struct DeadlineTests {
  @Test(arguments: [
    ("2026-11-20", true), ("2026-11-21", false), ("2026-11-22", false), ("2026-11-23", true), ("2026-12-24", true),
    ("2026-12-25", false), ("2026-12-28", false), ("2026-12-29", true), ("2026-12-31", true), ("2027-01-01", false),
    ("2027-03-26", false), ("2027-03-29", false), ("2027-03-30", true),
  ])
  func `offices are shut at weekends and on bank holidays`(day: String, isOpen: Bool) throws {
    #expect(Deadlines.isWorkingDay(try Day(text: day)) == isOpen)
  }

  @Test(arguments: [
    (0, "2026-11-21", "2026-11-21"), (1, "2026-11-19", "2026-11-20"), (1, "2026-11-20", "2026-11-23"),
    (1, "2026-11-21", "2026-11-23"), (1, "2026-11-22", "2026-11-23"), (5, "2026-11-23", "2026-11-30"),
    (1, "2026-12-24", "2026-12-29"), (5, "2026-12-23", "2027-01-04"), (2, "2027-03-25", "2027-03-31"),
  ])
  func `working days step over days on which offices are shut`(count: Int, from: String, to: String) throws {
    #expect(Deadlines.day(workingDays: count, after: try Day(text: from)).text == to)
  }

  @Test(arguments: [
    // Five working days on, at five in London.
    ("2026-11-23T09:30:00Z", "2027-02-01T15:00:00Z", "2026-11-30T17:00:00Z"),
    ("2026-11-21T12:00:00Z", "2027-02-01T15:00:00Z", "2026-11-27T17:00:00Z"),
    ("2026-12-23T12:00:00Z", "2027-02-01T15:00:00Z", "2027-01-04T17:00:00Z"),
    ("2027-06-07T22:59:59Z", "2027-08-01T15:00:00Z", "2027-06-14T16:00:00Z"),
    ("2027-06-07T23:00:00Z", "2027-08-01T15:00:00Z", "2027-06-15T16:00:00Z"),
    ("2027-03-25T12:00:00Z", "2027-08-01T15:00:00Z", "2027-04-05T16:00:00Z"),
    // Two days before the start, when that is sooner.
    ("2026-11-23T09:30:00Z", "2026-12-02T17:00:01Z", "2026-11-30T17:00:00Z"),
    ("2026-11-23T09:30:00Z", "2026-12-02T16:59:59Z", "2026-11-30T16:59:59Z"),
    ("2026-11-23T09:30:00Z", "2026-11-27T15:00:00Z", "2026-11-25T15:00:00Z"),
    // Short notice: two hours, but never longer than the start.
    ("2026-11-23T09:30:00Z", "2026-11-25T11:30:01Z", "2026-11-23T11:30:01Z"),
    ("2026-11-23T09:30:00Z", "2026-11-25T11:29:59Z", "2026-11-23T11:30:00Z"),
    ("2026-11-23T09:30:00Z", "2026-11-23T11:30:01Z", "2026-11-23T11:30:00Z"),
    ("2026-11-23T09:30:00Z", "2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z"),
  ])
  func `a partner answers in five working days, two days before, or in two hours`(
    asked: String, startsAt: String, expected: String
  ) throws {
    let by = Deadlines.decideBy(asked: try Instant(text: asked), startsAt: try Instant(text: startsAt))
    #expect(by.text == expected)
  }
}
