import Breaks
import Letters
import Store

extension FactsGatherer {
  /// The address of a booking's newest link for a purpose, if it still opens something; nil when the letter is to carry none.
  func link(_ purpose: LinkPurpose, of booking: Booking) throws -> String? {
    guard let publicAddress, let link = try tx.links.newest(purpose, of: booking.id), link.usedAt == nil,
      link.expiresAt > now
    else { return nil }
    return publicAddress.link(tx.links.token(of: link.id))
  }

  /// Breaks that the carer could have in place of one that they do not get, as things stand now.
  ///
  /// A discreet reader is told nothing of any break, so nothing is looked for.
  func alternatives(to booking: Booking, _ addressed: Addressed) throws -> [AlternativeFacts] {
    guard !addressed.style.discreet, let carer = try tx.carers.find(booking.carer) else { return [] }
    let candidates = try tx.alternatives.candidates(insteadOf: booking, for: carer, now: now)
    let used = try used(by: carer, stay: booking.offer.stay, on: Set(candidates.map(\.day)))
    let wish = AlternativeWish(booking: booking, carer: carer, used: used)
    return AlternativeRules.best(candidates, wish, now: now).map { alternative in
      let time = SlotFacts(
        startsAt: alternative.slots[0].startsAt, endsAt: alternative.slots[alternative.slots.count - 1].endsAt)
      let asks = GuestFacts(
        diets: alternative.asks.diets.map(\.rawValue), avoids: alternative.asks.avoids.map(\.rawValue),
        access: alternative.asks.access.map(\.rawValue))
      return AlternativeFacts(
        offerTitle: alternative.offer.details.title, placeName: alternative.offer.partner.name,
        town: alternative.offer.details.town, time: time, asks: asks)
    }
  }

  /// What a carer has used of the caps for a kind of break, for each of some days; each period is counted once.
  private func used(by carer: Carer, stay: Stay, on days: Set<Int>) throws -> [Int: [CapUse]] {
    let caps = try tx.areas.find(carer.details.area)?.details.caps.filter { $0.stay == stay } ?? []
    var counts: [Day: [CapPeriod: Int]] = [:]
    var used: [Int: [CapUse]] = [:]
    for day in days {
      used[day] = try caps.map { cap in
        let bounds = cap.per.bounds(around: Day(daysSince1970: day))
        let count =
          try counts[bounds.from]?[cap.per]
          ?? tx.bookings.countTowardsCap(carer.id, stay: stay, on: bounds)
        counts[bounds.from, default: [:]][cap.per] = count
        return CapUse(cap: cap, count: count, around: bounds.from)
      }
    }
    return used
  }
}
