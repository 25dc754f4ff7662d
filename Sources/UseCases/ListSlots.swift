import Breaks
import Store

extension Errand {
  /// The longest span of dates that is answered, in days.
  package static var slotDaysMax: Int { 400 }

  /// A page of an offer's dates that have not begun, by start; without a span, twelve months from today. Dates that are
  /// paused are told to the partner and the coordinators only.
  ///
  /// - Parameters:
  ///   - days: London days; the caller has seen to it that they are in order.
  ///   - mark: where the page before ended.
  ///   - limit: most dates to give; 1...100.
  /// - Throws: `Invalid`, whose pointer is `to`, for a span of more than `slotDaysMax` days; `Refusal.notFound` when the
  ///   caller may not see the offer.
  package func listSlots(
    of id: ID<Offer>, on days: DaySpan, after mark: SlotMark?, limit: Int
  ) throws -> PageOf<Slot, SlotMark> {
    let from = days.from ?? today
    let span = DaySpan(from: from, to: days.to ?? max(from, today).adding(months: 12))
    let offer = try showOffer(id)
    if let to = span.to, to.daysSince1970 - from.daysSince1970 >= Errand.slotDaysMax {
      throw Invalid([Problem("to", "too_large", "Please ask for at most \(Errand.slotDaysMax) days at once.")])
    }
    // A date that begins at this very moment has begun.
    let begin = max(span.begin ?? now, Instant(millis: now.millis + 1))
    guard let end = span.end, begin < end else { return PageOf(items: [], next: nil) }
    let paused = seesPauses(of: offer)
    return try store.slots.list(of: offer.id, in: begin..<end, paused: paused, after: mark, limit: limit)
  }
}
