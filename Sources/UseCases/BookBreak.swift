import Breaks
import SQL
import Store

extension Marketplace {
  /// Books a break once, however often it is asked, and counts a refusal without saying whose it was.
  ///
  /// - Parameters:
  ///   - once: the caller's key; booking without one is refused.
  ///   - render: pure; writes the answer as it goes out.
  /// - Throws: `Refusal`, `Invalid`, or a fault; nothing is kept then.
  package func bookBreak(
    as caller: Caller?, _ request: BookingRequest, once: Once,
    render: @escaping @Sendable (BookingTold) throws -> Rendered
  ) async throws -> Rendered {
    try await counting(ofOffer: { _ in request.offer }) {
      do {
        return try await carryOut(as: caller, once: once, hold: { $0.hold }, render: render) {
          try $0.bookBreak(request)
        }
      } catch let refusal as Refusal where refusal.isForWantOfRoom {
        await serveLine(for: request)
        throw refusal
      }
    }
  }

  /// Offers what is free to who waits for it, after somebody else was refused it for their sake: what was offered to them
  /// went with the refusal. A line that cannot be served now is looked at again within the hour.
  private func serveLine(for request: BookingRequest) async {
    let waits = try? await look(as: nil) { try $0.store.waiting.anybodyWaits(for: request.slots) }
    guard waits == true else { return }
    _ = try? await carryOut(as: nil) { errand in
      try errand.lapseHolds(of: request.slots)
      _ = try errand.store.slots.lock(request.slots, of: request.offer)
      try errand.refill(request.slots, isNew: false)
    }
  }

  /// Does something, and counts it by day and area when it is refused.
  ///
  /// - Parameter offer: of which offer it was; nil when that cannot be told.
  func counting<Answer: Sendable>(
    ofOffer offer: @escaping @Sendable (Errand) throws -> ID<Offer>?, _ work: () async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await work()
    } catch let refusal as Refusal {
      if refusal.isOfTrade { await count([refusal.code], offer) }
      throw refusal
    } catch let invalid as Invalid {
      await count(invalid.problems.map(\.code), offer)
      throw invalid
    }
  }

  /// Counts refusals; one that cannot be counted is still told, for the carer's answer matters more than the figure.
  private func count(_ codes: [String], _ offer: @escaping @Sendable (Errand) throws -> ID<Offer>?) async {
    _ = try? await carryOut(as: nil) { errand in
      guard let id = try offer(errand), let offer = try errand.store.offers.find(id, now: errand.now) else { return }
      for code in Set(codes) { try errand.store.refusals.add(code, area: offer.area, day: errand.today) }
    }
  }
}

extension Errand {
  /// Books a break, asks the partner for it, or only keeps the places: all its dates for the whole party, or nothing.
  ///
  /// - Throws: `Refusal` or `Invalid`; see `BookingRules`.
  package func bookBreak(_ request: BookingRequest) throws -> BookingTold {
    let acting = try actingToChange(for: request.onBehalf, .bookForSomebody)
    if request.overrideReason != nil, acting.part != .coordinator { throw Refusal.notAllowed }
    let booking = try placeAll(request, for: acting)
    try note("booking_made", "booking", booking.id.text, checked(request.onBehalf))
    if request.overrideReason != nil { try note("share_overridden", "booking", booking.id.text) }
    try announce(booking, to: acting.carer)
    return try told(booking, of: acting.carer)
  }

  /// The one function by which places are taken: for whoever asks, through whichever door.
  ///
  /// The caller writes the audit line and the letters that fit the occasion.
  /// Who waits for the dates stands before everybody who asks: what they could have had is offered to them first.
  /// - Parameters:
  ///   - keepsPlaces: whether the carer was promised the places, so that it is neither too late nor paused.
  ///   - offered: for whom in the waiting list the places are only kept, and until when.
  /// - Throws: `Refusal` or `Invalid`; see `BookingRules`.
  func place(
    _ request: BookingRequest, for acting: ActingFor, keepsPlaces: Bool = false, offered: WaitingOffer? = nil
  ) throws -> Booking {
    if offered == nil { try clearTheWay(to: request, for: acting.carer, keepsPlaces: keepsPlaces) }
    let facts = try facts(of: request, for: acting.carer, keepsPlaces: keepsPlaces)
    let decision = try BookingRules.decide(facts, request, now: now)
    if request.overrideReason == nil { try heedCareHours(facts) }
    try take(decision.need, of: facts.slots)
    let booking = try booking(request, (facts, decision), acting, offered)
    try store.bookings.insert(
      NewBooking(
        booking: booking, prescription: facts.prescription?.id, madeBy: offered == nil ? caller?.person : nil,
        breaks: decision.breaks, days: facts.days, overrideReason: request.overrideReason,
        countsTowardsCap: facts.countsTowardsCap))
    if let prescription = facts.prescription { try store.prescriptions.spend(prescription, on: booking.id) }
    try waitedLongEnough(booking)
    return booking
  }

