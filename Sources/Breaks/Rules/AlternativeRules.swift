/// Breaks that somebody could have in place of one that they do not get: true to what the booking function would say.
package enum AlternativeRules {
  /// How many are shown.
  package static let most = 3
  /// How many days earlier or later than the wanted date they may be.
  package static let daysAway = 30

  /// The best of some dates: the closest in time first, then the nearest; one date of each offer at most.
  ///
  /// A date is shown only when the carer could book it now with the same party. Where a place has said what it has, a need
  /// that it did not name speaks against it; where it has said nothing, the need is one to ask about.
  /// - Parameter candidates: dates of the area's offers of the same kind of break.
  package static func best(
    _ candidates: [AlternativeCandidate], _ wish: AlternativeWish, now: Instant
  ) -> [Alternative] {
    let wanted = London.day(of: wish.booking.startsAt).daysSince1970
    let lost = Set(wish.booking.slots.map(\.id))
    let others = candidates.filter { !lost.contains($0.slot.id) }
    let fitting = Dictionary(grouping: others, by: \.offer.id).values.flatMap { ofOne in
      runs(ofOne, long: wish.booking.slots.count).compactMap { fits($0, wish, now: now) }
    }
    let ranked = fitting.sorted { $0.rank(from: wanted) < $1.rank(from: wanted) }
    var seen: Set<ID<Offer>> = []
    return Array(ranked.filter { seen.insert($0.offer.id).inserted }.prefix(most))
  }

  /// Every way to have so many dates on days that follow one another.
  private static func runs(_ candidates: [AlternativeCandidate], long: Int) -> [[AlternativeCandidate]] {
    let ordered = candidates.sorted { ($0.slot.startsAt, $0.slot.id) < ($1.slot.startsAt, $1.slot.id) }
    return ordered.indices.compactMap { first in
      var run = [ordered[first]]
      for next in ordered[(first + 1)...] where run.count < long && next.day == run[run.count - 1].day + 1 {
        run.append(next)
      }
      return run.count == long ? run : nil
    }
  }

  private static func fits(_ run: [AlternativeCandidate], _ wish: AlternativeWish, now: Instant) -> Alternative? {
    let (offer, slots) = (run[0].offer, run.map(\.slot))
    let days = abs(run[0].day - London.day(of: wish.booking.startsAt).daysSince1970)
    // Where places are drawn, nobody can be promised one.
    guard !offer.details.allocation.isDrawn, days <= daysAway, offer.details.stay == wish.booking.offer.stay,
      offer.area == wish.booking.offer.area,
      (offer.details.category == .care) == (wish.booking.offer.category == .care)
    else { return nil }
    let needs = PartyNeeds(wish.booking.party, eats: offer.details.servesFood)
    guard !needs.contradicted(by: offer.details.provides) else { return nil }
    var request = BookingRequest(
      offer: offer.id, slots: slots.map(\.id), party: wish.booking.party, cover: wish.booking.cover, shareNeeds: true,
      unitKind: wish.booking.need.unitKind, care: wish.booking.care)
    let facts = BookingFacts(
      offer: offer, slots: slots, carer: wish.carer, prescription: nil, used: wish.used[run[0].day] ?? [],
      alreadyBooked: false)
    func canBeHad() -> Bool {
      guard let decision = try? BookingRules.decide(facts, request, now: now) else { return false }
      return slots.allSatisfy { $0.hasRoom(for: decision.need) }
    }
    if !canBeHad() {
      // The kind of room that was lost may be none of this place.
      request.unitKind = nil
      guard canBeHad() else { return nil }
    }
    return Alternative(
      offer: offer, slots: slots, distance: run[0].distance, asks: needs.unsaid(by: offer.details.provides))
  }
}

/// A date that could be shown in place of another.
package struct AlternativeCandidate: Sendable {
  package let offer: Offer
  package let slot: Slot
  /// How far it is from the carer's home, in any unit as long as all have the same; nil when it is not known.
  package let distance: Int?

  /// Pairs an offer with one of its dates.
  package init(offer: Offer, slot: Slot, distance: Int?) {
    self.offer = offer
    self.slot = slot
    self.distance = distance
  }

  /// The London day on which it begins, as days since 1970.
  package var day: Int { London.day(of: slot.startsAt).daysSince1970 }
}

/// In place of what, and for whom, something is looked for.
package struct AlternativeWish: Sendable {
  package let booking: Booking
  package let carer: Carer
  /// What the carer has used of the area's caps, by the day (since 1970) on which a break would begin.
  package let used: [Int: [CapUse]]

  /// Says for whom something is looked for.
  package init(booking: Booking, carer: Carer, used: [Int: [CapUse]]) {
    self.booking = booking
    self.carer = carer
    self.used = used
  }
}

/// A break that could be had instead.
package struct Alternative: Sendable, Equatable {
  package let offer: Offer
  /// Its dates in order; as many as were wanted.
  package let slots: [Slot]
  package let distance: Int?
  /// What the party needs and the place has not said that it has.
  package let asks: PartyNeeds

  /// Closest in time first, then nearest, then earliest; the id last, so that the order is always the same.
  fileprivate func rank(from wanted: Int) -> (Int, Int, Instant, String) {
    let days = abs(London.day(of: slots[0].startsAt).daysSince1970 - wanted)
    return (days, distance ?? .max, slots[0].startsAt, offer.id.text)
  }
}

/// What a whole party needs of a place, each need once, in the order of our lists.
package struct PartyNeeds: Sendable, Equatable {
  package let diets: [Diet]
  package let avoids: [Allergen]
  /// Those of which a trace is dangerous; about them the place is always asked.
  package let severe: [Allergen]
  package let access: [Access]

  init(diets: [Diet], avoids: [Allergen], severe: [Allergen], access: [Access]) {
    self.diets = diets
    self.avoids = avoids
    self.severe = severe
    self.access = access
  }

  /// Gathers the needs of a party.
  ///
  /// - Parameter eats: whether there is anything to eat; otherwise food does not matter.
  init(_ party: [PartyMember], eats: Bool) {
    let food = eats ? party.compactMap(\.food) : []
    let (diets, avoids) = (Set(food.flatMap(\.diets)), Set(food.flatMap(\.avoids)))
    let (severe, access) = (Set(food.flatMap(\.severe)), Set(party.flatMap(\.access)))
    self.init(
      diets: Diet.allCases.filter(diets.contains), avoids: Allergen.allCases.filter(avoids.contains),
      severe: Allergen.allCases.filter(severe.contains), access: Access.allCases.filter(access.contains))
  }

  /// Whether a place that has said what it has did not name one of the needs.
  func contradicted(by provides: Provides) -> Bool {
    func lacks<Word: Hashable>(_ needs: [Word], _ said: [Word]) -> Bool {
      !said.isEmpty && !Set(needs).isSubset(of: said)
    }
    return lacks(diets, provides.diets) || lacks(avoids, provides.allergensAvoided) || lacks(access, provides.access)
  }

  /// What a place has not said that it has.
  func unsaid(by provides: Provides) -> PartyNeeds {
    PartyNeeds(
      diets: diets.filter { !provides.diets.contains($0) },
      avoids: avoids.filter { severe.contains($0) || !provides.allergensAvoided.contains($0) }, severe: severe,
      access: access.filter { !provides.access.contains($0) })
  }
}

extension OfferDetails {
  /// Whether guests eat there, as far as can be told.
  fileprivate var servesFood: Bool { [.hotel, .restaurant].contains(category) || !provides.diets.isEmpty }
}
