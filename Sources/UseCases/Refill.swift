import Breaks
import Store

extension Errand {
  /// Told of every date of an offer on which places became free, within the transaction that freed them: whoever waits for
  /// one is served before anybody else can ask.
  ///
  /// The dates' rows are held by now, so that two such errands follow each other; then those of the parties in line. Rows of
  /// the carers who wait are not held, or two errands could wait crosswise: whether somebody's share is used up is asked
  /// once more when they say yes.
  /// - Parameters:
  ///   - isNew: whether something came free that nobody was offered yet. Else it goes on along the line, past those who did
  ///     not take it.
  ///   - asker: who asks for the dates just now; only those who stand before them in line are served.
  func refill(_ slots: [ID<Slot>], isNew: Bool = true, before asker: ID<Carer>? = nil) throws {
    guard try store.waiting.anybodyWaits(for: slots) else { return }
    if isNew { try store.waiting.askAgain(slots) }
    var line = try store.waiting.line(for: slots).prefix { $0.carer != asker }
    while let offer = line.first?.offer.id,
      try store.slots.lock(slots, of: offer).contains(where: WaitingRules.isAnythingFree)
    {
      let turn = try turn(of: line)
      for skipped in turn.skipped { try tell(skipped, isNew: isNew) }
      guard let served = turn.served else { return }
      try offerPlaces(to: served)
      line = line.drop { $0.id != served.id }.dropFirst()
    }
  }

  /// Looks once more at all for which a carer waits: what kept them from a place may have gone.
  func refill(of carer: ID<Carer>) throws {
    for entry in try store.waiting.live(of: carer) where entry.state == .waiting {
      try refill(entry.slots.map(\.id), isNew: false)
    }
  }

  /// Looks once more at all in line with somebody who was not looked at for a while, if they wait still.
  func lookAgain(at id: ID<WaitingEntry>) throws {
    guard let entry = try store.waiting.find(id), entry.state == .waiting else { return }
    _ = try store.slots.lock(entry.slots.map(\.id), of: entry.offer.id)
    try refill(entry.slots.map(\.id), isNew: false)
    try store.waiting.looked(at: id, now: now)
  }

  /// Who of a line would be served now, and why those before would not.
  func turn(of line: some Sequence<WaitingEntry>) throws -> WaitingTurn {
    try WaitingRules.next(
      in: line, dates: { try store.slots.lock($0.slots.map(\.id), of: $0.offer.id) }, obstacle: obstacle)
  }

  /// Why somebody for whom there is room may not have the break just now; nil when they may.
  private func obstacle(_ entry: WaitingEntry, _ dates: [Slot]) throws -> String? {
    guard let carer = try store.carers.find(entry.carer) else { return Refusal.notFound.code }
    if carer.isQuiet { return WaitingRules.leftInPeace }
    var notice = 0
    do {
      let facts = try facts(of: entry.request, for: carer)
      notice = facts.offer.details.bookBeforeHours
      let decision = try BookingRules.decide(facts, entry.request, now: now)
      try heedCareHours(facts)
      guard dates.allSatisfy({ $0.hasRoom(for: decision.need) }) else { return Refusal.full.code }
    } catch let refusal as Refusal {
      return refusal.code
    } catch let invalid as Invalid {
      return invalid.problems.first?.code
    }
    let isReached = offerWay(to: carer, for: entry, bookBeforeHours: notice) != nil
    return isReached ? nil : WaitingRules.noTimeToAsk
  }

  /// By which way somebody is told of places that are kept for them; nil when there is no time for a way that is safe.
  private func offerWay(to carer: Carer, for entry: WaitingEntry, bookBeforeHours: Int) -> LetterWay? {
    WaitingRules.offerWay(
      LetterRules.way(for: carer, on: today),
      mayRing: carer.hasHadNotice && LetterRules.mayRing(carer.details, on: today), now: now,
      startsAt: entry.startsAt, bookBeforeHours: bookBeforeHours)
  }

  /// Keeps the places for a party, and tells it until when.
  private func offerPlaces(to entry: WaitingEntry) throws {
    guard let carer = try store.carers.find(entry.carer), let offer = try store.offers.find(entry.offer.id, now: now),
      let way = offerWay(to: carer, for: entry, bookBeforeHours: offer.details.bookBeforeHours)
    else { throw Refusal.notFound }
    let until = WaitingRules.offerEnd(
      from: now, startsAt: entry.startsAt, bookBeforeHours: offer.details.bookBeforeHours, by: way)
    let kept = try place(
      entry.request, for: ActingFor(carer: carer, channel: entry.channel, part: .carer),
      offered: WaitingOffer(entry: entry.id, until: until))
    try store.waiting.move(entry, to: .offered)
    try store.waiting.add(WaitingStep(at: now, what: .offered(until: until, by: way)), to: entry.id)
    try note("waiting_offered", "waiting", entry.id.text)
    try makeLink(.waitingOffer, for: kept.id, expiresAt: until)
    let subject = LetterSubject(booking: kept.id, about: LetterAbout(.waiting, entry.id.uuid))
    try send(
      Draft(
        kind: .waitingOffer, area: carer.details.area, recipient: .carer(carer.id), subject: subject, by: way))
  }

  /// Keeps why a party was passed over; where nothing came free anew, only what is another reason than the last.
  private func tell(_ skipped: WaitingTurn.Skipped, isNew: Bool) throws {
    let id = skipped.entry.id
    if try !isNew && store.waiting.lastStep(of: id)?.what == skipped.event { return }
    try store.waiting.add(WaitingStep(at: now, what: skipped.event), to: id)
  }
}

/// Places that are kept for a party that waited for them.
struct WaitingOffer {
  let entry: ID<WaitingEntry>
  let until: Instant
}
