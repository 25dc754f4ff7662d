/// One date of an offer, as the API shows it.
package struct SlotShape: Codable, Sendable, Equatable {
  package var id: String
  package var startsAt: String
  package var endsAt: String
  package var places: Int
  package var placesLeft: Int
  /// Rooms, tables or beds; left out where only people count.
  package var units: Int?
  package var unitsLeft: Int?
  /// The rooms by their kind; left out where they are all alike.
  package var kinds: [Kind]?
  /// How many people the staff can look after one to one; left out where staff does not count.
  package var staff: Int?
  package var staffLeft: Int?
  /// True where the partner takes no bookings just now; left out otherwise, and for whoever is not told of pauses.
  package var paused: Bool?
  package var pauseReason: String?

  /// The rooms, tables or beds of one kind on a date.
  package struct Kind: Codable, Sendable, Equatable {
    package var kind: String
    package var units: Int
    package var left: Int

    /// Counts the units of a kind.
    package init(kind: String, units: Int, left: Int) {
      self.kind = kind
      self.units = units
      self.left = left
    }
  }

  /// Puts an answer together; what more there is to tell is set afterwards.
  package init(id: String, startsAt: String, endsAt: String, places: Int, placesLeft: Int) {
    self.id = id
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.places = places
    self.placesLeft = placesLeft
  }
}

/// The dates that were added to an offer, in the order of the request.
package struct SlotsAddedShape: Codable, Sendable, Equatable {
  package var slots: [SlotShape]

  /// Puts an answer together.
  package init(slots: [SlotShape]) { self.slots = slots }
}

/// How many dates were paused or opened again, and how many bookings stand on them.
package struct PausedShape: Codable, Sendable, Equatable {
  package var slots: Int
  package var bookings: Int

  /// Puts an answer together.
  package init(slots: Int, bookings: Int) {
    self.slots = slots
    self.bookings = bookings
  }
}
