/// Whether a carer may have a break, decided from facts alone.
package enum BookingRules {
  /// Decides about a request for a break.
  ///
  /// Whether places are free is not asked here: one conditional UPDATE in the store decides that. Of a hold only so much is
  /// asked as is said by then; the rest when it becomes a booking.
  /// - Throws: `Invalid` with every problem of the party at once; `Refusal` for the first thing that stands against it.
  package static func decide(_ facts: BookingFacts, _ request: BookingRequest, now: Instant) throws -> BookingDecision {
    try Invalid.throwIfAny(
      PartyRules.problems(facts, request) + StayRules.problems(facts, request) + NeedRules.problems(facts, request))
    if facts.carer.hasDied { throw Refusal.wrongState }
    guard facts.offer.state == .published || facts.keepsPlaces else { throw Refusal.offerNotPublished }
    guard facts.startsAt > now else { throw Refusal.slotPast }
    let season = facts.offer.details.season
    guard facts.slots.allSatisfy({ season?.holds($0.startsAt) ?? true }) || facts.keepsPlaces else {
      throw Refusal.outOfSeason
    }
    guard facts.slots.allSatisfy({ !$0.paused }) || facts.keepsPlaces else { throw Refusal.paused }
    let lastMoment = facts.startsAt.adding(hours: -facts.offer.details.bookBeforeHours)
    guard lastMoment >= now || facts.keepsPlaces else { throw Refusal.tooLateToBook }
    guard facts.carer.state == .verified else { throw Refusal.notVerified }
    guard facts.carer.details.area == facts.offer.area else { throw Refusal.notInArea }
    if facts.alreadyBooked { throw Refusal.alreadyBooked }
    try spend(facts, request, now: now)
    if request.overrideReason == nil {
      if let window = facts.window, !facts.keepsPlaces { throw Refusal.askInWindow(window) }
      if facts.countsTowardsCap { try heedCap(facts) }
    }
    let shares = facts.carer.consents.contains { $0.kind == .shareWithPartners && $0.value }
    guard shares || request.shareNeeds || request.holdOnly else { throw Refusal.sharingNeeded }
    return decision(facts, request, now: now)
  }

  private static func spend(_ facts: BookingFacts, _ request: BookingRequest, now: Instant) throws(Refusal) {
    guard request.prescription != nil else { return }
    guard let prescription = facts.prescription, prescription.carer == facts.carer.id else {
      throw .prescriptionNotYours
    }
    switch prescription.state(on: London.day(of: now)) {
    case .redeemed where prescription.booking == nil || prescription.booking == facts.own: return
    case .redeemed: throw .prescriptionUsed
    case .expired: throw .prescriptionExpired
    case .issued, .withdrawn: throw .prescriptionNotYours
    }
  }

  private static func heedCap(_ facts: BookingFacts) throws(Refusal) {
    for used in facts.used {
      let period = used.cap.per.bounds(around: used.day)
      let asked = facts.days.filter { $0.day >= period.from && $0.day < period.until }.breaks
      if used.count + asked > used.cap.count { throw .capReached(resetsOn: period.until) }
    }
  }

  /// What is written of a request that is granted.
  static func decision(_ facts: BookingFacts, _ request: BookingRequest, now: Instant) -> BookingDecision {
    let asks = facts.offer.details.confirmation == .partner
    let waits = request.replacementCare != nil
    let state: BookingState = request.holdOnly ? .held : asks || waits ? .requested : .confirmed
    let needsAdult = PartyRules.needsAdult(request.party, facts)
    let party = request.party.map { member in
      guard member.kind == .carer else { return member }
      var carer = member
      carer.food = member.food ?? facts.carer.details.food
      if member.access.isEmpty { carer.access = facts.carer.details.access }
      let age = facts.carer.details.birthDate.age(on: facts.startsOn)
      carer.age = age < PartyRules.adultAge ? age : nil
      if needsAdult, age >= PartyRules.adultAge { carer.inCharge = member.inCharge ?? true }
      return carer
    }
    return BookingDecision(
      state: state, party: party, need: need(facts, request), care: CareRules.asked(facts, request),
      decideBy: state == .requested && asks ? Deadlines.decideBy(asked: now, startsAt: facts.startsAt) : nil,
      agreedAt: state == .requested && !asks ? now : nil,
      heldUntil: state == .held ? HoldRules.end(from: now, startsAt: facts.startsAt) : nil,
      cancelFreeUntil: facts.startsAt.adding(hours: -facts.offer.details.cancelFreeHours), breaks: facts.breaks)
  }
}

