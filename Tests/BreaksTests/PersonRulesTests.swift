import Breaks
import Foundation
import Testing

@Suite struct PersonRulesTests {
  private static let liverpool = AreaSlug(stored: "liverpool")
  private static let wigan = AreaSlug(stored: "wigan")
  private static let hotel = ID<Partner>(UUID.v7(at: Instant(millis: 1), chance: [UInt8](repeating: 1, count: 10)))
  private static let surgery = ID<Practice>(UUID.v7(at: Instant(millis: 2), chance: [UInt8](repeating: 2, count: 10)))
  private static let places = PersonRules.Places(
    areas: [liverpool, wigan], partners: [hotel: liverpool], practices: [surgery: liverpool])

  @Test(arguments: [
    (RoleGrant(role: .volunteer, area: liverpool), [String]()),
    (RoleGrant(role: .partner, area: liverpool, partner: hotel), []),
    (RoleGrant(role: .prescriber, area: liverpool, practice: surgery), []),
    (RoleGrant(role: .volunteer, area: AreaSlug(stored: "bolton")), ["/roles/0/area not_found"]),
    (RoleGrant(role: .carer, area: liverpool), ["/roles/0/role not_allowed_here"]),
    (RoleGrant(role: .partner, area: liverpool), ["/roles/0/partnerId missing"]),
    (RoleGrant(role: .partner, area: wigan, partner: hotel), ["/roles/0/partnerId not_found"]),
    (RoleGrant(role: .volunteer, area: liverpool, partner: hotel), ["/roles/0/partnerId not_allowed_here"]),
    (RoleGrant(role: .prescriber, area: liverpool), ["/roles/0/practiceId missing"]),
    (RoleGrant(role: .practiceStaff, area: wigan, practice: surgery), ["/roles/0/practiceId not_found"]),
    (RoleGrant(role: .worker, area: liverpool, practice: surgery), ["/roles/0/practiceId not_allowed_here"]),
    (
      RoleGrant(role: .partner, area: AreaSlug(stored: "bolton"), practice: surgery),
      ["/roles/0/area not_found", "/roles/0/partnerId missing", "/roles/0/practiceId not_allowed_here"]
    ),
  ])
  func `a role names what it needs and nothing else`(grant: RoleGrant, wrong: [String]) {
    #expect(PersonRules.problems(in: [grant], Self.places).map { "\($0.pointer) \($0.code)" } == wrong)
  }

  @Test func `the same role twice is a mistake, in two areas it is not`() {
    let here = RoleGrant(role: .volunteer, area: Self.liverpool)
    let there = RoleGrant(role: .volunteer, area: Self.wigan)
    #expect(PersonRules.problems(in: [here, there], Self.places).isEmpty)
    #expect(PersonRules.problems(in: [here, there, here], Self.places).map(\.pointer) == ["/roles/2"])
  }

  @Test(arguments: Role.allCases)
  func `a coordinator gives only roles below her own, and only at home`(role: Role) {
    let coordinator = caller(.coordinator, Self.liverpool)
    let above: Set<Role> = [.administrator, .coordinator, .commissioner]
    let home = PersonRules.mayHandle(RoleGrant(role: role, area: Self.liverpool), coordinator)
    #expect(home == !above.contains(role))
    #expect(!PersonRules.mayHandle(RoleGrant(role: role, area: Self.wigan), coordinator))
    #expect(PersonRules.mayHandle(RoleGrant(role: role, area: Self.wigan), caller(.administrator, Self.liverpool)))
    #expect(!PersonRules.mayHandle(RoleGrant(role: role, area: Self.liverpool), caller(.volunteer, Self.liverpool)))
  }

  private func caller(_ role: Role, _ area: AreaSlug) -> Caller {
    Caller(person: ID(UUID()), name: "C", grants: [RoleGrant(role: role, area: area)])
  }
}

@Suite struct PartnerRulesTests {
  private static let today = Day(stored: 2026, 11, 23)

  @Test func `what was seen of a partner was seen before today or today`() {
    var details = Self.details
    details.safeguarding = Safeguarding(lead: "L", policySeenOn: Self.today, insuranceSeenOn: Self.today)
    #expect(PartnerRules.problems(in: details, today: Self.today).isEmpty)
    let tomorrow = Self.today.adding(days: 1)
    details.safeguarding = Safeguarding(lead: "L", policySeenOn: tomorrow, insuranceSeenOn: tomorrow)
    let problems = PartnerRules.problems(in: details, today: Self.today)
    #expect(problems.map(\.pointer) == ["/safeguarding/policySeenOn", "/safeguarding/insuranceSeenOn"])
    #expect(Set(problems.map(\.code)) == ["in_the_future"])
  }

  @Test func `a partner changes its words but not what a coordinator has seen`() {
    let old = Self.details
    let own: [(inout PartnerDetails) -> Void] = [
      { $0.name = "Other" }, { $0.email = Self.email("b@example.org") }, { $0.town = "Bootle" },
      { $0.description = "D" }, { $0.postcode = nil }, { $0.address = "A" }, { $0.phone = nil },
    ]
    for change in own {
      var new = old
      change(&new)
      #expect(PartnerRules.isOwnToChange(from: old, to: new))
    }
    let coordinators: [(inout PartnerDetails) -> Void] = [
      { $0.area = AreaSlug(stored: "wigan") }, { $0.kind = .care }, { $0.cqcLocationID = "1-1" },
      { $0.noPersonalCare = true },
      { $0.safeguarding = Safeguarding(lead: "L", policySeenOn: Self.today, insuranceSeenOn: Self.today) },
    ]
    for change in coordinators {
      var new = old
      change(&new)
      #expect(!PartnerRules.isOwnToChange(from: old, to: new))
    }
  }

  @Test(arguments: [("1-123456789", true), ("RJZ", true), ("", false), ("1-", false), ("-12", false), ("1 2 3", false)])
  func `a location of the Care Quality Commission has its form`(text: String, fits: Bool) {
    #expect((refusal(text, PartnerRules.cqcLocation) == nil) == fits)
  }

  private static var details: PartnerDetails {
    PartnerDetails(name: "Lantern", kind: .hotel, area: AreaSlug(stored: "liverpool"), email: email("a@example.org"))
  }

  private static func email(_ text: String) -> EmailAddress {
    do { return try EmailAddress(text: text) } catch { preconditionFailure("\(text) is an address") }
  }
}

extension Day {
  fileprivate init(stored year: Int, _ month: Int, _ day: Int) {
    self = Day(year: year, month: month, day: day) ?? Day(daysSince1970: 0)
  }
}

@Suite struct AreaRulesTests {
  @Test(arguments: [
    ("https://breather.example/privacy", true), ("http://breather.example", true), ("ftp://breather.example", false),
    ("https://", false), ("https://a b", false), ("javascript:alert(1)", false), ("https://ä.example", false),
  ])
  func `a privacy notice stands on the web`(text: String, fits: Bool) {
    #expect((refusal(text, AreaRules.webAddress) == nil) == fits)
  }

  @Test func `a district stands in capitals`() {
    #expect(refusal("L15", AreaRules.district) == nil)
    #expect(refusal("l15", AreaRules.district) == "not_a_district")
  }
}
