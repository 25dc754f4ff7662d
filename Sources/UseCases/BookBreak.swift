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
    do {
      return try await carryOut(as: caller, once: once, render: render) { try $0.bookBreak(request) }
    } catch let refusal as Refusal {
      if refusal.isOfTrade { await count([refusal.code], offer: request.offer) }
      throw refusal
    } catch let invalid as Invalid {
      await count(invalid.problems.map(\.code), offer: request.offer)
      throw invalid
    }
  }

  /// Counts refusals; one that cannot be counted is still told, for the carer's answer matters more than the figure.
  private func count(_ codes: [String], offer: ID<Offer>) async {
    _ = try? await carryOut(as: nil) { errand in
      guard let offer = try errand.store.offers.find(offer, now: errand.now) else { return }
      for code in Set(codes) { try errand.store.refusals.add(code, area: offer.area, day: errand.today) }
    }
  }
}

extension Errand {
  /// Books a break, or asks the partner for it: all its dates for the whole party, or nothing.
  ///
  /// - Throws: `Refusal` or `Invalid`; see `BookingRules`.
  package func bookBreak(_ request: BookingRequest) throws -> BookingTold {
    let acting = try actingToChange(for: request.onBehalf, .bookForSomebody)
    let facts = try facts(of: request, for: acting.carer)
    let decision = try BookingRules.decide(facts, request, now: now)
    for slot in facts.slots.sorted(by: { $0.id < $1.id }) {
      guard try store.slots.take(decision.party.count, of: slot.id) else { throw Refusal.full }
    }
    let booking = try booking(request, facts, decision, acting)
    try store.bookings.insert(
      NewBooking(
        booking: booking, prescription: facts.prescription?.id, madeBy: caller?.person,
        breaks: decision.breaks))
    if let prescription = facts.prescription { try store.prescriptions.spend(prescription, on: booking.id) }
    try note("booking_made", "booking", booking.id.text, checked(request.onBehalf))
    try announce(booking, to: acting.carer)
    return try told(booking, of: acting.carer)
  }

  private func facts(of request: BookingRequest, for carer: Carer) throws -> BookingFacts {
    guard let offer = try store.offers.find(request.offer, now: now) else {
      throw Invalid([Problem("/offerId", "not_found", "There is no such break.")])
    }
    let slots = try store.slots.lock(request.slots, of: offer.id)
    let found = Set(slots.map(\.id))
    try Invalid.throwIfAny(
      request.slots.enumerated().filter { !found.contains($0.element) }.map {
        Problem("/slots/\($0.offset)", "not_found", "This break has no such date.")
      })
    let ordered = slots.sorted { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }
    return BookingFacts(
      offer: offer, slots: ordered, carer: carer,
      prescription: try request.prescription.flatMap { try store.prescriptions.find($0) },
      used: try used(by: carer, stay: offer.details.stay, on: London.day(of: ordered[0].startsAt)),
      alreadyBooked: try store.bookings.holds(carer.id, anyOf: request.slots))
  }

  private func booking(
    _ request: BookingRequest, _ facts: BookingFacts, _ decision: BookingDecision, _ acting: ActingFor
  ) throws -> Booking {
    let offer = facts.offer
    return Booking(
      id: world.id(), reference: try newReference(length: Reference.bookingLength) { try store.bookings.has($0) },
      carer: acting.carer.id,
      offer: OfferSummary(
        id: offer.id, title: offer.details.title, partner: offer.partner, area: offer.area,
        category: offer.details.category, stay: offer.details.stay, postcode: offer.details.postcode,
        town: offer.details.town),
      slots: facts.slots.map { BookedSlot(id: $0.id, startsAt: $0.startsAt, endsAt: $0.endsAt) },
      party: decision.party, state: decision.state, channel: acting.channel, prescription: request.prescription,
      cover: request.cover, note: request.note, decideBy: decision.decideBy,
      cancelFreeUntil: decision.cancelFreeUntil, createdAt: now, ending: nil, needsSeenAt: nil, calendarSequence: 0,
      version: 1)
  }

  private func announce(_ booking: Booking, to carer: Carer) throws {
    if booking.state == .confirmed {
      try send(.bookingConfirmed, to: carer, about: booking)
      try send(.partnerNewBooking, toPartnerOf: booking)
    } else {
      try send(.bookingRequested, to: carer, about: booking)
      try send(.partnerBookingRequested, toPartnerOf: booking)
    }
  }

  func checked(_ onBehalf: OnBehalf?) -> String {
    guard let onBehalf, !onBehalf.identityChecked.isEmpty else { return "" }
    return "identity " + Set(onBehalf.identityChecked).map(\.rawValue).sorted().joined(separator: " ")
  }
}
