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
    let requests = try self.requests(asked)
    let taken = try store.slots.starts(among: requests.prefix(SlotRules.mostAtOnce).map(\.startsAt), of: id)
    switch asked {
    case .each: try Invalid.throwIfAny(SlotRules.problems(requests, taken: taken, now: now))
    case .by: try Invalid.throwIfAny(RepeatRules.clashes(of: requests, taken: taken))
    }
    let slots = requests.map { request in
      Slot(
        id: world.id(), offer: id, startsAt: request.startsAt, endsAt: request.endsAt, places: request.places, taken: 0)
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

  private func requests(_ asked: SlotsAsked) throws -> [SlotRequest] {
    switch asked {
    case .each(let requests): requests
    case .by(let rule): try RepeatRules.dates(of: rule, now: now)
    }
  }
}
