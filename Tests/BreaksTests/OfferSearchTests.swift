import Breaks
import Foundation
import Testing

@Suite struct OfferSearchTests {
  @Test(arguments: [
    ("L1 9DZ", "L1"), ("l19dz", "L1"), ("L1", "L1"), ("l11", "L11"), ("WN1", "WN1"), ("EC1A", "EC1A"), ("w1a", "W1A"),
  ])
  func `a postcode or its first half says where`(text: String, outward: String) throws {
    #expect(try OfferSearch.outward(text: text) == outward)
  }

  @Test(arguments: ["", "1", "QQ1", "Wigan", "L1 9D", "L123456", "--", "L"])
  func `what is no postcode says nowhere`(text: String) {
    #expect(throws: BadValue.self) { try OfferSearch.outward(text: text) }
  }

  @Test func `a mark comes back as it went`() throws {
    let id = ID<Offer>(UUID())
    let at = Instant(millis: 1_795_338_000_123)
    for mark in [OfferMark.soonest(at, id), .newest(at, id), .nearest(0, id), .nearest(Int.max, id)] {
      #expect(OfferMark(parts: mark.parts) == mark)
    }
    let slot = SlotMark(startsAt: at, id: ID(UUID()))
    #expect(SlotMark(parts: slot.parts) == slot)
  }

  @Test(arguments: [
    [], ["soonest"], ["soonest", "x", "x"], ["cheapest", "1", "00000000-0000-0000-0000-000000000000"],
    ["nearest", "1.5", "00000000-0000-0000-0000-000000000000"], ["newest", "2026-11-22", ""],
  ])
  func `a mark that somebody made up is none`(parts: [String]) {
    #expect(OfferMark(parts: parts) == nil)
    #expect(SlotMark(parts: parts) == nil)
  }

  @Test func `a span holds its London days whole`() throws {
    let summer = DaySpan(from: try Day(text: "2027-06-01"), to: try Day(text: "2027-06-01"))
    #expect(summer.begin?.text == "2027-05-31T23:00:00Z")
    #expect(summer.end?.text == "2027-06-01T23:00:00Z")
    let change = DaySpan(from: try Day(text: "2027-03-28"), to: try Day(text: "2027-03-28"))
    #expect(change.begin?.text == "2027-03-28T00:00:00Z")
    #expect(change.end?.text == "2027-03-28T23:00:00Z")
    #expect(DaySpan().begin == nil && DaySpan().end == nil)
  }

  @Test func `the ends of the calendar stay within what a database holds`() throws {
    let span = DaySpan(from: try Day(text: "0001-01-01"), to: try Day(text: "9999-12-31"))
    let begin = try #require(span.begin)
    let end = try #require(span.end)
    #expect(try Instant(text: begin.text) == begin)
    #expect(try Instant(text: end.text) == end)
  }
}
