import Testing

@testable import Breaks

/// What a registration is refused for, each boundary on both sides.
@Suite struct RegistrationRulesTests {
  /// Sunday 22 November 2026, noon.
  private let now: Instant
  private let area = AreaSlug(stored: "liverpool")

  init() throws { now = try Instant(text: "2026-11-22T12:00:00Z") }

  @Test func `somebody with a mailbox and the notice read may register`() throws {
    #expect(try codes { _ in }.isEmpty)
  }

  @Test(arguments: [
    ("2010-11-23", true), ("2010-11-22", false), ("2010-11-21", false), ("2013-11-23", true), ("2013-11-22", true),
  ])
  func `under 16 a responsible adult is needed, to the day`(birthDate: String, isNeeded: Bool) throws {
    let found = try codes { $0.birthDate = try Day(text: birthDate) }
    #expect(found == (isNeeded ? ["/responsibleAdult responsible_adult_needed"] : []))
  }

  @Test func `a responsible adult who has agreed makes it right`() throws {
    let found = try codes {
      $0.birthDate = try Day(text: "2015-05-05")
      $0.responsibleAdult = try self.adult(agreedAt: self.now)
    }
    #expect(found.isEmpty)
  }

  @Test func `nobody agrees in the future, but clocks may differ by minutes`() throws {
    let late = try codes { $0.responsibleAdult = try self.adult(agreedAt: self.now.adding(seconds: 301)) }
    #expect(late == ["/responsibleAdult/agreedAt in_the_future"])
    #expect(try codes { $0.responsibleAdult = try self.adult(agreedAt: self.now.adding(seconds: 300)) }.isEmpty)
  }

  @Test(arguments: [
    ("2026-11-23", ["/birthDate in_the_future"]), ("2026-11-22", ["/responsibleAdult responsible_adult_needed"]),
    ("1906-11-22", []), ("1905-11-23", []), ("1905-11-22", ["/birthDate too_small"]),
  ])
  func `a birthday has come, and nobody is older than 120`(birthDate: String, expected: [String]) throws {
    #expect(try codes { $0.birthDate = try Day(text: birthDate) } == expected)
  }

  @Test(arguments: [(true, false, false), (false, true, false), (false, false, true)])
  func `one way to be reached is enough`(email: Bool, phone: Bool, address: Bool) throws {
    let found = try codes {
      $0.email = email ? try EmailAddress(text: "moira@example.org") : nil
      $0.phone = phone ? try UKPhone(text: "0151 496 0177") : nil
      $0.address = address ? "14 Harebell Avenue\nLiverpool" : nil
      $0.contact.safeBy = []
    }
    #expect(found.isEmpty)
  }

  @Test func `without any way nobody can be told`() throws {
    let found = try codes {
      $0.email = nil
      $0.contact.safeBy = []
    }
    #expect(found == [" no_way_to_reach"])
  }

  @Test func `only a way that is given can be safe`() throws {
    #expect(try codes { $0.contact.safeBy = [.email, .post] } == ["/contact/safeBy/1 not_allowed_here"])
  }

  @Test func `what is severe must be avoided`() throws {
    let found = try codes { $0.food = FoodNeeds(avoids: [.peanuts], severe: [.peanuts, .sesame]) }
    #expect(found == ["/food/severe/1 not_allowed_here"])
  }

  @Test(arguments: [("2026", true), ("2026-11", true), ("2026-11-22", true), ("2026-11-23", false), ("2026-12", false)])
  func `caring has begun`(since: String, isFine: Bool) throws {
    let found = try codes { $0.caring.since = try CaringSince(text: since) }
    #expect(found == (isFine ? [] : ["/caring/since in_the_future"]))
  }

  @Test(arguments: ["", "19", "2019-1", "2019-13", "2019-02-30", "2019/03", "20190328"])
  func `since when is a year, a month or a day`(text: String) {
    #expect(throws: BadValue.self) { try CaringSince(text: text) }
  }

  @Test func `everything wrong is told at once, with the consent that is missing`() throws {
    var details = try usual()
    details.birthDate = try Day(text: "2015-01-01")
    details.languages += details.languages
    details.contact.safeBy = [.phone]
    let problems = RegistrationRules.problems(in: details, hasRead: false, now: now)
    #expect(
      problems.map { "\($0.pointer) \($0.code)" } == [
        "/responsibleAdult responsible_adult_needed", "/contact/safeBy/0 not_allowed_here",
        "/languages/1/tag duplicate", "/consents/privacy consent_needed",
      ])
  }

  @Test func `a volunteer sees what to heed`() throws {
    var details = try usual()
    #expect(CarerFlags.flags(of: details, on: London.day(of: now)).isEmpty)
    details.birthDate = try Day(text: "2008-11-23")
    details.contact.discreet = true
    details.languages[0].interpreter = true
    details.food = FoodNeeds(avoids: [.milk], severe: [.milk])
    details.formats = [.braille]
    details.email = nil
    #expect(
      CarerFlags.flags(of: details, on: London.day(of: now)) == [
        "discreet", "young_carer", "interpreter", "other_format", "no_email", "severe_allergy",
      ])
    details.birthDate = try Day(text: "2008-11-22")
    #expect(!CarerFlags.flags(of: details, on: London.day(of: now)).contains("young_carer"))
  }

  @Test(arguments: [
    ("Máire  O’Neill", "maire oneill"), ("COLETTE Tansley-Rowe", "colette tansley rowe"), ("Łukasz", "lukasz"),
    ("Dr. A. Šmíd", "dr a smid"), ("ਹਰਬੰਸ ਕੌਰ", "ਹਰਬੰਸ ਕੌਰ"),
  ])
  func `a name is found without its accents`(name: String, canonical: String) {
    #expect(SearchName.canonical(name) == canonical)
  }

  private func codes(_ change: (inout CarerDetails) throws -> Void) throws -> [String] {
    var details = try usual()
    try change(&details)
    return RegistrationRules.problems(in: details, hasRead: true, now: now).map { "\($0.pointer) \($0.code)" }
  }

  private func usual() throws -> CarerDetails {
    CarerDetails(
      name: "Moira Ashcroft", email: try EmailAddress(text: "moira@example.org"),
      postcode: try Postcode(text: "L8 3SB"), birthDate: try Day(text: "1968-04-17"), area: area,
      languages: [LanguageSkill(tag: try LanguageTag(text: "en"))], contact: SafeContact(safeBy: [.email]))
  }

  private func adult(agreedAt: Instant) throws -> ResponsibleAdult {
    ResponsibleAdult(
      name: "Joan Ashcroft", relation: .parent, contact: try AdultContact(text: "joan@example.org"),
      agreedAt: agreedAt, how: "by phone", mayAct: true)
  }
}
