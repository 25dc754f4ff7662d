import Breaks
import Store

extension Marketplace {
  /// Changes a booking once, however often it is asked, and counts a refusal without saying whose it was.
  ///
  /// - Parameters:
  ///   - once: the caller's key; changing without one is refused, as booking is.
  ///   - render: pure; writes the answer as it goes out.
  /// - Throws: `Refusal`, `Invalid`, or a fault; the booking is as it was then.
  package func changeBooking(
    as caller: Caller?, _ reference: Reference, _ wish: ChangeWish, once: Once,
    render: @escaping @Sendable (BookingTold) throws -> Rendered
  ) async throws -> Rendered {
    try await counting(ofOffer: { try $0.store.bookings.find(reference)?.offer.id }) {
      try await carryOut(as: caller, once: once, render: render) {
        try $0.changeBooking(reference, wish.change, ifVersion: wish.ifVersion)
      }
    }
  }
}

/// A change, and on which version of the booking it was made.
package struct ChangeWish: Sendable {
  package let change: BookingChange
  /// Nil when the caller did not say.
  package let ifVersion: Int?

  /// Puts a wish together.
  package init(_ change: BookingChange, ifVersion: Int?) {
    self.change = change
    self.ifVersion = ifVersion
  }
}

extension Errand {
  /// Changes a booking in one step: the new is sure before the old is given back, or nothing happens.
  ///
  /// What the partner has to agree to becomes a request of its own, while the booking stands as it is. The care that goes
  /// with a break gets its new dates in the same step.
  /// - Returns: the booking, or the request that would replace it.
  /// - Throws: `Refusal.notFound`, `.notAllowed` for its partner, `.changedMeanwhile`, `.changeWaiting`,
  ///   `.careNotAvailable`, and as `BookingRules`; `Invalid` with every problem at once.
  package func changeBooking(_ reference: Reference, _ change: BookingChange, ifVersion: Int?) throws -> BookingTold {
    let (booking, part) = try bookingToEnd(reference, .changeBooking)
    guard part != .partner else { throw Refusal.notAllowed }
    if part == .volunteer, Set(change.identityChecked).count < 2 { throw Errand.identityNotChecked }
    try requireVersion(ifVersion, is: booking.version)
    try ChangeRules.begin(booking, now: now)
    let care = try careToChange(with: booking, change)
    try store.hold(.carer(booking.carer))
    guard let carer = try store.carers.find(booking.carer) else { throw Refusal.notFound }
    if carer.hasDied { throw Refusal.wrongState }
    let asked = ChangeAsked(
      change: change, carer: carer, part: part, tie: try tie(of: booking, care), isAlone: care == nil)
    let changed = try self.change(booking, asked)
    if let care { try changeCare(care, to: changed, asked) }
    return try told(try reload(changed), of: carer)
  }

  /// A change that somebody asks for.
  struct ChangeAsked {
    let change: BookingChange
    let carer: Carer
    let part: EndedBy
    let tie: CareTie?
    /// Whether nothing else is changed in the same step, so that the partner may be asked first.
    let isAlone: Bool
  }

  /// Changes a booking that is held, and whose carer is held.
  ///
  /// - Returns: the booking as it is now, or the request that would replace it.
  func change(_ booking: Booking, _ asked: ChangeAsked) throws -> Booking {
    let (change, carer) = (asked.change, asked.carer)
    var request = change.request(on: booking)
    let isMoved = Set(request.slots) != Set(booking.slots.map(\.id))
    // What was given in spite of a used-up share was given for these dates.
    if !isMoved { request.overrideReason = try store.bookings.overrideReason(of: booking.id) }
    try lapseHolds(of: request.slots)
    // All dates that are taken or given back are held first, in one order.
    _ = try store.slots.lock(Array(Set(request.slots + booking.slots.map(\.id))), of: booking.offer.id)
    if isMoved || change.party != nil { try clearTheWay(to: request, for: carer, keepsPlaces: false) }
    let facts = try facts(of: request, for: carer, but: booking.id)
    request.unitKind = ChangeRules.unitKind(of: change, on: booking, facts, request)
    let decision = try ChangeRules.decide(booking, facts, request, tie: asked.tie, now: now)
    if decision.fields.isEmpty { return booking }
    if decision.asks, !asked.isAlone { throw Invalid([CareTie.askedFirst]) }
    if isMoved { try heedCareHours(facts) }
    let changing = Changing(
      booking: booking, facts: facts, request: request, decision: decision, part: asked.part,
      kept: try store.bookings.kept(by: booking.id).reduce(into: [:]) { $0[$1.slot] = $1.need })
    let changed = try decision.asks ? askToChange(changing) : changeAtOnce(changing)
    let checked = checked(OnBehalf(carer: booking.carer, identityChecked: change.identityChecked))
    let fields = decision.fields.joined(separator: " ")
    try note(
      decision.asks ? "booking_change_asked" : "booking_changed", "booking", booking.id.text,
      checked.isEmpty ? fields : "\(fields); \(checked)")
    return changed
  }

