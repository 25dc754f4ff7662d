import Testing

@testable import Breaks

/// How wishes move, and what they amount to.
@Suite struct WishRulesTests {
  private static func id<Thing>(_ number: Int, _: Thing.Type = Thing.self) throws -> ID<Thing> {
    try ID(text: "018f6b1e-7c3a-7d52-9b1c-2f4e6a8d0c\(number + 10)")
  }

  private func wish(_ state: WishState, area: String = "liverpool") throws -> Wish {
    Wish(
      id: try Self.id(1), area: AreaSlug(stored: area), carer: try Self.id(2),
      said: WishSaid(words: "A pottery afternoon"), state: state, createdAt: Instant(millis: 0))
  }

  private func carer(_ number: Int, area: String = "liverpool") throws -> Carer {
    let details = CarerDetails(
      name: "Moira", postcode: try Postcode(text: "L1 9DZ"), birthDate: try Day(text: "1980-01-01"),
      area: AreaSlug(stored: area), contact: SafeContact(safeBy: []))
    return Carer(
      id: try Self.id(number), person: try Self.id(number), reference: Reference(stored: "AAAAAAA"), details: details,
      state: .registered, verifiedAt: nil, emailProvenAt: nil, consents: [], createdAt: Instant(millis: 0), version: 1)
  }

  @Test func `a wish is shown when it waits, and closed when it is not closed`() throws {
    try WishRules.show(try wish(.waiting))
    for state in [WishState.shown, .closed] {
      let wish = try wish(state)
      #expect(throws: Refusal.wrongState) { try WishRules.show(wish) }
    }
    for state in [WishState.waiting, .shown] { try WishRules.close(try wish(state)) }
    let closed = try wish(.closed)
    #expect(throws: Refusal.wrongState) { try WishRules.close(closed) }
  }

  @Test(arguments: [
    (WishState.shown, 3, "liverpool", Refusal?.none), (.waiting, 3, "liverpool", .notFound),
    (.closed, 3, "liverpool", .wrongState), (.shown, 3, "wigan", .notFound), (.shown, 2, "liverpool", .ownWish),
    (.waiting, 2, "liverpool", .ownWish),
  ])
  func `another's wish is seconded while it is shown in one's own area`(
    state: WishState, who: Int, area: String, refusal: Refusal?
  ) throws {
    let (wish, carer) = (try wish(state), try carer(who, area: area))
    guard let refusal else { return try WishRules.second(wish, by: carer) }
    #expect(throws: refusal) { try WishRules.second(wish, by: carer) }
  }

  @Test(arguments: [
    (WishState.waiting, 2, Refusal?.none), (.shown, 2, nil), (.closed, 2, .wrongState), (.shown, 3, .notFound),
    (.closed, 3, .notFound),
  ])
  func `a wish is taken back by its own carer while it is open`(state: WishState, who: Int, refusal: Refusal?) throws {
    let (wish, carer) = (try wish(state), try carer(who))
    guard let refusal else { return try WishRules.withdraw(wish, by: carer) }
    #expect(throws: refusal) { try WishRules.withdraw(wish, by: carer) }
  }

  @Test func `a group of four is told to its area's coordinators only, one of five to everybody`() {
    let groups = [4, 5, 1].map { people in
      let kind = DemandKind(
        area: AreaSlug(stored: people == 1 ? "wigan" : "liverpool"), category: nil, stay: nil, language: nil,
        district: nil)
      return Demand(kind: kind, people: people, wishes: [], met: 0, nearestKm: nil)
    }
    let report = DemandRules.told(groups) { _ in false }
    #expect(report.groups.map(\.people) == [5] && report.suppressed == 2)
    let desk = DemandRules.told(groups) { $0.text == "liverpool" }
    #expect(desk.groups.map(\.people) == [4, 5] && desk.suppressed == 1)
  }

  @Test func `a carer has ten live wishes at most`() throws {
    try WishRules.make(live: 9)
    #expect(throws: Refusal.tooManyWishes) { try WishRules.make(live: 10) }
  }

  @Test(arguments: [
    (WishEnd.offered, Bool?.none, String?.none), (.offered, true, nil), (.offered, false, "not_found"),
    (.notPossible, nil, nil), (.notPossible, true, "not_allowed_here"), (.notFitting, false, "not_allowed_here"),
    (.withdrawn, nil, "not_allowed_here"),
  ])
  func `only a wish that is offered names a break, and one that is there`(why: WishEnd, isThere: Bool?, code: String?) {
    #expect(WishRules.problems(closing: why, isThere: isThere).map(\.code) == [code].compactMap { $0 })
  }

