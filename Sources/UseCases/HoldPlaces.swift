import Breaks
import Store

extension Errand {
  /// Makes a booking of places that were held: judged as if it were asked for now, but the places are the carer's already.
  ///
  /// - Parameters:
  ///   - details: what is said only now.
  ///   - ifVersion: the version the caller has read; nil when they did not say.
  /// - Throws: `Refusal.notFound`, `.changedMeanwhile`, `.wrongState` when the hold is over, and as `BookingRules`;
  ///   `Invalid` with `party_changed` when the number of people is another than was held for.
  package func confirmHold(_ reference: Reference, _ details: HoldDetails, ifVersion: Int?) throws -> BookingTold {
    let held = try heldBooking(reference)
    try requireVersion(ifVersion, is: held.version)
    return try confirm(held, details)
  }

  /// Makes a booking of places that were held, whoever asks: the caller has looked whether they may.
  ///
  /// - Parameter door: how the audit calls the way it came, if it is not the usual one.
  func confirm(_ held: Booking, _ details: HoldDetails, door: String = "") throws -> BookingTold {
    guard let until = held.heldUntil, until > now else { throw Refusal.wrongState }
    let carer = try carer(of: held)
    var request = BookingRequest(
      offer: held.offer.id, slots: held.slots.map(\.id), party: details.party ?? held.party,
      prescription: details.prescription ?? held.prescription, cover: details.cover ?? held.cover,
      shareNeeds: try details.shareNeeds || sharedBefore(held), note: details.note ?? held.note,
      care: held.care)
    // What a coordinator gave in spite of a used-up share is given still.
    request.overrideReason = try store.bookings.overrideReason(of: held.id)
    guard request.party.count == held.need.people else {
      throw Invalid([
        Problem(
          "/party", "party_changed", "Places for \(held.need.people) are kept. For another number keep places anew.")
      ])
    }
    if request.prescription != held.prescription { try store.prescriptions.giveBack(from: held.id) }
    let facts = try facts(of: request, for: carer, but: held.id, keepsPlaces: true)
    request.unitKind = NeedRules.kind(of: held.need, at: facts.offer)
    let decision = try BookingRules.decide(facts, request, now: now)
    if details.party != nil, decision.need != held.need {
      throw Invalid([
        Problem(
          "/party", "party_changed",
          "Other places are kept than this party needs, such as another number of beds. Please keep places anew.")
      ])
    }
    let booking = settled(held, request, decision)
    try store.holds.settle(
      NewBooking(
        booking: booking, prescription: facts.prescription?.id, madeBy: caller?.person, breaks: decision.breaks,
        days: facts.days))
    if let prescription = facts.prescription, prescription.booking == nil {
      try store.prescriptions.spend(prescription, on: booking.id)
    }
    try note("hold_confirmed", "booking", booking.id.text, door)
    let kept = try reload(booking)
    try waitedLongEnough(kept)
    try announce(kept, to: carer)
    return try told(kept, of: carer)
  }

  /// Keeps places longer for somebody who is on the telephone; once.
  ///
  /// - Throws: `Refusal.notFound`, `.notAllowed` for whoever is not at the desk, `.changedMeanwhile`, `.wrongState`,
  ///   `.heldLongEnough`.
  package func extendHold(_ reference: Reference, ifVersion: Int?) throws -> BookingTold {
    let held = try heldBooking(reference)
    guard may(.extendHold, in: held.offer.area) else { throw Refusal.notAllowed }
    try requireVersion(ifVersion, is: held.version)
    let until = try HoldRules.longer(held, wasExtended: store.holds.wasExtended(held.id), now: now)
    try store.holds.extend(held.id, until: until)
    try note("hold_extended", "booking", held.id.text)
    return try told(try reload(held))
  }

  /// Lets places go that were held; who would have come is forgotten at once.
  ///
  /// - Parameter side: who lets go; `.time` when the hold ran out.
  func lapse(_ held: Booking, by side: EndedBy) throws {
    let ending = BookingEnding(at: now, by: side, why: nil, reason: nil, message: nil, late: false)
    _ = try end(held, as: .lapsed, ending, countsTowardsCap: false)
    try store.holds.forget(held.id)
    try store.idempotency.forget(hold: held.id)
    try note("hold_lapsed", "booking", held.id.text)
  }

  /// Lets go of what ran out on some dates, so that nobody is refused for the sake of nobody.
  func lapseHolds(of slots: [ID<Slot>]) throws {
    for id in try store.holds.lapsed(of: slots, now: now) { try lapseHold(id) }
  }

  /// Lets go of one hold, if its time is over still.
  func lapseHold(_ id: ID<Booking>) throws {
    guard let reference = try store.bookings.find(id)?.reference else { return }
    try store.hold(.booking(reference))
    guard let held = try store.bookings.find(id), held.state == .held, let until = held.heldUntil, until <= now else {
      return
    }
    try lapse(held, by: .time)
  }

  /// A booking that its own people may finish, or the desk for them.
  private func heldBooking(_ reference: Reference) throws -> Booking {
    let (booking, part) = try bookingToEnd(reference)
    guard part != .partner else { throw Refusal.notFound }
    guard booking.state == .held else { throw Refusal.wrongState }
    try store.hold(.carer(booking.carer))
    return booking
  }

  private func carer(of booking: Booking) throws -> Carer {
    guard let carer = try store.carers.find(booking.carer) else { throw Refusal.notFound }
    return carer
  }

  /// Whether the carer agreed when they joined a waiting list that the partner is told their needs.
  private func sharedBefore(_ held: Booking) throws -> Bool {
    try held.waiting.flatMap { try store.waiting.find($0) }?.shareNeeds ?? false
  }

  private func settled(_ held: Booking, _ request: BookingRequest, _ decision: BookingDecision) -> Booking {
    Booking(
      id: held.id, reference: held.reference, carer: held.carer, offer: held.offer, slots: held.slots,
      party: decision.party, need: held.need, state: decision.state, channel: held.channel,
      prescription: request.prescription, cover: request.cover, note: request.note, decideBy: decision.decideBy,
      cancelFreeUntil: held.cancelFreeUntil, waiting: held.waiting, createdAt: held.createdAt, ending: nil,
      needsSeenAt: nil,
      calendarSequence: held.calendarSequence, version: held.version)
  }
}
