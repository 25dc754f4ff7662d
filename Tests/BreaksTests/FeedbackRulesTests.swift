import Testing

@testable import Breaks

/// When a carer may say how a break was, and what others learn of it.
@Suite struct FeedbackRulesTests {
  private let startsAt: Instant
  private let endsAt: Instant

  init() throws {
    startsAt = try Instant(text: "2027-03-31T22:30:00Z")
    endsAt = startsAt.adding(hours: 20)
  }

  @Test(arguments: [
    (BookingState.confirmed, -1, Refusal?.some(.breakNotOver)), (.confirmed, 0, nil), (.attended, -1, .breakNotOver),
    (.attended, 0, nil), (.attended, 86_400 * 365, nil), (.absent, 0, .wrongState), (.cancelled, 0, .wrongState),
    (.declined, 0, .wrongState), (.requested, 0, .wrongState), (.requested, -1, .wrongState),
  ])
  func `feedback is given by who went, from the end of the break on`(
    state: BookingState, seconds: Int, refusal: Refusal?
  ) throws {
    let (booking, now) = (try booking(state), endsAt.adding(seconds: seconds))
    guard let refusal else { return try FeedbackRules.give(booking, after: nil, now: now) }
    #expect(throws: refusal) { try FeedbackRules.give(booking, after: nil, now: now) }
  }

  @Test(arguments: [(0, true), (30 * 86_400, true), (30 * 86_400 + 1, false)])
  func `it is said anew for thirty days and stands for good from the second after`(seconds: Int, may: Bool) throws {
    let booking = try booking(.attended)
    let earlier = Feedback(
      booking: booking.id, reference: booking.reference, partner: booking.offer.partner.id, offer: booking.offer.id,
      month: "2027-03", said: FeedbackSaid(stars: Stars(welcome: 3), words: nil, wordsPrivate: false), channel: .web,
      givenAt: endsAt, version: 1)
    let now = endsAt.adding(seconds: seconds)
    if may {
      try FeedbackRules.give(booking, after: earlier, now: now)
    } else {
      #expect(throws: Refusal.feedbackClosed) { try FeedbackRules.give(booking, after: earlier, now: now) }
    }
  }

  @Test func `one thing at least has stars, and there are words where words are kept back`() {
    let nothing = FeedbackSaid(stars: Stars(), words: nil, wordsPrivate: true)
    #expect(
      FeedbackRules.problems(in: nothing).map { "\($0.pointer) \($0.code)" } == [
        " required", "/wordsPrivate not_allowed_here",
      ])
    let wordsOnly = FeedbackSaid(stars: Stars(), words: "Lovely.", wordsPrivate: false)
    #expect(FeedbackRules.problems(in: wordsOnly).map(\.code) == ["required"])
    #expect(
      FeedbackRules.problems(in: FeedbackSaid(stars: Stars(access: 1), words: "Steps.", wordsPrivate: true)).isEmpty)
  }

  @Test(arguments: [
    (0, 0, Double?.none), (4, 20, nil), (5, 25, 5.0), (5, 22, 4.4), (6, 25, 4.2), (8, 34, 4.3), (7, 7, 1.0),
  ])
  func `an average is told from five answers on, to one decimal`(count: Int, sum: Int, average: Double?) {
    #expect(StarCount(count: count, sum: sum).average == average)
  }

  @Test func `the month is that of the London day on which the break begins`() throws {
    // Half past ten in UTC is half past eleven in London's summer time, still the last of March.
    #expect(FeedbackRules.month(of: try booking(.attended)) == "2027-03")
  }

  private func booking(_ state: BookingState) throws -> Booking {
    let wish = try BookingWish()
    let offer = wish.facts.offer
    return Booking(
      id: ID(BookingWish.me), reference: Reference(stored: "AAAAAAA"), carer: ID(BookingWish.me),
      offer: OfferSummary(
        id: offer.id, title: offer.details.title, partner: offer.partner, area: offer.area,
        category: offer.details.category, stay: offer.details.stay, postcode: nil, town: nil),
      slots: [BookedSlot(id: ID(BookingWish.me), startsAt: startsAt, endsAt: endsAt)],
      party: wish.party,
      need: Need(people: wish.party.count), state: state,
      channel: .web, prescription: nil, cover: nil, note: nil, decideBy: nil, cancelFreeUntil: startsAt,
      createdAt: wish.now, ending: nil, needsSeenAt: nil, calendarSequence: 0, version: 1)
  }
}
