import Breaks
import Testing

@Suite struct OfferSlotRulesTests {
  private static let now = Instant(millis: 1_795_338_000_000)  // 2026-11-22T09:00:00Z

  private static let offer = OfferDetails(title: "A walk", category: .leisure, stay: .daytime)

  private static func slot(_ hours: Int, lasting length: Int = 2, places: Int = 4) -> SlotRequest {
    let start = now.adding(hours: hours)
    return SlotRequest(startsAt: start, endsAt: start.adding(hours: length), places: places)
  }

  @Test func `dates to come may be added`() {
    #expect(
      SlotRules.problems(
        [Self.slot(1), Self.slot(24), Self.slot(25)], of: Self.offer, beside: StandingDates(), now: Self.now) == [])
  }

  @Test(arguments: [
    (slot(0), "/slots/0/startsAt", "in_the_past"),
    (slot(-1), "/slots/0/startsAt", "in_the_past"),
    (slot(1097 * 24), "/slots/0/startsAt", "in_the_future"),
    (slot(1, lasting: 0), "/slots/0/endsAt", "ends_before_start"),
    (slot(1, lasting: -1), "/slots/0/endsAt", "ends_before_start"),
    (slot(1, lasting: 31 * 24 + 2), "/slots/0/endsAt", "too_large"),
    (slot(1, places: 0), "/slots/0/places", "too_small"),
    (slot(1, places: 1001), "/slots/0/places", "too_large"),
  ])
  func `a date that cannot be is refused at its place`(request: SlotRequest, pointer: String, code: String) {
    let problems = SlotRules.problems([request], of: Self.offer, beside: StandingDates(), now: Self.now)
    #expect(problems.map(\.pointer) == [pointer])
    #expect(problems.map(\.code) == [code])
  }

  @Test(arguments: [slot(1096 * 24), slot(1, lasting: 31 * 24), slot(1, places: 1000), slot(1, places: 1)])
  func `the outermost dates may be added`(request: SlotRequest) {
    #expect(SlotRules.problems([request], of: Self.offer, beside: StandingDates(), now: Self.now) == [])
  }

  @Test func `an offer begins once at a time`() {
    let requests = [Self.slot(1), Self.slot(2), Self.slot(1)]
    #expect(
      SlotRules.problems(requests, of: Self.offer, beside: StandingDates(), now: Self.now).map(\.pointer) == [
        "/slots/2/startsAt"
      ])
    let taken = StandingDates(starts: [Self.now.adding(hours: 2)])
    let problems = SlotRules.problems(requests, of: Self.offer, beside: taken, now: Self.now)
    #expect(problems.map(\.pointer) == ["/slots/1/startsAt", "/slots/2/startsAt"])
    #expect(Set(problems.map(\.code)) == ["duplicate"])
  }

  @Test func `a request has one to four hundred dates`() {
    #expect(SlotRules.problems([], of: Self.offer, beside: StandingDates(), now: Self.now).map(\.code) == ["too_few"])
    #expect(
      SlotRules.problems((1...400).map { Self.slot($0) }, of: Self.offer, beside: StandingDates(), now: Self.now) == [])
    #expect(
      SlotRules.problems((1...401).map { Self.slot($0) }, of: Self.offer, beside: StandingDates(), now: Self.now).map(
        \.code) == ["too_many"])
  }
}
