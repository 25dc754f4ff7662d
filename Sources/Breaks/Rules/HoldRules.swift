/// How long places are kept for somebody who is still making up their mind, and what others are told meanwhile.
package enum HoldRules {
  /// How long places are kept, in minutes; the phone desk may have as much again, once.
  package static let minutes = 15

  /// Until when places are kept that are asked for now: never beyond the start.
  package static func end(from now: Instant, startsAt: Instant) -> Instant {
    min(now.adding(seconds: minutes * 60), startsAt)
  }

  /// Until when a hold is kept that somebody on the telephone needs longer.
  ///
  /// - Throws: `Refusal.wrongState` for what is not held any more; `.heldLongEnough` the second time.
  package static func longer(_ booking: Booking, wasExtended: Bool, now: Instant) throws(Refusal) -> Instant {
    guard booking.state == .held, let until = booking.heldUntil, until > now else { throw .wrongState }
    if wasExtended { throw .heldLongEnough }
    return min(until.adding(seconds: minutes * 60), booking.startsAt)
  }

  /// What somebody is told for whom there is no room: that it is full, or from when what others hold may be free.
  ///
  /// - Parameter dates: each date that is wanted, with the live holds of others on it.
  package static func refusal(for need: Need, _ dates: [(slot: Slot, holds: [Hold])]) -> Refusal {
    var retryAt: Instant?
    for (slot, holds) in dates where !slot.hasRoom(for: need) {
      guard let at = freeAt(slot, need, holds) else { return .full }
      retryAt = max(retryAt ?? at, at)
    }
    return retryAt.map { .heldByOthers(retryAt: $0) } ?? .full
  }

  private static func freeAt(_ slot: Slot, _ need: Need, _ holds: [Hold]) -> Instant? {
    var given: [Need] = []
    for hold in holds.sorted(by: { $0.until < $1.until }) {
      given.append(hold.need)
      if slot.hasRoom(for: need, givenBack: given) { return hold.until }
    }
    return nil
  }
}

/// What somebody keeps of a date, and until when.
package struct Hold: Sendable, Equatable {
  package let until: Instant
  package let need: Need

  /// Notes a hold.
  package init(until: Instant, need: Need) {
    self.until = until
    self.need = need
  }
}
