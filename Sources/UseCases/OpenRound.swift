import Breaks
import Store

/// A round, with what may be said of it to anybody.
package struct RoundTold: Sendable {
  package let round: Round
  /// How many asked; nil until its window is over, so that nobody counts on it.
  package let asked: Int?
  /// What is published of its draw, where one round is shown; nil until it is drawn.
  package var ballot: Ballot?
}

extension Errand {
  /// Opens a round: carers may ask for its dates within a window, and the places are shared out when it closes.
  ///
  /// The hash of its seed is public from now on; the seed itself is drawn now, sealed, and shown after the draw.
  /// - Parameter version: the version of the offer that the caller has read; nil when they do not say.
  /// - Throws: `Invalid` with everything that is wrong; `Refusal.offerNotPublished`, `.changedMeanwhile`, `.notFound`.
  package func openRound(offer id: ID<Offer>, _ request: RoundRequest, ifVersion version: Int?) throws -> RoundTold {
    let (offer, _) = try offerToChange(id, ifVersion: version)
    guard offer.state == .published else { throw Refusal.offerNotPublished }
    let slots = try store.slots.lock(request.slots, of: id)
    return try open(request, of: offer, slots, by: caller?.person)
  }

  /// Opens a round of dates that are held.
  ///
  /// - Parameter person: who opens it; nil when it opens by itself.
  func open(_ request: RoundRequest, of offer: Offer, _ slots: [Slot], by person: ID<Person>?) throws -> RoundTold {
    let taken = Set(try store.rounds.shares(of: request.slots).keys)
    let window = try RoundRules.window(of: request, offer, slots: slots, taken: taken, now: now)
    let seed = world.randomBytes(Lot.seedLength)
    let ordered = slots.sorted { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }
    let round = Round(
      id: world.id(), offer: offer.id, area: offer.area, stay: offer.details.stay, slots: ordered.map(\.id),
      allocation: offer.details.allocation, prescriptionPercent: offer.details.prescriptionPercent,
      opensAt: window.lowerBound, closesAt: window.upperBound, state: .open, seedHash: sha256(seed), createdAt: now,
      version: 1)
    try store.rounds.insert(round, seed: seed, madeBy: person)
    try note("round_opened", "round", round.id.text)
    return RoundTold(round: round, asked: nil)
  }

  /// An offer's rounds, the latest made first, for whoever may see the offer.
  ///
  /// - Throws: `Refusal.notFound`.
  package func rounds(of offer: ID<Offer>, after mark: (Instant, ID<Round>)?, limit: Int) throws -> [RoundTold] {
    let offer = try showOffer(offer)
    return try store.rounds.list(of: offer.id, after: mark, limit: limit).map(told)
  }

  /// A round, for everybody to whom its offer is shown while it is published; a round stays to be seen when it is not.
  ///
  /// - Throws: `Refusal.notFound`.
  package func round(_ id: ID<Round>) throws -> RoundTold {
    var shown = try told(visibleRound(id).round)
    if shown.round.state == .drawn { shown.ballot = try ballot(of: id) }
    return shown
  }

  private func visibleRound(_ id: ID<Round>) throws -> (round: Round, offer: Offer) {
    guard let round = try store.rounds.find(id), let offer = try store.offers.find(round.offer, now: now),
      try sees(offer)
    else { throw Refusal.notFound }
    return (round, offer)
  }

  /// Everything that is published of a draw, so that anybody can do it again.
  ///
  /// - Throws: `Refusal.notFound`; `.wrongState` until it is drawn.
  package func ballot(of id: ID<Round>) throws -> Ballot {
    let (round, offer) = try visibleRound(id)
    guard let seed = round.seed, let drawnAt = round.drawnAt, let dates = try store.rounds.dates(of: id) else {
      throw Refusal.wrongState
    }
    let entries =
      try store.entries.shared(in: id) ?? store.entries.all(of: id, in: [.won, .lost]).compactMap(ShareEntry.init)
    return Ballot(
      round: id, offer: offer.id, title: round.title ?? offer.details.title, allocation: round.allocation,
      closedAt: round.closesAt,
      drawnAt: drawnAt, prescriptionPercent: round.prescriptionPercent, dates: dates, seed: seed, entries: entries)
  }

  /// Calls a round off before it is drawn; everybody who asked is told.
  ///
  /// - Throws: `Refusal.notFound`, `.changedMeanwhile`; `.wrongState` once it was drawn.
  package func callOffRound(_ id: ID<Round>, ifVersion version: Int?) throws -> RoundTold {
    _ = try signedIn()
    try store.hold(.round(id))
    guard let round = try store.rounds.find(id), let offer = try store.offers.find(round.offer, now: now) else {
      throw Refusal.notFound
    }
    guard caller?.works(for: offer.partner.id) == true || may(.changeOffer, in: round.area) else {
      throw Refusal.notAllowed
    }
    try requireVersion(version, is: round.version)
    try callOff(round)
    return try self.round(id)
  }

  /// Calls a round off, and lets everybody who asked go without; their letters follow.
  func callOff(_ round: Round) throws {
    try store.rounds.callOff(round.id)
    try store.entries.callOff(round.id)
    try note("round_called_off", "round", round.id.text)
  }

  private func told(_ round: Round) throws -> RoundTold {
    RoundTold(round: round, asked: round.closesAt > now ? nil : try store.entries.count(of: round.id))
  }
}

extension ShareEntry {
  /// An entry as it was drawn; nil when it was not, because the round was called off.
  init?(_ entry: Entry) {
    guard let drawn = entry.drawn else { return nil }
    self.init(
      pseudonym: entry.pseudonym,
      needs: Dictionary(uniqueKeysWithValues: drawn.needs.map { (Scarce($0.key), $0.value) }),
      slots: entry.request.slots, hasPrescription: entry.request.prescription != nil, weight: drawn.weight,
      turn: drawn.turn, isSetAside: drawn.position == nil)
  }
}
