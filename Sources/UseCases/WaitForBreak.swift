import Breaks
import Store

extension Errand {
  /// Puts a party in line for dates without room: for all of them, the whole party, or not at all.
  ///
  /// All rules of booking are asked but for a used-up share, which is asked when places are offered; cover and the sharing
  /// of needs may be said then, too.
  /// - Throws: `Refusal.roomNow` when there is room, `.alreadyWaiting`, and as `BookingRules`; `Invalid` with
  ///   `party_too_large` when there never can be room.
  package func wait(for request: BookingRequest) throws -> WaitingTold {
    let acting = try actingToChange(for: request.onBehalf, .waitForSomebody)
    var request = request
    request.holdOnly = true
    try lapseHolds(of: request.slots)
    let facts = try facts(of: request, for: acting.carer)
    let (need, capResetsOn) = try needToWait(facts, request)
    try Invalid.throwIfAny(WaitingRules.problems(need, facts.slots))
    if try store.waiting.isInLine(acting.carer.id, for: request.slots) { throw Refusal.alreadyWaiting }
    try refill(request.slots, isNew: false)
    let dates = try store.slots.lock(request.slots, of: request.offer)
    if dates.allSatisfy({ $0.hasRoom(for: need) }) { throw Refusal.roomNow }
    let entry = entry(request, facts, need, acting)
    try store.waiting.insert(entry, prescription: facts.prescription?.id, madeBy: caller?.person)
    let ahead = try store.waiting.ahead(of: [entry.id])[entry.id]?.values.max() ?? 0
    try store.waiting.add(WaitingStep(at: now, what: .joined(people: need.people, ahead: ahead)), to: entry.id)
    try note("waiting_joined", "waiting", entry.id.text, checked(request.onBehalf))
    try sayJoined(entry, acting)
    return try told(entry.id, capResetsOn: capResetsOn)
  }

  /// Takes a party out of line, in one step; places that are kept for it go to the next.
  ///
  /// - Throws: `Refusal.notFound`, `.changedMeanwhile`; `.wrongState` when it does not wait any more.
  package func leaveWaiting(_ id: ID<WaitingEntry>, ifVersion: Int?) throws -> WaitingTold {
    let entry = try waitingToChange(id)
    try requireVersion(ifVersion, is: entry.version)
    let kept = try store.waiting.booking(of: id)
    try store.waiting.move(entry, to: .left)
    try store.waiting.add(WaitingStep(at: now, what: .left), to: id)
    if let kept, kept.state == .held { try lapse(kept, by: .carer) }
    try note("waiting_left", "waiting", id.text)
    return try told(id)
  }

  /// Says yes to places that are kept for a party: the same as making a booking of them.
  ///
  /// - Throws: `Refusal.notFound`; `.wrongState` when nothing is kept for it; as `confirmHold`.
  package func acceptWaiting(_ id: ID<WaitingEntry>, _ details: HoldDetails, ifVersion: Int?) throws -> BookingTold {
    let kept = try placesKept(for: id, ifVersion: ifVersion)
    return try confirmHold(kept.reference, details, ifVersion: nil)
  }

  /// Says no to places that are kept for a party: it costs nothing, and the party keeps its place in line.
  ///
  /// - Throws: `Refusal.notFound`; `.wrongState` when nothing is kept for it.
  package func turnDownWaiting(_ id: ID<WaitingEntry>, ifVersion: Int?) throws -> WaitingTold {
    let kept = try placesKept(for: id, ifVersion: ifVersion)
    _ = try cancelBooking(kept.reference, why: nil, reason: nil, ifVersion: nil)
    return try told(id)
  }

  /// Ends a party's waiting for a date that has begun, if it waits still.
  func endWaiting(_ id: ID<WaitingEntry>) throws {
    guard let entry = try store.waiting.find(id), entry.state == .waiting, entry.startsAt <= now else { return }
    try store.waiting.move(entry, to: .ended)
    try store.waiting.add(WaitingStep(at: now, what: .over), to: id)
    try note("waiting_over", "waiting", id.text)
  }

  private func needToWait(_ facts: BookingFacts, _ request: BookingRequest) throws -> (need: Need, resetsOn: Day?) {
    let need = BookingRules.leastNeed(facts, request)
    do {
      _ = try BookingRules.decide(facts, request, now: now)
      return (need, nil)
    } catch Refusal.capReached(let day) {
      return (need, day)
    }
  }

