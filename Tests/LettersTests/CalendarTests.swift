import Breaks
import Foundation
import Testing

@testable import Letters

@Suite struct CalendarTests {
  private static let anyID = UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))

  private func slot(_ start: String, _ end: String) throws -> SlotFacts {
    SlotFacts(startsAt: try Instant(text: start), endsAt: try Instant(text: end))
  }

  private func file(
    _ slots: [SlotFacts], method: CalendarFile.Method = .request, sequence: Int = 0, summary: String = "Break booked"
  ) throws -> CalendarFile {
    let dates = slots.map { BookedSlot(id: ID(Self.anyID), startsAt: $0.startsAt, endsAt: $0.endsAt) }
    let facts = CalendarFacts(
      uid: "b1@breather", sequence: sequence, events: CalendarRules.events(dates).map(EventFacts.init),
      writtenAt: try Instant(text: "2026-11-22T02:10:41.500Z"),
      organizerEmail: "letters@breaks.example", attendeeEmail: "mary+home@post.example")
    return CalendarFile(
      CalendarEntry(
        method: method, facts: facts, summary: summary, location: "The Larkfield, Seatown",
        description: "Reference HT4K-7QX. Ring 0151; or write, please.", organizerName: "Seatown \"Breaks\""))
  }

  private func unfolded(_ file: CalendarFile) -> [String] {
    let bytes = Array(file.body.utf8).split(separator: UInt8(ascii: "\n")).map { $0.dropLast() }
    return bytes.reduce(into: [[UInt8]]()) { lines, line in
      if line.first == UInt8(ascii: " ") {
        lines[lines.count - 1] += line.dropFirst()
      } else {
        lines.append(Array(line))
      }
    }
    .map { String(decoding: $0, as: UTF8.self) }
  }

  private func values(_ name: String, in file: CalendarFile) -> [String] {
    unfolded(file).filter { $0.hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 1)) }
  }

  @Test func `an entry has what RFC 5545 and 5546 want`() throws {
    let lines = unfolded(try file([slot("2026-12-04T15:00:00Z", "2026-12-05T11:00:00Z")]))
    #expect(
      lines == [
        "BEGIN:VCALENDAR", "PRODID:-//Breather//Letters//EN", "VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:REQUEST",
        "BEGIN:VEVENT", "UID:b1@breather", "SEQUENCE:0", "DTSTAMP:20261122T021041Z", "DTSTART:20261204T150000Z",
        "DTEND:20261205T110000Z", "SUMMARY:Break booked", "LOCATION:The Larkfield\\, Seatown",
        "DESCRIPTION:Reference HT4K-7QX. Ring 0151\\; or write\\, please.",
        "ORGANIZER;CN=\"Seatown 'Breaks'\":mailto:letters@breaks.example",
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:mary+home@post.example",
        "STATUS:CONFIRMED", "TRANSP:OPAQUE", "CLASS:PRIVATE", "END:VEVENT", "END:VCALENDAR",
      ])
  }

  @Test func `cancelling keeps the UID, raises the sequence and says so twice`() throws {
    let night = try slot("2026-12-04T15:00:00Z", "2026-12-05T11:00:00Z")
    let (made, ended) = (try file([night]), try file([night], method: .cancel, sequence: 1))
    #expect(values("UID", in: made) == values("UID", in: ended))
    #expect(values("SEQUENCE", in: ended) == ["1"])
    #expect(values("METHOD", in: ended) == ["CANCEL"] && values("STATUS", in: ended) == ["CANCELLED"])
    #expect(ended.method == .cancel)
  }

  @Test func `nights that follow each other are one stay`() throws {
    let file = try file([
      slot("2026-12-05T15:00:00Z", "2026-12-06T11:00:00Z"), slot("2026-12-04T15:00:00Z", "2026-12-05T11:00:00Z"),
    ])
    #expect(values("UID", in: file) == ["b1@breather"])
    #expect(values("DTSTART", in: file) == ["20261204T150000Z"] && values("DTEND", in: file) == ["20261206T110000Z"])
  }

  @Test func `days that stand apart are an event each, with a UID each`() throws {
    let days = try [
      slot("2026-12-08T09:30:00Z", "2026-12-08T12:00:00Z"), slot("2026-12-15T09:30:00Z", "2026-12-15T12:00:00Z"),
    ]
    #expect(try values("UID", in: file(days)) == ["b1@breather", "b1@breather-2"])
    let sameDay = try [
      slot("2026-12-08T09:30:00Z", "2026-12-08T12:00:00Z"), slot("2026-12-08T14:00:00Z", "2026-12-08T16:00:00Z"),
    ]
    #expect(try values("UID", in: file(sameDay)).count == 2)
  }

  @Test func `what falls away is cancelled by its own number, and what stays keeps its UID`() throws {
    let file = try #require(try Specimen.named("dates_off-full").written().calendar)
    let booking = "018f6b1e-7c3a-7d52-9b1c-2f4e6a8d0c11@breather"
    #expect(values("UID", in: file) == ["\(booking)-2", "\(booking)-3"])
    #expect(values("DTSTART", in: file) == ["20261208T093000Z", "20261215T093000Z"])
    #expect(values("METHOD", in: file) == ["CANCEL"] && values("STATUS", in: file) == ["CANCELLED", "CANCELLED"])
    #expect(values("SEQUENCE", in: file) == ["2", "2"])
  }

  @Test(arguments: ["e", "é", "ਪੰਜਾਬੀ ", "👩‍👧", "\\;,"])
  func `long lines are folded at 75 octets, never inside a letter`(letter: String) throws {
    let summary = String(repeating: letter, count: 60)
    let file = try file([slot("2026-12-04T15:00:00Z", "2026-12-05T11:00:00Z")], summary: summary)
    let lines = Array(file.body.utf8).split(separator: UInt8(ascii: "\n"))
    for line in lines {
      #expect(line.last == UInt8(ascii: "\r") && line.count <= 76)
      #expect(String(validating: line, as: UTF8.self) != nil)
    }
    let said = try #require(values("SUMMARY", in: file).first)
    #expect(said == CalendarLines.escaped(summary))
    #expect(file.body.utf8.suffix(2).elementsEqual("\r\n".utf8))
  }

  @Test(arguments: [
    ("a;b,c\\d", "a\\;b\\,c\\\\d"), ("one\r\nEND:VEVENT", "one END:VEVENT"), ("tab\u{7}bell", "tab bell"),
  ])
  func `text is escaped and has no control characters`(text: String, escaped: String) {
    #expect(CalendarLines.escaped(text) == escaped)
  }

  @Test func `an address cannot break out of its line`() {
    #expect(CalendarLines.mailto("a\r\nX:b?c%@d é") == "mailto:a%0D%0AX%3Ab%3Fc%25@d%20%C3%A9")
  }

  @Test(arguments: [
    ("booking_confirmed-full", CalendarFile.Method.request), ("booking_accepted-full", .request),
    ("booking_cancelled-full", .cancel), ("partner_new_booking-full", .request),
    ("partner_booking_cancelled-full", .cancel), ("booking_changed-full", .request),
    ("partner_booking_changed-full", .request), ("dates_off-full", .cancel), ("partner_dates_off-bare", .cancel),
  ])
  func `the letters that move a day carry the entry`(name: String, method: CalendarFile.Method) throws {
    let calendar = try #require(try Specimen.named(name).written().calendar)
    #expect(calendar.method == method)
    #expect(Set(values("LOCATION", in: calendar)) == ["The Larkfield Hotel\\, 12 Shore Road\\, Seatown\\, L99 1AA"])
  }

  @Test func `no other letter carries an entry`() throws {
    let carrying = try Specimen.all.filter { try $0.written().calendar != nil }.map(\.name)
    #expect(
      Set(carrying) == [
        "booking_confirmed-full", "booking_accepted-full", "booking_cancelled-full", "partner_new_booking-full",
        "partner_booking_cancelled-full", "booking_changed-full", "partner_booking_changed-full", "dates_off-full",
        "dates_off-bare", "partner_dates_off-full", "partner_dates_off-bare",
      ])
  }
}
