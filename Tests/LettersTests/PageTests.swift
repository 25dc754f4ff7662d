import Breaks
import Testing

@testable import Letters

/// The pages behind links, as people get them.
@Suite struct PageTests {
  private static let answers: [LinkPurpose: [String]] = [
    .partnerAnswer: ["accept", "decline"], .carerCancel: ["cancel", "keep"],
    .absenceWhy: ["illness", "emergency", "changed_mind", "other"],
    .waitingOffer: ["yes", "no"], .careLost: ["arranged", "comes_along", "not_needed", "cancel"],
    .breakLost: ["keep", "cancel"],
    .feedback: ["given"],
  ]

  private func writer() throws -> PageWriter {
    try PageWriter(templatesFolder: TestDesk.templates(), answers: Self.answers)
  }

  private func pages() throws -> [String] {
    let writer = try writer()
    return try LinkPage.specimens(Self.answers).map(writer.write)
  }

  @Test func `every page is whole, has one heading, and is named in the browser`() throws {
    for page in try pages() {
      #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en-GB\">\n") && page.hasSuffix("</html>\n"))
      for tag in ["h1", "title", "main", "head", "body", "style"] {
        #expect(page.components(separatedBy: "<\(tag)>").count == 2, "\(tag)")
        #expect(page.components(separatedBy: "</\(tag)>").count == 2, "\(tag)")
      }
    }
  }

  @Test func `no page has a script, an inline style, or anything from elsewhere`() throws {
    for page in try pages() {
      for word in ["<script", "://", "javascript:", " style=", "src=", "<link", "@import", "url("] {
        #expect(!page.contains(word), "\(word)")
      }
    }
  }

  @Test func `nothing is chosen beforehand, and every choice has a label that names it`() throws {
    for page in try pages() {
      #expect(!page.contains("checked"))
      for part in page.components(separatedBy: "<input ").dropFirst() where !part.hasPrefix("type=\"hidden\"") {
        let id = part.components(separatedBy: "id=\"").last?.prefix { $0 != "\"" } ?? ""
        #expect(!id.isEmpty && page.contains("<label for=\"\(id)\">"))
      }
    }
  }

  @Test func `before somebody says why they did not come, letter and page tell which answers cost a break`() throws {
    let pages = try LinkPage.specimens([.absenceWhy: CancelReason.allCases.map(\.rawValue)]).map(writer().write)
    let asks = try #require(pages.first)
    for why in CancelReason.allCases {
      let choice = try #require(asks.range(of: "value=\"\(why.rawValue)\""))
      let line = asks[choice.upperBound...].prefix { $0 != "\n" }
      #expect(line.contains("It counts as one of your breaks") == !why.excuses, "\(why)")
    }
    // The letter names each of those that count.
    #expect(CancelReason.allCases.filter { !$0.excuses } == [.changedMind, .other])
    let letters = Specimen.all.filter { $0.facts.kind == .absenceAsked }
    #expect(letters.count == 2)
    for letter in letters {
      let written = try TestDesk.writer().write(
        letter.facts, to: letter.reader, from: letter.area, style: LetterStyle(discreet: false))
      #expect(written.text.contains("It counts if you changed your mind. It counts if you choose \"something else\""))
    }
  }

  @Test func `a purpose without its pages stops the start of the program`() {
    #expect(throws: LetterFault.fileMissing("pages/care_lost.html.mustache")) {
      try TestDesk.made(changing: "en/pages/care_lost.html.mustache", { _ in nil }) {
        try PageWriter(templatesFolder: $0, answers: [.careLost: ["cancel"]])
      }
    }
  }

  @Test func `what somebody typed is shown as text`() throws {
    let nasty = "</textarea><script>alert(1)</script>"
    let area = AreaFacts(schemeName: nasty, phone: nasty, phoneHours: nasty)
    let start = Instant(millis: 1_800_000_000_000)
    let booking = PartnerBookingFacts(
      reference: nasty, offerTitle: nasty, slots: [SlotFacts(startsAt: start, endsAt: start.adding(hours: 1))],
      guests: [GuestFacts(name: nasty, diets: [nasty], severe: [nasty], foodNotes: nasty, access: [nasty])])
    for purpose in Self.answers.keys {
      let facts = LinkPageFacts(
        purpose: purpose, area: area, reference: nasty, until: start, answers: Self.answers[purpose] ?? [],
        booking: booking, placeName: nasty, written: nasty)
      let page = try writer().write(.asks(facts, .refused(nasty)))
      #expect(!page.contains("<script") && page.contains("&lt;/textarea&gt;&lt;script&gt;"))
    }
  }
}
