import Breaks
import Store

extension Errand {
  /// Says what happened to a party that did not come, for its carer.
  ///
  /// - Throws: `Refusal.notFound`, `.notAllowed`, `.changedMeanwhile`, `.wrongState`; see `AbsenceRules`.
  package func settleAbsence(_ reference: Reference, _ answer: AbsenceAnswer, ifVersion: Int?) throws -> BookingTold {
    let (booking, part) = try bookingToEnd(reference, .settleAbsence)
    guard part != .partner else { throw Refusal.notAllowed }
    try requireVersion(ifVersion, is: booking.version)
    return try told(try settleAbsence(booking, answer, by: part))
  }

  /// Settles the absence of a booking that is held already: what the API, the phone desk and a letter's link share.
  ///
  /// - Parameter door: through which door the answer came, for the audit; nil for the API's own.
  func settleAbsence(
    _ booking: Booking, _ answer: AbsenceAnswer, by side: EndedBy, door: String? = nil
  ) throws -> Booking {
    let excused = try AbsenceRules.settle(booking, answer, by: side)
    try settle(booking, why: answer.why, reason: answer.reason, excused: excused, by: side)
    let trail = [excused ? "excused" : "counts", door].compactMap { $0 }.joined(separator: " ")
    try note("absence_settled", "booking", booking.id.text, trail)
    return try reload(booking)
  }

  /// Asks a carer what happened; who is to be left in peace is asked nothing and excused at once.
  func askAboutAbsence(of booking: Booking) throws {
    try store.letters.takeOffList(.feedbackAsked, about: [booking.id], now: now)
    guard let carer = try store.carers.find(booking.carer), !carer.isQuiet else {
      return try settle(try reload(booking), why: nil, reason: nil, excused: true, by: .time)
    }
    try store.absences.ask(booking.id, now: now)
    try makeLink(.absenceWhy, for: booking.id, expiresAt: AbsenceRules.answerBy(asked: now))
    try send(.absenceAsked, to: carer, about: try reload(booking))
  }

  /// Takes back that nobody came: the break was had.
  func forgetAbsence(of booking: Booking) throws {
    guard booking.state == .absent else { return }
    try store.absences.undo(booking.id)
    try store.letters.takeOffList(.absenceAsked, about: [booking.id], now: now)
  }

  /// Excuses an absence of which the carer was asked long enough ago, if nobody has said anything still.
  func excuseSilence(_ id: ID<Booking>) throws {
    guard let booking = try heldAbsence(id), let asked = booking.absence?.askedAt,
      asked <= AbsenceRules.lastAsked(now)
    else { return }
    try settle(booking, why: nil, reason: nil, excused: true, by: .time)
    try note("absence_settled", "booking", id.text, "silence excuses")
  }

  /// An absence that is not settled, held; nil when it is.
  func heldAbsence(_ id: ID<Booking>) throws -> Booking? {
    guard let reference = try store.bookings.find(id)?.reference else { return nil }
    try store.hold(.booking(reference))
    guard let booking = try store.bookings.find(id), booking.state == .absent, booking.absence?.settledAt == nil else {
      return nil
    }
    return booking
  }

  /// Keeps what an absence costs, and asks nobody about it any more.
  func settle(_ booking: Booking, why: CancelReason?, reason: String?, excused: Bool, by side: EndedBy) throws {
    try store.absences.settle(
      booking,
      Absence(
        askedAt: booking.absence?.askedAt, why: why, reason: reason, settledAt: now, excused: excused,
        settledBy: side))
    try store.letters.takeOffList(.absenceAsked, about: [booking.id], now: now)
    // The carer has their share again, and may be in line for something that they could not have without it.
    if excused { try refill(of: booking.carer) }
  }
}
