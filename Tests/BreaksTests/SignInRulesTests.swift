import Breaks
import Foundation
import Testing

@Suite struct SignInRulesTests {
  private static let now = Instant(millis: 1_795_426_200_000)

  @Test(arguments: ["48219937", "4821 9937", "4821-9937", " 4 8 2 1 9 9 3 7 "])
  func `a code is read with spaces and hyphens`(typed: String) throws {
    #expect(try SignInCode(text: typed).digits == "48219937")
    #expect(try SignInCode(text: typed).shown == "4821 9937")
  }

  @Test(arguments: ["", "4821993", "482199370", "4821993a", "４８２１９９３７", "4821.9937"])
  func `anything but eight digits is no code`(typed: String) {
    #expect(refusal(typed, SignInCode.init(text:)) == "not_a_code")
  }

  @Test func `a code keeps its noughts, and draws that would favour small codes are passed over`() {
    var draws: [[UInt8]] = [[0xFA, 0x56, 0xEA, 0x00], [0xFF, 0xFF, 0xFF, 0xFF], [0x00, 0x00, 0x00, 0x2A]]
    // 0xFA56EA00 is 4,200,000,000: the first that is passed over.
    #expect(SignInCode { _ in draws.removeFirst() }.digits == "00000042")
    #expect(draws.isEmpty)
    #expect(SignInCode { _ in [0xFA, 0x56, 0xE9, 0xFF] }.digits == "99999999")
  }

  @Test(arguments: [
    ("right and in time", true, 600, 0, false, true), ("wrong", false, 600, 0, false, false),
    ("its last second", true, 1, 0, false, true), ("run out", true, 0, 0, false, false),
    ("four wrong tries", true, 600, 4, false, true), ("five wrong tries", true, 600, 5, false, false),
    ("spent", true, 600, 0, true, false),
  ])
  func `a code opens the door once, in time, and after less than five wrong tries`(
    name: String, isSame: Bool, secondsLeft: Int, tries: Int, isUsed: Bool, opens: Bool
  ) {
    let code = KeptCode(
      id: ID(UUID()), isSame: isSame, expiresAt: Self.now.adding(seconds: secondsLeft), tries: tries, isUsed: isUsed)
    #expect(SignInRules.opens(code, now: Self.now) == opens, "\(name)")
  }

  @Test func `a thousand codes an hour are enough for everybody`() throws {
    let first = Self.now.adding(seconds: -3000)
    try SignInRules.requireCalm(count: 999, first: first, now: Self.now)
    #expect(throws: Refusal.tooManyCodes(retrySeconds: 600)) {
      try SignInRules.requireCalm(count: 1000, first: first, now: Self.now)
    }
  }

  @Test func `a right code is for the only person, or for the chosen one`() {
    let (aisha, omar) = (person("Aisha Khan"), person("Omar Khan"))
    #expect(SignInRules.whose([], chosen: nil) == .nobody)
    #expect(SignInRules.whose([aisha], chosen: nil) == .one(aisha))
    #expect(SignInRules.whose([aisha, omar], chosen: nil) == .several([aisha, omar]))
    #expect(SignInRules.whose([aisha, omar], chosen: omar.id) == .one(omar))
    #expect(SignInRules.whose([aisha], chosen: omar.id) == .nobody)
  }

  @Test(arguments: [
    ("Aisha Khan", "Aisha K."), ("Dr Bronagh Keane", "Bronagh K."), ("Mary Ann van der Berg", "Mary B."),
    ("Cher", "Cher"), ("Mrs. Ann Lee", "Ann L."), ("  Jo   Li ", "Jo L."), ("Dr", "Dr"),
  ])
  func `a shared mailbox shows a first name and an initial`(name: String, label: String) {
    #expect(SignInRules.label(name) == label)
  }

  @Test(arguments: [
    ([Role.carer], 30), ([.partner], 30), ([], 30), ([.carer, .partner], 30), ([.volunteer], 14),
    ([.carer, .worker], 14),
    ([.administrator], 14), ([.prescriber], 14),
  ])
  func `those who see other people's data sign in more often`(roles: [Role], days: Int) {
    let grants = roles.map { RoleGrant(role: $0, area: AreaSlug(stored: "liverpool")) }
    #expect(SignInRules.sessionDays(grants) == days)
  }

  private func person(_ name: String) -> Person {
    Person(
      id: ID(UUID()), details: PersonDetails(name: name, email: nil, phone: nil, roles: []), disabledAt: nil,
      emailProvenAt: nil, version: 1)
  }
}
