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

  /// The numbers of some dates' events after a change, then those that fall away.
  private func numbers(_ old: [BookedSlot], _ new: [BookedSlot]) -> [[Int]] {
    let dates = CalendarRules.numbered(new, since: old)
    return [
      CalendarRules.events(dates).map(\.number), CalendarRules.fallen(from: old, to: dates).map(\.number),
    ]
  }

  @Test func `a date that stays keeps its number, and only what is over falls away`() {
    let three = [morning(1), morning(8), morning(15)]
    #expect(numbers(three, [morning(1), morning(8)]) == [[1, 2], [3]])
    #expect(numbers(three, [morning(8)]) == [[2], [1, 3]])
    #expect(numbers(three, [morning(22)]) == [[1], [2, 3]])
    #expect(numbers(three, [morning(15), morning(22)]) == [[3, 1], [2]])
    #expect(numbers(three, [morning(2), morning(9), morning(16)]) == [[1, 2, 3], []])
    #expect(numbers([morning(8)], three) == [[2, 1, 3], []])
  }

  @Test func `numbers last from change to change`() {
    let second = CalendarRules.numbered([morning(8)], since: [morning(1), morning(8), morning(15)])
    #expect(second.map(\.event) == [2])
    let two = CalendarRules.numbered([morning(8), morning(15)], since: second)
    #expect(two.map(\.event) == [2, 1])
    #expect(numbers(two, [morning(15)]) == [[1], [2]])
  }

  @Test func `nights that follow each other are one event, however many`() {
    #expect(numbers([night(4), night(5), night(6)], [night(4)]) == [[1], []])
    #expect(numbers([night(4), night(6)], [night(5), night(4)]) == [[1], [2]])
    let stay = CalendarRules.numbered([night(5), night(4)])
    #expect(stay.map(\.event) == [1, 1])
    #expect(CalendarRules.events(stay) == [CalendarEvent(number: 1, time: night(4).startsAt..<night(5).endsAt)])
  }

  @Test func `the first event has the booking's own name`() {
    #expect([1, 2, 14].map { CalendarRules.uid("b", $0) } == ["b", "b-2", "b-14"])
  }
}
