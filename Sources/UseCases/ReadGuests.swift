import Breaks
import Store

extension Errand {
  /// The guests whom a partner expects, day by day; reading them is audited.
  ///
  /// - Parameters:
  ///   - first: a London day.
  ///   - last: a London day, included.
  ///   - act: what the audit calls it: `guests_read`, or `guests_exported` when they leave as a file.
  /// - Throws: `Refusal.notFound`, `.notAllowed`; `Invalid`, whose pointer is the parameter `to`.
  package func guests(ofPartner id: ID<Partner>, from first: Day, to last: Day, act: String) throws -> [GuestDay] {
    _ = try partner(id, for: .readGuests)
    guard last.daysSince1970 - first.daysSince1970 < GuestRules.daysMax else {
      throw Invalid([Problem("to", "too_large", "Please ask for at most \(GuestRules.daysMax) days at once.")])
    }
    try note(act, "partner", id.text, "\(first.text) \(last.text)")
    guard let begin = DaySpan(from: first).begin, let end = DaySpan(to: last).end, begin < end else { return [] }
    guard let bookings = try store.bookings.guests(of: id, in: begin..<end, limit: GuestRules.bookingsMax) else {
      throw Invalid([
        Problem("to", "too_many", "There are more than \(GuestRules.bookingsMax) bookings: please ask for fewer days.")
      ])
    }
    let carers = try store.carers.find(Set(bookings.map(\.carer)))
    let parties = bookings.map { booking in
      let carer = carers[booking.carer]?.details
      return ComingParty(
        booking: booking, leadName: carer?.name ?? "", languages: carer?.languages.filter(\.speaks).map(\.tag) ?? [])
    }
    return GuestRules.days(parties, from: first, to: last, now: now)
  }
}
