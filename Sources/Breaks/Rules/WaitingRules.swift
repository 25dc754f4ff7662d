/// Who of a waiting list is served.
///
/// The rule, in one sentence: what is free is offered to the first party in line for which there is room on all its dates,
/// that may have the break just now, and that was not offered the same before; nobody is passed over without a reason that
/// is kept. Only when there is no such party is a free place everybody's. So nobody gets a place that somebody before them
/// in line could have used, also not who books without waiting: they stand behind everybody.
///
/// Who turns an offer down, or lets it run out, keeps their place in line; they are asked again when something comes free
/// anew, not for the same once more.
package enum WaitingRules {
  /// How long an offer stands at most, in hours.
  package static let offerHoursMost = 24
  /// How long it stands at most when it goes by post, in hours: the letter there, and a call back.
  package static let offerHoursByPost = 120
  /// How long it must stand at least to go by post, in hours.
  package static let offerHoursByPostLeast = 72
  /// How long it stands at least, in minutes; nearer to the start people are rung up instead of written to.
  package static let offerMinutesLeast = 30
  /// How often somebody in line is looked at again although nothing came free, in minutes: a share may be free again, an
  /// offer may be open again.
  package static let lookMinutes = 60
  /// Why somebody is not offered what is free so near to the start that a letter would come too late, when we may not ring.
  package static let noTimeToAsk = "no_time_to_ask"
  /// Why somebody is not offered what is free who is to be left in peace.
  package static let leftInPeace = "left_in_peace"

  /// Looks along a line for the first party that is to be served.
  ///
  /// - Parameters:
  ///   - line: parties that wait, in the order of joining.
  ///   - dates: the dates of a party as they stand now.
  ///   - obstacle: why a party that has room may not have the break just now, as the code of a refusal; nil when it may.
  ///     Asked only of those that have room.
  package static func next(
    in line: some Sequence<WaitingEntry>, dates: (WaitingEntry) throws -> [Slot],
    obstacle: (WaitingEntry, [Slot]) throws -> String?
  ) rethrows -> WaitingTurn {
    var turn = WaitingTurn()
    for entry in line where !entry.passed {
      let dates = try dates(entry)
      if let event = blocked(entry, dates) {
        turn.skipped.append(WaitingTurn.Skipped(entry: entry, event: event))
      } else if let code = try obstacle(entry, dates) {
        turn.skipped.append(WaitingTurn.Skipped(entry: entry, event: .notEligible(code: code)))
      } else {
        turn.served = entry
        return turn
      }
    }
    return turn
  }

  /// Until when an offer that is made now stands: a day, but no more than half of the time to the start, no longer than the
  /// place needs notice, and half an hour at least; never beyond the start.
  ///
  /// By post it stands for five days at most in place of one.
  package static func offerEnd(
    from now: Instant, startsAt: Instant, bookBeforeHours: Int, by way: LetterWay = .email
  ) -> Instant {
    let half = now.adding(seconds: secondsToStart(now, startsAt) / 2)
    let wanted = min(
      now.adding(hours: way == .post ? offerHoursByPost : offerHoursMost), half,
      startsAt.adding(hours: -bookBeforeHours))
    return min(max(wanted, now.adding(seconds: offerMinutesLeast * 60)), startsAt)
  }

  /// Whether the start is so near that a letter may be read too late, so that somebody has to ring.
  package static func mustRing(now: Instant, startsAt: Instant) -> Bool {
    secondsToStart(now, startsAt) / 2 < offerMinutesLeast * 60
  }

  /// By which way somebody is told of places that are kept for them; nil when there is no time for a way that is safe.
  ///
  /// Who is written to by post is rung up where that is safe, for a stamp takes days.
  /// - Parameters:
  ///   - way: how their letters go.
  ///   - mayRing: whether somebody may ring them.
  package static func offerWay(
    _ way: LetterWay, mayRing: Bool, now: Instant, startsAt: Instant, bookBeforeHours: Int
  ) -> LetterWay? {
    if way == .post, mayRing { return .phone }
    if mustRing(now: now, startsAt: startsAt) { return mayRing ? .phone : nil }
    guard way == .post else { return way }
    let end = offerEnd(from: now, startsAt: startsAt, bookBeforeHours: bookBeforeHours, by: .post)
    return end >= now.adding(hours: offerHoursByPostLeast) ? .post : nil
  }

  /// Whether anything at all is left of a date.
  package static func isAnythingFree(of slot: Slot) -> Bool { slot.placesLeft > 0 && slot.unitsLeft != 0 }

  /// What is wrong with a party for which there never can be room on its dates.
  package static func problems(_ need: Need, _ dates: [Slot]) -> [Problem] {
    if dates.allSatisfy({ $0.emptied.hasRoom(for: need) }) { return [] }
    return [
      Problem("/party", "party_too_large", "These dates never have room for so many, also when nobody else comes.")
    ]
  }

  /// Whether a party may go from one state to another.
  ///
  /// - Throws: `Refusal.wrongState`.
  package static func move(_ entry: WaitingEntry, to state: WaitingState) throws(Refusal) {
    guard entry.state.next.contains(state) else { throw .wrongState }
  }

  private static func secondsToStart(_ now: Instant, _ startsAt: Instant) -> Int {
    max(0, Int((startsAt.millis - now.millis) / 1000))
  }

  private static func blocked(_ entry: WaitingEntry, _ dates: [Slot]) -> WaitingEvent? {
    if dates.contains(where: \.paused) { return .notEligible(code: Refusal.paused.code) }
    return dates.lazy.compactMap { short(entry.need, $0) }.first.map { .noRoom($0) }
  }

  /// What a date has too little of for a need; nil when there is room.
  private static func short(_ need: Need, _ slot: Slot) -> RoomShort? {
    if slot.hasRoom(for: need) { return nil }
    if slot.placesLeft < need.people { return RoomShort(of: .places, needed: need.people, free: slot.placesLeft) }
    let (units, staff) = (slot.unitsLeft ?? 0, slot.staffLeft ?? 0)
    if units < need.units { return RoomShort(of: .units, needed: need.units, free: units) }
    if staff < need.staff { return RoomShort(of: .staff, needed: need.staff, free: staff) }
    let ofKind = slot.kinds.first { $0.kind == need.unitKind }?.left ?? 0
    return RoomShort(of: .kind, needed: need.units, free: ofKind)
  }
}

/// Whom a look along the line found.
package struct WaitingTurn: Sendable, Equatable {
  /// Those before the one that is served who could not have what is free, each with its reason.
  package var skipped: [Skipped] = []
  /// Who is to be offered what is free; nil when it is everybody's.
  package var served: WaitingEntry?

  /// Nobody was looked at yet.
  package init() {}

  /// A party that was passed over.
  package struct Skipped: Sendable, Equatable {
    package let entry: WaitingEntry
    package let event: WaitingEvent

    /// Names it with the reason.
    package init(entry: WaitingEntry, event: WaitingEvent) {
      self.entry = entry
      self.event = event
    }
  }
}

extension Slot {
  /// The date as if nobody had booked it.
  fileprivate var emptied: Slot {
    Slot(
      id: id, offer: offer, startsAt: startsAt, endsAt: endsAt, places: places, units: units, staff: staff,
      kinds: kinds.map { SlotUnits(kind: $0.kind, units: $0.units) })
  }
}
