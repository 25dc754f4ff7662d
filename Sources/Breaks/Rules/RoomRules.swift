/// What a date of an offer can have room for.
package enum RoomRules {
  /// What is wrong with the room of a date, in the order of its fields; empty when a date may have it.
  ///
  /// - Parameter place: where the room stands in the request, such as `/slots/0`; empty for the request itself.
  package static func problems(_ room: SlotRoom, of offer: OfferDetails, at place: String) -> [Problem] {
    var problems = placesProblems(room, at: place)
    problems += kindsProblems(room.kinds, of: offer, at: place)
    if let units = room.units, !room.kinds.isEmpty, units != room.unitsInAll {
      problems.append(
        Problem(
          place + "/units", "not_allowed_here",
          "This is not what the kinds have together, \(room.unitsInAll ?? 0). You may leave it out."))
    } else if room.units != nil, room.kinds.isEmpty, offer.unitKinds.count > 1 {
      problems.append(
        Problem(
          place + "/kinds", "required", "This offer has several kinds of room or table: please say how many of each."))
    }
    if let units = room.unitsInAll, units > room.places {
      problems.append(
        Problem(
          place + "/places", "units_without_people",
          "There are \(units) rooms, tables or beds, and room for \(room.places) people: some would always be empty."))
    }
    if room.staff != nil, offer.category != .care {
      problems.append(Problem(place + "/staff", "not_allowed_here", "Staff is counted for care only."))
    }
    return problems
  }

  private static func placesProblems(_ room: SlotRoom, at place: String) -> [Problem] {
    if room.places < 1 {
      return [Problem(place + "/places", "too_small", "A date has room for at least one person.")]
    }
    if room.places > 1000 {
      return [Problem(place + "/places", "too_large", "A date has room for at most 1000 people.")]
    }
    return []
  }

  private static func kindsProblems(_ kinds: [SlotUnits], of offer: OfferDetails, at place: String) -> [Problem] {
    var seen: Set<UnitKind> = []
    return kinds.enumerated().compactMap { number, units in
      let pointer = "\(place)/kinds/\(number)/kind"
      if !seen.insert(units.kind).inserted {
        return Problem(pointer, "duplicate", "This kind stands here twice.")
      }
      if !offer.unitKinds.contains(where: { $0.kind == units.kind }) {
        return Problem(pointer, "unit_kind_unknown", "The offer has no rooms or tables of this kind (unitKinds).")
      }
      return nil
    }
  }

  /// Whether two dates of an offer would be two bookings of one bed if they overlapped.
  ///
  /// - Parameter room: that of one of the dates.
  package static func isOneBed(_ room: SlotRoom, of offer: OfferDetails) -> Bool {
    hasBeds(offer) || (offer.stay == .overnight && room.unitsInAll != nil)
  }

  /// Whether an offer lets beds, each of which stands on all its dates.
  package static func hasBeds(_ offer: OfferDetails) -> Bool { offer.unitKinds.contains { $0.kind == .bed } }

  /// Which of some new dates would let one bed to two at a time, by their places in the request.
  ///
  /// - Parameter standing: the dates that the offer has already.
  package static func overlapping(
    _ requests: [SlotRequest], of offer: OfferDetails, standing: [Range<Instant>]
  ) -> [Int] {
    let new = requests.enumerated().filter { $1.endsAt > $1.startsAt && isOneBed($1.room, of: offer) }
      .map { (place: Int?.some($0), span: $1.startsAt..<$1.endsAt) }
    let all = (new + standing.map { (place: nil, span: $0) }).sorted { $0.span.lowerBound < $1.span.lowerBound }
    var found: Set<Int> = []
    // In the order of their starts, only the one that lasts longest so far can reach into the next.
    var longest: (place: Int?, span: Range<Instant>)?
    for date in all {
      if let before = longest, date.span.lowerBound < before.span.upperBound {
        // The later of two new dates is told; beside one that stands, the new one.
        if let place = date.place ?? before.place { found.insert(place) }
      }
      if longest.map({ date.span.upperBound > $0.span.upperBound }) ?? true { longest = date }
    }
    return found.sorted()
  }
}
