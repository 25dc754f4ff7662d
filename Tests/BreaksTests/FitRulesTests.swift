import Breaks
import Foundation
import Testing

@Suite struct FitRulesTests {
  private static let today = day("2026-11-23")

  private static func day(_ text: String) -> Day {
    guard let day = try? Day(text: text) else { preconditionFailure("no day: \(text)") }
    return day
  }

  private static func tag(_ text: String) -> LanguageTag {
    guard let tag = try? LanguageTag(text: text) else { preconditionFailure("no language: \(text)") }
    return tag
  }

  /// A grown carer of Wigan without a need, and a daytime theatre there with a date in December.
  private struct Case {
    var needs: FitNeeds
    var details = OfferDetails(title: "A matinee", category: .theatre, stay: .daytime)
    var area = "wigan"
    var next: String? = "2026-12-01T12:00:00Z"
    var last: String? = "2026-12-01T12:00:00Z"
    var used: [CapUse] = []

    init() throws {
      needs = FitNeeds(
        of: CarerDetails(
          name: "Moira", postcode: try Postcode(text: "WN1 1AA"), birthDate: FitRulesTests.day("1980-06-01"),
          area: AreaSlug(stored: "wigan"), contact: SafeContact(safeBy: [])), careIsOffered: false)
    }

    func fit() throws -> Fit {
      let partner = PartnerSummary(id: ID(UUID()), name: "Stage", kind: .theatre)
      let offer = Offer(
        id: ID(UUID()), partner: partner, area: AreaSlug(stored: area), details: details, state: .published,
        nextSlotAt: try next.map(Instant.init(text:)), version: 1)
      let facts = FitFacts(offer: offer, lastSlotAt: try last.map(Instant.init(text:)), used: used)
      return FitRules.fit(facts, needs, on: FitRulesTests.today)
    }
  }

  private typealias Row = (name: String, words: String, answer: FitAnswer, shape: (inout Case) -> Void)

  private func check(_ rows: [Row]) throws {
    for row in rows {
      var made = try Case()
      row.shape(&made)
      let fit = try made.fit()
      #expect(fit.words == row.words, "\(row.name)")
      #expect(fit.answer == row.answer, "\(row.name)")
      #expect(fit.says.allSatisfy { ($0.answer == .yes) == ($0.why == nil) }, "\(row.name)")
    }
  }

  @Test func `food that is not stated is asked, a severe allergy always, and an old statement again`() throws {
    let hotel: (inout Case) -> Void = { $0.details.category = .hotel }
    try check([
      ("no need", "", .fits, hotel),
      ("provided", "halal: yes", .fits, { ($0.needs.food.diets, $0.details.provides.diets) = ([.halal], [.halal]) }),
      ("not stated", "halal: ask", .ask, { ($0.needs.food.diets, $0.details.category) = ([.halal], .restaurant) }),
      ("nobody eats there", "", .fits, { $0.needs.food.diets = [.halal] }),
      (
        "vegan is vegetarian", "vegetarian: yes", .fits,
        {
          ($0.needs.food.diets, $0.details.provides.diets) = ([.vegetarian], [.vegan])
        }
      ),
      (
        "vegetarian is not vegan", "vegan: ask", .ask,
        {
          ($0.needs.food.diets, $0.details.provides.diets) = ([.vegan], [.vegetarian])
        }
      ),
      (
        "avoided, said a year ago to the day", "milk: yes", .fits,
        {
          $0.needs.food.avoids = [.milk]
          $0.details.provides = Provides(allergensAvoided: [.milk], allergensStatedOn: Self.day("2025-11-23"))
        }
      ),
      (
        "avoided, said the day before that", "milk: ask", .ask,
        {
          $0.needs.food.avoids = [.milk]
          $0.details.provides = Provides(allergensAvoided: [.milk], allergensStatedOn: Self.day("2025-11-22"))
        }
      ),
      (
        "avoided, nobody knows when", "milk: ask", .ask,
        {
          ($0.needs.food.avoids, $0.details.provides.allergensAvoided) = ([.milk], [.milk])
        }
      ),
      (
        "severe, though avoided today", "peanuts: ask; milk: yes", .ask,
        {
          $0.needs.food = FoodNeeds(avoids: [.milk, .peanuts], severe: [.peanuts])
          $0.details.provides = Provides(allergensAvoided: [.milk, .peanuts], allergensStatedOn: Self.today)
        }
      ),
      (
        "severe where nobody eats", "peanuts: ask", .ask,
        {
          $0.needs.food = FoodNeeds(avoids: [.peanuts], severe: [.peanuts])
        }
      ),
      (
        "notes", "food notes: ask", .ask,
        {
          ($0.needs.food.notes, $0.details.category) = ("No onions.", .restaurant)
        }
      ),
    ])
  }