  /// Lets go of what ran out on the dates of a request, and serves who stands before the carer in their waiting lists.
  func clearTheWay(to request: BookingRequest, for carer: Carer, keepsPlaces: Bool = false) throws {
    try lapseHolds(of: request.slots)
    guard try !keepsPlaces && store.waiting.anybodyWaits(for: request.slots) else { return }
    _ = try store.slots.lock(request.slots, of: request.offer)
    try refill(request.slots, isNew: false, before: carer.id)
  }

  /// Takes a need of every date, in id order so that no two errands wait crosswise.
  ///
  /// - Throws: `Refusal.full`, or `.heldByOthers` when only holds stand in the way.
  func take(_ need: Need, of slots: [Slot]) throws {
    for slot in slots.sorted(by: { $0.id < $1.id }) where try !store.slots.take(need, of: slot.id) {
      throw HoldRules.refusal(for: need, try slots.map { ($0, try store.holds.holds(of: $0.id)) })
    }
  }

  /// Gathers what has to be known about a request.
  ///
  /// - Parameter own: the booking that is judged anew, which does not stand in its own way.
  func facts(
    of request: BookingRequest, for carer: Carer, but own: ID<Booking>? = nil, keepsPlaces: Bool = false
  ) throws -> BookingFacts {
    guard let offer = try store.offers.find(request.offer, now: now), keepsPlaces || carer.sees(offer) else {
      throw Invalid([Problem("/offerId", "not_found", "There is no such break.")])
    }
    let slots = try store.slots.lock(request.slots, of: offer.id)
    let found = Set(slots.map(\.id))
    try Invalid.throwIfAny(
      request.slots.enumerated().filter { !found.contains($0.element) }.map {
        Problem("/slots/\($0.offset)", "not_found", "This break has no such date.")
      })
    let ordered = slots.sorted { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }
    var facts = BookingFacts(
      offer: offer, slots: ordered, carer: carer,
      prescription: try request.prescription.flatMap { try store.prescriptions.find($0) },
      used: try used(by: carer, stay: offer.details.stay, on: ordered.map { London.day(of: $0.startsAt) }, but: own),
      alreadyBooked: try store.bookings.holds(carer.id, anyOf: request.slots, but: own), keepsPlaces: keepsPlaces,
      own: own)
    facts.window = AskInWindow.of(offer, ordered, shares: try store.rounds.shares(of: request.slots), now: now)
    return facts
  }

  private func booking(
    _ request: BookingRequest, _ made: (facts: BookingFacts, decision: BookingDecision), _ acting: ActingFor,
    _ offered: WaitingOffer?
  ) throws -> Booking {
    let (facts, decision) = made
    return Booking(
      id: world.id(), reference: try newReference(length: Reference.bookingLength) { try store.bookings.has($0) },
      carer: acting.carer.id,
      offer: OfferSummary(facts.offer),
      slots: facts.slots.map { BookedSlot(id: $0.id, startsAt: $0.startsAt, endsAt: $0.endsAt) },
      party: decision.party, need: decision.need, state: decision.state, channel: acting.channel,
      prescription: request.prescription, cover: request.cover, note: request.note, decideBy: decision.decideBy,
      heldUntil: offered?.until ?? decision.heldUntil, agreedAt: decision.agreedAt, care: decision.care,
      cancelFreeUntil: decision.cancelFreeUntil, waiting: offered?.entry, createdAt: now, ending: nil,
      needsSeenAt: nil, calendarSequence: 0, version: 1)
  }

  /// Writes the letters that tell of a booking; a hold is told by nobody.
  func announce(_ booking: Booking, to carer: Carer) throws {
    switch booking.state {
    case .confirmed:
      try makeLink(.carerCancel, for: booking.id, expiresAt: booking.startsAt)
      try send(.bookingConfirmed, to: carer, about: booking)
      try send(.partnerNewBooking, toPartnerOf: booking)
    case .requested where booking.agreedAt != nil:
      try send(.breakWaitsForCare, to: carer, about: booking)
    case .requested:
      try send(.bookingRequested, to: carer, about: booking)
      try askPartner(about: booking)
    default: return
    }
  }

  func checked(_ onBehalf: OnBehalf?) -> String {
    guard let onBehalf, !onBehalf.identityChecked.isEmpty else { return "" }
    return "identity " + Set(onBehalf.identityChecked).map(\.rawValue).sorted().joined(separator: " ")
  }
}
