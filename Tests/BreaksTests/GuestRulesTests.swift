import Breaks
import Testing

/// On which days a party is a partner's guest.
@Suite struct GuestRulesTests {
  private static func slot(_ day: String, _ start: Int, _ hours: Int) throws -> BookedSlot {
    let begin = London.instant(try Day(text: day), minuteOfDay: start * 60)
    return BookedSlot(
      id: ID(.v7(at: begin, chance: .init(repeating: 1, count: 10))), startsAt: begin,
      endsAt: begin.adding(hours: hours))
  }

  /// `30 arriving 15:00-11:00` for each day.
  private static func days(_ slots: [BookedSlot], now: Instant = Instant(millis: 0)) throws -> [String] {
    let partner = PartnerSummary(
      id: ID(.v7(at: now, chance: .init(repeating: 2, count: 10))), name: "Bluebell", kind: .hotel)
    let offer = OfferSummary(
      id: ID(partner.id.uuid), title: "A night", partner: partner, area: AreaSlug(stored: "liverpool"),
      category: .hotel,
      stay: .overnight, postcode: nil, town: nil)
    let booking = Booking(
      id: ID(partner.id.uuid), reference: Reference(stored: "HT4K7QX"), carer: ID(partner.id.uuid), offer: offer,
      slots: slots, party: [PartyMember(kind: .carer)], need: Need(people: 1), state: .confirmed, channel: .web,
      prescription: nil, cover: nil,
      note: nil, decideBy: nil, cancelFreeUntil: now, createdAt: now, ending: nil, needsSeenAt: nil,
      calendarSequence: 0,
      version: 1)
    let found = GuestRules.days(
      [ComingParty(booking: booking, leadName: "Aisha", languages: [])], from: try Day(text: "2026-11-28"),
      to: try Day(text: "2026-12-05"), now: now)
    return found.map { day in
      let party = day.offers[0].parties[0]
      let here = party.isArriving ? "arriving" : "staying"
      return
        "\(day.day.text.suffix(5)) \(here) \(London.clock(at: party.arrivesAt))-\(London.clock(at: party.leavesAt))"
        + (party.showsNeeds ? "" : " over")
    }
  }

  @Test func `who sleeps there is a guest of the next morning too, and two nights are one stay`() throws {
    let one = [try Self.slot("2026-11-30", 15, 20)]
    #expect(try Self.days(one) == ["11-30 arriving 15:00-11:00", "12-01 staying 15:00-11:00"])
    let two = one + [try Self.slot("2026-12-01", 15, 20)]
    #expect(
      try Self.days(two) == [
        "11-30 arriving 15:00-11:00", "12-01 staying 15:00-11:00", "12-02 staying 15:00-11:00",
      ])
  }

  @Test func `a day out is of its own day, and one that ends at midnight does not touch the next`() throws {
    let days = [try Self.slot("2026-11-30", 10, 2), try Self.slot("2026-12-02", 20, 4)]
    #expect(try Self.days(days) == ["11-30 arriving 10:00-12:00", "12-02 arriving 20:00-00:00"])
    let halves = [try Self.slot("2026-11-30", 10, 2), try Self.slot("2026-11-30", 14, 2)]
    #expect(try Self.days(halves) == ["11-30 arriving 10:00-16:00"])
    #expect(try Self.days([try Self.slot("2026-12-06", 10, 2), try Self.slot("2026-11-26", 15, 20)]).isEmpty)
  }

  @Test func `needs are shown until the whole break is over, to the minute`() throws {
    let slots = [try Self.slot("2026-11-30", 10, 2), try Self.slot("2026-12-02", 10, 2)]
    #expect(try Self.days(slots, now: slots[1].endsAt.adding(seconds: -1)).allSatisfy { !$0.hasSuffix("over") })
    #expect(try Self.days(slots, now: slots[1].endsAt).allSatisfy { $0.hasSuffix("over") })
  }
}
