/// Which dates of an offer stand in a round together that opens by itself, and when it is made.
///
/// A date by day is a round of its own. Nights that follow one another are shared out together, for a stay is booked all or
/// none. A round is made some days before its window opens, so that carers are told in time when to ask.
package enum RoundCalendar {
  /// The most nights in one round that opens by itself.
  package static let nightsMost = 7
  /// How long before its window opens a round is made, in hours.
  package static let aheadHours = 72
  /// How often an offer's dates are looked at, in minutes: new ones may have been added.
  package static let lookMinutes = 60

  /// Between which instants a date begins whose round can be made by now; nil when the offer's rounds do not open by
  /// themselves.
  package static func span(of offer: Offer, now: Instant) -> Range<Instant>? {
    guard let window = window(of: offer) else { return nil }
    let earliest = now.adding(hours: window.closesHoursBefore + RoundRules.windowHoursMin)
    return earliest..<now.adding(hours: window.opensHoursBefore + aheadHours + nightsMost * 24)
  }

  /// The rounds that can be made by now, each as its dates; by their starts.
  ///
  /// - Parameter dates: those of the span that stand in no round, and never stood in one; by their starts.
  package static func due(_ dates: [Slot], of offer: Offer, now: Instant) -> [[Slot]] {
    guard let window = window(of: offer), let span = span(of: offer, now: now) else { return [] }
    let season = offer.details.season
    let free = dates.filter {
      span.contains($0.startsAt) && !$0.paused && WaitingRules.isAnythingFree(of: $0)
        && season?.holds($0.startsAt) ?? true
    }
    var groups: [[Slot]] = []
    for date in free {
      if offer.details.stay == .overnight, let last = groups.last?.last, groups.last?.count ?? 0 < nightsMost,
        StayRules.isNext(date, after: last)
      {
        groups[groups.count - 1].append(date)
      } else {
        groups.append([date])
      }
    }
    return groups.filter { $0[0].startsAt.adding(hours: -window.opensHoursBefore - aheadHours) <= now }
  }

  /// The window by which an offer's rounds open by themselves; nil when they do not.
  private static func window(of offer: Offer) -> RequestWindow? {
    guard offer.state == .published, offer.details.allocation.isDrawn else { return nil }
    return offer.details.window
  }

  /// Whether an offer's dates are to be looked at, now and then.
  package static func isToLookAt(_ offer: Offer) -> Bool { window(of: offer) != nil }
}
