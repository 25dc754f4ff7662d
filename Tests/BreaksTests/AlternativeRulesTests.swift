import Foundation
import Testing

@testable import Breaks

/// Which breaks are shown in place of one that a carer does not get.
@Suite struct AlternativeRulesTests {
  /// A date of an offer, so many days after the wanted one; `number` names the offer.
  private struct Place {
    var number: UInt8
    var days = 0
    var distance: Int?
    var left = 4
    var provides = Provides()
    var category = Category.hotel
    var stay = Stay.overnight
    var audience = Audience(partyMax: 4, childrenWelcome: true, caredForWelcome: true)
    var bookBeforeHours = 0
    var paused = false
    var state = OfferState.published
  }

  private static func id<Thing>(_ number: UInt8, _ second: UInt8 = 0) -> ID<Thing> {
    ID(UUID.v7(at: Instant(millis: 1), chance: [number, second] + Array(repeating: number, count: 8)))
  }

  private func best(
    _ places: [Place], nights: Int = 1, _ change: (inout BookingWish) -> Void = { _ in }
  ) throws -> [Alternative] {
    var wish = try BookingWish()
    change(&wish)
    let candidates = places.map { candidate($0, wish) }
    let used = Dictionary(candidates.map { ($0.day, wish.used) }) { first, _ in first }
    return AlternativeRules.best(
      candidates, AlternativeWish(booking: booking(wish, nights: nights), carer: wish.facts.carer, used: used),
      now: wish.now)
  }

  private func candidate(_ place: Place, _ wish: BookingWish) -> AlternativeCandidate {
    let starts = wish.startsAt.adding(hours: 24 * place.days)
    let details = OfferDetails(
      title: "Offer \(place.number)", category: place.category, stay: place.stay, provides: place.provides,
      audience: place.audience, bookBeforeHours: place.bookBeforeHours)
    let offer = Offer(
      id: Self.id(place.number), partner: PartnerSummary(id: Self.id(place.number), name: "Fell View", kind: .hotel),
      area: wish.area, details: details, state: place.state, nextSlotAt: nil, version: 1)
    let slot = Slot(
      id: Self.id(place.number, UInt8(truncatingIfNeeded: place.days)), offer: offer.id, startsAt: starts,
      endsAt: starts.adding(hours: 20), places: 4, taken: 4 - place.left, paused: place.paused)
    return AlternativeCandidate(offer: offer, slot: slot, distance: place.distance)
  }

  private func booking(_ wish: BookingWish, nights: Int) -> Booking {
    let offer = wish.facts.offer
    return Booking(
      id: Self.id(200), reference: Reference(stored: "AAAAAAA"), carer: ID(BookingWish.me),
      offer: OfferSummary(
        id: offer.id, title: offer.details.title, partner: offer.partner, area: offer.area, category: .hotel,
        stay: .overnight, postcode: nil, town: nil),
      slots: (0..<nights).map { night in
        let starts = wish.startsAt.adding(hours: 24 * night)
        return BookedSlot(id: Self.id(201, UInt8(night)), startsAt: starts, endsAt: starts.adding(hours: 20))
      },
      party: wish.party, need: Need(people: wish.party.count), state: .declined, channel: .web, prescription: nil,
      cover: wish.cover, note: nil, decideBy: nil, cancelFreeUntil: wish.startsAt, createdAt: wish.now, ending: nil,
      needsSeenAt: nil, calendarSequence: 0, version: 1)
  }

  private func numbers(_ found: [Alternative]) -> [String] { found.map(\.offer.details.title) }

  @Test func `the closest in time come first, then the nearest, and three are enough`() throws {
    let found = try best([
      Place(number: 1, days: 9), Place(number: 2, days: 2, distance: 50), Place(number: 3, days: -2, distance: 7),
      Place(number: 4, days: 3), Place(number: 5, days: 2),
    ])
    #expect(numbers(found) == ["Offer 3", "Offer 2", "Offer 5"])
  }

  @Test func `each offer is shown once, with its closest date`() throws {
    let found = try best([Place(number: 1, days: 5), Place(number: 1, days: 1), Place(number: 2, days: 8)])
    #expect(numbers(found) == ["Offer 1", "Offer 2"])
    #expect(found[0].slots[0].startsAt == (try BookingWish().startsAt.adding(hours: 24)))
  }

