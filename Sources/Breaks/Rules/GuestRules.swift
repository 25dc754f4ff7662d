/// Which guests a partner sees on which day.
package enum GuestRules {
  /// The most days that are listed at once.
  package static let daysMax = 31
  /// The most bookings that are listed at once.
  package static let bookingsMax = 2000

  /// Sorts parties into the days on which they are there; a day without guests is left out.
  ///
  /// Who sleeps there is a guest of the next morning too: breakfast must be right as well.
  package static func days(_ parties: [ComingParty], from first: Day, to last: Day, now: Instant) -> [GuestDay] {
    var found: [Day: [GuestParty]] = [:]
    for coming in parties {
      let stays = stays(coming.booking.slots)
      for number in first.daysSince1970...max(first, last).daysSince1970 {
        let day = Day(daysSince1970: number)
        let there = stays.filter { London.day(of: $0.begin) <= day && day <= London.day(of: $0.lastMoment) }
        guard let stay = there.first, let end = there.last?.end else { continue }
        found[day, default: []].append(
          GuestParty(
            coming: coming, arrivesAt: stay.begin, leavesAt: end, isArriving: London.day(of: stay.begin) == day,
            showsNeeds: coming.booking.endsAt > now))
      }
    }
    return found.keys.sorted().map { day in GuestDay(day: day, offers: byOffer(found[day] ?? [])) }
  }

  /// Dates of which one begins on the day on which the other ends are one stay: nights in a row, or two halves of a day.
  private static func stays(_ slots: [BookedSlot]) -> [Stay] {
    var stays: [Stay] = []
    for slot in slots.sorted(by: { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }) {
      if let last = stays.last, London.day(of: last.end) == London.day(of: slot.startsAt) {
        stays[stays.count - 1].end = max(last.end, slot.endsAt)
      } else {
        stays.append(Stay(begin: slot.startsAt, end: slot.endsAt))
      }
    }
    return stays
  }

  private static func byOffer(_ parties: [GuestParty]) -> [GuestsOfOffer] {
    let sorted = parties.sorted { left, right in
      (left.arrivesAt, left.coming.leadName, left.coming.booking.reference.text)
        < (right.arrivesAt, right.coming.leadName, right.coming.booking.reference.text)
    }
    var order: [ID<Offer>] = []
    var groups: [ID<Offer>: [GuestParty]] = [:]
    for party in sorted {
      let offer = party.coming.booking.offer.id
      if groups[offer] == nil { order.append(offer) }
      groups[offer, default: []].append(party)
    }
    return order.compactMap { id in
      guard let parties = groups[id], let first = parties.first else { return nil }
      return GuestsOfOffer(offer: first.coming.booking.offer, parties: parties)
    }
  }

  private struct Stay {
    let begin: Instant
    var end: Instant
    /// The last moment that belongs to it: one that ends at midnight does not touch the next day.
    var lastMoment: Instant { Instant(millis: end.millis - 1) }
  }
}
