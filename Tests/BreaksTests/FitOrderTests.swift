import Breaks
import Foundation
import Testing

@Suite struct FitOrderTests {
  private static let today = Day(daysSince1970: 20_780)

  private static func id(_ number: Int) -> UUID {
    UUID(uuid: (1, 147, 148, 194, 122, 16, 124, 30, 143, 0, 43, 109, 28, 94, UInt8(number >> 8), UInt8(number & 255)))
  }

  /// An offer without a date when `hours` is nil.
  private static func facts(
    _ number: Int, partner: Int, km: Int? = 1, hours: Int? = 48, _ shape: (inout OfferDetails) -> Void = { _ in }
  ) -> FitFacts {
    var details = OfferDetails(title: "Offer \(number)", category: .theatre, stay: .daytime)
    shape(&details)
    let offer = Offer(
      id: ID(id(number)), partner: PartnerSummary(id: ID(id(1000 + partner)), name: "P\(partner)", kind: .theatre),
      area: AreaSlug(stored: "wigan"), details: details, state: .published,
      nextSlotAt: hours.map { London.midnight(today).adding(hours: $0) }, version: 1)
    return FitFacts(offer: offer, lastSlotAt: offer.nextSlotAt, km: km)
  }

  private static func needs(access: [Access] = []) throws -> FitNeeds {
    FitNeeds(
      of: CarerDetails(
        name: "Moira", postcode: try Postcode(text: "WN1 1AA"), birthDate: Day(daysSince1970: 4_000),
        area: AreaSlug(stored: "wigan"), access: access, contact: SafeContact(safeBy: [])), careIsOffered: false)
  }

  private static func titles(_ facts: [FitFacts], _ needs: FitNeeds, on day: Day = today) -> [String] {
    FitOrder.ordered(facts, for: needs, on: day).map(\.offer.details.title)
  }

  @Test func `first what fits, then what to ask about, then what has no date, then what does not fit`() throws {
    let offers = [
      Self.facts(1, partner: 1) { $0.audience.minimumAge = 90 },
      Self.facts(2, partner: 2, hours: nil) { $0.provides.access = [.stepFree, .hoist] },
      Self.facts(3, partner: 3, km: 60) { $0.provides.access = [.stepFree, .hoist] },
      Self.facts(4, partner: 4),
      Self.facts(5, partner: 5) { $0.provides.access = [.stepFree] },
      Self.facts(6, partner: 6, km: 12) { $0.provides.access = [.stepFree, .hoist] },
      Self.facts(7, partner: 7, km: nil) { $0.provides.access = [.stepFree, .hoist] },
    ]
    let expected = [6, 3, 7, 5, 4, 2, 1].map { "Offer \($0)" }
    #expect(Self.titles(offers, try Self.needs(access: [.stepFree, .hoist])) == expected)
  }

  @Test func `equal needs are given the same order, in whatever order the offers come`() throws {
    let offers = (0..<40).map { Self.facts($0, partner: $0 % 7) }
    let order = Self.titles(offers, try Self.needs())
    #expect(Self.titles(offers.reversed(), try Self.needs()) == order)
    #expect(Set(order).count == 40)
  }

  @Test func `partners take turns: each one's first before anybody's second, another first every day`() throws {
    let offers = (0..<30).map { Self.facts($0, partner: $0 < 20 ? 0 : $0 - 19) }
    let needs = try Self.needs()
    var first: [String: Int] = [:]
    for number in 0..<400 {
      let ordered = FitOrder.ordered(offers, for: needs, on: Self.today.adding(days: number))
      // Eleven partners, one of them with twenty offers.
      #expect(Set(ordered.prefix(11).map(\.offer.partner.id)).count == 11)
      first[ordered[0].offer.partner.name, default: 0] += 1
    }
    #expect(first.count == 11)
    // A fair draw among eleven gives each 36 of 400 on average; six standard deviations are 34.
    #expect(first.values.allSatisfy { (5...70).contains($0) }, "\(first)")
  }

  @Test func `a mark comes back from its texts, and nothing else does`() throws {
    let fitting = FitOrder.ordered([Self.facts(1, partner: 1)], for: try Self.needs(), on: Self.today)[0]
    let mark = FitMark(day: Self.today, place: fitting.place)
    #expect(FitMark(parts: mark.parts) == mark)
    let bad: [[String]] = [
      [], ["soonest"] + mark.parts.dropFirst(), mark.parts + ["x"],
      ["fits", "2026-02-30", mark.parts[2], mark.parts[3]],
      ["fits", mark.parts[1], "0.0.0", mark.parts[3]], ["fits", mark.parts[1], "0.0.0.0.0.-1", mark.parts[3]],
      ["fits", mark.parts[1], mark.parts[2], "no-id"], ["fits", mark.parts[1], "0..0.0.0.0.1", mark.parts[3]],
    ]
    for parts in bad { #expect(FitMark(parts: parts) == nil, "\(parts)") }
  }
}
