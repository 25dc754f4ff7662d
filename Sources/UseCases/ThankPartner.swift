import Breaks
import Store

/// What a partner gave in a year, and when they were thanked for it.
package struct YearTold: Sendable, Equatable {
  package let partner: ID<Partner>
  package let given: YearGiven
  package let thankedAt: Instant?
}

extension Errand {
  /// What a partner gave in a year, for its own people and the area's coordinators.
  ///
  /// The numbers are exact however small they are: both know these guests anyway. No report for others may show them so.
  /// - Throws: `Refusal.notFound`, `.notAllowed`.
  package func yearGiven(by id: ID<Partner>, year: Int) throws -> YearTold {
    _ = try partner(id, for: .readThanks)
    return YearTold(
      partner: id, given: try given(by: id, year: year), thankedAt: try store.thanks.find(of: id, year: year)?.sentAt)
  }

  /// Thanks a partner for a year, once: by a letter that keeps the numbers as they are now.
  ///
  /// A year is thanked for from December on, when its breaks are known but for the last few.
  /// - Throws: `Refusal.alreadyThanked`, `.notFound`, `.notAllowed`; `Invalid` for a year to come, one that has just begun, or
  ///   one without a break.
  package func thankPartner(_ id: ID<Partner>, year: Int) throws -> YearTold {
    let caller = try signedIn()
    try store.hold(.partner(id))
    let partner = try partner(id, for: .readThanks)
    // The partner's own people see the numbers, but a letter of thanks comes from the scheme.
    guard may(.sendThanks, in: partner.details.area) else { throw Refusal.notAllowed }
    if year > today.year {
      throw Invalid([Problem("/year", "in_the_future", "This year has not come yet.")])
    }
    if year == today.year, today.month < 12 {
      throw Invalid([Problem("/year", "year_not_over", "A partner is thanked once a year, from December on.")])
    }
    if try store.thanks.find(of: id, year: year) != nil { throw Refusal.alreadyThanked }
    let given = try given(by: id, year: year)
    guard given.breaks > 0 else {
      throw Invalid([Problem("/year", "nothing_given", "There is no break of that year to say thank you for.")])
    }
    let thanks = Thanks(id: world.id(), partner: id, given: given, sentAt: now)
    guard try store.thanks.insert(thanks, by: caller.person) else { throw Refusal.alreadyThanked }
    try note("partner_thanked", "partner", id.text, "\(year)")
    try send(
      Draft(
        kind: .partnerThanks, area: partner.details.area, recipient: .partner(id),
        subject: LetterSubject(about: LetterAbout(.thanks, thanks.id.uuid)), by: .email))
    return YearTold(partner: id, given: given, thankedAt: now)
  }

  private func given(by id: ID<Partner>, year: Int) throws -> YearGiven {
    guard let first = Day(year: year, month: 1, day: 1), let next = Day(year: year + 1, month: 1, day: 1) else {
      return YearGiven(year: year, carers: 0, [])
    }
    return try store.thanks.given(
      by: id, year: year, in: London.midnight(first)..<London.midnight(next), now: now)
  }
}