  @Test func `what a place does not say it has is asked, and only what matters there`() throws {
    try check([
      (
        "there", "step free: yes", .fits, { ($0.needs.access, $0.details.provides.access) = ([.stepFree], [.stepFree]) }
      ),
      ("not said", "step free: ask", .ask, { $0.needs.access = [.stepFree] }),
      ("at home", "", .fits, { ($0.needs.access, $0.details.stay) = ([.stepFree, .hoist], .atHome) }),
      ("no bedroom by day", "", .fits, { $0.needs.access = [.accessibleBedroom, .rollInShower] }),
      (
        "a bedroom by night", "accessible bedroom: ask; roll in shower: ask", .ask,
        {
          ($0.needs.access, $0.details.stay) = ([.accessibleBedroom, .rollInShower], .overnight)
        }
      ),
      (
        "a shower after sport", "roll in shower: ask", .ask,
        {
          ($0.needs.access, $0.details.category) = ([.accessibleBedroom, .rollInShower], .sport)
        }
      ),
      ("English", "", .fits, { $0.needs.languages = [LanguageSkill(tag: Self.tag("en-GB"))] }),
      ("another language", "language: ask", .ask, { $0.needs.languages = [LanguageSkill(tag: Self.tag("pa-Guru"))] }),
      (
        "spoken there", "language: yes", .fits,
        {
          $0.needs.languages = [LanguageSkill(tag: Self.tag("pa-Guru"))]
          $0.details.provides.languages = [Self.tag("pa")]
        }
      ),
      (
        "an interpreter", "interpreter: ask", .ask,
        {
          $0.needs.languages = [
            LanguageSkill(tag: Self.tag("pa")), LanguageSkill(tag: Self.tag("en"), interpreter: true),
          ]
        }
      ),
      ("read only", "", .fits, { $0.needs.languages = [LanguageSkill(tag: Self.tag("pa"), speaks: false)] }),
    ])
  }

  @Test func `whoever cannot leave overnight is told no, unless the other comes along or care is offered`() throws {
    let night: (inout Case) -> Void = { ($0.details.stay, $0.needs.canLeaveOvernight) = (.overnight, false) }
    try check([
      ("can leave", "", .fits, { $0.details.stay = .overnight }),
      ("cannot", "overnight: no", .doesNot, night),
      ("by day", "", .fits, { $0.needs.canLeaveOvernight = false }),
      (
        "comes along", "overnight: ask", .ask,
        {
          night(&$0)
          $0.details.audience.caredForWelcome = true
        }
      ),
      (
        "care is offered", "overnight: ask", .ask,
        {
          night(&$0)
          $0.needs.careIsOffered = true
        }
      ),
      (
        "the care itself", "", .fits,
        {
          night(&$0)
          $0.details.category = .care
        }
      ),
      ("care by day", "replacement care: ask", .ask, { $0.needs.needsReplacementCare = true }),
      (
        "comes along by day", "replacement care: yes", .fits,
        {
          ($0.needs.needsReplacementCare, $0.details.audience.caredForWelcome) = (true, true)
        }
      ),
      ("somebody comes home", "", .fits, { ($0.needs.needsReplacementCare, $0.details.stay) = (true, .atHome) }),
    ])
  }

  @Test func `age counts on the day of the break, and young carers only where they are welcome`() throws {
    try check([
      ("17 the day before", "age: no", .doesNot, { $0.needs.birthDate = Self.day("2008-12-02") }),
      ("18 on the day", "", .fits, { $0.needs.birthDate = Self.day("2008-12-01") }),
      (
        "welcome", "age: yes", .fits,
        {
          ($0.needs.birthDate, $0.details.audience.youngCarersWelcome) = (Self.day("2012-01-01"), true)
        }
      ),
      (
        "too young for all that", "age: no", .doesNot,
        {
          ($0.needs.birthDate, $0.details.audience.youngCarersWelcome) = (Self.day("2012-01-01"), true)
          $0.details.audience.minimumAge = 16
        }
      ),
      (
        "59 of 60", "age: no", .doesNot,
        {
          ($0.needs.birthDate, $0.details.audience.minimumAge) = (Self.day("1966-12-02"), 60)
        }
      ),
      (
        "without a date, today counts", "age: no", .doesNot,
        {
          ($0.needs.birthDate, $0.next) = (Self.day("2008-12-01"), nil)
        }
      ),
      ("another area", "area: no", .doesNot, { $0.area = "liverpool" }),
    ])
  }

  @Test func `a used cap is no, or a question where dates after its reset have places`() throws {
    let full = CapUse(cap: Cap(stay: .daytime, count: 1, per: .quarter), count: 1, around: Day(daysSince1970: 0))
    try check([
      ("left", "", .fits, { $0.used = [CapUse(cap: full.cap, count: 0, around: full.day)] }),
      (
        "used, the last date is the quarter's last day", "cap: no", .doesNot,
        {
          ($0.used, $0.last) = ([full], "2026-12-31T23:59:00Z")
        }
      ),
      (
        "used, a date on the next quarter's first day", "cap: ask", .ask,
        {
          ($0.used, $0.last) = ([full], "2027-01-01T00:00:00Z")
        }
      ),
      ("no date", "", .fits, { ($0.used, $0.next, $0.last) = ([full], nil, nil) }),
    ])
  }
}
