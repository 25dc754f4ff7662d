import Testing

@testable import Breaks

/// Which room a party gets.
@Suite struct NeedRulesTests {
  /// A hotel with two of each kind.
  private static func hotel(_ kinds: (UnitKind, Int)...) throws -> BookingWish {
    var wish = try BookingWish()
    wish.offer.unitKinds = kinds.map { UnitKindOffered(kind: $0.0, sleeps: $0.1) }
    wish.room.kinds = kinds.map { SlotUnits(kind: $0.0, units: 2) }
    wish.offer.audience.partyMax = 12
    return wish
  }

  private static func whole() throws -> BookingWish {
    try hotel((.single, 1), (.double, 2), (.twin, 2), (.family, 4), (.accessible, 2))
  }

  private static let son = PartyMember(kind: .companion, name: "Leo", age: 19)
  private static let friend = PartyMember(kind: .companion)
  private static let child = PartyMember(kind: .child, age: 6)

  /// What is given, such as `2 twin`, or the problems.
  private static func given(_ wish: BookingWish) -> String {
    let problems = NeedRules.problems(wish.facts, wish.request)
    if !problems.isEmpty { return problems.map { "\($0.pointer) \($0.code)" }.joined(separator: ", ") }
    let need = NeedRules.need(wish.facts, wish.request, staff: 0)
    return "\(need.units) \(need.unitKind?.rawValue ?? "alike")"
  }

  static let parties: [WishRow<String>] = [
    WishRow("a carer alone", "1 single") { $0 = try whole() },
    WishRow("a carer alone, singles full", "1 double") { ($0, $0.taken) = (try whole(), [.single: 2]) },
    WishRow("a carer alone, singles and doubles full", "1 twin") {
      ($0, $0.taken) = (try whole(), [.single: 2, .double: 2])
    },
    WishRow("a mother and her son need a twin", "1 twin") { ($0, $0.party) = (try whole(), $0.party + [son]) },
    WishRow("a mother and her son, twins full", "1 family") {
      ($0, $0.party, $0.taken) = (try whole(), $0.party + [son], [.twin: 2])
    },
    WishRow("a mother and her son, only doubles left", "1 twin") {
      $0 = try hotel((.double, 2), (.twin, 2))
      ($0.party, $0.taken) = ($0.party + [son], [.twin: 2])
    },
    WishRow("a couple who says so", "1 double") {
      ($0, $0.party, $0.unitKind) = (try whole(), $0.party + [friend], .double)
    },
    WishRow("two, where there are only doubles", "/unitKind unit_kind_needed") {
      ($0, $0.party) = (try hotel((.double, 2)), $0.party + [friend])
    },
    WishRow("one, where there are only doubles", "1 double") { $0 = try hotel((.double, 2)) },
    WishRow("two friends in two singles", "2 single") {
      ($0, $0.party) = (try hotel((.single, 1)), $0.party + [friend])
    },
    WishRow("a child sleeps in no room of its own", "/party unit_too_small") {
      ($0, $0.party) = (try hotel((.single, 1)), $0.party + [child])
    },
    WishRow("a child and two adults in two twins", "2 twin") {
      ($0, $0.party) = (try hotel((.twin, 2)), $0.party + [child, friend])
    },
    WishRow("four in one family room rather than two twins", "1 family") {
      ($0, $0.party) = (try whole(), $0.party + [son, friend, child])
    },
    WishRow("five in two family rooms rather than three twins", "2 family") {
      ($0, $0.party) = (try whole(), $0.party + [son, friend, friend, friend])
    },
    WishRow("a kind that there is not", "/unitKind unit_kind_unknown") { ($0, $0.unitKind) = (try whole(), .table) },
    WishRow("more than all rooms take", "/party unit_too_small") {
      ($0, $0.party) = (try hotel((.twin, 2)), $0.party + [friend, friend, friend, friend])
    },
    WishRow("who said a kind that is too small", "/party unit_too_small") {
      ($0, $0.party, $0.unitKind) = (try whole(), $0.party + [friend, friend, friend, friend], .twin)
    },
    WishRow("whoever had the places is not asked again", "1 twin") {
      ($0, $0.unitKind, $0.keepsPlaces) = (try hotel((.twin, 2)), nil, true)
    },
  ]

  @Test(arguments: parties)
  func `a party gets the smallest room in which everybody has a bed`(row: WishRow<String>) throws {
    #expect(Self.given(try row.wish()) == row.expected)
  }

  static let access: [WishRow<String>] = [
    WishRow("a companion with a wheelchair", "1 accessible") {
      ($0, $0.party) = (try whole(), $0.party + [PartyMember(kind: .companion, access: [.wheelchairSpace])])
    },
    WishRow("the carer's registration says so", "1 accessible") {
      ($0, $0.carer.access) = (try whole(), [.accessibleBedroom])
    },
    WishRow("the accessible rooms are full", "1 twin") {
      ($0, $0.taken) = (try whole(), [.accessible: 2])
      $0.party += [PartyMember(kind: .companion, access: [.hoist])]
    },
    WishRow("no need of it, and all else full", "1 accessible") {
      ($0, $0.taken) = (try whole(), [.single: 2, .double: 2, .twin: 2, .family: 2])
    },
    WishRow("a step-free way is not a room", "1 single") { ($0, $0.carer.access) = (try whole(), [.stepFree]) },
  ]

