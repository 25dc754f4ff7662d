import Breaks
import Store

extension Errand {
  /// Cancels a booking for its carer or its partner, and frees the places at once.
  ///
  /// - Parameters:
  ///   - reason: a carer's is for the desk only; a partner's is told to the carer.
  ///   - spokeTo: with whom at the place a coordinator spoke who cancels in the partner's name.
  ///   - careToo: whether the care that goes with the break is given up as well; a partner has no say in it.
  ///   - ifVersion: the version the caller has read; nil when they did not say.
  /// - Throws: `Refusal.notFound`, `.changedMeanwhile`, `.wrongState`, `.tooLateToCancel`.
  package func cancelBooking(
    _ reference: Reference, why: CancelReason?, reason: String?, spokeTo: String? = nil, careToo: Bool = false,
    ifVersion: Int?
  ) throws -> BookingTold {
    let (booking, own) = try bookingToEnd(reference)
    let part: EndedBy = own == .coordinator && spokeTo != nil ? .partner : own
    try requireVersion(ifVersion, is: booking.version)
    if booking.state == .held, own != .partner {
      try lapse(booking, by: own)
      return try told(try reload(booking))
    }
    if let why, part != .partner, EndingRules.excusesLater(booking, why) {
      try store.changes.excuse(booking, why)
      try note("cancellation_excused", "booking", booking.id.text, why.rawValue)
      return try told(try reload(booking))
    }
    let wish = Cancelling(
      by: part, why: why, reason: part == .partner ? spokeTo.map { "Spoke to \($0)." } : reason,
      message: part == .partner ? reason : nil, tellsPartner: own != .partner, careToo: careToo)
    return try told(try cancel(booking, wish))
  }

  /// Cancels a booking that is held already: what the API, the phone desk and a letter's link share.
  func cancel(_ booking: Booking, _ wish: Cancelling) throws -> Booking {
    let carer = try store.carers.find(booking.carer)
    let decision = try EndingRules.cancel(
      booking, by: wish.by, why: wish.why, isQuiet: carer?.isQuiet ?? false, now: now)
    let ending = BookingEnding(
      at: now, by: wish.by, why: wish.why, reason: wish.reason, message: wish.message, late: decision.late)
    let wasConfirmed = booking.state == .confirmed
    if wish.careToo, wish.by != .partner { try cancelCare(of: booking, why: wish.why) }
    let ended = try end(booking, as: .cancelled, ending, countsTowardsCap: decision.countsTowardsCap)
    let trail = [wish.why?.rawValue, wish.door].compactMap { $0 }.joined(separator: " ")
    try note("booking_cancelled", "booking", booking.id.text, trail)
    if let carer { try send(.bookingCancelled, to: carer, about: ended) }
    if wish.tellsPartner || wasConfirmed { try send(.partnerBookingCancelled, toPartnerOf: ended) }
    return ended
  }

  /// Says yes for a partner: the break stands.
  ///
  /// - Parameter answer: a coordinator names whom they spoke to.
  /// - Throws: `Refusal.notFound`, `.changedMeanwhile`, `.wrongState`; `Invalid` with `required` at `/spokeTo`.
  package func acceptBooking(_ reference: Reference, _ answer: PartnerAnswer, ifVersion: Int?) throws -> BookingTold {
    let booking = try bookingToAnswer(reference, answer)
    try requireVersion(ifVersion, is: booking.version)
    return try told(try accept(booking, answer))
  }

