import Breaks
import Store

extension Errand {
  /// Takes no bookings for the dates of some days that have not begun; what is booked on them is honoured.
  ///
  /// - Parameter reason: for the partner and the coordinators only.
  /// - Throws: `Invalid` when the days are over or too many; `Refusal.notFound`.
  package func pauseOffer(_ id: ID<Offer>, _ span: PauseSpan, reason: String?) throws -> Paused {
    _ = try offerToChange(id, ifVersion: nil)
    let instants = try bounds(of: span)
    let slots = try store.slots.pause(id, in: instants, reason: reason)
    try note("offer_paused", "offer", id.text, "\(span.from.text) \(span.to.text)")
    return Paused(slots: slots, bookings: try store.slots.standing(id, in: instants))
  }

  /// Takes bookings again for the dates of some days; whoever waits for them is served first.
  ///
  /// - Throws: as `pauseOffer`.
  package func resumeOffer(_ id: ID<Offer>, _ span: PauseSpan) throws -> Paused {
    _ = try offerToChange(id, ifVersion: nil)
    let instants = try bounds(of: span)
    let opened = try store.slots.resume(id, in: instants)
    try note("offer_resumed", "offer", id.text, "\(span.from.text) \(span.to.text)")
    try refill(opened)
    return Paused(slots: opened.count, bookings: try store.slots.standing(id, in: instants))
  }

  /// From now at the earliest, to the end of the last day.
  private func bounds(of span: PauseSpan) throws -> Range<Instant> {
    let days = DaySpan(from: span.from, to: span.to)
    var problems: [Problem] = []
    if span.to < span.from {
      problems.append(Problem("/to", "ends_before_start", "The last day is not before the first."))
    } else if span.to < today {
      problems.append(Problem("/to", "in_the_past", "These days are over already."))
    } else if span.to > today.adding(months: SlotRules.monthsAhead) {
      problems.append(Problem("/to", "in_the_future", "Dates begin within three years."))
    }
    try Invalid.throwIfAny(problems)
    guard let begin = days.begin, let end = days.end else { return now..<now }
    // A date that begins at this very moment has begun.
    let first = max(begin, Instant(millis: now.millis + 1))
    return first..<max(first, end)
  }
}
