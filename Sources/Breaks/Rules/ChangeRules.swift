/// How a booking is changed so that nobody loses what they have before the new is sure.
package enum ChangeRules {
  /// Decides whether a booking can be changed at all: until its start, one change at a time.
  ///
  /// - Throws: `Refusal.wrongState`; `.changeWaiting` while the partner has still to answer an earlier change.
  package static func begin(_ booking: Booking, now: Instant) throws(Refusal) {
    guard booking.state == .requested || booking.state == .confirmed, booking.startsAt > now else { throw .wrongState }
    let isChange = booking.state == .requested && booking.replaces != nil
    guard !isChange, booking.waitingChange == nil else { throw .changeWaiting }
  }

  /// Decides about a change, by all rules of booking; the booking itself does not stand in its way.
  ///
  /// What asks no more of the partner than they have agreed to is always granted: fewer people, other food, a note.
  /// - Parameter tie: what it must cover, or be covered by; nil when no care goes with it, nor a break.
  /// - Throws: `Invalid` with every problem of the party at once, also when the care would not cover the break any more;
  ///   `Refusal` for the first thing that stands against it.
  package static func decide(
    _ booking: Booking, _ facts: BookingFacts, _ request: BookingRequest, tie: CareTie? = nil, now: Instant
  ) throws -> ChangeDecision {
    let asksMore = asksMore(booking, facts, request)
    let sameDates = keepsDates(booking, facts)
    try Invalid.throwIfAny(tie?.problems(facts.slots.map { $0.startsAt..<$0.endsAt }) ?? [])
    let decided: BookingDecision
    if asksMore {
      decided = try BookingRules.decide(facts, request, now: now)
    } else {
      try Invalid.throwIfAny(PartyRules.problems(facts, request))
      decided = BookingRules.decision(facts, request, now: now)
    }
    let partnerDecides = facts.offer.details.confirmation == .partner
    let asks = asksMore && booking.state == .confirmed && partnerDecides
    // Whoever has agreed already is asked anew only about more.
    let agreedAt = asksMore && partnerDecides ? nil : booking.agreedAt
    let waits = asks || (booking.state == .requested && agreedAt == nil)
    return ChangeDecision(
      asks: asks, party: decided.party, need: decided.need,
      decideBy: waits ? decideBy(booking, decided, facts, asks: asks, now: now) : nil, agreedAt: agreedAt,
      cancelFreeUntil: sameDates ? booking.cancelFreeUntil : decided.cancelFreeUntil, breaks: decided.breaks,
      fields: fields(booking, request, decided, sameDates: sameDates))
  }

  /// The kind of room that a changed booking asks for: what the change says; else the same as before where there is such a
  /// room for the party, and otherwise any.
  package static func unitKind(
    of change: BookingChange, on booking: Booking, _ facts: BookingFacts, _ request: BookingRequest
  ) -> UnitKind? {
    if let said = change.unitKind { return said }
    var (same, any) = (request, request)
    same.unitKind = NeedRules.kind(of: booking.need, at: facts.offer)
    any.unitKind = nil
    let mustDiffer = !NeedRules.problems(facts, same).isEmpty && NeedRules.problems(facts, any).isEmpty
    return mustDiffer ? nil : same.unitKind
  }

  /// Whether a change has to be granted like a new booking: other dates, more places, or somebody whom the partner has
  /// not agreed to have.
  private static func asksMore(_ booking: Booking, _ facts: BookingFacts, _ request: BookingRequest) -> Bool {
    guard keepsDates(booking, facts) else { return true }
    let need = BookingRules.need(facts, request)
    guard need.beyond(booking.need).isNothing, need.unitKind == booking.need.unitKind else { return true }
    var agreed = booking.party.map(\.guestAge)
    for member in request.party {
      guard let place = agreed.firstIndex(of: member.guestAge) else { return true }
      agreed.remove(at: place)
    }
    return false
  }

  private static func keepsDates(_ booking: Booking, _ facts: BookingFacts) -> Bool {
    Set(facts.slots.map(\.id)) == Set(booking.slots.map(\.id))
  }

  /// The partner has the usual time anew, but a change of a break that stands is answered before that begins.
  private static func decideBy(
    _ booking: Booking, _ decided: BookingDecision, _ facts: BookingFacts, asks: Bool, now: Instant
  ) -> Instant {
    let usual = decided.decideBy ?? Deadlines.decideBy(asked: now, startsAt: facts.startsAt)
    return asks ? min(usual, booking.startsAt) : usual
  }

  private static func fields(
    _ booking: Booking, _ request: BookingRequest, _ decided: BookingDecision, sameDates: Bool
  ) -> [String] {
    [
      ("slots", !sameDates), ("party", decided.party != booking.party),
      ("unitKind", decided.need.unitKind != booking.need.unitKind), ("cover", request.cover != booking.cover),
      ("note", request.note != booking.note),
    ].filter(\.1).map(\.0)
  }
}

/// What was decided about a change.
package struct ChangeDecision: Sendable, Equatable {
  /// Whether the partner is asked first, while the booking stands as it is.
  package let asks: Bool
  /// The party, with the carer's own needs filled in from the registration.
  package let party: [PartyMember]
  package let need: Need
  /// By when the partner should answer; nil when there is nothing to answer.
  package let decideBy: Instant?
  /// When the place agreed, if the break waits for nothing but its care.
  package let agreedAt: Instant?
  package let cancelFreeUntil: Instant
  /// How many breaks the dates count for.
  package let breaks: Int
  /// What is different, by the names of the fields; empty when nothing is.
  package let fields: [String]
}

extension Need {
  /// Whether it takes nothing at all.
  package var isNothing: Bool { people == 0 && units == 0 && staff == 0 }

  /// What this takes beside what another keeps already; rooms of another kind are other rooms.
  package func beyond(_ kept: Need) -> Need {
    Need(
      people: max(0, people - kept.people),
      units: unitKind == kept.unitKind ? max(0, units - kept.units) : units, unitKind: unitKind,
      staff: max(0, staff - kept.staff))
  }
}

extension PartyMember {
  /// As a partner counts guests: nil is an adult.
  fileprivate var guestAge: Int? { age.flatMap { $0 < PartyRules.adultAge ? $0 : nil } }
}
