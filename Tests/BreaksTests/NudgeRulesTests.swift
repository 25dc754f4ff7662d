import Testing

@testable import Breaks

/// When a partner who has not answered is reminded.
@Suite struct NudgeRulesTests {
  @Test(arguments: [
    // Five working days from a Monday: on Friday morning, and on the last Monday's.
    ("2026-11-23T09:30:00Z", "2026-11-30T17:00:00Z", ["2026-11-27T08:00:00Z", "2026-11-30T08:00:00Z"]),
    // In summer eight o'clock is seven in UTC.
    ("2027-06-07T09:30:00Z", "2027-06-14T16:00:00Z", ["2027-06-11T07:00:00Z", "2027-06-14T07:00:00Z"]),
    // Half of the time lies in the day: there and then.
    ("2026-11-24T10:00:00Z", "2026-11-26T14:00:00Z", ["2026-11-25T12:00:00Z"]),
    ("2026-11-24T10:00:00Z", "2026-11-26T18:01:00Z", ["2026-11-25T14:00:30Z", "2026-11-26T08:00:00Z"]),
    // Christmas: nobody is reminded before the offices open on the 29th.
    ("2026-12-23T12:00:00Z", "2027-01-04T17:00:00Z", ["2026-12-29T14:30:00Z", "2027-01-04T08:00:00Z"]),
    // A deadline on a Sunday: the day before is none, and Monday is too late, so Friday at five.
    ("2026-11-24T10:00:00Z", "2026-11-29T15:00:00Z", ["2026-11-27T08:00:00Z", "2026-11-27T17:00:00Z"]),
    // Two hours: once, in the middle.
    ("2026-11-23T09:30:00Z", "2026-11-23T11:30:00Z", ["2026-11-23T10:30:00Z"]),
    // Two hours of a night: not at all.
    ("2026-11-23T21:00:00Z", "2026-11-23T23:00:00Z", []),
    // Two hours across the morning's opening: at eight.
    ("2026-11-24T06:30:00Z", "2026-11-24T08:30:00Z", ["2026-11-24T08:00:00Z"]),
    ("2026-11-24T06:00:00Z", "2026-11-24T08:00:00Z", []),
  ])
  func `a partner is reminded by day, twice at most, and before the deadline`(
    asked: String, decideBy: String, expected: [String]
  ) throws {
    let times = NudgeRules.times(asked: try Instant(text: asked), decideBy: try Instant(text: decideBy))
    #expect(times.map(\.text) == expected)
  }

  @Test(arguments: [
    ("2026-11-23T07:59:59Z", false), ("2026-11-23T08:00:00Z", true), ("2026-11-23T17:59:59Z", true),
    ("2026-11-23T18:00:00Z", false), ("2026-11-21T12:00:00Z", false), ("2026-12-25T12:00:00Z", false),
    ("2027-06-07T06:59:59Z", false), ("2027-06-07T07:00:00Z", true), ("2027-06-07T17:00:00Z", false),
  ])
  func `nobody is reminded at night, at weekends or on bank holidays`(at: String, isByDay: Bool) throws {
    #expect(NudgeRules.isByDay(try Instant(text: at)) == isByDay)
  }

  @Test func `whatever the times are, reminders are two at most, by day, in order, and within the time`() throws {
    let start = try Instant(text: "2026-12-18T00:00:00Z")
    for asked in stride(from: 0, to: 14 * 24, by: 5).map({ start.adding(hours: $0) }) {
      for hours in [1, 2, 3, 7, 26, 49, 50, 73, 100, 171, 240] {
        let decideBy = asked.adding(hours: hours)
        let times = NudgeRules.times(asked: asked, decideBy: decideBy)
        #expect(times.count <= 2 && times == times.sorted())
        #expect(times.allSatisfy { NudgeRules.isByDay($0) && $0 > asked && $0 < decideBy }, "\(asked) \(hours)")
      }
    }
  }
}
