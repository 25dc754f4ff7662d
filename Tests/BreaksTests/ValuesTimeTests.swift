import Breaks
import Testing

@Suite struct ValuesTimeTests {
  @Test(arguments: [
    ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2), ("2027-03-28", 20_905, 7),
    ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5), ("2026-11-22", 20_779, 7),
  ])
  func `a day knows its place in the calendar and its day of the week`(text: String, days: Int, weekday: Int) throws {
    let day = try Day(text: text)
    #expect(day.daysSince1970 == days)
    #expect(day.weekday == weekday)
    #expect(Day(daysSince1970: days) == day)
    #expect(day.text == text)
  }

  @Test(arguments: [
    "", "2027-02-29", "2100-02-29", "2027-13-01", "2027-00-10", "2027-04-31", "2027-01-00", "0000-01-01", "27-03-28",
    "2027-3-28", "2027/03/28", "2027-03-28T00:00:00Z", " 2027-03-28", "+027-03-28", "２０２７-03-28",
  ])
  func `what no calendar has is no day`(text: String) {
    #expect(refusal(text, Day.init(text:)) == "not_a_day")
  }

  @Test func `days count through every month and leap year`() throws {
    var day = try Day(text: "1996-01-01")
    for days in day.daysSince1970..<day.daysSince1970 + 3000 {
      #expect(day.daysSince1970 == days)
      day = day.adding(days: 1)
    }
    #expect(day.text == "2004-03-19")
  }

  @Test(arguments: [
    ("2027-01-31", 1, "2027-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2027-03-31", -1, "2027-02-28"),
    ("2026-11-30", 3, "2027-02-28"), ("2026-12-15", 12, "2027-12-15"), ("2027-01-15", -1, "2026-12-15"),
  ])
  func `months later is the same date, or the month's last day`(from: String, months: Int, to: String) throws {
    #expect(try Day(text: from).adding(months: months).text == to)
  }

  @Test(arguments: [
    ("2010-06-15", "2026-06-14", 15), ("2010-06-15", "2026-06-15", 16), ("2008-02-29", "2026-02-28", 17),
    ("2008-02-29", "2026-03-01", 18), ("2026-11-22", "2026-11-22", 0), ("2008-02-29", "2028-02-29", 20),
  ])
  func `a birthday makes a year older on the day itself`(born: String, on: String, age: Int) throws {
    #expect(try Day(text: born).age(on: try Day(text: on)) == age)
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-11-22T02:10:41Z", 1_795_313_441_000), ("1969-12-31T23:59:59.999Z", -1),
    ("2026-11-22T02:10:41.5Z", 1_795_313_441_500), ("2026-11-22T02:10:41.123456789Z", 1_795_313_441_123),
  ])
  func `an instant is read to the millisecond`(text: String, millis: Int64) throws {
    #expect(try Instant(text: text).millis == millis)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999Z"), (1_795_313_441_050, "2026-11-22T02:10:41.050Z"),
  ])
  func `an instant is written with milliseconds only where there are some`(millis: Int64, text: String) {
    #expect(Instant(millis: millis).text == text)
  }

  @Test(arguments: [
    "", "2026-11-22", "2026-11-22T02:10:41", "2026-11-22T02:10:41+00:00", "2026-11-22t02:10:41z", "2026-11-22T02:10Z",
    "2026-11-22 02:10:41Z", "2026-11-22T24:00:00Z", "2026-11-22T02:60:41Z", "2026-11-22T02:10:60Z",
    "2026-11-22T02:10:41.Z", "2026-11-22T02:10:41.1234567890Z", "2026-02-29T00:00:00Z", "2026-11-22T02:10:41,5Z",
    "2026-11-22T02:10:41.5xZ", "2026-11-22T-2:10:41Z",
  ])
  func `what no clock of ours shows is no instant`(text: String) {
    #expect(refusal(text, Instant.init(text:)) == "not_an_instant")
  }

  @Test func `whole seconds between instants are rounded down`() {
    let start = Instant(millis: 10_000)
    #expect(Instant(millis: 11_999).seconds(since: start) == 1)
    #expect(Instant(millis: 9_999).seconds(since: start) == -1)
    #expect(start.adding(hours: 25).millis == 90_010_000)
  }

  @Test(arguments: [
    // The last Sunday of March 2027: at 01:00 the clocks go to 02:00.
    ("2027-03-28", 0, "2027-03-28T00:00:00Z"), ("2027-03-28", 59, "2027-03-28T00:59:00Z"),
    ("2027-03-28", 60, "2027-03-28T01:00:00Z"), ("2027-03-28", 90, "2027-03-28T01:30:00Z"),
    ("2027-03-28", 120, "2027-03-28T01:00:00Z"), ("2027-03-28", 150, "2027-03-28T01:30:00Z"),
    ("2027-03-28", 900, "2027-03-28T14:00:00Z"), ("2027-03-27", 900, "2027-03-27T15:00:00Z"),
    // The last Sunday of October 2027: at 02:00 the clocks go back to 01:00.
    ("2027-10-31", 0, "2027-10-30T23:00:00Z"), ("2027-10-31", 59, "2027-10-30T23:59:00Z"),
    ("2027-10-31", 60, "2027-10-31T00:00:00Z"), ("2027-10-31", 90, "2027-10-31T00:30:00Z"),
    ("2027-10-31", 120, "2027-10-31T02:00:00Z"), ("2027-10-31", 900, "2027-10-31T15:00:00Z"),
    ("2027-10-30", 900, "2027-10-30T14:00:00Z"), ("2027-11-01", 0, "2027-11-01T00:00:00Z"),
  ])
  func `a wall time in London is one instant, also when the clocks change`(
    day: String, minute: Int, instant: String
  ) throws {
    #expect(London.instant(try Day(text: day), minuteOfDay: minute).text == instant)
  }

  @Test func `every wall time that London's clocks show leads there and back`() throws {
    for text in ["2027-03-27", "2027-03-28", "2027-06-21", "2027-10-30", "2027-10-31", "2027-12-21"] {
      let day = try Day(text: text)
      let skipped = text == "2027-03-28" ? 60..<120 : 0..<0
      for minute in 0..<1440 {
        let instant = London.instant(day, minuteOfDay: minute)
        #expect(London.day(of: instant) == day)
        #expect(London.minuteOfDay(of: instant) == (skipped.contains(minute) ? minute + 60 : minute))
      }
    }
  }

  @Test(arguments: [
    ("2027-03-28T00:59:59Z", 0), ("2027-03-28T01:00:00Z", 3600), ("2027-10-31T00:59:59Z", 3600),
    ("2027-10-31T01:00:00Z", 0), ("2027-01-15T12:00:00Z", 0), ("2027-07-15T12:00:00Z", 3600),
  ])
  func `London is an hour ahead in summer`(text: String, seconds: Int) throws {
    #expect(London.offsetSeconds(at: try Instant(text: text)) == seconds)
  }

  @Test func `late on a summer evening it is tomorrow in London`() throws {
    #expect(London.day(of: try Instant(text: "2027-07-14T23:30:00Z")).text == "2027-07-15")
    #expect(London.day(of: try Instant(text: "2027-01-14T23:30:00Z")).text == "2027-01-14")
    #expect(London.midnight(try Day(text: "2027-07-15")).text == "2027-07-14T23:00:00Z")
  }

  @Test(arguments: [
    (CapPeriod.month, "2027-02-28", "2027-02-01", "2027-03-01"), (.quarter, "2027-03-31", "2027-01-01", "2027-04-01"),
    (.quarter, "2027-04-01", "2027-04-01", "2027-07-01"), (.halfYear, "2027-06-30", "2027-01-01", "2027-07-01"),
    (.halfYear, "2027-07-01", "2027-07-01", "2028-01-01"), (.year, "2027-12-31", "2027-01-01", "2028-01-01"),
  ])
  func `a cap counts over calendar periods`(period: CapPeriod, day: String, from: String, until: String) throws {
    let bounds = period.bounds(around: try Day(text: day))
    #expect(bounds.from.text == from)
    #expect(bounds.until.text == until)
  }
}
