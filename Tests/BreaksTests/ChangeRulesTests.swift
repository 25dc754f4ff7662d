import Foundation
import Testing

@testable import Breaks

/// How a booking is changed without losing what one has.
@Suite struct ChangeRulesTests {
  /// A night for two that a hotel has agreed to.
  private static func agreed() throws -> BookingWish {
    var wish = try BookingWish()
    wish.offer.confirmation = .partner
    wish.brings(PartyMember(kind: .companion, name: "Joe"))
    return wish
  }

  private static func booking(
    _ wish: BookingWish, _ state: BookingState = .confirmed, slot: UUID = BookingWish.me
  ) throws -> Booking {
    let (facts, decision) = (wish.facts, BookingRules.decision(wish.facts, wish.request, now: wish.now))
    return Booking(
      id: ID(BookingWish.me), reference: Reference(stored: "AAAAAAA"), carer: facts.carer.id,
      offer: OfferSummary(
        id: facts.offer.id, title: facts.offer.details.title, partner: facts.offer.partner, area: facts.offer.area,
        category: .hotel, stay: .overnight, postcode: nil, town: nil),
      slots: [BookedSlot(id: ID(slot), startsAt: wish.startsAt, endsAt: wish.startsAt.adding(hours: 20))],
      party: decision.party, need: decision.need, state: state, channel: .web, prescription: nil, cover: nil, note: nil,
      decideBy: nil, cancelFreeUntil: wish.startsAt.adding(hours: -24), createdAt: wish.now, ending: nil,
      needsSeenAt: nil, calendarSequence: 0, version: 1)
  }

  private static let rows: [WishRow<String>] = [
    WishRow("nothing is different", "nothing"),
    WishRow("one person fewer", "at once: party") { $0.party.removeLast() },
    WishRow("other food", "at once: party") { $0.party[1].food = FoodNeeds(diets: [.halal]) },
    WishRow("one person more", "asks: party") { $0.brings(PartyMember(kind: .companion)) },
    WishRow("a child in place of an adult", "asks: party") { wish in
      wish.party = [PartyMember(kind: .carer), PartyMember(kind: .child, age: 6)]
    },
    WishRow("fewer when it is too late to book", "at once: party") { wish in
      wish.party.removeLast()
      wish.offer.bookBeforeHours = 2160
    },
    WishRow("more when it is too late to book", "too_late_to_book") { wish in
      wish.brings(PartyMember(kind: .companion))
      wish.offer.bookBeforeHours = 2160
    },
    WishRow("fewer of an offer that was taken back", "at once: party") { wish in
      wish.party.removeLast()
      wish.offerState = .withdrawn
    },
    WishRow("more of an offer that was taken back", "offer_not_published") { wish in
      wish.brings(PartyMember(kind: .companion))
      wish.offerState = .withdrawn
    },
    WishRow("fewer when nothing may be shared any more", "at once: party") { wish in
      wish.party.removeLast()
      wish.shares = false
    },
    WishRow("more when nothing may be shared", "sharing_needed") { wish in
      wish.brings(PartyMember(kind: .companion))
      wish.shares = false
    },
    WishRow("more when others have used the share up", "cap_reached") { wish in
      wish.brings(PartyMember(kind: .companion))
      wish.used = [CapUse(cap: Cap(stay: .overnight, count: 1, per: .halfYear), count: 1, around: wish.facts.startsOn)]
    },
    WishRow("an instant offer asks nobody", "at once: party") { wish in
      wish.brings(PartyMember(kind: .companion))
      wish.offer.confirmation = .instant
    },
    WishRow("a child without its adult", "422") { wish in
      wish.party = [PartyMember(kind: .carer, inCharge: false), PartyMember(kind: .child, age: 6)]
    },
  ]

  @Test(arguments: rows)
  func `what asks no more of a partner is granted, anything else is asked`(row: WishRow<String>) throws {
    let booking = try Self.booking(try Self.agreed())
    var wish = try Self.agreed()
    try row.change(&wish)
    #expect(answer(booking, wish) == row.expected)
  }

  @Test func `another date is always asked, and answered before the booking begins`() throws {
    let wish = try Self.agreed()
    let booking = try Self.booking(wish, slot: BookingWish.somebodyElse)
    let decision = try ChangeRules.decide(booking, wish.facts, wish.request, now: wish.now)
    #expect(decision.asks)
    #expect(decision.fields == ["slots"])
    let decideBy = try #require(decision.decideBy)
    #expect(decideBy <= booking.startsAt)
  }