  /// A change on its way.
  private struct Changing {
    let booking: Booking
    let facts: BookingFacts
    let request: BookingRequest
    let decision: ChangeDecision
    let part: EndedBy
    /// What the booking keeps of its dates so far.
    let kept: [ID<Slot>: Need]

    var slots: [Slot] { facts.slots.sorted { $0.id < $1.id } }

    /// The new dates, with their numbers in the calendars that know the old ones.
    var dates: [BookedSlot] { CalendarRules.numbered(facts.booked, since: booking.slots) }

    /// What is taken of a date beside what the booking keeps of it already.
    func more(of slot: ID<Slot>) -> Need { kept[slot].map { decision.need.beyond($0) } ?? decision.need }
  }

  private func changeAtOnce(_ changing: Changing) throws -> Booking {
    let need = changing.decision.need
    for slot in changing.slots where !changing.more(of: slot.id).isNothing {
      try take(changing.more(of: slot.id), of: [slot])
    }
    var freed: [ID<Slot>] = []
    for (slot, had) in changing.kept.sorted(by: { $0.key < $1.key }) {
      let less = changing.slots.contains { $0.id == slot } ? had.beyond(need) : had
      guard !less.isNothing else { continue }
      try store.slots.giveBack(less, of: slot)
      freed.append(slot)
    }
    try store.changes.change(changed(changing), days: changing.facts.days)
    let changed = try reload(changing.booking)
    try waitedLongEnough(changed)
    if changed.decideBy != nil { try waitForAnswer(about: changed) }
    if changed.state == .confirmed { try makeLink(.carerCancel, for: changed.id, expiresAt: changed.startsAt) }
    let waitsForCare = changed.state == .requested && changed.agreedAt != nil
    try send(waitsForCare ? .breakWaitsForCare : .bookingChanged, to: changing.facts.carer, about: changed)
    // A place that says yes to everybody hears of a break only when its care is certain.
    if !waitsForCare || changing.facts.offer.details.confirmation == .partner {
      try send(.partnerBookingChanged, toPartnerOf: changed)
    }
    try clearCalendars(of: changing.booking, since: changed, for: changing.facts.carer)
    try refill(freed)
    return changed
  }

  private func changed(_ changing: Changing) -> Booking {
    let (old, decision, request) = (changing.booking, changing.decision, changing.request)
    return Booking(
      id: old.id, reference: old.reference, carer: old.carer, offer: old.offer, slots: changing.dates,
      party: decision.party, need: decision.need, state: old.state, channel: old.channel,
      prescription: old.prescription, cover: request.cover, note: request.note, decideBy: decision.decideBy,
      agreedAt: decision.agreedAt, care: old.care, cancelFreeUntil: decision.cancelFreeUntil, createdAt: old.createdAt,
      ending: nil, needsSeenAt: nil,
      calendarSequence: old.calendarSequence, version: old.version)
  }

