import Breaks
import Store

/// A cap as a carer is shown it: what is used, what is left and when it begins anew.
package struct CapShown: Sendable, Equatable {
  package let cap: Cap
  /// The period that holds today.
  package let now: CapInPeriod
  /// The period after it, for which one may book already.
  package let next: CapInPeriod
}

/// How much of a cap is used in one of its periods.
package struct CapInPeriod: Sendable, Equatable {
  /// The period's first day in London.
  package let from: Day
  /// The first day of the period after it, when all of it can be used again.
  package let resetsOn: Day
  package let use: CapUse
}

extension Errand {
  /// The caller's own caps: what is used and what is left of each.
  ///
  /// - Throws: `Refusal.notSignedIn`, `.notAllowed` when the caller is no carer.
  package func ownCaps() throws -> [CapShown] { try shown(try ownRegistration()) }

  /// A carer's caps, for the desk of the area and for a responsible adult; reading them is audited.
  ///
  /// - Throws: `Refusal.notFound`, `.notAllowed`.
  package func readCaps(of id: ID<Carer>) throws -> [CapShown] {
    let carer = try carer(id, for: .readCaps)
    if carer.id != caller?.carer { try note("caps_read", "carer", id.text) }
    return try shown(carer)
  }

  /// The caps for a kind of break, each with what a carer has used in each period of some days: by this a booking is decided.
  ///
  /// - Parameter own: a booking that does not count, because it is about to be changed.
  func used(by carer: Carer, stay: Stay, on days: [Day], but own: ID<Booking>? = nil) throws -> [CapUse] {
    try caps(of: carer).filter { $0.stay == stay }.flatMap { cap in
      try Set(days.map { cap.per.bounds(around: $0).from }).sorted().map {
        try use(of: cap, by: carer.id, on: $0, but: own)
      }
    }
  }

  /// How much of a cap a carer has used in the period of a day: all that is shown and all that is decided counts by this.
  func use(of cap: Cap, by carer: ID<Carer>, on day: Day, but own: ID<Booking>? = nil) throws -> CapUse {
    CapUse(
      cap: cap,
      count: try store.bookings.countTowardsCap(carer, stay: cap.stay, on: cap.per.bounds(around: day), but: own),
      around: day)
  }

  /// The caps that hold for a carer: those of their area.
  func caps(of carer: Carer) throws -> [Cap] { try store.areas.find(carer.details.area)?.details.caps ?? [] }

  private func shown(_ carer: Carer) throws -> [CapShown] {
    try caps(of: carer).map { cap in
      let now = try inPeriod(cap, of: carer.id, on: today)
      return CapShown(cap: cap, now: now, next: try inPeriod(cap, of: carer.id, on: now.resetsOn))
    }
  }

  private func inPeriod(_ cap: Cap, of carer: ID<Carer>, on day: Day) throws -> CapInPeriod {
    let period = cap.per.bounds(around: day)
    return CapInPeriod(from: period.from, resetsOn: period.until, use: try use(of: cap, by: carer, on: day))
  }
}
