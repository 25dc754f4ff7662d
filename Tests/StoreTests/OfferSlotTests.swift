import Breaks
import SQL
import Store
import TestTown
import Testing
import UseCases

@Suite(.onEveryEngine) struct OfferSlotTests {
  private static func request(_ hours: Int) -> SlotRequest {
    let start = OfferFair.now.adding(hours: hours)
    return SlotRequest(startsAt: start, endsAt: start.adding(hours: 1), places: 3)
  }

  @Test func `dates are added all or none, and raise the offer's version`() async throws {
    let fair = try await OfferFair()
    let offer = try await fair.offer("A walk", of: try await fair.partner(), dates: [])
    let slots = try await fair.change { errand in
      try errand.addSlots(offer: offer.id, [30, 10, 20].map(Self.request), ifVersion: offer.version)
    }
    #expect(slots.map(\.startsAt) == [30, 10, 20].map { OfferFair.now.adding(hours: $0) })
    let invalid = await #expect(throws: Invalid.self) {
      try await fair.change { errand in
        try errand.addSlots(offer: offer.id, [40, 10, -1].map(Self.request), ifVersion: nil)
      }
    }
    #expect(invalid?.problems.map(\.pointer) == ["/slots/1/startsAt", "/slots/2/startsAt"])
    let now = try await fair.change { errand in try errand.showOffer(offer.id) }
    #expect(now.version == offer.version + 1)
    #expect(now.nextSlotAt == OfferFair.now.adding(hours: 10))
    let listed = try await fair.change { try $0.listSlots(of: offer.id, on: DaySpan(), after: nil, limit: 100) }
    #expect(listed.items.map(\.id) == [slots[1], slots[2], slots[0]].map(\.id))
  }

  @Test func `a withdrawn offer takes no dates`() async throws {
    let fair = try await OfferFair()
    let offer = try await fair.offer("A walk", of: try await fair.partner())
    await #expect(throws: Refusal.wrongState) {
      try await fair.change { errand in
        _ = try errand.withdrawOffer(offer.id, ifVersion: nil)
        _ = try errand.addSlots(offer: offer.id, [Self.request(5)], ifVersion: nil)
      }
    }
  }

  @Test func `dates are listed by London days, from now on, page by page`() async throws {
    let fair = try await OfferFair()
    // 10:00 and 23:00 today, midnight, in a week, in thirteen months.
    let hours = [(1, 1), (14, 1), (15, 1), (168, 1), (24 * 400, 1)].map { (hours: $0.0, places: $0.1) }
    let offer = try await fair.offer("A walk", of: try await fair.partner(), dates: hours)
    let table: [(String, String?, String?, Int)] = [
      ("twelve months", nil, nil, 4), ("today", "2026-11-22", "2026-11-22", 2),
      ("tomorrow", "2026-11-23", "2026-11-23", 1),
      ("to today", nil, "2026-11-22", 2), ("from tomorrow", "2026-11-23", nil, 2),
      ("long ago", "2025-11-22", "2025-11-30", 0),
      ("from long ago", "2026-10-22", nil, 4), ("to long ago", nil, "2020-01-01", 0),
      ("at last", "2027-12-01", "2027-12-31", 1),
      ("the end of days", "9999-12-31", nil, 0),
    ]
    for (name, from, to, count) in table {
      let span = DaySpan(from: from.map(Day.test), to: to.map(Day.test))
      let page = try await fair.change { try $0.listSlots(of: offer.id, on: span, after: nil, limit: 100) }
      #expect(page.items.count == count, "\(name)")
    }
    var walked: [ID<Slot>] = []
    var mark: SlotMark?
    repeat {
      let page = try await fair.change { [mark] in try $0.listSlots(of: offer.id, on: DaySpan(), after: mark, limit: 1)
      }
      walked += page.items.map(\.id)
      mark = page.next.flatMap { SlotMark(parts: $0.parts) }
    } while mark != nil
    #expect(walked.count == 4 && Set(walked).count == 4)
    let invalid = await #expect(throws: Invalid.self) {
      try await fair.change { errand in
        try errand.listSlots(of: offer.id, on: DaySpan(to: Day.test("9999-12-31")), after: nil, limit: 1)
      }
    }
    #expect(invalid?.problems.map(\.pointer) == ["to"])
  }

  @Test func `two hundred at once never take more places than there are`() async throws {
    let fair = try await OfferFair()
    let offer = try await fair.offer("A walk", of: try await fair.partner(), dates: [(24, 10)])
    let slot = try await fair.change { try $0.listSlots(of: offer.id, on: DaySpan(), after: nil, limit: 1).items[0] }
    let taken = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<200 {
        group.addTask { [people = number % 3 + 1] in
          try await fair.change { try $0.store.slots.take(Need(people: people), of: slot.id) ? people : 0 }
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(taken == 10)
    let after = try await fair.change { try $0.store.slots.lock([slot.id], of: offer.id)[0] }
    #expect(after.placesLeft == 0)
  }

  @Test func `places come back, but never more than were taken`() async throws {
    let fair = try await OfferFair()
    let offer = try await fair.offer("A walk", of: try await fair.partner(), dates: [(24, 3)])
    let slot = try await fair.change { try $0.listSlots(of: offer.id, on: DaySpan(), after: nil, limit: 1).items[0] }
    try await fair.change { errand in
      #expect(try errand.store.slots.take(Need(people: 2), of: slot.id))
      #expect(try !errand.store.slots.take(Need(people: 2), of: slot.id))
      try errand.store.slots.giveBack(Need(people: 2), of: slot.id)
      #expect(try errand.store.slots.take(Need(people: 3), of: slot.id))
    }
    await #expect(throws: SQLFault.self) {
      try await fair.change { try $0.store.slots.giveBack(Need(people: 4), of: slot.id) }
    }
  }

  @Test func `dates of another offer are passed over`() async throws {
    let fair = try await OfferFair()
    let heron = try await fair.partner()
    let (mine, other) = (try await fair.offer("Mine", of: heron), try await fair.offer("Other", of: heron))
    let found = try await fair.change { errand in
      let theirs = try errand.listSlots(of: other.id, on: DaySpan(), after: nil, limit: 1).items.map(\.id)
      return try errand.store.slots.find(theirs, of: mine.id).count + errand.store.slots.find([], of: mine.id).count
    }
    #expect(found == 0)
  }
}