  private func entry(
    _ request: BookingRequest, _ facts: BookingFacts, _ need: Need, _ acting: ActingFor
  ) -> WaitingEntry {
    WaitingEntry(
      id: world.id(), offer: OfferSummary(facts.offer), carer: acting.carer.id,
      slots: facts.slots.map { BookedSlot(id: $0.id, startsAt: $0.startsAt, endsAt: $0.endsAt) }, party: request.party,
      need: need, prescription: request.prescription, cover: request.cover, care: request.care,
      shareNeeds: request.shareNeeds,
      note: request.note, channel: acting.channel, joinedAt: now)
  }

  /// Whether a carer is just being told on the telephone, and is not to be rung up to be told again.
  func isToldAlready(_ acting: ActingFor) -> Bool {
    acting.channel == .phone && LetterRules.way(for: acting.carer, on: today) == .phone
  }

  private func sayJoined(_ entry: WaitingEntry, _ acting: ActingFor) throws {
    if isToldAlready(acting) { return }
    let carer = acting.carer
    let way = LetterRules.way(for: carer, on: today)
    let subject = LetterSubject(about: LetterAbout(.waiting, entry.id.uuid))
    try send(
      Draft(kind: .waitingJoined, area: carer.details.area, recipient: .carer(carer.id), subject: subject, by: way))
  }

  /// An entry that its own people may change, or the desk for them, with its booking held before it.
  private func waitingToChange(_ id: ID<WaitingEntry>) throws -> WaitingEntry {
    let entry = try holdWaiting(id)
    guard try isOwn(entry) || may(.waitForSomebody, in: entry.offer.area) else {
      throw try mayRead(entry) ? Refusal.notAllowed : Refusal.notFound
    }
    return entry
  }

  private func holdWaiting(_ id: ID<WaitingEntry>) throws -> WaitingEntry {
    if let kept = try store.waiting.booking(of: id) { try store.hold(.booking(kept.reference)) }
    try store.hold(.waiting(id))
    guard let entry = try store.waiting.find(id) else { throw Refusal.notFound }
    return entry
  }

  private func placesKept(for id: ID<WaitingEntry>, ifVersion: Int?) throws -> Booking {
    let entry = try waitingToChange(id)
    try requireVersion(ifVersion, is: entry.version)
    guard entry.state == .offered, let kept = try store.waiting.booking(of: id), kept.state == .held else {
      throw Refusal.wrongState
    }
    return kept
  }
}

extension Errand {
  /// Told of places that were kept for somebody and let go: who waited for them stands in line again, but is not offered
  /// the same once more before others. Of a carer who is said to have died nobody says that they did not want it.
  func offerEnded(_ booking: Booking) throws {
    guard booking.state == .lapsed, let id = booking.waiting else { return }
    try store.letters.withdraw(.waitingOffer, of: booking.id, now: now)
    guard let entry = try store.waiting.find(id), entry.state == .offered else { return }
    let hasDied = try store.carers.find(entry.carer)?.hasDied ?? false
    try store.waiting.move(entry, to: .waiting, passed: !hasDied)
    let event: WaitingEvent =
      hasDied
      ? .notEligible(code: WaitingRules.leftInPeace) : booking.ending?.by == .time ? .ranOut : .turnedDown
    try store.waiting.add(WaitingStep(at: now, what: event), to: id)
  }

  /// Told of every booking that was made: who has all the dates that they waited for waits no more.
  func waitedLongEnough(_ booking: Booking) throws {
    guard booking.state != .held else { return }
    let dates = Set(booking.slots.map(\.id))
    for entry in try store.waiting.live(of: booking.carer) where dates.isSuperset(of: entry.slots.map(\.id)) {
      try store.waiting.move(entry, to: .taken)
      try store.waiting.add(WaitingStep(at: now, what: .booked), to: entry.id)
      try store.waiting.tie(booking.id, to: entry.id)
      try note("waiting_taken", "waiting", entry.id.text)
    }
    if booking.waiting != nil { try store.letters.withdraw(.waitingOffer, of: booking.id, now: now) }
  }

  /// Told of what a partner would not give, or never answered: who waited for it stands in line again where they stood.
  ///
  /// It comes after the place was offered to others, for they were just told that they cannot have this one.
  func backInLine(_ declined: Booking, _ carer: Carer) throws {
    guard let id = declined.waiting, !carer.hasDied else { return }
    try store.hold(.waiting(id))
    guard let entry = try store.waiting.find(id), entry.state == .taken, entry.startsAt > now,
      try !store.waiting.isInLine(carer.id, for: entry.slots.map(\.id))
    else { return }
    try store.waiting.returnToLine(entry, as: declined, now: now)
    try store.waiting.add(WaitingStep(at: now, what: .declined), to: id)
    try note("waiting_again", "waiting", id.text)
  }
}
