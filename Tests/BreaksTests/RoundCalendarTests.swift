import Foundation
import Testing

@testable import Breaks

/// Which rounds open by themselves, and when.
@Suite struct RoundCalendarTests {
  /// Monday 23 November 2026, nine o'clock in London.
  private static let now = Instant(millis: 1_795_424_400_000)

  private static func id<Thing>(_ number: UInt8) -> ID<Thing> {
    ID(UUID.v7(at: Instant(millis: 1), chance: Array(repeating: number, count: 10)))
  }

  private static func offer(
    _ stay: Stay = .daytime, _ allocation: Allocation = .rota, window: RequestWindow? = window,
    state: OfferState = .published, season: Season? = nil
  ) -> Offer {
    var details = OfferDetails(title: "A matinée", category: .theatre, stay: stay, season: season)
    details.allocation = allocation
    details.window = window
    return Offer(
      id: id(1), partner: PartnerSummary(id: id(2), name: "The Larkfield", kind: .theatre),
      area: AreaSlug(stored: "liverpool"), details: details, state: state, nextSlotAt: nil, version: 1)
  }

  private static let window = RequestWindow(opensHoursBefore: 96, closesHoursBefore: 48)

  /// A date that begins so many hours on, and lasts twenty.
  private static func date(_ hours: Int, taken: Int = 0, paused: Bool = false) -> Slot {
    let startsAt = now.adding(hours: hours)
    return Slot(
      id: id(UInt8(hours % 251)), offer: id(1), startsAt: startsAt, endsAt: startsAt.adding(hours: 20), places: 2,
      taken: taken, paused: paused)
  }

  /// The hours after which each round's dates begin.
  private static func due(_ dates: [Slot], _ offer: Offer = offer()) -> [[Int]] {
    RoundCalendar.due(dates, of: offer, now: now).map { $0.map { $0.startsAt.seconds(since: now) / 3600 } }
  }

  @Test(arguments: [
    (71, false), (72, true), (96, true), (168, true), (169, false), (400, false),
  ])
  func `a round is made three days before its window opens, while a day is left to ask`(hours: Int, isDue: Bool) {
    #expect(Self.due([Self.date(hours)]) == (isDue ? [[hours]] : []))
  }

  @Test func `a date by day is a round of its own; nights that follow one another are one`() {
    let dates = [100, 124, 148, 200].map { Self.date($0) }
    #expect(Self.due(dates) == [[100], [124], [148]])
    // The last begins not on the day on which the one before it ends.
    #expect(Self.due(dates, Self.offer(.overnight)) == [[100, 124, 148]])
    // A stay that has begun to be shared out takes its later nights along, though their own windows are far.
    let week = (0..<9).map { Self.date(150 + 24 * $0) }
    #expect(Self.due(week, Self.offer(.overnight)) == [(0..<7).map { 150 + 24 * $0 }])
  }

  @Test func `what nobody could have is not shared out`() throws {
    let december = Season(from: try Day(text: "2026-12-01"), to: try Day(text: "2026-12-31"))
    #expect(Self.due([Self.date(100, taken: 2)]) == [])
    #expect(Self.due([Self.date(100, paused: true)]) == [])
    #expect(Self.due([Self.date(100)], Self.offer(season: december)) == [])
    #expect(Self.due([Self.date(100, taken: 1)]) == [[100]])
  }

  @Test(arguments: [
    ("first come", offer(.daytime, .firstCome)), ("no window", offer(window: nil)), ("a draft", offer(state: .draft)),
    ("withdrawn", offer(state: .withdrawn)),
  ])
  func `rounds of other offers do not open by themselves`(name: String, offer: Offer) {
    #expect(Self.due([Self.date(100)], offer) == [])
    #expect(RoundCalendar.span(of: offer, now: Self.now) == nil)
    #expect(!RoundCalendar.isToLookAt(offer))
  }

  @Test(arguments: [
    // hours to the start, when asking begins and ends in hours from now; nil where it can be booked
    (200, 104, 152), (96, 0, 48), (72, -24, 24),
  ])
  func `until a round is there a refusal tells when to ask`(hours: Int, opens: Int, closes: Int) {
    let told = AskInWindow.of(Self.offer(), [Self.date(hours)], shares: [:], now: Self.now)
    #expect(told?.round == nil)
    #expect(told?.opensAt == Self.now.adding(hours: opens))
    #expect(told?.closesAt == Self.now.adding(hours: closes))
  }

  @Test(arguments: [71, 48, 1])
  func `a date too late for a window can be booked like any other`(hours: Int) {
    #expect(AskInWindow.of(Self.offer(), [Self.date(hours)], shares: [:], now: Self.now) == nil)
  }

  @Test(arguments: [(49, true), (48, false)])
  func `without a window nobody opened a round for it until two days before`(hours: Int, mustAsk: Bool) {
    let told = AskInWindow.of(Self.offer(window: nil), [Self.date(hours)], shares: [:], now: Self.now)
    #expect((told != nil) == mustAsk)
  }
}
