import Breaks
import Store

/// An entry, with all that is told to its carer.
package struct EntryTold: Sendable {
  package let entry: Entry
  package let round: Round
  /// The title of the offer.
  package let title: String
  package let secondLook: SecondLook?
}

extension Errand {
  /// Asks for dates of a round: for oneself, or for a carer on the telephone; early or late in the window is all the same.
  ///
  /// The rules of booking are asked now, so that nobody waits for a draw in vain, and once more when it is drawn.
  /// - Throws: `Refusal.windowNotOpen`, `.windowClosed`, `.alreadyAsked`, `.careNotAvailable`, and as `BookingRules`;
  ///   `Invalid` with `not_in_round` where a date is none of the round's.
  package func enter(_ id: ID<Round>, _ request: EntryRequest, for onBehalf: OnBehalf?) throws -> EntryTold {
    let acting = try actingToChange(for: onBehalf, .bookForSomebody)
    try store.hold(.round(id))
    guard let round = try store.rounds.find(id) else { throw Refusal.notFound }
    try RoundRules.takesEntries(round, now: now)
    let dates = Set(round.slots)
    try Invalid.throwIfAny(
      request.slots.enumerated().filter { !dates.contains($0.element) }.map {
        Problem("/slots/\($0.offset)", "not_in_round", "This date is not shared out in this round.")
      })
    if try store.entries.has(id, of: acting.carer.id) { throw Refusal.alreadyAsked }
    _ = try needs(of: request, in: round, for: acting.carer)
    try requireCare(of: request, in: round, for: acting.carer)
    let entry = Entry(
      id: world.id(), round: id, carer: acting.carer.id, pseudonym: Pseudonym(randomBytes: world.randomBytes),
      request: request, channel: acting.channel, state: .entered, createdAt: now, version: 1)
    try store.entries.insert(entry, in: round, madeBy: caller?.person)
    try note("entry_made", "entry", entry.id.text, checked(onBehalf))
    if !isToldAlready(acting) { try tell(.shareEntered, to: acting.carer, about: entry.id) }
    return try told(entry)
  }

  /// What an entry would take, for each kind of room that would do, the best first, once booking would grant it, the window
  /// aside.
  func needs(
    of request: EntryRequest, in round: Round, for carer: Carer, keepsPlaces: Bool = false
  ) throws -> [Need] {
    let wish = request.booking(of: round.offer)
    var facts = try facts(of: wish, for: carer, keepsPlaces: keepsPlaces)
    facts.window = nil
    _ = try BookingRules.decide(facts, wish, now: now)
    try heedCareHours(facts)
    return BookingRules.needs(facts, wish)
  }

  /// Refuses an entry whose care could not be had just now: a break is booked with its care or not at all.
  func requireCare(of request: EntryRequest, in round: Round, for carer: Carer) throws {
    guard let wish = request.replacementCare else { return }
    let away = try store.slots.find(request.slots, of: round.offer)
    try requireCare(
      wish, during: away.map { BookedSlot(id: $0.id, startsAt: $0.startsAt, endsAt: $0.endsAt) }, for: carer,
      sharing: request.shareNeeds)
  }

  /// An entry, for its carer, a responsible adult, or the desk of the carer's area.
  ///
  /// - Throws: `Refusal.notFound`.
  package func entry(_ id: ID<Entry>) throws -> EntryTold {
    let entry = try visibleEntry(id)
    if entry.carer != caller?.carer { try note("entry_read", "entry", id.text) }
    return try told(entry)
  }

  /// The caller's own entries, or those of one carer of the desk's areas, the newest first.
  ///
  /// - Throws: `Refusal.notAllowed` for whoever is neither; `.notFound` when the carer is not theirs to see.
  package func entries(
    of wanted: ID<Carer>?, after mark: (Instant, ID<Entry>)?, limit: Int
  ) throws -> [EntryTold] {
    let caller = try signedIn()
    let own = [caller.carer].compactMap { $0 } + caller.actsFor
    var carers = own
    if let wanted {
      if !own.contains(wanted) {
        guard let carer = try store.carers.find(wanted), may(.readBooking, in: carer.details.area) else {
          throw Refusal.notFound
        }
        try note("entries_listed", "carer", wanted.text)
      }
      carers = [wanted]
    }
    guard !carers.isEmpty else {
      throw caller.isAny(Permissions.roles(for: .readBooking))
        ? Invalid([Problem("/carerId", "required", "Please say of which carer.")]) as any Error : Refusal.notAllowed
    }
    return try told(try store.entries.list(of: carers, after: mark, limit: limit))
  }

  /// Takes an entry back before the draw; it costs nothing.
  ///
  /// - Throws: `Refusal.notFound`, `.changedMeanwhile`; `.wrongState` once it was drawn.
  package func withdrawEntry(_ id: ID<Entry>, ifVersion version: Int?) throws -> EntryTold {
    let round = try visibleEntry(id).round
    try store.hold(.round(round))
    let entry = try visibleEntry(id)
    try requireVersion(version, is: entry.version)
    try store.entries.withdraw(entry)
    try note("entry_withdrawn", "entry", id.text)
    return try told(try visibleEntry(id))
  }

  /// An entry that the caller may see and act upon.
  func visibleEntry(_ id: ID<Entry>) throws -> Entry {
    let caller = try signedIn()
    guard let entry = try store.entries.find(id) else { throw Refusal.notFound }
    if entry.carer == caller.carer || caller.actsFor.contains(entry.carer) { return entry }
    guard let carer = try store.carers.find(entry.carer), may(.readBooking, in: carer.details.area) else {
      throw Refusal.notFound
    }
    return entry
  }

  func told(_ entry: Entry) throws -> EntryTold {
    guard let told = try told([entry]).first else { throw Refusal.notFound }
    return told
  }

  func told(_ entries: [Entry]) throws -> [EntryTold] {
    let looks = try store.secondLooks.find(entries.map(\.id))
    var rounds: [ID<Round>: (Round, String)] = [:]
    return try entries.map { entry in
      let (round, title) = try rounds[entry.round] ?? roundAndTitle(entry.round)
      rounds[entry.round] = (round, title)
      return EntryTold(entry: entry, round: round, title: title, secondLook: looks[entry.id])
    }
  }

  private func roundAndTitle(_ id: ID<Round>) throws -> (Round, String) {
    guard let round = try store.rounds.find(id), let offer = try store.offers.find(round.offer, now: now) else {
      throw Refusal.notFound
    }
    return (round, offer.details.title)
  }
}