extension BookingRules {
  /// What a party takes of each date.
  package static func need(_ facts: BookingFacts, _ request: BookingRequest) -> Need {
    NeedRules.need(facts, request, staff: staff(facts, request))
  }

  /// What a party could take of each date, for each kind of room that would do, the best first; never empty.
  package static func needs(_ facts: BookingFacts, _ request: BookingRequest) -> [Need] {
    NeedRules.needs(facts, request, staff: staff(facts, request))
  }

  /// What a party takes at least of each date: of a kind of room only where it asked for one.
  ///
  /// Who waits is kept so, for what comes free may be any room that does.
  package static func leastNeed(_ facts: BookingFacts, _ request: BookingRequest) -> Need {
    NeedRules.least(facts, request, staff: staff(facts, request))
  }

  private static func staff(_ facts: BookingFacts, _ request: BookingRequest) -> Int {
    let cared = request.party.count { $0.kind == .caredFor }
    let isStaffed = facts.slots.contains { $0.staff != nil }
    return isStaffed ? (request.care?.ratio.staff ?? 0) * max(1, cared) : 0
  }
}

/// What has to be known to decide about a request.
package struct BookingFacts: Sendable {
  package let offer: Offer
  /// The dates asked for, in order; never empty.
  package let slots: [Slot]
  package let carer: Carer
  /// The prescription the request names, if there is one of that code.
  package let prescription: Prescription?
  /// The area's caps for this kind of break, each with what the carer has had in each period in which a break would begin.
  package let used: [CapUse]
  /// Whether the carer has another live booking of one of these dates.
  package let alreadyBooked: Bool
  /// Whether the carer has the places by now: a hold becomes a booking, or one of a round's winners gets theirs. Then it is
  /// neither too late, nor does it matter that the partner paused or took back the offer after that.
  package let keepsPlaces: Bool
  /// The booking that is judged anew, when it is not a new one.
  package let own: ID<Booking>?
  /// How to ask where the places are shared out; nil where whoever comes first has them.
  package var window: AskInWindow?

  /// Gathers the facts.
  package init(
    offer: Offer, slots: [Slot], carer: Carer, prescription: Prescription?, used: [CapUse], alreadyBooked: Bool,
    keepsPlaces: Bool = false, own: ID<Booking>? = nil
  ) {
    precondition(!slots.isEmpty, "a booking has at least one date")
    self.offer = offer
    self.slots = slots
    self.carer = carer
    self.prescription = prescription
    self.used = used
    self.alreadyBooked = alreadyBooked
    self.keepsPlaces = keepsPlaces
    self.own = own
  }

  /// When the break begins.
  package var startsAt: Instant { slots[0].startsAt }
  /// On which London day it begins.
  package var startsOn: Day { London.day(of: startsAt) }
  /// Whether it is a break at all: care that lets the carer have one is none.
  package var countsTowardsCap: Bool { offer.details.category != .care }
  /// What each of its days counts for.
  package var days: [CountedDay] {
    CountedDay.days(
      of: slots.map { BookedSlot(id: $0.id, startsAt: $0.startsAt, endsAt: $0.endsAt) }, at: offer)
  }
  /// How many breaks the dates are: nights or days that follow one another are one.
  package var breaks: Int { days.breaks }
}

/// A cap, and how much of it a carer has used in one of its periods.
package struct CapUse: Sendable, Equatable {
  package let cap: Cap
  package let count: Int
  /// A London day of that period.
  package let day: Day

  /// Pairs a cap with its use in the period of a day.
  package init(cap: Cap, count: Int, around day: Day) {
    self.cap = cap
    self.count = count
    self.day = day
  }

  /// How many breaks are left in the period; never negative.
  package var left: Int { max(0, cap.count - count) }
}

/// What was decided about a request: all that is written besides the request itself.
package struct BookingDecision: Sendable, Equatable {
  package let state: BookingState
  /// The party, with the carer's own needs filled in from the registration.
  package let party: [PartyMember]
  package let need: Need
  /// What care is needed, where care itself is booked.
  package let care: CareAsked?
  package let decideBy: Instant?
  /// When the place agreed, if the break waits for nothing but its care.
  package let agreedAt: Instant?
  package let heldUntil: Instant?
  package let cancelFreeUntil: Instant
  /// How many breaks it counts for.
  package let breaks: Int
}
