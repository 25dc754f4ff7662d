import Breaks
import Store

extension Errand {
  /// Adds dates to an offer, all or none.
  ///
  /// - Parameter version: the version the caller has read; nil when they do not say.
  /// - Returns: the new dates in the order of the requests.
  /// - Throws: `Invalid` with everything that is wrong; `Refusal.wrongState` for a withdrawn offer, `.changedMeanwhile`,
  ///   `.notFound`.
  package func addSlots(offer id: ID<Offer>, _ requests: [SlotRequest], ifVersion version: Int?) throws -> [Slot] {
    let (offer, _) = try offerToChange(id, ifVersion: version)
    guard offer.state != .withdrawn else { throw Refusal.wrongState }
    // Holds the offer's row, so that nobody adds the same start between our look and our insert.
    guard try store.offers.touch(offer) else { throw Refusal.changedMeanwhile }
    let starts = requests.prefix(SlotRules.mostAtOnce).map(\.startsAt)
    let taken = try store.slots.starts(among: starts, of: id)
    try Invalid.throwIfAny(
      SlotRules.problems(requests, taken: taken, now: now)
        + SeasonRules.problems(requests, outside: offer.details.season))
    let slots = requests.map { request in
      Slot(
        id: world.id(), offer: id, startsAt: request.startsAt, endsAt: request.endsAt, places: request.places, taken: 0)
    }
    for slot in slots { try store.slots.insert(slot, now: now) }
    try note("slots_added", "offer", id.text, "\(slots.count)")
    return slots
  }
}