  /// Says yes to a booking that is held already: what the API and a letter's link share.
  ///
  /// - Parameter door: through which door the answer came, for the audit; nil for the API's own.
  func accept(_ booking: Booking, _ answer: PartnerAnswer, door: String? = nil) throws -> Booking {
    try EndingRules.accept(booking, now: now)
    if let care = booking.careBooking, care.state != .confirmed {
      try store.care.agree(booking, message: answer.message, reason: answer.forTheDesk, now: now)
      try note("booking_agreed", "booking", booking.id.text, door ?? "")
      return try reload(booking)
    }
    let old = try booking.replaces.flatMap { try store.bookings.find($0.id) }
    let replaced = try booking.replaces.map { try takeOver(booking, from: $0) }
    try store.bookings.accept(booking, message: answer.message, reason: answer.forTheDesk)
    try note("booking_accepted", "booking", booking.id.text, door ?? "")
    let accepted = try reload(booking)
    try makeLink(.carerCancel, for: accepted.id, expiresAt: accepted.startsAt)
    let (carers, partners): (LetterKind, LetterKind) =
      replaced == nil ? (.bookingAccepted, .partnerNewBooking) : (.bookingChanged, .partnerBookingChanged)
    let carer = try store.carers.find(booking.carer)
    if let carer { try send(carers, to: carer, about: accepted) }
    try send(partners, toPartnerOf: accepted)
    if let old, let carer { try clearCalendars(of: old, since: accepted, for: carer) }
    if replaced != nil { try waitedLongEnough(accepted) }
    try confirmWhatWaits(for: accepted)
    try refill(replaced ?? [])
    return accepted
  }

  /// Says no for a partner: it costs the carer nothing.
  ///
  /// - Throws: as `acceptBooking`.
  package func declineBooking(_ reference: Reference, _ answer: PartnerAnswer, ifVersion: Int?) throws -> BookingTold {
    let booking = try bookingToAnswer(reference, answer)
    try requireVersion(ifVersion, is: booking.version)
    return try told(try decline(booking, answer))
  }

  /// Says no to a booking that is held already: what the API, a letter's link and the passing of time share.
  ///
  /// - Parameters:
  ///   - side: the partner, or time when nobody answered.
  ///   - door: through which door the answer came, for the audit; nil for the API's own.
  func decline(
    _ booking: Booking, _ answer: PartnerAnswer, by side: EndedBy = .partner, door: String? = nil
  ) throws -> Booking {
    try EndingRules.decline(booking)
    let ending = BookingEnding(
      at: now, by: side, why: nil, reason: answer.forTheDesk, message: answer.message, late: false)
    let declined = try end(booking, as: .declined, ending, countsTowardsCap: false)
    try note("booking_declined", "booking", booking.id.text, door ?? "")
    let kind: LetterKind = side == .time ? .bookingNotAnswered : .bookingDeclined
    if let carer = try store.carers.find(booking.carer) {
      try backInLine(declined, carer)
      try send(kind, to: carer, about: declined)
    }
    // Who did not answer must not think that they still can.
    if side == .time { try send(.partnerBookingCancelled, toPartnerOf: declined) }
    return declined
  }

  /// Marks after the start whether the guests came.
  ///
  /// - Throws: `Refusal.notFound`, `.changedMeanwhile`, `.wrongState`.
  package func markAttendance(_ reference: Reference, came: Bool, ifVersion: Int?) throws -> BookingTold {
    let booking = try partnersBooking(reference, .markAttendance)
    try requireVersion(ifVersion, is: booking.version)
    try EndingRules.attendance(booking, now: now)
    let state: BookingState = came ? .attended : .absent
    if booking.state == state { return try told(booking) }
    try store.bookings.markAttendance(booking, state)
    try note(came ? "booking_attended" : "booking_absent", "booking", booking.id.text)
    if came { try forgetAbsence(of: booking) } else { try askAboutAbsence(of: booking) }
    return try told(try reload(booking))
  }

  /// Notes that the partner's kitchen has read the party's needs.
  ///
  /// - Throws: `Refusal.notFound`; `.wrongState` unless the booking is confirmed and not over.
  package func markNeedsSeen(_ reference: Reference, ifVersion: Int?) throws -> BookingTold {
    let booking = try partnersBooking(reference, .markNeedsSeen)
    try requireVersion(ifVersion, is: booking.version)
    guard booking.state == .confirmed, booking.endsAt > now else { throw Refusal.wrongState }
    try store.bookings.markNeedsSeen(booking.id, now: now)
    try note("needs_seen", "booking", booking.id.text)
    return try told(try reload(booking))
  }

