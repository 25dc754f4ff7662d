/// One date of an offer, with what it has room for and how much of that is taken.
package struct Slot: Sendable, Equatable {
  package let id: ID<Slot>
  package let offer: ID<Offer>
  package let startsAt: Instant
  package let endsAt: Instant
  /// How many people it takes; 1...1000.
  package let places: Int
  /// How many of them are taken; 0...places.
  package let taken: Int
  /// How many rooms, tables or beds it has; nil where only people are counted.
  package let units: Int?
  /// How many of them are taken; 0...units.
  package let unitsTaken: Int
  /// How many carers' places the staff on duty can look after one to one; nil where staff is not counted.
  package let staff: Int?
  /// How much of the staff is taken; 0...staff.
  package let staffTaken: Int
  /// The units by their kind; empty where they are all alike.
  package let kinds: [SlotUnits]
  /// Whether the partner takes no bookings for it just now; those that stand are honoured.
  package let paused: Bool
  /// Why, for the partner and the coordinators.
  package let pauseReason: String?
  /// Raised with every change that its partner makes; bookings do not count.
  package let version: Int

  /// How many places are free.
  package var placesLeft: Int { places - taken }
  /// How many units are free; nil where only people are counted.
  package var unitsLeft: Int? { units.map { $0 - unitsTaken } }
  /// How much staff is free; nil where staff is not counted.
  package var staffLeft: Int? { staff.map { $0 - staffTaken } }

  /// Puts a slot together; all of it is free unless said otherwise.
  package init(
    id: ID<Slot>, offer: ID<Offer>, startsAt: Instant, endsAt: Instant, places: Int, taken: Int = 0,
    units: Int? = nil, unitsTaken: Int = 0, staff: Int? = nil, staffTaken: Int = 0, kinds: [SlotUnits] = [],
    paused: Bool = false, pauseReason: String? = nil, version: Int = 1
  ) {
    self.id = id
    self.offer = offer
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.places = places
    self.taken = taken
    self.units = units
    self.unitsTaken = unitsTaken
    self.staff = staff
    self.staffTaken = staffTaken
    self.kinds = kinds
    self.paused = paused
    self.pauseReason = pauseReason
    self.version = version
  }

  /// Whether a need fits into what is free, as the store counts when it takes it: what a date does not count it has none of.
  package func hasRoom(for need: Need) -> Bool { hasRoom(for: need, givenBack: []) }

  /// Whether a need would fit if others gave back what they take.
  package func hasRoom(for need: Need, givenBack: [Need]) -> Bool {
    func free(_ left: Int, _ part: (Need) -> Int) -> Bool {
      part(need) <= left + givenBack.reduce(0) { $0 + part($1) }
    }
    guard !paused, free(placesLeft, \.people) else { return false }
    guard free(unitsLeft ?? 0, \.units), free(staffLeft ?? 0, \.staff) else { return false }
    guard let kind = need.unitKind else { return true }
    guard let ofKind = kinds.first(where: { $0.kind == kind }) else { return false }
    return free(ofKind.left) { $0.unitKind == kind ? $0.units : 0 }
  }
}

/// The rooms, tables or beds of one kind on one date.
package struct SlotUnits: Sendable, Equatable {
  package let kind: UnitKind
  /// 1...1000.
  package let units: Int
  /// 0...units.
  package let taken: Int

  /// How many are free.
  package var left: Int { units - taken }

  /// Counts the units of a kind.
  package init(kind: UnitKind, units: Int, taken: Int = 0) {
    self.kind = kind
    self.units = units
    self.taken = taken
  }
}

/// A kind of room, table or bed.
package enum UnitKind: String, CaseIterable, Sendable, Codable {
  case single, double, twin, family, accessible, table, bed
}

/// A kind of unit that an offer has, and how many people one of it takes.
package struct UnitKindOffered: Sendable, Equatable, Codable {
  package var kind: UnitKind
  /// 1...12.
  package var sleeps: Int

  /// Names a kind.
  package init(kind: UnitKind, sleeps: Int) {
    self.kind = kind
    self.sleeps = sleeps
  }
}

/// What a booking takes of each of its dates.
package struct Need: Sendable, Equatable {
  /// 1...12.
  package var people: Int
  /// 0 where the date counts only people.
  package var units: Int
  /// Nil where the units are all alike.
  package var unitKind: UnitKind?
  /// 0 where staff is not counted.
  package var staff: Int

  /// Says what is needed.
  package init(people: Int, units: Int = 0, unitKind: UnitKind? = nil, staff: Int = 0) {
    self.people = people
    self.units = units
    self.unitKind = unitKind
    self.staff = staff
  }
}
