import Testing

@testable import Breaks

/// Who may read what worries somebody, and in which area it is raised.
@Suite struct ConcernRulesTests {
  private static let liverpool = AreaSlug(stored: "liverpool")
  private static let wigan = AreaSlug(stored: "wigan")

  struct Case: Sendable, CustomTestStringConvertible {
    let who: String
    let roles: [(Role, String)]
    let may: Bool
    var testDescription: String { who }
  }

  static let cases: [Case] = [
    Case(who: "a coordinator here", roles: [(.coordinator, "liverpool")], may: true),
    Case(who: "a volunteer here", roles: [(.volunteer, "liverpool")], may: true),
    Case(who: "a worker here", roles: [(.worker, "liverpool")], may: true),
    Case(who: "a commissioner here", roles: [(.commissioner, "liverpool")], may: true),
    Case(who: "an administrator, who is everywhere", roles: [(.administrator, "wigan")], may: true),
    Case(who: "a coordinator of the next town", roles: [(.coordinator, "wigan")], may: false),
    Case(who: "a carer", roles: [(.carer, "liverpool")], may: false),
    Case(who: "a volunteer who is a carer too", roles: [(.carer, "liverpool"), (.volunteer, "liverpool")], may: true),
    Case(who: "somebody who works for a partner", roles: [(.partner, "liverpool")], may: false),
    Case(
      who: "a volunteer who works for a partner", roles: [(.volunteer, "liverpool"), (.partner, "liverpool")],
      may: false),
    Case(
      who: "an administrator who works for a partner here",
      roles: [(.administrator, "wigan"), (.partner, "liverpool")],
      may: false),
    Case(
      who: "a volunteer who works for a partner of the next town",
      roles: [(.volunteer, "liverpool"), (.partner, "wigan")], may: true),
    Case(who: "a doctor", roles: [(.prescriber, "liverpool")], may: false),
    Case(who: "nobody's anything", roles: [], may: false),
  ]

  @Test(arguments: cases) func `is named for an area only as one of the scheme's own people`(_ named: Case) {
    #expect(ConcernRules.mayBeNamed(person(named.roles), in: Self.liverpool) == named.may)
  }

  @Test func `a list of people is refused with every problem at its place`() throws {
    let ids: [ID<Person>] = try (1...4).map { try ID(text: "018f6b1e-7c3a-7d52-9b1c-2f4e6a8d0c1\($0)") }
    let found = [ids[0]: person([(.volunteer, "liverpool")]), ids[1]: person([(.carer, "liverpool")])]
    let problems = ConcernRules.problems(naming: [ids[0], ids[1], ids[0], ids[3]], found: found, in: Self.liverpool)
    #expect(
      problems.map { "\($0.pointer) \($0.code)" } == [
        "/people/1 not_allowed_here", "/people/2 duplicate", "/people/3 not_found",
      ])
  }

  @Test func `the area is the one that was said, else the only one of whoever speaks`() throws {
    #expect(try ConcernRules.area(said: Self.wigan, own: [Self.liverpool]) == Self.wigan)
    #expect(try ConcernRules.area(said: nil, own: [Self.liverpool]) == Self.liverpool)
    for own: Set<AreaSlug> in [[], [Self.liverpool, Self.wigan]] {
      let refused = #expect(throws: Invalid.self) { try ConcernRules.area(said: nil, own: own) }
      #expect(refused?.problems.map(\.code) == ["required"])
      #expect(refused?.problems.first?.detail.contains("999") == true)
    }
  }

  @Test func `in danger 999 comes before everything else, and both answers give the area's number`() throws {
    let phone = try UKPhone(text: "0151 496 0199")
    for isRead in [true, false] {
      #expect(ConcernRules.answer(dangerNow: true, phone: phone, isRead: isRead).hasPrefix("Please ring 999 now"))
      for danger in [true, false] {
        let answer = ConcernRules.answer(dangerNow: danger, phone: phone, isRead: isRead)
        #expect(answer.contains("0151 496 0199"))
        #expect(answer.contains("Nobody is named yet") == !isRead)
      }
    }
  }

  private func person(_ roles: [(Role, String)]) -> PersonDetails {
    PersonDetails(
      name: "Ngozi Adeyemi", email: nil, phone: nil,
      roles: roles.map { RoleGrant(role: $0.0, area: AreaSlug(stored: $0.1)) })
  }
}
