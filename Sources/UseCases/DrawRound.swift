import Breaks
import Store

extension Errand {
  /// Ends a round's window, if it is over; a chore.
  func closeRound(_ id: ID<Round>) throws {
    try store.hold(.round(id))
    guard let round = try store.rounds.find(id), round.state == .open, round.closesAt <= now else { return }
    try store.rounds.close(id)
    try note("round_closed", "round", id.text)
  }

  /// Draws a closed round: judges every entry once more, shares the places out, and shows the seed; a chore.
  ///
  /// Bookings and letters follow one by one; until the winners have theirs nobody else can book these dates.
  func drawRound(_ id: ID<Round>) throws {
    try store.hold(.round(id))
    guard let round = try store.rounds.find(id), round.state == .closed else { return }
    guard let offer = try store.offers.find(round.offer, now: now), offer.state == .published else {
      return try callOff(round)
    }
    try lapseHolds(of: round.slots)
    let slots = try store.slots.lock(round.slots, of: round.offer)
    let judged = try store.entries.all(of: id, in: [.entered]).map { try self.judged($0, in: round) }
    let standings = try self.standings(of: judged, in: round)
    let turns = ShareStanding.turns(standings, in: round.allocation)
    let seed = try store.rounds.seed(of: round)
    let entries = judged.indices.map { place in
      ShareEntry(
        pseudonym: judged[place].entry.pseudonym, needs: judged[place].needs[0],
        others: Array(judged[place].needs.dropFirst()), slots: judged[place].entry.request.slots,
        hasPrescription: judged[place].entry.request.prescription != nil,
        weight: standings[place].weight(in: round.allocation), turn: turns[place],
        isSetAside: judged[place].obstacle != nil)
    }
    let dates = slots.map(\.share)
    let results = ShareDraw.carryOut(
      dates, entries, prescriptionPercent: round.prescriptionPercent, by: Lot(seed: seed) { sha256($0) })
    let byPseudonym = Dictionary(uniqueKeysWithValues: results.map { ($0.pseudonym, $0) })
    for (judged, entry) in zip(judged, entries) {
      try store.entries.note(
        EntryDrawn(entry, byPseudonym[entry.pseudonym], at: now), of: judged.entry.id, as: entry,
        obstacle: judged.obstacle)
    }
    try store.rounds.publish(id, seed: seed, dates: dates, title: offer.details.title, now: now)
    try note("round_drawn", "round", id.text, "\(results.count)")
  }

  /// Makes a winner's booking, or tells a loser why; a chore.
  func settleEntry(_ id: ID<Entry>) throws {
    guard let carer = try store.entries.find(id)?.carer else { return }
    try store.hold(.carer(carer))
    try store.hold(.entry(id))
    guard let entry = try store.entries.find(id), [.won, .lost].contains(entry.state), !entry.isSettled,
      let round = try store.rounds.find(entry.round), let carer = try store.carers.find(entry.carer)
    else { return }
    if entry.state == .won {
      guard let obstacle = try self.obstacle(to: entry, of: round, for: carer) else {
        return try self.book(entry, of: round, for: carer)
      }
      try store.entries.settle(entry, booking: nil, obstacle: obstacle)
      try refill(entry.request.slots)
    } else {
      try store.entries.settle(entry, booking: nil, obstacle: entry.obstacle)
    }
    try note("entry_lost", "entry", id.text)
    try tell(.shareNotThisTime, to: carer, about: id)
  }

  /// Books what an entry won, through the one booking function.
  private func book(_ entry: Entry, of round: Round, for carer: Carer) throws {
    let acting = ActingFor(carer: carer, channel: entry.channel, part: .carer)
    let booking = try placeAll(entry.wish.booking(of: round.offer), for: acting, keepsPlaces: true)
    try store.entries.settle(entry, booking: booking.id, obstacle: nil)
    try note("entry_booked", "booking", booking.id.text)
    try announce(booking, to: carer)
  }

