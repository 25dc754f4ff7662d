import Foundation
import Testing

@testable import Breaks

/// What it costs that a party did not come.
@Suite struct AbsenceRulesTests {
  private let asked: Instant

  init() throws { asked = try Instant(text: "2026-12-01T09:00:00Z") }

  private func absent(_ absence: Absence?, _ state: BookingState = .absent) throws -> Booking {
    let wish = try BookingWish()
    let offer = wish.facts.offer
    var booking = Booking(
      id: ID(BookingWish.me), reference: Reference(stored: "AAAAAAA"), carer: ID(BookingWish.me),
      offer: OfferSummary(
        id: offer.id, title: "", partner: offer.partner, area: offer.area, category: .hotel, stay: .overnight,
        postcode: nil, town: nil),
      slots: [BookedSlot(id: ID(BookingWish.me), startsAt: wish.startsAt, endsAt: wish.startsAt)], party: wish.party,
      need: Need(people: 1), state: state, channel: .web, prescription: nil, cover: nil, note: nil, decideBy: nil,
      cancelFreeUntil: wish.startsAt, createdAt: wish.now, ending: nil, needsSeenAt: nil, calendarSequence: 0,
      version: 1)
    booking.absence = absence
    return booking
  }

  @Test(arguments: [
    (CancelReason.illness, true), (.emergency, true), (.bereavement, true), (.careFellThrough, true),
    (.transport, true), (.changedMind, false), (.other, false),
  ])
  func `life excuses, a change of mind does not`(why: CancelReason, excused: Bool) throws {
    for side in [EndedBy.carer, .volunteer, .coordinator] {
      let settled = try AbsenceRules.settle(
        try absent(Absence(askedAt: asked)), AbsenceAnswer(why: why), by: side)
      #expect(settled == excused)
    }
  }

  @Test(arguments: [
    // Settled already: only a coordinator's excuse changes it.
    (EndedBy.carer, CancelReason.illness, false, "wrong_state"), (.volunteer, .illness, false, "wrong_state"),
    (.coordinator, .illness, false, "excused"), (.coordinator, .other, false, "wrong_state"),
    (.coordinator, .other, true, "excused"), (.carer, .other, true, "not_allowed"),
    (.volunteer, .other, true, "not_allowed"),
  ])
  func `a coordinator may excuse at any time`(side: EndedBy, why: CancelReason, excuses: Bool, expected: String) throws
  {
    let counts = Absence(askedAt: asked, why: .other, settledAt: asked, excused: false, settledBy: .carer)
    #expect(answer(try absent(counts), AbsenceAnswer(why: why, reason: "Seen.", excused: excuses), side) == expected)
  }

  @Test(arguments: [BookingState.held, .requested, .confirmed, .declined, .cancelled, .lapsed, .attended])
  func `only who did not come has something to say`(state: BookingState) throws {
    #expect(answer(try absent(nil, state), AbsenceAnswer(why: .illness), .carer) == "wrong_state")
  }

  @Test func `fourteen days is the whole fourteenth day`() {
    #expect(AbsenceRules.answerBy(asked: asked) == asked.adding(hours: 336))
    #expect(AbsenceRules.lastAsked(asked.adding(hours: 336)) == asked)
  }

  private func answer(_ booking: Booking, _ answer: AbsenceAnswer, _ side: EndedBy) -> String {
    do {
      return try AbsenceRules.settle(booking, answer, by: side) ? "excused" : "counts"
    } catch {
      return error.code
    }
  }
}
