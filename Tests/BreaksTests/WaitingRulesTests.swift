import Foundation
import Testing

@testable import Breaks

/// Who of a waiting list is served.
@Suite struct WaitingRulesTests {
  private static let now = Instant(millis: 1_795_426_200_000)
  private static let startsAt = now.adding(hours: 100)

  /// A party in line, told by its number.
  private static func party(
    _ number: UInt8, people: Int = 1, slots: [UInt8] = [1], units: Int = 0, kind: UnitKind? = nil, passed: Bool = false
  ) -> WaitingEntry {
    let partner = PartnerSummary(id: id(9), name: "Bluebell House", kind: .hotel)
    return WaitingEntry(
      id: id(number),
      offer: OfferSummary(
        id: id(8), title: "A night by the beach", partner: partner, area: AreaSlug(stored: "liverpool"),
        category: .hotel, stay: .overnight, postcode: nil, town: nil),
      carer: id(number),
      slots: slots.map { BookedSlot(id: id($0), startsAt: startsAt, endsAt: startsAt.adding(hours: 20)) },
      party: Array(repeating: PartyMember(kind: .companion), count: people),
      need: Need(people: people, units: units, unitKind: kind), prescription: nil, cover: nil, shareNeeds: true,
      note: nil, passed: passed, channel: .web, joinedAt: now.adding(seconds: Int(number)))
  }

  private static func id<Thing>(_ number: UInt8) -> ID<Thing> {
    ID(UUID.v7(at: Instant(millis: 1), chance: Array(repeating: number, count: 10)))
  }

  private static func slot(
    _ number: UInt8 = 1, places: Int = 4, taken: Int, units: Int? = nil, unitsTaken: Int = 0,
    kinds: [SlotUnits] = [], paused: Bool = false
  ) -> Slot {
    Slot(
      id: id(number), offer: id(8), startsAt: startsAt, endsAt: startsAt.adding(hours: 20), places: places,
      taken: taken, units: units, unitsTaken: unitsTaken, kinds: kinds, paused: paused)
  }

  /// Who is served, and what is kept of those before: `2 after 1 no_room places 2 1`.
  private static func served(_ line: [WaitingEntry], _ slots: [Slot], may: [UInt8: String] = [:]) -> String {
    let codes: [ID<WaitingEntry>: String] = may.reduce(into: [:]) { $0[id($1.key)] = $1.value }
    let turn = WaitingRules.next(
      in: line, dates: { entry in slots.filter { slot in entry.slots.contains { $0.id == slot.id } } },
      obstacle: { entry, _ in codes[entry.id] })
    let numbers: [ID<WaitingEntry>: Int] = (1...9).reduce(into: [:]) { $0[id(UInt8($1))] = $1 }
    let skipped = turn.skipped.map { skipped in
      let number = numbers[skipped.entry.id] ?? 0
      return switch skipped.event {
      case .noRoom(let short): "\(number) no_room \(short.of.rawValue) \(short.needed) \(short.free)"
      case .notEligible(let code): "\(number) \(code)"
      default: "\(number) \(skipped.event.code)"
      }
    }
    return ([turn.served.map { "\(numbers[$0.id] ?? 0)" } ?? "nobody"] + skipped).joined(separator: ", ")
  }

