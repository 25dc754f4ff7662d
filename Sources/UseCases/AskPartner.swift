import Breaks
import Store

extension Errand {
  /// Asks a partner for an answer: by a letter with a link, and twice more while none comes.
  func askPartner(about booking: Booking) throws {
    if quiet { return }
    try waitForAnswer(about: booking)
    try send(.partnerBookingRequested, toPartnerOf: booking)
  }

  /// Makes the link by which the partner answers, and plans the reminders anew.
  func waitForAnswer(about booking: Booking) throws {
    if quiet { return }
    let decideBy = booking.decideBy ?? booking.startsAt
    try makeLink(.partnerAnswer, for: booking.id, expiresAt: decideBy)
    try store.answers.forgetPlans(of: booking.id)
    for due in NudgeRules.times(asked: now, decideBy: decideBy) {
      try store.answers.plan(world.id(), of: booking.id, at: due)
    }
  }

  /// Reminds a partner of a request that still waits for their answer; by day, and never twice at once.
  func nudge(_ nudge: ID<Nudge>) throws {
    guard let booking = try store.answers.booking(of: nudge).flatMap({ try held($0) }) else { return }
    if booking.state == .requested, let decideBy = booking.decideBy, decideBy > now, !NudgeRules.isByDay(now) {
      let morning = NudgeRules.byDay(now)
      if morning < decideBy { return try store.answers.putOff(of: booking.id, until: morning, now: now) }
    }
    guard try store.answers.strike(of: booking.id, now: now) else { return }
    guard booking.state == .requested, let decideBy = booking.decideBy, decideBy > now, NudgeRules.isByDay(now) else {
      return
    }
    try send(.partnerNudge, toPartnerOf: booking)
    try note("partner_nudged", "booking", booking.id.text)
  }

  /// Answers for a partner who never did: no, and it costs the carer nothing.
  func declineUnanswered(_ id: ID<Booking>) throws {
    guard let booking = try held(id), booking.state == .requested, let decideBy = booking.decideBy, decideBy <= now
    else { return }
    _ = try decline(booking, PartnerAnswer(), by: .time)
  }

  /// A booking, held; nil when there is none.
  private func held(_ id: ID<Booking>) throws -> Booking? {
    guard let reference = try store.bookings.find(id)?.reference else { return nil }
    try store.changes.hold(reference)
    return try store.bookings.find(id)
  }
}