  @Test(arguments: access)
  func `a room made for wheelchairs goes to whoever needs it first`(row: WishRow<String>) throws {
    #expect(Self.given(try row.wish()) == row.expected)
  }

  static let alike: [WishRow<String>] = [
    WishRow("only people count", "0 alike") { _ in },
    WishRow("a kind where only people count", "/unitKind unit_kind_unknown") { $0.unitKind = .twin },
    WishRow("tables of no said size", "1 alike") { ($0.room.units, $0.party) = (3, $0.party + [friend, friend]) },
    WishRow("a table for four", "1 alike") {
      ($0.room.units, $0.party) = (3, $0.party + [friend, friend, friend])
      $0.offer.unitKinds = [UnitKindOffered(kind: .table, sleeps: 4)]
    },
    WishRow("five at tables for four", "2 alike") {
      ($0.room.units, $0.party) = (3, $0.party + [friend, child, child, child])
      $0.offer.unitKinds = [UnitKindOffered(kind: .table, sleeps: 4)]
    },
    WishRow("the one kind may be named", "1 alike") {
      ($0.room.units, $0.unitKind) = (3, .table)
      $0.offer.unitKinds = [UnitKindOffered(kind: .table, sleeps: 4)]
    },
    WishRow("two where all rooms are doubles", "/unitKind unit_kind_needed") {
      ($0.room.units, $0.party) = (3, $0.party + [friend])
      $0.offer.unitKinds = [UnitKindOffered(kind: .double, sleeps: 2)]
    },
  ]

  @Test(arguments: alike)
  func `rooms and tables that are all alike are counted without a kind`(row: WishRow<String>) throws {
    #expect(Self.given(try row.wish()) == row.expected)
  }

  private static func home(_ wish: inout BookingWish) {
    (wish.offer.category, wish.room) = (.care, SlotRoom(places: 4, units: 4, staff: 4))
    wish.offer.unitKinds = [UnitKindOffered(kind: .bed, sleeps: 1)]
    wish.party = [PartyMember(kind: .caredFor)]
  }

  static let care: [WishRow<String>] = [
    WishRow("one person", "1 alike") { home(&$0) },
    WishRow("two people", "2 alike") {
      home(&$0)
      $0.party += [PartyMember(kind: .caredFor)]
    },
    WishRow("the carer comes along and needs no bed", "1 alike") {
      home(&$0)
      $0.party += [PartyMember(kind: .carer)]
    },
  ]

  @Test(arguments: care)
  func `in a bed for respite lies whoever is cared for`(row: WishRow<String>) throws {
    #expect(Self.given(try row.wish()) == row.expected)
  }

  @Test func `what is taken of the staff goes with the bed`() throws {
    var wish = try BookingWish()
    Self.home(&wish)
    #expect(NeedRules.need(wish.facts, wish.request, staff: 2) == Need(people: 1, units: 1, staff: 2))
  }

  @Test func `a kind must be free on every night`() throws {
    var wish = try Self.hotel((.twin, 2), (.family, 4))
    (wish.party, wish.moreDays) = (wish.party + [Self.friend], [1])
    #expect(Self.given(wish) == "1 twin")
    let facts = wish.facts
    let full = facts.slots[1].kinds.map { SlotUnits(kind: $0.kind, units: 2, taken: $0.kind == .twin ? 2 : 0) }
    let second = Slot(
      id: facts.slots[1].id, offer: facts.offer.id, startsAt: facts.slots[1].startsAt, endsAt: facts.slots[1].endsAt,
      places: 12, units: 4, unitsTaken: 2, kinds: full)
    let later = BookingFacts(
      offer: facts.offer, slots: [facts.slots[0], second], carer: facts.carer, prescription: nil, used: [],
      alreadyBooked: false)
    #expect(NeedRules.need(later, wish.request, staff: 0).unitKind == .family)
    let alike = Slot(
      id: second.id, offer: second.offer, startsAt: second.startsAt, endsAt: second.endsAt, places: 12, units: 4)
    let mixed = BookingFacts(
      offer: facts.offer, slots: [facts.slots[0], alike], carer: facts.carer, prescription: nil, used: [],
      alreadyBooked: false)
    #expect(NeedRules.problems(mixed, wish.request).map(\.pointer) == ["/slots"])
  }

  @Test(arguments: [
    ([Int](), [String]()), ([1], []), ([1, 2], []), ([2, 1], []), ([2], ["/slots/1"]), ([1, 3], ["/slots/2"]),
    ([3, 1], ["/slots/1"]), ([7, 14], ["/slots/1", "/slots/2"]),
  ])
  func `nights of one stay follow one another`(days: [Int], pointers: [String]) throws {
    var wish = try BookingWish()
    wish.moreDays = days
    let problems = StayRules.problems(wish.facts, wish.request)
    #expect(problems.map(\.pointer) == pointers)
    #expect(problems.allSatisfy { $0.code == "nights_not_consecutive" })
    wish.offer.stay = .daytime
    #expect(StayRules.problems(wish.facts, wish.request) == [])
  }

  @Test(arguments: ["2027-03-26T15:00:00Z", "2027-10-29T14:00:00Z"])
  func `nights follow one another over the change of the clocks`(start: String) throws {
    var wish = try BookingWish()
    (wish.startsAt, wish.moreDays) = (try Instant(text: start), [1, 2])
    #expect(StayRules.problems(wish.facts, wish.request) == [])
  }
}
