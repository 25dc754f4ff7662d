import Breaks
import Store

// Care that goes with a break: booked in one call, final together, and never touched without the carer when one is lost.

extension Errand {
  /// Books all that is asked for: the break, and the care for its time, if any goes with it.
  ///
  /// - Throws: as `place`; `Refusal.careNotAvailable`; `Invalid` with pointers under `/replacementCare`.
  func placeAll(_ request: BookingRequest, for acting: ActingFor, keepsPlaces: Bool = false) throws -> Booking {
    guard let wish = request.replacementCare else { return try place(request, for: acting, keepsPlaces: keepsPlaces) }
    return try place(request, with: wish, for: acting, keepsPlaces: keepsPlaces)
  }

  /// Books a break and the care for its time, both or neither; the break is not final before both stand.
  private func place(
    _ request: BookingRequest, with wish: ReplacementCare, for acting: ActingFor, keepsPlaces: Bool
  ) throws -> Booking {
    var request = request
    request.cover = .arranged
    let away = try place(request, for: acting, keepsPlaces: keepsPlaces)
    let care = try placeCare(wish, for: away, sharing: request.shareNeeds, acting)
    if CareRules.standsNow(away, care: care.state) { try store.care.confirm(away) }
    return try reload(away)
  }

  /// Says what is to become of a break whose care is lost.
  ///
  /// - Throws: `Refusal.notFound`, `.changedMeanwhile`; `.wrongState` when its care stands still, or it is over; as `place`.
  package func answerCare(_ reference: Reference, _ answer: CareAnswer, ifVersion: Int?) throws -> BookingTold {
    let (booking, part) = try bookingToEnd(reference)
    guard part != .partner else { throw Refusal.notFound }
    try requireVersion(ifVersion, is: booking.version)
    guard let carer = try store.carers.find(booking.carer) else { throw Refusal.notFound }
    let acting = ActingFor(carer: carer, channel: part == .carer ? .api : .phone, part: part)
    return try told(try answerCare(booking, answer, acting), of: carer)
  }

  /// Does what a carer wants of a break that is held already and whose care is lost: what the API, the phone desk and a
  /// letter's link share.
  ///
  /// - Parameter door: through which door the answer came, for the audit; nil for the API's own.
  func answerCare(
    _ booking: Booking, _ answer: CareAnswer, _ acting: ActingFor, door: String? = nil
  ) throws -> Booking {
    let careStands = booking.careBooking?.state.isLive ?? false
    guard [.requested, .confirmed].contains(booking.state), booking.startsAt > now, !careStands else {
      throw Refusal.wrongState
    }
    switch answer {
    case .without(let cover):
      try store.care.tie(nil, to: booking.id)
      try store.care.say(cover, of: booking.id)
    case .other(let wish, let shareNeeds):
      try store.hold(.carer(booking.carer))
      _ = try placeCare(wish, for: booking, sharing: shareNeeds, acting)
    }
    try note("care_answered", "booking", booking.id.text, door ?? "")
    let answered = try reload(booking)
    try confirmIfBothStand(answered, care: answered.careBooking?.state ?? .confirmed)
    return try reload(booking)
  }

  /// Makes a break final whose care has been confirmed.
  func confirmWhatWaits(for care: Booking) throws {
    guard let id = try store.care.waiting(for: care.id), let waiting = try store.bookings.find(id) else { return }
    try store.hold(.booking(waiting.reference))
    try confirmIfBothStand(try reload(waiting), care: care.state)
  }

  /// Gives a break up whose care was lost and whose carer was asked in vain: it costs them nothing, and others may go.
  func giveUpWithoutCare(_ id: ID<Booking>) throws {
    guard let reference = try store.bookings.find(id)?.reference else { return }
    try store.changes.hold(reference)
    guard let booking = try store.bookings.find(id),
      let lostAt = try booking.careBooking.flatMap({ try store.bookings.find($0.id)?.ending?.at }),
      CareRules.isGivenUp(booking, careLostAt: lostAt, now: now)
    else { return }
    _ = try cancel(
      booking, Cancelling(by: .time, why: .careFellThrough, reason: nil, message: nil, tellsPartner: false))
  }

  /// Asks the carer what is to become of the one when the other is lost: neither is touched without them.
  func tellWhatDependsOn(_ ended: Booking) throws {
    if let away = ended.careFor, away.state.isLive { try ask(.careLost, by: .careLost, about: away.id) }
    if let care = ended.careBooking, care.state.isLive { try ask(.breakLost, by: .breakLost, about: care.id) }
  }