  @Test(arguments: [(30, true), (31, false), (-7, true), (-8, false)])
  func `a month either way is close enough, but never the past`(days: Int, isShown: Bool) throws {
    #expect(try best([Place(number: 1, days: days)]).isEmpty == !isShown)
  }

  private typealias Row = (name: String, isShown: Bool, change: @Sendable (inout Place) -> Void)
  private static let rows: [Row] = [
    ("one place is left for two", false, { $0.left = 1 }),
    ("two places are left for two", true, { $0.left = 2 }),
    ("tables only for one", false, { $0.audience.partyMax = 1 }),
    ("adults only", false, { $0.audience.childrenWelcome = false }),
    ("a day out", false, { $0.stay = .daytime }),
    ("respite care", false, { $0.category = .care }),
    ("a theatre", true, { $0.category = .theatre }),
    ("booked two weeks ahead only", false, { $0.bookBeforeHours = 24 * 14 }),
    ("paused", false, { $0.paused = true }),
    ("withdrawn", false, { $0.state = .withdrawn }),
  ]

  @Test(arguments: rows.indices) func `only what could be booked with the same party is shown`(row: Int) throws {
    let (name, isShown, change) = Self.rows[row]
    var place = Place(number: 1, days: 1)
    change(&place)
    #expect(try best([place]) { $0.brings(PartyMember(kind: .child, age: 7)) }.isEmpty == !isShown, "\(name)")
  }

  @Test(
    arguments: [
      ([], [], [], true, ["halal", "peanuts", "milk", "step_free"]),
      ([.halal], [.peanuts, .milk], [.stepFree], true, ["peanuts"]), ([.vegan], [], [], false, []),
      ([], [.peanuts], [], false, []), ([], [], [.hearingLoop], false, []),
      ([.vegan, .halal], [], [], true, ["peanuts", "milk", "step_free"]),
    ] as [([Diet], [Allergen], [Access], Bool, [String])])
  func `what a place has not named speaks against it, and what it never said is to be asked`(
    diets: [Diet], avoided: [Allergen], access: [Access], isShown: Bool, asks: [String]
  ) throws {
    var place = Place(number: 1, days: 1)
    place.provides = Provides(diets: diets, allergensAvoided: avoided, access: access)
    let found = try best([place]) { wish in
      wish.party[0].food = FoodNeeds(diets: [.halal], avoids: [.milk, .peanuts], severe: [.peanuts], notes: nil)
      wish.party[0].access = [.stepFree]
    }
    #expect(found.isEmpty == !isShown)
    let said = found.first.map { alternative in
      alternative.asks.diets.map(\.rawValue) + alternative.asks.avoids.map(\.rawValue).sorted().reversed()
        + alternative.asks.access.map(\.rawValue)
    }
    #expect(said ?? [] == asks)
  }

  @Test func `the very date that was lost is not shown again`() throws {
    let wish = try BookingWish()
    let lost = booking(wish, nights: 1)
    let same = AlternativeCandidate(
      offer: wish.facts.offer,
      slot: Slot(
        id: lost.slots[0].id, offer: wish.facts.offer.id, startsAt: wish.startsAt,
        endsAt: wish.startsAt.adding(hours: 20), places: 4), distance: nil)
    let found = AlternativeRules.best(
      [same], AlternativeWish(booking: lost, carer: wish.facts.carer, used: [:]), now: wish.now)
    #expect(found.isEmpty)
  }

  @Test func `a cap that is used up in the date's own period leaves nothing to show`() throws {
    let day = try BookingWish().facts.startsOn
    let full = CapUse(cap: Cap(stay: .overnight, count: 1, per: .halfYear), count: 1, around: day)
    #expect(try best([Place(number: 1, days: 1)]) { $0.used = [full] }.isEmpty)
    let free = CapUse(cap: Cap(stay: .overnight, count: 1, per: .halfYear), count: 0, around: full.day)
    #expect(try best([Place(number: 1, days: 1)]) { $0.used = [free] }.count == 1)
  }

  @Test func `for two nights two nights that follow one another are needed`() throws {
    let apart = [Place(number: 1, days: 1), Place(number: 1, days: 3), Place(number: 2, days: 2)]
    #expect(try best(apart, nights: 2).isEmpty)
    let found = try best(apart + [Place(number: 1, days: 4)], nights: 2)
    #expect(numbers(found) == ["Offer 1"])
    #expect(found[0].slots.count == 2)
  }
}