  @Test func `the first in line that has room is served, and those before it are told why not`() {
    let (one, two) = ([Self.slot(taken: 3)], [Self.slot(taken: 2)])
    #expect(Self.served([], one) == "nobody")
    #expect(Self.served([Self.party(1), Self.party(2)], one) == "1")
    #expect(Self.served([Self.party(1, people: 2), Self.party(2)], one) == "2, 1 no_room places 2 1")
    #expect(Self.served([Self.party(1, people: 2), Self.party(2)], two) == "1")
    #expect(
      Self.served([Self.party(1, people: 2), Self.party(2, people: 3)], one)
        == "nobody, 1 no_room places 2 1, 2 no_room places 3 1")
  }

  @Test func `who may not have it just then is passed over with the reason`() {
    let line = [Self.party(1), Self.party(2), Self.party(3)]
    let found = Self.served(line, [Self.slot(taken: 3)], may: [1: "cap_reached", 2: "not_verified"])
    #expect(found == "3, 1 cap_reached, 2 not_verified")
    // Whether they may have it is asked only of those that have room.
    let large = [Self.party(1, people: 2)]
    #expect(Self.served(large, [Self.slot(taken: 3)], may: [1: "cap_reached"]) == "nobody, 1 no_room places 2 1")
    #expect(Self.served(line, [Self.slot(taken: 0, paused: true)]) == "nobody, 1 paused, 2 paused, 3 paused")
  }

  @Test func `who was offered the same before is not asked once more`() {
    let passed = Self.party(1, passed: true)
    #expect(Self.served([passed, Self.party(2)], [Self.slot(taken: 3)]) == "2")
    #expect(Self.served([passed], [Self.slot(taken: 3)]) == "nobody")
  }

  @Test func `a stay is served only when all its dates have room`() {
    let stay = Self.party(1, slots: [1, 2])
    #expect(Self.served([stay], [Self.slot(1, taken: 3), Self.slot(2, taken: 3)]) == "1")
    #expect(Self.served([stay], [Self.slot(1, taken: 3), Self.slot(2, taken: 4)]) == "nobody, 1 no_room places 1 0")
    let line = [stay, Self.party(2, slots: [1])]
    #expect(Self.served(line, [Self.slot(1, taken: 3), Self.slot(2, taken: 4)]) == "2, 1 no_room places 1 0")
  }

  @Test func `rooms count beside people, and rooms of a kind`() {
    let mother = Self.party(1, people: 2, units: 1, kind: .twin)
    let twins = [SlotUnits(kind: .twin, units: 1, taken: 1), SlotUnits(kind: .double, units: 2)]
    #expect(Self.served([mother], [Self.slot(taken: 0, units: 3, unitsTaken: 3)]) == "nobody, 1 no_room units 1 0")
    #expect(
      Self.served([mother], [Self.slot(taken: 0, units: 3, unitsTaken: 1, kinds: twins)])
        == "nobody, 1 no_room kind 1 0"
    )
    let free = [SlotUnits(kind: .twin, units: 1), SlotUnits(kind: .double, units: 2, taken: 1)]
    #expect(Self.served([mother], [Self.slot(taken: 0, units: 3, unitsTaken: 1, kinds: free)]) == "1")
  }

  @Test(arguments: [
    // minutes to the start, hours of notice, minutes that the offer stands, whether somebody must ring
    (100 * 60, 0, 24 * 60, false), (48 * 60, 0, 24 * 60, false), (47 * 60, 0, 47 * 30, false),
    (19 * 60, 0, 19 * 30, false), (60, 0, 30, false), (59, 0, 30, true), (40, 0, 30, true), (30, 0, 30, true),
    (20, 0, 20, true), (0, 0, 0, true), (100 * 60, 90, 10 * 60, false), (90 * 60 + 5, 90, 30, false),
    (30 * 60, 24, 6 * 60, false),
  ])
  func `an offer stands for a day, half of the time that is left, and half an hour at least`(
    minutes: Int, notice: Int, stands: Int, rings: Bool
  ) {
    let startsAt = Self.now.adding(seconds: minutes * 60)
    let end = WaitingRules.offerEnd(from: Self.now, startsAt: startsAt, bookBeforeHours: notice)
    #expect(end == Self.now.adding(seconds: stands * 60))
    #expect(end <= startsAt)
    #expect(WaitingRules.mustRing(now: Self.now, startsAt: startsAt) == rings)
  }

  @Test(arguments: [
    // the way of letters, whether one may ring, hours to the start, hours of notice; the way, hours that it stands
    (LetterWay.post, true, 400, 0, LetterWay?.some(.phone), 24), (.post, false, 400, 0, .post, 120),
    (.post, false, 200, 0, .post, 100), (.post, false, 144, 0, .post, 72), (.post, false, 143, 0, nil, 0),
    (.post, false, 200, 130, nil, 0), (.post, false, 200, 128, .post, 72), (.email, false, 400, 0, .email, 24),
    (.withheld, true, 400, 0, .withheld, 24), (.email, true, 0, 0, .phone, 0), (.email, false, 0, 0, nil, 0),
  ])
  func `who is reached by post is rung up, or has time for a letter there and back`(
    way: LetterWay, mayRing: Bool, hours: Int, notice: Int, told: LetterWay?, stands: Int
  ) {
    let startsAt = Self.now.adding(hours: hours)
    let found = WaitingRules.offerWay(
      way, mayRing: mayRing, now: Self.now, startsAt: startsAt, bookBeforeHours: notice)
    #expect(found == told)
    guard let found else { return }
    let end = WaitingRules.offerEnd(from: Self.now, startsAt: startsAt, bookBeforeHours: notice, by: found)
    #expect(end == Self.now.adding(hours: stands))
  }

  @Test(arguments: WaitingState.allCases)
  func `a party moves only as its state allows`(state: WaitingState) {
    let allowed: [WaitingState: Set<WaitingState>] = [
      .waiting: [.offered, .taken, .left, .ended], .offered: [.waiting, .taken, .left],
      .taken: [.waiting],
    ]
    var entry = Self.party(1)
    entry.state = state
    for next in WaitingState.allCases {
      let may = allowed[state]?.contains(next) ?? false
      if may {
        #expect(throws: Never.self) { try WaitingRules.move(entry, to: next) }
      } else {
        #expect(throws: Refusal.wrongState) { try WaitingRules.move(entry, to: next) }
      }
    }
    #expect(state.isLive == (state == .waiting || state == .offered))
  }

  @Test func `nobody waits for more staff or rooms of a kind than a date ever has`() {
    let date = Slot(
      id: Self.id(1), offer: Self.id(9), startsAt: Self.startsAt, endsAt: Self.startsAt.adding(hours: 20),
      places: 6, taken: 6, units: 4, unitsTaken: 4, staff: 1, staffTaken: 1,
      kinds: [SlotUnits(kind: .twin, units: 1, taken: 1), SlotUnits(kind: .single, units: 3, taken: 3)])
    func isFine(_ need: Need) -> Bool { WaitingRules.problems(need, [date]).isEmpty }
    #expect(isFine(Need(people: 2, units: 1, unitKind: .twin, staff: 1)))
    #expect(!isFine(Need(people: 4, units: 2, unitKind: .twin)))
    #expect(!isFine(Need(people: 2, units: 1, unitKind: .twin, staff: 2)))
  }

  @Test(arguments: [(4, 0, true), (5, 0, false), (2, 2, true), (2, 3, false)])
  func `nobody waits for what can never be`(people: Int, units: Int, isFine: Bool) {
    let dates = [Self.slot(1, places: 6, taken: 6, units: 3), Self.slot(2, taken: 4, units: 2)]
    let problems = WaitingRules.problems(Need(people: people, units: units), dates)
    #expect(problems.map(\.code) == (isFine ? [] : ["party_too_large"]))
  }

  @Test func `every step is said in a sentence that blames nobody and ends`() {
    let codes = [
      "cap_reached", "not_verified", "already_booked", "offer_not_published", "paused", "too_late_to_book", "slot_past",
      "not_in_area", "prescription_expired", "prescription_used", "prescription_not_yours", "sharing_needed",
      "no_time_to_ask", "full", "care_hours_reached", "party_too_large",
    ]
    var events = codes.map { WaitingEvent.notEligible(code: $0) }
    for kind in RoomKind.allCases { events.append(.noRoom(RoomShort(of: kind, needed: 2, free: 1))) }
    for way in [LetterWay.email, .phone, .post, .withheld] { events.append(.offered(until: Self.startsAt, by: way)) }
    events += [.joined(people: 2, ahead: 1), .turnedDown, .ranOut, .booked, .declined, .left, .over]
    #expect(Set(events.map(\.sentence)).count == events.count)
    for sentence in events.map(\.sentence) { #expect(sentence.hasSuffix(".") && !sentence.contains("_")) }
    #expect(
      WaitingEvent.noRoom(RoomShort(of: .places, needed: 2, free: 1)).sentence
        == "Something came free, but it was not enough: you need 2 places, and only 1 was free.")
    #expect(
      WaitingEvent.joined(people: 1, ahead: 2).sentence
        == "You joined the waiting list for 1 place. 2 parties were before you.")
  }
}