  @Test(arguments: [
    (BookingState.requested, -1, "yes"), (.confirmed, -1, "yes"), (.confirmed, 0, "wrong_state"),
    (.requested, 0, "wrong_state"), (.held, -1, "wrong_state"), (.declined, -1, "wrong_state"),
    (.cancelled, -1, "wrong_state"), (.lapsed, -1, "wrong_state"), (.attended, -1, "wrong_state"),
    (.absent, -1, "wrong_state"),
  ])
  func `a booking is changed until it begins`(state: BookingState, seconds: Int, expected: String) throws {
    let wish = try Self.agreed()
    let booking = try Self.booking(wish, state)
    #expect(begins(booking, at: wish.startsAt.adding(seconds: seconds)) == expected)
  }

  @Test func `one change is asked at a time`() throws {
    let wish = try Self.agreed()
    let other = BookingNamed(id: ID(BookingWish.somebodyElse), reference: Reference(stored: "CCCCCCC"))
    var stands = try Self.booking(wish)
    stands.waitingChange = other
    #expect(begins(stands, at: wish.now) == "change_waiting")
    var change = try Self.booking(wish, .requested)
    change.replaces = other
    #expect(begins(change, at: wish.now) == "change_waiting")
    var done = try Self.booking(wish)
    done.replaces = other
    #expect(begins(done, at: wish.now) == "yes")
  }

  /// A tie in hours from the start of the break's new dates, which last twenty.
  private static let ties: [(tie: String, hours: [Range<Int>], problem: String?)] = [
    ("care", [0..<20], nil), ("care", [-1..<9, 9..<21], nil), ("care", [0..<19], "/slots care_stands"),
    ("care", [1..<20], "/slots care_stands"), ("care", [], "/slots care_stands"),
    ("newCare", [0..<20], nil), ("newCare", [0..<9, 10..<20], "/careSlots care_does_not_cover"),
    ("away", [0..<20], nil), ("away", [5..<6], nil), ("away", [0..<21], "/slots care_stands"),
  ]

  @Test(arguments: ties)
  func `a break stays covered by its care, whichever of them moves`(
    row: (tie: String, hours: [Range<Int>], problem: String?)
  ) throws {
    let wish = try Self.agreed()
    let booking = try Self.booking(wish, slot: BookingWish.somebodyElse)
    let times = row.hours.map {
      wish.startsAt.adding(hours: $0.lowerBound)..<wish.startsAt.adding(hours: $0.upperBound)
    }
    let tie: CareTie =
      switch row.tie {
      case "care": .care(times)
      case "newCare": .newCare(times)
      default: .away(times)
      }
    var problem: String?
    do {
      _ = try ChangeRules.decide(booking, wish.facts, wish.request, tie: tie, now: wish.now)
    } catch let invalid as Invalid {
      problem = invalid.problems.map { "\($0.pointer) \($0.code)" }.joined()
    }
    #expect(problem == row.problem)
  }

  @Test(arguments: [
    (Need(people: 3), Need(people: 2), Need(people: 1)), (Need(people: 1), Need(people: 2), Need(people: 0)),
    (
      Need(people: 3, units: 2, unitKind: .twin), Need(people: 2, units: 1, unitKind: .twin),
      Need(people: 1, units: 1, unitKind: .twin)
    ),
    // A double is another room than a twin.
    (
      Need(people: 2, units: 1, unitKind: .double), Need(people: 2, units: 1, unitKind: .twin),
      Need(people: 0, units: 1, unitKind: .double)
    ),
    (Need(people: 2, staff: 2), Need(people: 2, staff: 1), Need(people: 0, staff: 1)),
  ])
  func `only what is more is taken beside what is kept`(need: Need, kept: Need, more: Need) {
    #expect(need.beyond(kept) == more)
  }

  private func answer(_ booking: Booking, _ wish: BookingWish) -> String {
    do {
      let decision = try ChangeRules.decide(booking, wish.facts, wish.request, now: wish.now)
      if decision.fields.isEmpty { return "nothing" }
      return (decision.asks ? "asks: " : "at once: ") + decision.fields.joined(separator: " ")
    } catch let refusal as Refusal {
      return refusal.code
    } catch {
      return error is Invalid ? "422" : "\(error)"
    }
  }

  private func begins(_ booking: Booking, at now: Instant) -> String {
    do {
      try ChangeRules.begin(booking, now: now)
      return "yes"
    } catch {
      return error.code
    }
  }
}
