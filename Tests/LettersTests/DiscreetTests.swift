import Breaks
import Testing

@testable import Letters

/// Safe contact: a letter can hurt when the wrong person reads it.
@Suite struct DiscreetTests {
  @Test(arguments: Specimen.all.filter(\.facts.isHiddenWhenDiscreet).map(\.name))
  func `no place, date, title, scheme or calendar leaves in a discreet letter`(name: String) throws {
    let specimen = try Specimen.named(name)
    let letter = try specimen.written(TestDesk.discreet)
    #expect(letter.calendar == nil)
    #expect(letter.subject == "A message for you")
    let everything = letter.everything.lowercased()
    let telling = [
      "larkfield", "bean street", "seatown", "sea", "coffee", "shore road", "l99", "2026", "2027", "december", "3pm",
      "carer", "caring", "break", "prescri", "booked", "cancel", "harbour", "shah", "mary", "okafor", "peanut", "£",
      "breaks.example", "9ma", "hotel", "begin:vcalendar",
    ]
    for word in telling { #expect(!everything.contains(word), "\(word)") }
    #expect(letter.text.contains("0151 496 0123") && letter.html.contains("0151 496 0123"))
    #expect(letter.text.contains(specimen.area.phoneHours) && letter.html.contains(specimen.area.phoneHours))
  }

  @Test func `all discreet letters look alike but for the reference`() throws {
    let area = try Specimen.named("booking_confirmed-full").area
    let hidden = Specimen.all.filter(\.facts.isHiddenWhenDiscreet)
    let writer = try TestDesk.writer()
    let texts = try hidden.map {
      try writer.write($0.facts, to: ReaderFacts(name: nil), from: area, style: TestDesk.discreet).text
    }
    #expect(Set(texts).count == 2)
  }

  @Test func `a discreet letter says the booking's reference but never the code of a prescription`() throws {
    #expect(try Specimen.named("booking_confirmed-full").written(TestDesk.discreet).text.contains("HT4K-7QX"))
    let prescription = try Specimen.named("prescription_issued-full").written(TestDesk.discreet)
    #expect(!prescription.everything.contains("HT4K"))
  }

  @Test func `a discreet reader still gets the sign-in code, without the scheme's name`() throws {
    let letter = try Specimen.named("sign_in_code-full").written(TestDesk.discreet)
    #expect(letter.text.contains("1234 5678"))
    #expect(!letter.everything.contains("Seatown") && !letter.everything.contains("breaks.example"))
  }

  @Test(arguments: Specimen.all.map(\.name))
  func `no subject tells what it is about`(name: String) throws {
    let subject = try Specimen.named(name).written().subject.lowercased()
    let telling = [
      "carer", "caring", "care", "prescri", "ill", "sick", "health", "gp", "doctor", "hotel", "theatre", "restaurant",
      "larkfield", "bean", "seatown", "2026", "december", "mary",
    ]
    let words = subject.split { !$0.isLetter && !$0.isNumber }
    for word in words { #expect(!telling.contains { word.hasPrefix($0) }, "\(word)") }
    // A title is a partner's free text: it may say anything, so no subject carries it.
    #expect(!subject.contains("night by the sea") && !subject.contains("coffee making"))
    #expect(!subject.isEmpty && subject.utf8.count <= 60)
  }

  @Test func `an address that is not proven is greeted without a name`() throws {
    let specimen = try Specimen.named("sign_in_code-full")
    let reader = ReaderFacts(name: nil, behalfOf: "Sam Okafor")
    let letter = try TestDesk.writer().write(
      specimen.facts, to: reader, from: specimen.area, style: TestDesk.plain)
    #expect(letter.text.hasPrefix("Hello,\n"))
    #expect(!letter.everything.contains("Okafor"))
  }

  @Test(arguments: [
    "partner_new_booking-full", "partner_booking_requested-full", "partner_booking_cancelled-full",
    "partner_booking_changed-full", "partner_dates_off-full",
  ])
  func `a partner's letter names no guest, no care and no prescription`(name: String) throws {
    let specimen = try Specimen.named(name)
    let everything = try specimen.written().everything
    for word in ["Joe", "Sam", "carer", "cared", "prescri"] {
      #expect(!everything.lowercased().contains(word.lowercased()))
    }
    #expect(
      everything.contains("Mary Okafor")
        == ["partner_new_booking-full", "partner_booking_changed-full"].contains(name))
  }

  @Test func `needs vanish from the partner's letter about a cancelled booking`() throws {
    let letter = try Specimen.named("partner_booking_cancelled-full").written()
    #expect(!letter.everything.contains("peanuts") && !letter.everything.contains("spicy"))
  }

  @Test func `a severe allergy stands first and is marked`() throws {
    let letter = try Specimen.named("partner_new_booking-full").written()
    #expect(letter.text.contains("  SEVERE: peanuts\n  Must not eat: milk\n"))
    #expect(letter.html.contains("SEVERE: peanuts</strong>"))
    #expect(letter.text.contains("PLEASE TAKE CARE"))
    #expect(try !Specimen.named("partner_new_booking-bare").written().text.contains("TAKE CARE"))
  }
}
