/// Nights of one stay follow one another.
package enum StayRules {
  /// What is wrong with the dates of a request for nights away, each at its place in the request; empty when they may be
  /// one stay.
  ///
  /// Each night begins on the London day on which the one before it ends. Whether each has room is asked elsewhere: they
  /// are booked all or none.
  static func problems(_ facts: BookingFacts, _ request: BookingRequest) -> [Problem] {
    guard facts.offer.details.stay == .overnight else { return [] }
    return zip(facts.slots, facts.slots.dropFirst()).compactMap { night, next in
      if isNext(next, after: night) { return nil }
      let place = request.slots.firstIndex(of: next.id).map { "/slots/\($0)" } ?? "/slots"
      return Problem(
        place, "nights_not_consecutive",
        "This night does not follow the one before it. Please book nights that follow one another, or each by itself.")
    }
  }

  /// Whether a night begins on the London day on which another ends.
  static func isNext(_ next: Slot, after night: Slot) -> Bool {
    let (begun, over) = (London.day(of: night.startsAt), London.day(of: night.endsAt))
    return London.day(of: next.startsAt) == max(begun.adding(days: 1), over)
  }
}