  /// Asks the partner for a change. It keeps what it needs beside the booking, and counts for what it is beside it.
  private func askToChange(_ changing: Changing) throws -> Booking {
    let (old, decision, request) = (changing.booking, changing.decision, changing.request)
    var extras: [ID<Slot>: Need] = [:]
    for slot in changing.slots {
      let more = changing.more(of: slot.id)
      if changing.kept[slot.id] != nil { extras[slot.id] = more }
      if !more.isNothing { try take(more, of: [slot]) }
    }
    var change = Booking(
      id: world.id(), reference: try newReference(length: Reference.bookingLength) { try store.bookings.has($0) },
      carer: old.carer, offer: old.offer, slots: changing.dates, party: decision.party, need: decision.need,
      state: .requested, channel: changing.part == .carer ? .api : .phone, prescription: nil, cover: request.cover,
      note: request.note, decideBy: decision.decideBy, care: old.care, cancelFreeUntil: decision.cancelFreeUntil,
      createdAt: now,
      ending: nil, needsSeenAt: nil, calendarSequence: 0, version: 1)
    change.replaces = BookingNamed(id: old.id, reference: old.reference)
    try store.bookings.insert(
      NewBooking(
        booking: change, prescription: nil, madeBy: caller?.person, breaks: decision.breaks,
        days: changing.facts.days.beyond(
          CountedDay.days(of: old.slots, at: changing.facts.offer), in: changing.facts.used.first?.cap.per),
        overrideReason: request.overrideReason, countsTowardsCap: changing.facts.countsTowardsCap, extras: extras))
    try store.changes.asked(change.id, of: old)
    try announce(change, to: changing.facts.carer)
    return change
  }
}

extension Errand {
  /// Lets a change that the partner has agreed to take the place of the booking it replaces.
  ///
  /// - Returns: the dates of which places may have become free; the caller serves those who wait when all is written.
  /// - Throws: `Refusal.wrongState` when the old one does not stand any more, or has begun.
  func takeOver(_ change: Booking, from named: BookingNamed) throws -> [ID<Slot>] {
    guard let old = try store.bookings.find(named.id), old.state == .confirmed, old.startsAt > now else {
      throw Refusal.wrongState
    }
    guard let offer = try store.offers.find(change.offer.id, now: now) else { throw Refusal.wrongState }
    _ = try store.slots.lock(Array(Set((old.slots + change.slots).map(\.id))), of: change.offer.id)
    let prescription = try old.prescription.flatMap { try store.prescriptions.find($0) }
    try passOnCare(from: old, to: change)
    let ending = BookingEnding(at: now, by: .carer, why: nil, reason: nil, message: nil, late: false)
    try close(old, as: .cancelled, ending, countsTowardsCap: false)
    for (slot, kept) in try store.bookings.kept(by: change.id) {
      let rest = change.need.beyond(kept)
      // What the old one has just given back.
      if !rest.isNothing, try !store.slots.take(rest, of: slot) { throw Refusal.full }
    }
    try store.changes.takeOver(
      change, from: old, paidWith: prescription?.id, days: CountedDay.days(of: change.slots, at: offer))
    if let prescription { try store.prescriptions.spend(prescription, on: change.id) }
    try note("booking_replaced", "booking", old.id.text)
    return old.slots.map(\.id)
  }

  /// Ties the care that went with a booking, or the break that it was care for, to the one that takes its place.
  private func passOnCare(from old: Booking, to change: Booking) throws {
    if let care = old.careBooking {
      try store.care.tie(nil, to: old.id)
      try store.care.tie(care.id, to: change.id)
    }
    if let away = old.careFor, away.state.isLive { try store.care.tie(change.id, to: away.id) }
  }

  /// Ends the change that waits for an answer, when the booking ends that it would replace.
  func endChange(of booking: Booking, _ ending: BookingEnding) throws {
    guard let named = booking.waitingChange else { return }
    try store.hold(.booking(named.reference))
    guard let change = try store.bookings.find(named.id), change.state == .requested else { return }
    let same = BookingEnding(at: now, by: ending.by, why: nil, reason: nil, message: nil, late: false)
    let ended = try end(change, as: .cancelled, same, countsTowardsCap: false)
    try note("booking_cancelled", "booking", change.id.text)
    try send(.partnerBookingCancelled, toPartnerOf: ended)
  }
}

extension BookingFacts {
  /// The dates as a booking keeps them.
  fileprivate var booked: [BookedSlot] {
    slots.map { BookedSlot(id: $0.id, startsAt: $0.startsAt, endsAt: $0.endsAt) }
  }
}