  /// What stands by now against the booking of a winner: a rule, or a place that is gone in spite of all; else nil.
  private func obstacle(to entry: Entry, of round: Round, for carer: Carer) throws -> EntryObstacle? {
    let judged = try self.judged(entry, in: round)
    if let obstacle = judged.obstacle { return obstacle }
    let slots = try store.slots.find(entry.request.slots, of: round.offer)
    let hasRoom = slots.allSatisfy { slot in judged.needs[0].allSatisfy { $1 <= slot.free[$0] ?? 0 } }
    guard hasRoom else { return EntryObstacle(code: Refusal.full.code, sentence: Refusal.full.sentence) }
    do {
      try requireCare(of: entry.request, in: round, for: carer)
      return nil
    } catch let refusal as Refusal {
      return EntryObstacle(code: refusal.code, sentence: refusal.sentence)
    } catch let invalid as Invalid {
      return EntryObstacle(invalid)
    }
  }

  /// An entry, and what booking says to it now.
  private struct Judged {
    let entry: Entry
    let carer: Carer?
    /// What would do, the best first; never empty.
    let needs: [[Scarce: Int]]
    let obstacle: EntryObstacle?
    let isUrgent: Bool
  }

  private func judged(_ entry: Entry, in round: Round) throws -> Judged {
    let people = [[Scarce.places: entry.request.party.count]]
    guard let carer = try store.carers.find(entry.carer) else {
      return Judged(
        entry: entry, carer: nil, needs: people,
        obstacle: EntryObstacle(code: Refusal.notFound.code, sentence: Refusal.notFound.sentence), isUrgent: false)
    }
    if carer.hasDied {
      return Judged(entry: entry, carer: carer, needs: people, obstacle: .leftInPeace, isUrgent: false)
    }
    do {
      let needs = try needs(of: entry.wish, in: round, for: carer, keepsPlaces: true)
      let prescription = try entry.request.prescription.flatMap { try store.prescriptions.find($0) }
      return Judged(
        entry: entry, carer: carer, needs: needs.map(\.scarce), obstacle: nil,
        isUrgent: prescription?.details.urgency == .urgent)
    } catch let refusal as Refusal {
      let obstacle = EntryObstacle(code: refusal.code, sentence: refusal.sentence)
      return Judged(entry: entry, carer: carer, needs: people, obstacle: obstacle, isUrgent: false)
    } catch let invalid as Invalid {
      return Judged(entry: entry, carer: carer, needs: people, obstacle: EntryObstacle(invalid), isUrgent: false)
    }
  }

  private func standings(of judged: [Judged], in round: Round) throws -> [ShareStanding] {
    let carers = judged.map(\.entry.carer)
    let lastTookAt = try store.standings.lastTookAt(carers, stay: round.stay)
    let losses = try store.standings.losses(carers, stay: round.stay)
    return judged.map { judged in
      let caring = judged.carer?.details.caring ?? CaringSituation()
      return ShareStanding(
        losses: losses[judged.entry.carer] ?? 0,
        tier: NeedTier.tier(of: caring, hasUrgentPrescription: judged.isUrgent),
        lastTookAt: lastTookAt[judged.entry.carer])
    }
  }
}

extension Entry {
  /// What is asked for, with the kind of room that the draw gave.
  fileprivate var wish: EntryRequest {
    var wish = request
    wish.unitKind = wish.unitKind ?? drawn?.needs.keys.compactMap(UnitKind.init(rawValue:)).first
    return wish
  }
}

extension EntryDrawn {
  /// What a draw made of an entry; without a result it was set aside.
  fileprivate init(_ entry: ShareEntry, _ result: ShareResult?, at now: Instant) {
    var (loss, fromKept): (ShareLoss?, Bool) = (nil, false)
    switch result?.outcome {
    case .lost(let against): loss = against
    case .won(let kept): fromKept = kept
    case nil: break
    }
    self.init(
      at: now, weight: entry.weight, turn: entry.turn,
      needs: Dictionary(
        uniqueKeysWithValues: entry.choices[result?.choice ?? 0].map { ($0.key.word, $0.value) }),
      position: result?.position, fromKept: fromKept, loss: loss)
  }
}

extension EntryObstacle {
  /// What is wrong with an entry's party by now: the first of it.
  fileprivate init(_ invalid: Invalid) {
    self.init(
      code: invalid.problems.first?.code ?? "invalid_input",
      sentence: invalid.problems.first?.detail ?? Refusal.wrongState.sentence)
  }
}
