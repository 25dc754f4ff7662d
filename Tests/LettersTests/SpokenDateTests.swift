import Breaks
import Testing

@testable import Letters

@Suite struct SpokenDateTests {
  @Test(arguments: [
    ("2026-12-04T15:00:00Z", "Friday 4 December 2026, 3pm"),
    ("2026-12-04T19:30:00Z", "Friday 4 December 2026, 7.30pm"),
    ("2026-12-04T09:05:00Z", "Friday 4 December 2026, 9.05am"),
    ("2026-12-04T12:00:00Z", "Friday 4 December 2026, noon"),
    ("2026-12-04T12:30:00Z", "Friday 4 December 2026, 12.30pm"),
    ("2026-12-04T00:30:00Z", "Friday 4 December 2026, 12.30am"),
    ("2026-12-05T00:00:00Z", "midnight at the end of Friday 4 December 2026"),
    ("2026-07-31T23:00:00Z", "midnight at the end of Friday 31 July 2026"),
    ("2027-03-28T00:59:00Z", "Sunday 28 March 2027, 12.59am"),
    ("2027-03-28T01:00:00Z", "Sunday 28 March 2027, 2am"),
  ])
  func `a moment is said as London's clocks show it`(text: String, spoken: String) throws {
    #expect(try Instant(text: text).spoken == spoken)
  }

  @Test(arguments: [
    (
      "2026-12-04T15:00:00Z", "2026-12-05T11:00:00Z",
      "Friday 4 December 2026, 3pm to Saturday 5 December 2026, 11am"
    ),
    ("2026-12-08T09:30:00Z", "2026-12-08T12:00:00Z", "Tuesday 8 December 2026, 9.30am to noon"),
    ("2026-12-08T19:00:00Z", "2026-12-09T00:00:00Z", "Tuesday 8 December 2026, 7pm to midnight"),
    ("2026-07-01T09:00:00Z", "2026-07-01T12:15:00Z", "Wednesday 1 July 2026, 10am to 1.15pm"),
    (
      "2026-12-04T15:00:00Z", "2026-12-06T00:00:00Z",
      "Friday 4 December 2026, 3pm to midnight at the end of Saturday 5 December 2026"
    ),
  ])
  func `a slot says its day once when both ends share it`(start: String, end: String, spoken: String) throws {
    let slot = SlotFacts(startsAt: try Instant(text: start), endsAt: try Instant(text: end))
    #expect(slot.spoken == spoken)
  }
}
