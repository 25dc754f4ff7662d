/// How a booking may end, and what that gives back.
package enum EndingRules {
  /// Decides about cancelling.
  ///
  /// Cancelling late is a courtesy, never refused before the start: it frees the place for somebody else.
  /// A request that nobody answered may be taken back at any time. Letting go of a hold is no cancelling: it lapses.
  /// - Parameter isQuiet: whether the carer is to be left in peace: nothing is late then, and nothing counts.
  /// - Throws: `Refusal.wrongState` unless the booking is live, `.tooLateToCancel` after the start of a confirmed one.
  package static func cancel(
    _ booking: Booking, by side: EndedBy, why: CancelReason?, isQuiet: Bool = false, now: Instant
  ) throws(Refusal) -> CancelDecision {
    guard booking.state == .requested || booking.state == .confirmed else { throw .wrongState }
    guard booking.state == .requested || booking.startsAt > now else { throw .tooLateToCancel }
    let late = side != .partner && !isQuiet && booking.state == .confirmed && now > booking.cancelFreeUntil
    let isBreak = booking.offer.category != .care
    return CancelDecision(late: late, countsTowardsCap: late && isBreak && !(why?.excuses ?? false))
  }

  /// Whether a reason that comes after a late cancellation of the carer's side takes back what it cost.
  package static func excusesLater(_ booking: Booking, _ why: CancelReason) -> Bool {
    guard booking.state == .cancelled, let ending = booking.ending, ending.late, ending.by != .partner else {
      return false
    }
    return why.excuses && !(ending.why?.excuses ?? false)
  }

  /// Decides whether a partner may still say yes: until the start.
  ///
  /// - Throws: `Refusal.wrongState` unless the booking waits for the partner's answer and has not begun.
  package static func accept(_ booking: Booking, now: Instant) throws(Refusal) {
    guard booking.state == .requested, booking.agreedAt == nil, booking.startsAt > now else { throw .wrongState }
  }

  /// Decides whether a partner may still say no: at any time, for it gives everything back.
  ///
  /// - Throws: `Refusal.wrongState` unless the booking waits for an answer.
  package static func decline(_ booking: Booking) throws(Refusal) {
    guard booking.state == .requested else { throw .wrongState }
  }

  /// Decides whether attendance can be marked.
  ///
  /// A mark may be mended from attended to absent and back.
  /// - Throws: `Refusal.wrongState` before the start, or when the booking was never confirmed.
  package static func attendance(_ booking: Booking, now: Instant) throws(Refusal) {
    guard [.confirmed, .attended, .absent].contains(booking.state), booking.startsAt <= now else { throw .wrongState }
  }
}

/// What a cancellation costs.
package struct CancelDecision: Sendable, Equatable {
  /// Whether it came after the partner's free window; only the carer's side can be late.
  package let late: Bool
  /// Whether the break still counts as had; an illness or emergency never does, and care is no break.
  package let countsTowardsCap: Bool
}