  /// Ends a booking: its places, its prescription and its dates are free, and whoever waits for them is served.
  func end(
    _ booking: Booking, as state: BookingState, _ ending: BookingEnding, countsTowardsCap: Bool
  ) throws -> Booking {
    try endChange(of: booking, ending)
    try close(booking, as: state, ending, countsTowardsCap: countsTowardsCap)
    let ended = try reload(booking)
    try tellWhatDependsOn(ended)
    try offerEnded(ended)
    try refill(booking.slots.map(\.id), isNew: booking.state != .held)
    try refill(of: booking.carer)
    return ended
  }

  /// Ends a booking and gives back what it keeps, before anybody who waits for it is served.
  func close(_ booking: Booking, as state: BookingState, _ ending: BookingEnding, countsTowardsCap: Bool) throws {
    try store.bookings.move(booking, to: state, ending: ending, countsTowardsCap: countsTowardsCap)
    for (slot, need) in try store.bookings.kept(by: booking.id) where !need.isNothing {
      try store.slots.giveBack(need, of: slot)
    }
    try store.bookings.release(booking)
    try store.prescriptions.giveBack(from: booking.id)
  }

  /// A booking as it stands now.
  func reload(_ booking: Booking) throws -> Booking {
    guard let found = try store.bookings.find(booking.id) else { throw Refusal.notFound }
    return found
  }

  /// A booking, held, with the part in which the caller may end it.
  ///
  /// - Parameter act: what the desk does with it.
  func bookingToEnd(_ reference: Reference, _ act: Act = .cancelBooking) throws -> (Booking, EndedBy) {
    let caller = try signedIn()
    try store.changes.hold(reference)
    guard let booking = try store.bookings.find(reference) else { throw Refusal.notFound }
    if booking.carer == caller.carer || caller.actsFor.contains(booking.carer) { return (booking, .carer) }
    let isTheirs = ![.held, .lapsed].contains(booking.state)
    if isTheirs, caller.works(for: booking.offer.partner.id) { return (booking, .partner) }
    if caller.isAny([.coordinator], in: booking.offer.area) { return (booking, .coordinator) }
    if may(act, in: booking.offer.area) { return (booking, .volunteer) }
    throw Refusal.notFound
  }

  private func partnersBooking(_ reference: Reference, _ act: Act) throws -> Booking {
    let caller = try signedIn()
    try store.changes.hold(reference)
    guard let booking = try store.bookings.find(reference) else { throw Refusal.notFound }
    let isTheirs = ![.held, .lapsed].contains(booking.state) && caller.works(for: booking.offer.partner.id)
    if isTheirs || may(act, in: booking.offer.area) { return booking }
    throw try mayRead(booking) ? Refusal.notAllowed : Refusal.notFound
  }

  private func bookingToAnswer(_ reference: Reference, _ answer: PartnerAnswer) throws -> Booking {
    let booking = try partnersBooking(reference, .answerBooking)
    if caller?.works(for: booking.offer.partner.id) != true, answer.spokeTo == nil {
      throw Invalid([Problem("/spokeTo", "required", "Please say with whom at the place you spoke (spokeTo).")])
    }
    return booking
  }
}

/// How a booking is cancelled.
struct Cancelling {
  let by: EndedBy
  let why: CancelReason?
  /// For the desk.
  let reason: String?
  /// For the carer, from the partner.
  let message: String?
  /// Whether the partner is told even of a request; they do not need to be told what they just said themselves.
  let tellsPartner: Bool
  /// Whether the care that goes with the break is given up as well.
  var careToo = false
  /// Through which door it came, for the audit; nil for the API's own.
  var door: String?
}

/// What a partner answers to a request, or a coordinator in their name.
package struct PartnerAnswer: Sendable, Equatable {
  /// For the desk.
  package let reason: String?
  /// For the carer.
  package let message: String?
  /// With whom at the place a coordinator spoke.
  package let spokeTo: String?

  /// Puts an answer together.
  package init(reason: String? = nil, message: String? = nil, spokeTo: String? = nil) {
    self.reason = reason
    self.message = message
    self.spokeTo = spokeTo
  }

  /// What the desk may want to know later.
  var forTheDesk: String? {
    let told = [spokeTo.map { "Spoke to \($0)." }, reason].compactMap { $0 }
    return told.isEmpty ? nil : told.joined(separator: " ")
  }
}