  /// Gives up the care of a break before the break itself: then there is nothing left to ask about.
  ///
  /// Care that has begun is not taken away from whoever has it just now; its carer is asked what becomes of it.
  func cancelCare(of booking: Booking, why: CancelReason?) throws {
    guard let care = booking.careBooking, care.state.isLive, let sitting = try store.bookings.find(care.id),
      sitting.state != .confirmed || sitting.startsAt > now
    else { return }
    try store.care.tie(nil, to: booking.id)
    _ = try cancelBooking(care.reference, why: why, reason: nil, ifVersion: nil)
  }

  /// Refuses more hours of sitting care than the area gives in a week.
  ///
  /// - Throws: `Refusal.careHoursReached`.
  func heedCareHours(_ facts: BookingFacts) throws {
    guard CareRules.countsHours(facts.offer),
      let limit = try store.areas.find(facts.carer.details.area)?.details.careHoursPerWeek
    else { return }
    let asked = facts.days.careMinutesByWeek
    var used: [Day: Int] = [:]
    for monday in asked.keys {
      let week = CareRules.week(of: monday)
      used[monday] = try store.care.minutes(of: facts.carer.id, from: week.from, until: week.until, but: facts.own)
    }
    try CareRules.heedHours(asked, used: used, hoursPerWeek: limit)
  }

  private func confirmIfBothStand(_ waiting: Booking, care: BookingState) throws {
    guard CareRules.standsNow(waiting, care: care) else { return }
    try store.care.confirm(waiting)
    try note("booking_accepted", "booking", waiting.id.text)
    let final = try reload(waiting)
    try makeLink(.carerCancel, for: final.id, expiresAt: final.startsAt)
    if let carer = try store.carers.find(final.carer) { try send(.bookingAccepted, to: carer, about: final) }
    try send(.partnerNewBooking, toPartnerOf: final)
  }

  private func placeCare(
    _ wish: ReplacementCare, for away: Booking, sharing: Bool, _ acting: ActingFor
  ) throws -> Booking {
    let request = try careRequest(wish, during: away.slots, sharing: sharing)
    return try toldAsCare {
      let care = try place(request, for: acting)
      try store.care.tie(care.id, to: away.id)
      try note("booking_made", "booking", care.id.text)
      try announce(care, to: acting.carer)
      return care
    }
  }

  /// Asks what booking would say of care for a break that is not booked yet; nothing is taken.
  ///
  /// - Throws: `Refusal.careNotAvailable`; `Invalid` with pointers under `/replacementCare`.
  func requireCare(
    _ wish: ReplacementCare, during away: [BookedSlot], for carer: Carer, sharing: Bool
  ) throws {
    let request = try careRequest(wish, during: away, sharing: sharing)
    try toldAsCare {
      try clearTheWay(to: request, for: carer)
      let facts = try facts(of: request, for: carer)
      let decision = try BookingRules.decide(facts, request, now: now)
      try heedCareHours(facts)
      guard facts.slots.allSatisfy({ $0.hasRoom(for: decision.need) }) else { throw Refusal.full }
    }
  }

  /// The booking of care that goes with a break.
  private func careRequest(
    _ wish: ReplacementCare, during away: [BookedSlot], sharing: Bool
  ) throws -> BookingRequest {
    guard let offer = try store.offers.find(wish.offer, now: now) else {
      throw Invalid([Problem("/replacementCare/offerId", "not_found", "There is no such care.")])
    }
    let slots = try store.slots.find(wish.slots, of: offer.id)
    let found = Set(slots.map(\.id))
    let unknown = wish.slots.enumerated().filter { !found.contains($0.element) }.map {
      Problem("/replacementCare/slots/\($0.offset)", "not_found", "This care has no such date.")
    }
    try Invalid.throwIfAny(unknown.isEmpty ? CareRules.problems(offer, slots, away: away) : unknown)
    return BookingRequest(
      offer: wish.offer, slots: wish.slots, party: [PartyMember(kind: .caredFor)], shareNeeds: sharing, note: wish.note,
      care: wish.care)
  }

  /// Does something for the care of a break, and says of whatever stands against it that it was the care.
  private func toldAsCare<Answer>(_ work: () throws -> Answer) throws -> Answer {
    do {
      return try work()
    } catch let refusal as Refusal {
      throw Refusal.careNotAvailable(refusal)
    } catch let invalid as Invalid {
      throw Invalid(invalid.problems.map { Problem("/replacementCare" + $0.pointer, $0.code, $0.detail) })
    }
  }

  private func ask(_ kind: LetterKind, by purpose: LinkPurpose, about id: ID<Booking>) throws {
    guard let booking = try store.bookings.find(id), let carer = try store.carers.find(booking.carer) else { return }
    try makeLink(purpose, for: id, expiresAt: booking.startsAt)
    try send(kind, to: carer, about: booking)
  }
}
