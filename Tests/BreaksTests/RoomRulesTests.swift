import Breaks
import Testing

/// What a date can have room for, and when two dates are one bed.
@Suite struct RoomRulesTests {
  private static func offer(_ kinds: [UnitKind], stay: Stay = .overnight, _ category: Category = .hotel) -> OfferDetails
  {
    OfferDetails(
      title: "A night by the beach", category: category, stay: stay,
      unitKinds: kinds.map { UnitKindOffered(kind: $0, sleeps: $0 == .single ? 1 : 2) })
  }

  private static let two = [SlotUnits(kind: .twin, units: 3), SlotUnits(kind: .double, units: 2)]

  @Test(arguments: [
    (SlotRoom(places: 4), [UnitKind](), [String]()),
    (SlotRoom(places: 0), [], ["/slots/0/places too_small"]),
    (SlotRoom(places: 4, units: 4), [], []),
    (SlotRoom(places: 4, units: 4), [.table], []),
    (SlotRoom(places: 4, units: 5), [.table], ["/slots/0/places units_without_people"]),
    (SlotRoom(places: 10, kinds: two), [.twin, .double], []),
    (SlotRoom(places: 10, units: 5, kinds: two), [.twin, .double], []),
    (SlotRoom(places: 10, units: 4, kinds: two), [.twin, .double], ["/slots/0/units not_allowed_here"]),
    (SlotRoom(places: 4, kinds: two), [.twin, .double], ["/slots/0/places units_without_people"]),
    (SlotRoom(places: 10, units: 5), [.twin, .double], ["/slots/0/kinds required"]),
    (SlotRoom(places: 10, kinds: two), [.twin], ["/slots/0/kinds/1/kind unit_kind_unknown"]),
    (SlotRoom(places: 10, kinds: [two[0], two[0]]), [.twin], ["/slots/0/kinds/1/kind duplicate"]),
    (SlotRoom(places: 10, staff: 2), [], ["/slots/0/staff not_allowed_here"]),
    (
      SlotRoom(places: 1, units: 3, kinds: [SlotUnits(kind: .bed, units: 2)], staff: 0), [.twin],
      [
        "/slots/0/kinds/0/kind unit_kind_unknown", "/slots/0/units not_allowed_here",
        "/slots/0/places units_without_people", "/slots/0/staff not_allowed_here",
      ]
    ),
  ])
  func `rooms are those of the offer, and none would always be empty`(
    room: SlotRoom, kinds: [UnitKind], expected: [String]
  ) {
    let problems = RoomRules.problems(room, of: Self.offer(kinds), at: "/slots/0")
    #expect(problems.map { "\($0.pointer) \($0.code)" } == expected)
  }

  @Test func `a home for respite counts its staff`() {
    let room = SlotRoom(places: 4, units: 4, staff: 2)
    #expect(RoomRules.problems(room, of: Self.offer([.bed], .care), at: "") == [])
  }

  @Test(arguments: [
    ([(UnitKind.single, 1), (.twin, 2), (.family, 5)], [String]()),
    ([(.single, 2)], ["/unitKinds/0/sleeps malformed"]), ([(.twin, 1)], ["/unitKinds/0/sleeps malformed"]),
    ([(.twin, 2), (.twin, 3)], ["/unitKinds/1/kind duplicate"]), ([(.table, 12)], []),
  ])
  func `a single is for one, a twin for two or more, and each kind is named once`(
    kinds: [(UnitKind, Int)], expected: [String]
  ) {
    let problems = UnitKindRules.problems(kinds.map { UnitKindOffered(kind: $0.0, sleeps: $0.1) })
    #expect(problems.map { "\($0.pointer) \($0.code)" } == expected)
  }

  @Test func `a kind that dates to come have cannot be dropped`() {
    let twin = [UnitKindOffered(kind: .twin, sleeps: 2)]
    #expect(UnitKindRules.stillInUse([.twin], without: twin) == [])
    let problems = UnitKindRules.stillInUse([.twin, .double], without: twin)
    #expect(problems.map(\.code) == ["unit_kind_in_use"] && problems[0].detail.contains("double"))
  }

  private static let noon = Instant(millis: 1_800_000_000_000)

  private static func request(_ from: Int, _ to: Int, units: Int? = 1) -> SlotRequest {
    SlotRequest(
      startsAt: noon.adding(hours: from), endsAt: noon.adding(hours: to), room: SlotRoom(places: 2, units: units))
  }

  private static func overlapping(_ requests: [SlotRequest], _ offer: OfferDetails, _ standing: [(Int, Int)] = [])
    -> [Int]
  {
    RoomRules.overlapping(
      requests, of: offer, standing: standing.map { noon.adding(hours: $0.0)..<noon.adding(hours: $0.1) })
  }

  @Test func `one bed is not let to two at a time`() {
    let bed = Self.offer([.bed], stay: .daytime, .care)
    #expect(Self.overlapping([Self.request(0, 20), Self.request(20, 40)], bed) == [])
    #expect(Self.overlapping([Self.request(20, 41), Self.request(0, 20)], bed) == [])
    #expect(Self.overlapping([Self.request(0, 21), Self.request(20, 40)], bed) == [1])
    #expect(Self.overlapping([Self.request(20, 40), Self.request(0, 21)], bed) == [0])
    // A long one reaches over a short one into a third.
    #expect(Self.overlapping([Self.request(0, 90), Self.request(1, 2), Self.request(80, 99)], bed) == [1, 2])
    #expect(Self.overlapping([Self.request(0, 20)], bed, [(20, 40)]) == [])
    #expect(Self.overlapping([Self.request(0, 21)], bed, [(20, 40)]) == [0])
    #expect(Self.overlapping([Self.request(30, 31)], bed, [(20, 40), (50, 60)]) == [0])
  }

  @Test func `evenings may overlap, and so may nights of which only guests are counted`() {
    let both = [Self.request(0, 21), Self.request(20, 40)]
    #expect(Self.overlapping(both, Self.offer([.table], stay: .daytime)) == [])
    #expect(Self.overlapping(both, Self.offer([.twin])) == [1])
    #expect(
      Self.overlapping(both.map { SlotRequest(startsAt: $0.startsAt, endsAt: $0.endsAt, places: 2) }, Self.offer([]))
        == [])
  }

  @Test func `an overlap is told at its date, or with its days when a rule makes it`() throws {
    let requests = [Self.request(0, 21), Self.request(20, 40)]
    let now = Self.noon.adding(hours: -48)
    let problems = SlotRules.problems(requests, of: Self.offer([.twin]), beside: StandingDates(), now: now)
    #expect(problems.map { "\($0.pointer) \($0.code)" } == ["/slots/1/startsAt overlaps"])
    let standing = StandingDates(spans: [Self.noon..<Self.noon.adding(hours: 1)])
    let clashes = RepeatRules.clashes(of: [Self.request(0, 20)], for: Self.offer([.twin]), beside: standing)
    #expect(clashes.map { "\($0.pointer) \($0.code)" } == ["/repeat overlaps"])
  }
}
