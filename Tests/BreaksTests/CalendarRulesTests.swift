import Testing

@testable import Breaks

/// Which events a booking is in calendars, and which fall away when it changes.
@Suite struct CalendarRulesTests {
  private func morning(_ day: Int) -> BookedSlot {
    let start = London.instant(Day(daysSince1970: 20_787 + day), minuteOfDay: 570)
    return BookedSlot(id: ID(BookingWish.me), startsAt: start, endsAt: start.adding(hours: 2))
  }

  private func night(_ day: Int) -> BookedSlot {
    let start = London.instant(Day(daysSince1970: 20_787 + day), minuteOfDay: 900)
    return BookedSlot(id: ID(BookingWish.me), startsAt: start, endsAt: start.adding(hours: 20))
  }

  private func numbers(_ old: [BookedSlot], _ new: [BookedSlot]) -> [Int] {
    CalendarRules.fallen(from: old, to: new).map(\.number)
  }

  @Test func `fewer days take the last events out, another day takes none`() {
    let three = [morning(1), morning(8), morning(15)]
    #expect(numbers(three, [morning(1), morning(8)]) == [3])
    #expect(numbers(three, [morning(22)]) == [2, 3])
    #expect(numbers(three, [morning(2), morning(9), morning(16)]) == [])
    #expect(numbers([morning(1)], three) == [])
    #expect(CalendarRules.fallen(from: three, to: [morning(8)]).map(\.time) == [morning(8).time, morning(15).time])
  }

  @Test func `nights that follow each other are one event, however many`() {
    #expect(numbers([night(4), night(5), night(6)], [night(4)]) == [])
    #expect(numbers([night(4), night(6)], [night(5), night(4)]) == [2])
    #expect(CalendarRules.events([night(5).time, night(4).time]) == [night(4).startsAt..<night(5).endsAt])
  }

  @Test func `the first event has the booking's own name`() {
    #expect([1, 2, 14].map { CalendarRules.uid("b", $0) } == ["b", "b-2", "b-14"])
  }
}
