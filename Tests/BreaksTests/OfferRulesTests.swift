import Breaks
import Testing

@Suite struct OfferRulesTests {
  private static let today = Day(daysSince1970: 20_779)  // 2026-11-22

  private static var partner: PartnerDetails {
    get throws {
      try PartnerDetails(
        name: "The Heron", kind: .hotel, area: AreaSlug(text: "wigan"), email: EmailAddress(text: "heron@example.org"),
        postcode: Postcode(text: "WN1 1AA"), town: "Wigan")
    }
  }

  private static func whole() throws -> OfferDetails {
    var draft = OfferDraft(title: "A night by the canal", stay: .overnight)
    draft.summary = "Bed and breakfast."
    draft.description = "A quiet room."
    return draft.filled(by: try partner)
  }

  @Test func `an offer that says everything may be published`() throws {
    #expect(OfferRules.missing(in: try Self.whole(), partner: try Self.partner) == [])
    #expect(OfferRules.problems(of: try Self.whole(), area: nil, partner: try Self.partner, today: Self.today) == [])
  }

  @Test func `what carers would miss keeps an offer from them`() throws {
    let table: [(pointer: String, code: String, spoil: (inout OfferDetails) -> Void)] = [
      ("/summary", "required", { $0.summary = "" }),
      ("/description", "required", { $0.description = "" }),
      ("/town", "required", { $0.town = nil }),
      ("/postcode", "required", { $0.postcode = nil }),
      ("/category", "cqc_needed", { $0.category = .care }),
      ("/provides/allergensStatedOn", "required", { $0.provides.allergensAvoided = [.milk] }),
      ("/audience/youngCarersWelcome", "safeguarding_needed", { $0.audience.youngCarersWelcome = true }),
    ]
    for (pointer, code, spoil) in table {
      var details = try Self.whole()
      spoil(&details)
      let problems = OfferRules.missing(in: details, partner: try Self.partner)
      #expect(problems.map(\.pointer) == [pointer])
      #expect(problems.map(\.code) == [code])
    }
  }

  @Test func `everything that is missing is told at once`() throws {
    var details = try Self.whole()
    (details.summary, details.description, details.town) = ("", "", nil)
    #expect(
      OfferRules.missing(in: details, partner: try Self.partner).map(\.pointer) == [
        "/summary", "/description", "/town",
      ])
  }

  @Test func `what a coordinator has seen of the partner lets care and young carers in`() throws {
    var partner = try Self.partner
    var details = try Self.whole()
    (details.category, details.audience.youngCarersWelcome) = (.care, true)
    partner.safeguarding = Safeguarding(lead: "Ann", policySeenOn: Self.today, insuranceSeenOn: Self.today)
    partner.noPersonalCare = true
    #expect(OfferRules.missing(in: details, partner: partner) == [])
    (partner.noPersonalCare, partner.cqcLocationID) = (false, "1-123456789")
    #expect(OfferRules.missing(in: details, partner: partner) == [])
  }

  @Test func `an offer stands in its partner's area`() throws {
    let (details, partner) = (try Self.whole(), try Self.partner)
    #expect(OfferRules.problems(of: details, area: partner.area, partner: partner, today: Self.today) == [])
    let elsewhere = OfferRules.problems(
      of: details, area: try AreaSlug(text: "liverpool"), partner: partner, today: Self.today)
    #expect(elsewhere.map(\.pointer) == ["/area"])
  }

  @Test func `a kitchen speaks today at the latest`() throws {
    var details = try Self.whole()
    details.provides.allergensStatedOn = Self.today
    #expect(OfferRules.problems(of: details, area: nil, partner: try Self.partner, today: Self.today) == [])
    details.provides.allergensStatedOn = Self.today.adding(days: 1)
    let problems = OfferRules.problems(of: details, area: nil, partner: try Self.partner, today: Self.today)
    #expect(problems.map(\.code) == ["in_the_future"])
  }

  @Test func `a draft takes from its partner what it leaves out`() throws {
    let details = OfferDraft(title: "A walk", stay: .daytime).filled(by: try Self.partner)
    #expect(details.category == .hotel)
    #expect(details.postcode?.text == "WN1 1AA")
    #expect(details.town == "Wigan")
    #expect(details.cancelFreeHours == 24)
    #expect(details.audience.partyMax == 2)
  }

  @Test func `an offer elsewhere does not take the partner's town`() throws {
    var draft = OfferDraft(title: "A walk", stay: .daytime)
    draft.postcode = try Postcode(text: "L1 1AA")
    #expect(draft.filled(by: try Self.partner).town == nil)
    draft.postcode = try Postcode(text: "wn11aa")
    #expect(draft.filled(by: try Self.partner).town == "Wigan")
  }
}
