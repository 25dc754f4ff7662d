import Testing

@testable import Breaks

/// How a booking may end.
@Suite struct EndingRulesTests {
  private let startsAt: Instant
  private let freeUntil: Instant

  init() throws {
    startsAt = try Instant(text: "2026-11-30T15:00:00Z")
    freeUntil = startsAt.adding(hours: -24)
  }

  @Test(arguments: [
    (EndedBy.carer, -1, false), (.carer, 0, false), (.carer, 1, true), (.volunteer, 0, false), (.volunteer, 1, true),
    (.coordinator, 0, false), (.coordinator, 1, true), (.partner, 0, false), (.partner, 1, false),
  ])
  func `the carer's side is late from the second after the free window`(
    side: EndedBy, seconds: Int, isLate: Bool
  ) throws {
    let decision = try EndingRules.cancel(
      try booking(.confirmed), by: side, why: nil, now: freeUntil.adding(seconds: seconds))
    #expect(decision == CancelDecision(late: isLate, countsTowardsCap: isLate))
  }

  @Test(arguments: [
    (CancelReason?.none, true), (.changedMind, true), (.transport, false), (.other, true), (.illness, false),
    (.emergency, false), (.bereavement, false), (.careFellThrough, false),
  ])
  func `what life does costs no break, however late`(why: CancelReason?, counts: Bool) throws {
    let confirmed = try booking(.confirmed)
    let late = try EndingRules.cancel(confirmed, by: .carer, why: why, now: startsAt.adding(seconds: -1))
    #expect(late == CancelDecision(late: true, countsTowardsCap: counts))
    let early = try EndingRules.cancel(confirmed, by: .carer, why: why, now: freeUntil)
    #expect(early == CancelDecision(late: false, countsTowardsCap: false))
    let byPartner = try EndingRules.cancel(confirmed, by: .partner, why: why, now: startsAt.adding(seconds: -1))
    #expect(byPartner == CancelDecision(late: false, countsTowardsCap: false))
  }

  @Test func `care that is given up late is no break that was had`() throws {
    let care = try booking(.confirmed, category: .care)
    let decision = try EndingRules.cancel(care, by: .carer, why: nil, now: startsAt.adding(seconds: -1))
    #expect(decision == CancelDecision(late: true, countsTowardsCap: false))
  }

  @Test(arguments: EndedBy.allCases)
  func `a confirmed break is cancelled until it begins`(side: EndedBy) throws {
    let confirmed = try booking(.confirmed)
    _ = try EndingRules.cancel(confirmed, by: side, why: nil, now: startsAt.adding(seconds: -1))
    for seconds in [0, 1, 86_400] {
      #expect(throws: Refusal.tooLateToCancel) {
        try EndingRules.cancel(confirmed, by: side, why: .illness, now: startsAt.adding(seconds: seconds))
      }
    }
  }

  @Test(arguments: [-90_000, -86_400, -1, 0, 1, 86_400])
  func `a request that nobody answered is taken back at any time and is never late`(seconds: Int) throws {
    let decision = try EndingRules.cancel(
      try booking(.requested), by: .carer, why: .changedMind, now: startsAt.adding(seconds: seconds))
    #expect(decision == CancelDecision(late: false, countsTowardsCap: false))
  }

  @Test(arguments: [BookingState.declined, .cancelled, .attended, .absent], [-90_000, 1])
  func `what has ended is not cancelled again`(state: BookingState, seconds: Int) throws {
    let ended = try booking(state)
    #expect(throws: Refusal.wrongState) {
      try EndingRules.cancel(ended, by: .carer, why: nil, now: startsAt.adding(seconds: seconds))
    }
  }

  @Test(arguments: [
    (BookingState.confirmed, -1, false), (.confirmed, 0, true), (.confirmed, 90_000, true), (.attended, 0, true),
    (.absent, 0, true), (.absent, -1, false), (.requested, 1, false), (.declined, 1, false), (.cancelled, 1, false),
  ])
  func `attendance is marked, and mended, from the start on`(state: BookingState, seconds: Int, may: Bool) throws {
    let booking = try booking(state)
    if may {
      try EndingRules.attendance(booking, now: startsAt.adding(seconds: seconds))
    } else {
      #expect(throws: Refusal.wrongState) {
        try EndingRules.attendance(booking, now: startsAt.adding(seconds: seconds))
      }
    }
  }

  private func booking(_ state: BookingState, category: Category? = nil) throws -> Booking {
    let wish = try BookingWish()
    let offer = wish.facts.offer
    return Booking(
      id: ID(BookingWish.me), reference: Reference(stored: "AAAAAAA"), carer: ID(BookingWish.me),
      offer: OfferSummary(
        id: offer.id, title: offer.details.title, partner: offer.partner, area: offer.area,
        category: category ?? offer.details.category, stay: offer.details.stay, postcode: nil, town: nil),
      slots: [BookedSlot(id: ID(BookingWish.me), startsAt: startsAt, endsAt: startsAt.adding(hours: 20))],
      party: wish.party, need: Need(people: wish.party.count), state: state, channel: .web, prescription: nil,
      cover: nil, note: nil,
      decideBy: nil, cancelFreeUntil: freeUntil, createdAt: wish.now, ending: nil, needsSeenAt: nil,
      calendarSequence: 0, version: 1)
  }
}
