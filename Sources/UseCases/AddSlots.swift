import Breaks
import Store

extension Errand {
  /// Adds dates to an offer, one by one or by a rule, all or none.
  ///
  /// - Parameter version: the version the caller has read; nil when they do not say.
  /// - Returns: the new dates, in the order of the requests or of the rule.
  /// - Throws: `Invalid` with everything that is wrong; `Refusal.wrongState` for a withdrawn offer, `.changedMeanwhile`,
  ///   `.notFound`.
  package func addSlots(offer id: ID<Offer>, _ asked: SlotsAsked, ifVersion version: Int?) throws -> [Slot] {
    let (offer, _) = try offerToChange(id, ifVersion: version)
    guard offer.state != .withdrawn else { throw Refusal.wrongState }
    // Holds the offer's row, so that nobody adds the same start between our look and our insert.
    guard try store.offers.touch(offer) else { throw Refusal.changedMeanwhile }
    let requests = try self.requests(asked, of: offer)
    let standing = try standing(beside: requests, of: offer)
    let season = offer.details.season
    switch asked {
    case .each:
      try Invalid.throwIfAny(
        SlotRules.problems(requests, of: offer.details, beside: standing, now: now)
          + SeasonRules.problems(requests, outside: season))
    case .by:
      try Invalid.throwIfAny(
        RepeatRules.clashes(of: requests, for: offer.details, beside: standing)
          + SeasonRules.problems(ofRuleWith: requests, outside: season))
    }
    let slots = requests.map { request in
      Slot(
        id: world.id(), offer: id, startsAt: request.startsAt, endsAt: request.endsAt, places: request.room.places,
        units: request.room.unitsInAll, staff: request.room.staff, kinds: request.room.kinds)
    }
    for slot in slots { try store.slots.insert(slot, now: now) }
    try note("slots_added", "offer", id.text, "\(slots.count)")
    return slots
  }

  /// Adds dates to an offer, one by one, all or none.
  ///
  /// - Throws: as for dates that are asked for in either way.
  package func addSlots(offer id: ID<Offer>, _ requests: [SlotRequest], ifVersion version: Int?) throws -> [Slot] {
    try addSlots(offer: id, .each(requests), ifVersion: version)
  }

  private func requests(_ asked: SlotsAsked, of offer: Offer) throws -> [SlotRequest] {
    switch asked {
    case .each(let requests): requests
    case .by(let rule): try RepeatRules.dates(of: rule, for: offer.details, now: now)
    }
  }

  /// What the offer has already: the same starts, and where one bed could be let twice, the dates that might overlap.
  func standing(beside requests: [SlotRequest], of offer: Offer) throws -> StandingDates {
    let asked = requests.prefix(SlotRules.mostAtOnce)
    let starts = try store.slots.starts(among: asked.map(\.startsAt), of: offer.id)
    let beds = asked.filter { $0.endsAt > $0.startsAt && RoomRules.isOneBed($0.room, of: offer.details) }
    guard let first = beds.map(\.startsAt).min(), let last = beds.map(\.endsAt).max() else {
      return StandingDates(starts: starts)
    }
    return StandingDates(
      starts: starts,
      spans: try store.slots.spans(
        of: offer.id, in: first..<last, countingUnits: !RoomRules.hasBeds(offer.details)))
  }
}
