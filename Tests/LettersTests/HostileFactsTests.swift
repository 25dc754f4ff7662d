import Breaks
import Testing

@testable import Letters

@Suite struct HostileFactsTests {
  private let area = AreaFacts(schemeName: "Seatown", phone: "0151 496 0123", phoneHours: "weekdays")

  private func letter(_ nasty: String) throws -> WrittenLetter {
    let start = try Instant(text: "2026-12-04T15:00:00Z")
    let booking = BookingFacts(
      reference: nasty, offerTitle: nasty, place: PlaceFacts(name: nasty, phone: nasty, addressLines: [nasty]),
      slots: [SlotFacts(startsAt: start, endsAt: start.adding(hours: 20))],
      guests: [GuestFacts(name: nasty, diets: [nasty], severe: [nasty], foodNotes: nasty, access: [nasty])],
      contribution: ContributionFacts(pence: 1, per: nasty))
    let calendar = CalendarFacts(
      uid: nasty, sequence: 0, events: [EventFacts(number: 1, time: booking.slots[0])], writtenAt: start,
      organizerEmail: nasty, attendeeEmail: nasty)
    let facts = BookingConfirmedFacts(booking: booking, cancelFreeUntil: nil, message: nasty, calendar: calendar)
    let reader = ReaderFacts(name: nasty, behalfOf: nasty, languages: [nasty], formats: [nasty])
    return try TestDesk.writer().write(.bookingConfirmed(facts), to: reader, from: area, style: TestDesk.plain)
  }

  @Test func `a page shows what somebody typed as text`() throws {
    let letter = try letter("<script>alert(\"1\")</script> & 'x' {{phone}} {{{code}}}")
    #expect(!letter.html.contains("<script"))
    #expect(letter.html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39; {{phone}}"))
    #expect(letter.text.contains("<script>alert(\"1\")</script> & 'x' {{phone}} {{{code}}}"))
  }

  @Test(arguments: ["\r\n", "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}", "\r\n\r\n", "\u{0}"])
  func `nobody can add a header or a line`(ending: String) throws {
    let letter = try letter("A\(ending)Bcc: all@example.org")
    #expect(letter.subject == "Your day is booked: A Bcc: all@example.org")
    for line in letter.text.unicodeScalars.split(separator: "\n") { #expect(!String(line).hasPrefix("Bcc:")) }
    let body = try #require(letter.calendar?.body)
    for line in body.utf8.split(separator: UInt8(ascii: "\n")) { #expect(!String(Substring(line)).hasPrefix("Bcc:")) }
    #expect(body.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\r" || $0 == "\n" })
  }

  @Test func `a fact of nothing but spaces counts as absent`() throws {
    let specimen = try Specimen.named("partner_new_booking-full")
    guard case .partnerNewBooking(let full) = specimen.facts else { return }
    let facts = PartnerNewBookingFacts(booking: full.booking, leadName: " \u{202E}\n", note: "\t")
    let letter = try TestDesk.writer().write(
      .partnerNewBooking(facts), to: specimen.reader, from: specimen.area, style: TestDesk.plain)
    #expect(!letter.text.contains("give this name") && !letter.text.contains("wrote to you"))
  }

  @Test func `marks that turn the reading direction are taken out, letters of other scripts stay`() {
    #expect(oneLine("abc\u{202E}def\u{2066}") == "abc def")
    #expect(oneLine("  ਪੰਜਾਬੀ  می‌خواهم 👩‍👧 é\n") == "ਪੰਜਾਬੀ می‌خواهم 👩‍👧 é")
  }
}
