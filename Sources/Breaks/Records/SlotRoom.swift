/// What a date has room for: people, rooms or tables or beds, staff; each counted by itself.
package struct SlotRoom: Sendable, Equatable {
  /// How many people; 1...1000.
  package var places: Int
  /// How many rooms, tables or beds that are all alike, or as many as `kinds` has together; nil where only people count.
  package var units: Int?
  /// The rooms by their kind; empty where they are all alike.
  package var kinds: [SlotUnits]
  /// How many people the staff can look after one to one; nil where staff does not count.
  package var staff: Int?

  /// Says what there is room for.
  package init(places: Int, units: Int? = nil, kinds: [SlotUnits] = [], staff: Int? = nil) {
    self.places = places
    self.units = units
    self.kinds = kinds
    self.staff = staff
  }

  /// How many rooms, tables or beds there are in all; nil where only people count.
  package var unitsInAll: Int? { kinds.isEmpty ? units : kinds.reduce(0) { $0 + $1.units } }
}

extension Slot {
  /// What it has room for.
  package var room: SlotRoom { SlotRoom(places: places, units: units, kinds: kinds, staff: staff) }
}

/// One date that a partner wants to add.
package struct SlotRequest: Sendable, Equatable {
  package var startsAt: Instant
  package var endsAt: Instant
  package var room: SlotRoom

  /// Asks for a date.
  package init(startsAt: Instant, endsAt: Instant, room: SlotRoom) {
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.room = room
  }

  /// Asks for a date on which only people count.
  package init(startsAt: Instant, endsAt: Instant, places: Int) {
    self.init(startsAt: startsAt, endsAt: endsAt, room: SlotRoom(places: places))
  }
}

/// What an offer has already beside the dates that are to be added.
package struct StandingDates: Sendable, Equatable {
  /// The starts among those that are asked for.
  package var starts: Set<Instant>
  /// The dates that one bed could be let to twice; needed only where beds or rooms are counted.
  package var spans: [Range<Instant>]

  /// Gathers what there is.
  package init(starts: Set<Instant> = [], spans: [Range<Instant>] = []) {
    self.starts = starts
    self.spans = spans
  }
}

/// What a partner wants changed of a date.
package struct SlotChange: Sendable {
  private let change: @Sendable (inout SlotRoom) -> Void

  /// Gathers the changed fields.
  package init(_ change: @escaping @Sendable (inout SlotRoom) -> Void) { self.change = change }

  /// What there is room for after the change.
  package func applied(to room: SlotRoom) -> SlotRoom {
    var changed = room
    change(&changed)
    return changed
  }
}

/// The London days on which a partner takes no bookings, both included.
package struct PauseSpan: Sendable, Equatable {
  package let from: Day
  package let to: Day

  /// Spans the days.
  package init(from: Day, to: Day) {
    self.from = from
    self.to = to
  }
}

/// What became of the dates of some days.
package struct Paused: Sendable, Equatable {
  /// How many dates there are on those days that have not begun.
  package let slots: Int
  /// How many bookings stand on them, which are honoured.
  package let bookings: Int

  /// Counts them.
  package init(slots: Int, bookings: Int) {
    self.slots = slots
    self.bookings = bookings
  }
}
