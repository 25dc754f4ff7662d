/// What stands of a booking in the calendars of its carer and its partner.
package enum CalendarRules {
  /// Dates as events, earliest first: nights of which each begins on the day the last one ended become one stay.
  package static func events(_ dates: [Range<Instant>]) -> [Range<Instant>] {
    let sorted = dates.sorted { $0.lowerBound < $1.lowerBound }
    let follows = zip(sorted, sorted.dropFirst()).allSatisfy { night, next in
      London.day(of: night.upperBound) == London.day(of: next.lowerBound)
    }
    guard let first = sorted.first, let last = sorted.last, follows, sorted.allSatisfy(isNight) else { return sorted }
    return [first.lowerBound..<last.upperBound]
  }

  /// The events that a booking has no more when it gets other dates: those whose number it does not use any more.
  ///
  /// An event of a number that it still uses is moved by the same UID, and so never stands twice.
  package static func fallen(from old: [BookedSlot], to new: [BookedSlot]) -> [FallenEvent] {
    let left = events(new.map(\.time)).count
    return events(old.map(\.time)).enumerated().dropFirst(left).map { FallenEvent(number: $0 + 1, time: $1) }
  }

  /// The UID of one of a booking's events.
  ///
  /// - Parameter number: from 1 on; the first has the booking's own UID, so that one date more or less leaves it in place.
  package static func uid(_ booking: String, _ number: Int) -> String { number == 1 ? booking : "\(booking)-\(number)" }

  private static func isNight(_ date: Range<Instant>) -> Bool {
    London.day(of: date.lowerBound) < London.day(of: date.upperBound)
  }
}

/// An event that has to be taken out of calendars, because a booking has fewer of them now.
package struct FallenEvent: Sendable, Equatable {
  /// Which of the booking's events it was, from 1 on.
  package let number: Int
  /// When it was.
  package let time: Range<Instant>

  /// Names an event.
  package init(number: Int, time: Range<Instant>) {
    self.number = number
    self.time = time
  }
}

extension BookedSlot {
  /// From its start to its end.
  package var time: Range<Instant> { startsAt..<endsAt }
}