  // The market of these tests: a supper in Panjabi in Wigan, a night away in Liverpool without a date to come.
  private static let spots = [
    "WN1": Spot(latitudeMicro: 53_545_000, longitudeMicro: -2_632_000),
    "L1": Spot(latitudeMicro: 53_403_000, longitudeMicro: -2_979_000),
  ]

  private func offered(_ category: Category, _ stay: Stay, near: String?, hasDate: Bool = true) -> DemandRules.Offered {
    DemandRules.Offered(
      area: AreaSlug(stored: "liverpool"), category: category, stay: stay, languages: ["en", "pa", "pa-Guru"],
      spot: near.flatMap { Self.spots[$0] }, hasDate: hasDate)
  }

  private func wanted(
    _ wish: Int, _ carer: Int, _ category: Breaks.Category?, _ stay: Stay? = nil, language: String? = nil,
    district: String? = nil, area: String = "liverpool"
  ) throws -> DemandRules.Wanted {
    let kind = DemandKind(
      area: AreaSlug(stored: area), category: category, stay: stay,
      language: try language.map { try LanguageTag(text: $0) }, district: district)
    return DemandRules.Wanted(wish: try Self.id(wish), carer: try Self.id(carer), kind: kind)
  }

  @Test func `a person counts once in a group, however often they wish and second`() throws {
    let facts = DemandRules.Facts(
      wanted: [try wanted(1, 1, .learning), try wanted(2, 1, .learning), try wanted(3, 2, .learning)],
      seconds: [try Self.id(1): [try Self.id(2), try Self.id(3)], try Self.id(3): [try Self.id(3), try Self.id(1)]],
      offers: [], districts: [:])
    let groups = DemandRules.groups(facts)
    #expect(groups.map(\.people) == [3])
    #expect(groups[0].wishes.count == 3)
  }

  @Test func `what no offer meets comes first, then what most people want`() throws {
    let facts = DemandRules.Facts(
      wanted: [
        try wanted(1, 1, .restaurant), try wanted(2, 2, .restaurant), try wanted(3, 3, .restaurant),
        try wanted(4, 4, .sport), try wanted(5, 5, .learning), try wanted(6, 6, .learning),
      ],
      seconds: [:], offers: [offered(.restaurant, .daytime, near: "WN1")], districts: [:])
    #expect(DemandRules.groups(facts).map(\.kind.category) == [.learning, .sport, .restaurant])
    #expect(DemandRules.groups(facts).map(\.met) == [0, 0, 1])
  }

  @Test(arguments: [
    (Breaks.Category?.some(.restaurant), Stay?.none, String?.none, "liverpool", 1),
    (.restaurant, .daytime, "pa", "liverpool", 1), (.restaurant, .daytime, "pl", "liverpool", 0),
    (.restaurant, .overnight, nil, "liverpool", 0), (.hotel, nil, nil, "liverpool", 0),
    (nil, nil, nil, "liverpool", 1), (nil, nil, nil, "wigan", 0), (nil, nil, "pa-Guru", "liverpool", 1),
  ])
  func `an offer meets what is said, in its own area, and only with a date to come`(
    category: Breaks.Category?, stay: Stay?, language: String?, area: String, met: Int
  ) throws {
    let facts = DemandRules.Facts(
      wanted: [try wanted(1, 1, category, stay, language: language, area: area)], seconds: [:],
      offers: [offered(.restaurant, .daytime, near: "WN1"), offered(.hotel, .overnight, near: "L1", hasDate: false)],
      districts: [:])
    #expect(DemandRules.groups(facts).map(\.met) == [met])
  }

  @Test(arguments: [
    (Breaks.Category?.some(.restaurant), String?.some("WN1"), Int?.some(0)), (.restaurant, "L1", 28),
    (nil, "L1", 0), (.hotel, "WN1", 28), (.sport, "WN1", nil), (.restaurant, nil, nil), (.restaurant, "ZE1", nil),
  ])
  func `the distance is to the nearest offer of its kind, with a date or without`(
    category: Breaks.Category?, district: String?, km: Int?
  ) throws {
    let facts = DemandRules.Facts(
      wanted: [try wanted(1, 1, category, district: district)], seconds: [:],
      offers: [
        offered(.restaurant, .daytime, near: "WN1"), offered(.hotel, .overnight, near: "L1", hasDate: false),
        offered(.restaurant, .daytime, near: nil),
      ],
      districts: Self.spots)
    #expect(DemandRules.groups(facts).map(\.nearestKm) == [km])
  }
}
