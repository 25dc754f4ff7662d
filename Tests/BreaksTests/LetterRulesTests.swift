import Testing

@testable import Breaks

/// By which way a letter may reach somebody.
@Suite struct LetterRulesTests {
  @Test(arguments: [
    Reach(.email, safeBy: [.email, .phone, .post]),
    Reach(.email, safeBy: [.post, .phone, .email]),
    Reach(.phone, safeBy: [.post, .phone]),
    Reach(.post, safeBy: [.post]),
    Reach(.withheld, safeBy: []),
    Reach(.post, safeBy: [.email, .phone, .post], formats: [.post]),
    Reach(.phone, safeBy: [.email, .phone, .post], formats: [.phone]),
    Reach(.post, safeBy: [.email, .phone, .post], formats: [.post, .phone]),
    Reach(.phone, safeBy: [.email, .phone, .post], formats: [.phone, .post]),
    Reach(.email, safeBy: [.email, .phone, .post], formats: [.largePrint, .braille, .bsl]),
    Reach(.post, safeBy: [.email, .post], formats: [.largePrint, .post]),
    Reach(.email, safeBy: [.email, .phone], formats: [.post]),
    Reach(.withheld, safeBy: [], formats: [.post, .phone, .email]),
    Reach(.phone, safeBy: [.email, .phone], has: [.phone]),
    Reach(.post, safeBy: [.email, .phone, .post], has: [.post]),
    Reach(.email, safeBy: [.email, .post], formats: [.post], has: [.email, .phone]),
    Reach(.withheld, safeBy: [.email], has: [.phone, .post]),
    Reach(.withheld, safeBy: [.email, .phone, .post], has: []),
  ])
  fileprivate func `a letter goes by the first safe way that there is`(reach: Reach) throws {
    let today = try Day(text: "2026-11-23")
    #expect(LetterRules.way(for: try reach.carer(), on: today) == reach.expected)
    #expect(LetterRules.way(for: try reach.prescribed(), on: today) == reach.expected)
  }

  @Test(arguments: [
    ("rosa@example.org", "2010-11-24", LetterWay.email), ("0151 496 0303", "2010-11-24", .phone),
    ("rosa@example.org", "2010-11-23", .post), ("0151 496 0303", "2010-11-23", .post),
    ("rosa@example.org", "1980-06-01", .post),
  ])
  func `until 16 letters go to the responsible adult`(contact: String, born: String, expected: LetterWay) throws {
    let today = try Day(text: "2026-11-23")
    let adult = ResponsibleAdult(
      name: "Rosa Khan", relation: .parent, contact: try AdultContact(text: contact), agreedAt: Instant(millis: 0),
      how: "by phone", mayAct: false)
    var carer = try Reach(.post, safeBy: [.post]).carer()
    (carer.birthDate, carer.responsibleAdult) = (try Day(text: born), adult)
    var prescribed = try Reach(.post, safeBy: [.post]).prescribed()
    (prescribed.birthDate, prescribed.responsibleAdult) = (carer.birthDate, adult)
    #expect(LetterRules.way(for: carer, on: today) == expected)
    #expect(LetterRules.way(for: prescribed, on: today) == expected)
    #expect(LetterRules.recipientAdult(of: carer, on: today) == (born == "2010-11-24" ? adult : nil))
  }

  @Test func `a child with no adult is reached in the child's own safe way`() throws {
    var carer = try Reach(.post, safeBy: [.post]).carer()
    carer.birthDate = try Day(text: "2014-01-01")
    #expect(LetterRules.way(for: carer, on: try Day(text: "2026-11-23")) == .post)
  }
}

/// What is safe, what is asked for and what there is, and the way that follows.
private struct Reach: Sendable {
  let expected: LetterWay
  let safeBy: [ContactWay]
  let formats: [Format]
  let has: Set<ContactWay>

  init(
    _ expected: LetterWay, safeBy: [ContactWay], formats: [Format] = [], has: Set<ContactWay> = [.email, .phone, .post]
  ) {
    self.expected = expected
    self.safeBy = safeBy
    self.formats = formats
    self.has = has
  }

  func carer() throws -> CarerDetails {
    var carer = try BookingWish().carer
    if has.contains(.email) { carer.email = try EmailAddress(text: "aisha@example.org") }
    if has.contains(.phone) { carer.phone = try UKPhone(text: "0151 496 0303") }
    if has.contains(.post) { carer.address = "1 Dale Street\nLiverpool" }
    carer.contact.safeBy = safeBy
    carer.formats = formats
    return carer
  }

  func prescribed() throws -> PrescribedCarer {
    let carer = try carer()
    return PrescribedCarer(
      name: carer.name, email: carer.email, phone: carer.phone, address: carer.address, postcode: carer.postcode,
      birthDate: carer.birthDate, nhsNumber: nil, languages: [], formats: formats, contact: carer.contact,
      responsibleAdult: nil)
  }
}
