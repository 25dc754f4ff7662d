/// One date of an offer, as the API shows it.
package struct SlotShape: Codable, Sendable, Equatable {
  package var id: String
  package var startsAt: String
  package var endsAt: String
  package var places: Int
  package var placesLeft: Int

  /// Puts an answer together.
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
