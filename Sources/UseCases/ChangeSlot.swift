import Breaks
import SQL
import Store

extension Marketplace {
  /// Takes away a date that has not begun, on which nothing was ever booked and for which nobody ever waited.
  ///
  /// Whatever points to a date keeps it, also what later parts of the schema bring: the database says so.
  /// - Throws: `Refusal.slotUsed`, `.slotPast`, `.notFound`.
  package func removeSlot(_ id: ID<Slot>, as caller: Caller?) async throws {
    do {
      try await carryOut(as: caller) { try $0.removeSlot(id) }
    } catch SQLFault.constraint {
      throw Refusal.slotUsed
    }
  }
}

extension Errand {
  /// A date that the caller may see: whoever sees its offer, but one that is paused only its partner and the coordinators.
  ///
  /// - Throws: `Refusal.notFound`.
  package func showSlot(_ id: ID<Slot>) throws -> Slot {
    guard let slot = try store.slots.find(id) else { throw Refusal.notFound }
    let offer = try showOffer(slot.offer)
    guard !slot.paused || seesPauses(of: offer) else { throw Refusal.notFound }
    return slot
  }

  /// Gives a date more room, or less, down to what is taken of it.
  ///
  /// - Parameter version: the version the caller has read; nil when they do not say.
  /// - Returns: the date as it is now.
  /// - Throws: `Invalid` with everything that is wrong; `Refusal.capacityTaken`, `.slotPast`, `.changedMeanwhile`,
  ///   `.notFound`.
  package func changeSlot(_ id: ID<Slot>, _ change: SlotChange, ifVersion version: Int?) throws -> Slot {
    let (slot, offer) = try slotToChange(id)
    try requireVersion(version, is: slot.version)
    let room = change.applied(to: slot.room)
    try Invalid.throwIfAny(try RoomRules.problems(room, of: offer.details, at: "") + overlaps(slot, room, offer))
    if room == slot.room { return slot }
    guard try store.slots.resize(slot, to: room) else { throw Refusal.capacityTaken(of: slot) }
    try note("slot_changed", "slot", id.text)
    if slot.hasLess(than: room) { try refill([id]) }
    guard let changed = try store.slots.find(id) else { throw Refusal.notFound }
    return changed
  }

  fileprivate func removeSlot(_ id: ID<Slot>) throws {
    let (slot, _) = try slotToChange(id)
    guard try store.slots.remove(slot.id) else { throw Refusal.slotUsed }
    try note("slot_removed", "offer", slot.offer.text, id.text)
  }

  /// Whether the caller is told of an offer's pauses.
  func seesPauses(of offer: Offer) -> Bool {
    (caller?.works(for: offer.partner.id) ?? false) || may(.readDraftOffer, in: offer.area)
  }

  /// A date that begins to count rooms must not stand beside another that lets the same ones.
  private func overlaps(_ slot: Slot, _ room: SlotRoom, _ offer: Offer) throws -> [Problem] {
    guard slot.units == nil, RoomRules.isOneBed(room, of: offer.details) else { return [] }
    let beside = try store.slots.spans(
      of: offer.id, in: slot.startsAt..<slot.endsAt, countingUnits: !RoomRules.hasBeds(offer.details), but: slot.id)
    if beside.isEmpty { return [] }
    return [Problem("/units", "overlaps", "The same rooms or beds are let to somebody else meanwhile.")]
  }

  /// A date of an offer that the caller may change, held until the errand is over.
  private func slotToChange(_ id: ID<Slot>) throws -> (Slot, Offer) {
    _ = try signedIn()
    guard let owner = try store.slots.find(id)?.offer else { throw Refusal.notFound }
    let (offer, _) = try offerToChange(owner, ifVersion: nil)
    guard let slot = try store.slots.lock([id], of: owner).first else { throw Refusal.notFound }
    guard slot.startsAt > now else { throw Refusal.slotPast }
    return (slot, offer)
  }
}

extension Refusal {
  /// Says how much of a date is taken.
  fileprivate static func capacityTaken(of slot: Slot) -> Refusal {
    .capacityTaken(people: slot.taken, units: slot.unitsTaken, staff: slot.staffTaken)
  }
}

extension Slot {
  /// Whether a room has more of anything than this date has now.
  fileprivate func hasLess(than room: SlotRoom) -> Bool {
    places < room.places || (units ?? 0) < (room.unitsInAll ?? 0) || (staff ?? 0) < (room.staff ?? 0)
      || room.kinds.contains { new in (kinds.first { $0.kind == new.kind }?.units ?? 0) < new.units }
  }
}
