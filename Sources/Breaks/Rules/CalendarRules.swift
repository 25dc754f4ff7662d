/// What stands of a booking in the calendars of its carer and its partner.
///
/// Each event has a number, which is part of its UID. It keeps the number for as long as its time is booked, and when its
/// time falls away, a new time takes the number over: so that nothing is taken out of a calendar that can be moved.
package enum CalendarRules {
  /// Dates with their numbers once the booking has other dates than it had; those of one stay have one number.
  ///
  /// - Parameter old: the dates that calendars know of; empty for a new booking.
  package static func numbered(_ dates: [BookedSlot], since old: [BookedSlot] = []) -> [BookedSlot] {
    let known = events(old)
    let stays = stays(of: dates)
    let kept = stays.map { stay in known.first { $0.time == stay.time }?.number }
    var free = known.map(\.number).filter { !kept.contains($0) }
    free += (1...max(1, known.count + stays.count)).filter { number in !known.contains { $0.number == number } }
    var next = free.makeIterator()
    return zip(stays, kept).flatMap { stay, number in
      let number = number ?? next.next()
      return stay.dates.map { date in
        var date = date
        date.event = number
        return date
      }
    }
  }

  /// The events that some dates are, earliest first.
  package static func events(_ dates: [BookedSlot]) -> [CalendarEvent] {
    stays(of: dates).enumerated().map { place, stay in
      CalendarEvent(number: stay.dates.compactMap(\.event).first ?? place + 1, time: stay.time)
    }
  }

  /// The events that a booking has no more since it has other dates; those have their numbers already.
  package static func fallen(from old: [BookedSlot], to new: [BookedSlot]) -> [CalendarEvent] {
    let left = Set(events(new).map(\.number))
    return events(old).filter { !left.contains($0.number) }
  }

  /// The UID of one of a booking's events.
  ///
  /// - Parameter number: from 1 on; the first has the booking's own UID.
  package static func uid(_ booking: String, _ number: Int) -> String { number == 1 ? booking : "\(booking)-\(number)" }

  /// Dates that are one event together.
  private struct Stay {
    let dates: [BookedSlot]
    let time: Range<Instant>
  }

  /// Dates as events: nights of which each begins on the day the last one ended become one stay.
  private static func stays(of dates: [BookedSlot]) -> [Stay] {
    let sorted = dates.sorted { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }
    let follows = zip(sorted, sorted.dropFirst()).allSatisfy { night, next in
      London.day(of: night.endsAt) == London.day(of: next.startsAt)
    }
    guard let first = sorted.first, let last = sorted.last, follows, sorted.allSatisfy(\.isNight) else {
      return sorted.map { Stay(dates: [$0], time: $0.time) }
    }
    return [Stay(dates: sorted, time: first.startsAt..<last.endsAt)]
  }
}

/// One event of a booking in a calendar.
package struct CalendarEvent: Sendable, Equatable {
  /// Which of the booking's events it is, from 1 on.
  package let number: Int
  /// When it is.
  package let time: Range<Instant>

  /// Numbers an event.
  package init(number: Int, time: Range<Instant>) {
    self.number = number
    self.time = time
  }
}

extension BookedSlot {
  /// From its start to its end.
  package var time: Range<Instant> { startsAt..<endsAt }

  fileprivate var isNight: Bool { London.day(of: startsAt) < London.day(of: endsAt) }
}
