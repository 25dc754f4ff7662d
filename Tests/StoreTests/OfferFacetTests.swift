import Breaks
import TestTown
import Testing
import UseCases

@Suite(.onEveryEngine) struct OfferFacetTests {
  private static func stocked() async throws -> OfferFair {
    let fair = try await OfferFair()
    let heron = try await fair.partner("The Heron")
    let stage = try await fair.partner("Stage", kind: .theatre, area: OfferFair.liverpool, postcode: "L1 9DZ")
    _ = try await fair.offer("A night", of: heron) {
      $0.stay = .overnight
      $0.provides = Provides(diets: [.vegan, .halal], access: [.stepFree, .hoist])
      $0.contributionPence = Pence(1500)
    }
    _ = try await fair.offer("A supper", of: heron) {
      $0.provides = Provides(diets: [.vegan], languages: [LanguageTag.test("pa-Guru")], access: [.stepFree])
    }
    _ = try await fair.offer("A matinee", of: stage) { $0.provides.access = [.stepFree] }
    _ = try await fair.offer("A secret matinee", of: stage) { $0.visibility = .carers }
    return fair
  }

  private static func facets(
    _ fair: OfferFair, as caller: Caller? = nil, _ shape: @escaping @Sendable (inout OfferSearch) -> Void = { _ in }
  ) async throws -> OfferFacets {
    try await fair.market.look(as: caller) { errand in
      var search = OfferSearch()
      shape(&search)
      return try errand.countOffers(search)
    }
  }

  private static func words(_ facets: OfferFacets, _ facet: OfferFacet) -> String {
    (facets.choices[facet] ?? []).map { "\($0.value) \($0.count)" }.joined(separator: ", ")
  }

  @Test func `every choice tells how many offers it would leave, the most first`() async throws {
    let fair = try await Self.stocked()
    let facets = try await Self.facets(fair)
    let expected: [OfferFacet: String] = [
      .category: "hotel 2, theatre 1", .stay: "daytime 2, overnight 1", .diet: "vegan 2, halal 1",
      .access: "step_free 3, hoist 1", .language: "pa 1, pa-Guru 1", .area: "wigan 2, liverpool 1", .free: "true 2",
      .avoid: "",
    ]
    #expect(facets.total == 3)
    for (facet, words) in expected { #expect(Self.words(facets, facet) == words, "\(facet)") }
  }

  @Test func `one of a kind replaces what was chosen, a diet or an access comes in addition`() async throws {
    let fair = try await Self.stocked()
    let hotels = try await Self.facets(fair) { $0.category = .hotel }
    #expect(hotels.total == 2)
    #expect(Self.words(hotels, .category) == "hotel 2, theatre 1")
    #expect(Self.words(hotels, .area) == "wigan 2")
    let halal = try await Self.facets(fair) { ($0.diets, $0.stay, $0.area) = ([.halal], .daytime, OfferFair.wigan) }
    #expect(halal.total == 0)
    #expect(Self.words(halal, .stay) == "overnight 1")
    #expect(Self.words(halal, .diet) == "" && Self.words(halal, .area) == "")
    let vegan = try await Self.facets(fair) { ($0.diets, $0.freeOnly) = ([.vegan], true) }
    #expect(vegan.total == 1 && Self.words(vegan, .free) == "true 1" && Self.words(vegan, .diet) == "vegan 1")
    #expect(Self.words(try await Self.facets(fair) { $0.words = "supper" }, .category) == "hotel 1")
  }

  /// What is counted must be what is found: each number is checked by the search it speaks of.
  @Test func `a choice leaves as many offers as it says`() async throws {
    let fair = try await Self.stocked()
    let facets = try await Self.facets(fair) { $0.access = [.stepFree] }
    for choice in facets.choices[.category] ?? [] {
      let found = try await fair.titles { ($0.access, $0.category) = ([.stepFree], Category(rawValue: choice.value)) }
      #expect(found.count == choice.count, "\(choice.value)")
    }
    for choice in facets.choices[.access] ?? [] {
      let found = try await fair.titles { $0.access = [.stepFree] + [Access(rawValue: choice.value)].compactMap { $0 } }
      #expect(found.count == choice.count, "\(choice.value)")
    }
  }

  @Test func `what only carers see is counted for those who see it, and for nobody else`() async throws {
    let fair = try await Self.stocked()
    let liverpool = RoleGrant(role: .carer, area: OfferFair.liverpool)
    let table: [(String, [RoleGrant]?, Int)] = [
      ("nobody", nil, 1), ("a carer of the area", [liverpool], 2),
      ("a carer of another", [RoleGrant(role: .carer, area: OfferFair.wigan)], 1),
      ("a commissioner", [RoleGrant(role: .commissioner, area: OfferFair.liverpool)], 1),
      ("an administrator", [RoleGrant(role: .administrator, area: OfferFair.wigan)], 2),
      ("a volunteer", [RoleGrant(role: .volunteer, area: OfferFair.liverpool)], 2),
      (
        "another partner",
        [RoleGrant(role: .partner, area: OfferFair.liverpool, partner: fair.market.world.id(Partner.self))], 1
      ),
    ]
    for (name, grants, count) in table {
      let caller = grants.map { Caller(person: fair.market.world.id(), name: name, grants: $0) }
      let facets = try await Self.facets(fair, as: caller)
      #expect(facets.choices[.category]?.first { $0.value == "theatre" }?.count == count, "\(name)")
      let found = try await fair.market.look(as: caller) { errand in
        var search = OfferSearch()
        search.category = .theatre
        return try errand.findOffers(search, after: nil, limit: 9).items.count
      }
      #expect(found == count, "\(name)")
    }
  }

  @Test func `what people also call a thing is found`() async throws {
    let fair = try await OfferFair()
    let heron = try await fair.partner("The Heron", town: "Liverpool")
    let said = [
      "Lane swim": "An hour in the water.", "Match day": "A seat in the stand.", "Bed and breakfast": "A night away.",
      "Hot stones": "A massage by candle light.", "Cantonese supper": "Eight small plates.",
      "Watercolour morning": "Paper and brushes are there.",
    ]
    for (title, summary) in said.sorted(by: { $0.key < $1.key }) {
      _ = try await fair.offer(title, of: heron) { ($0.summary, $0.category) = (summary, .leisure) }
    }
    let table = [
      ("swimming", "Lane swim"), ("pool", "Lane swim"), ("football", "Match day"), ("B&B", "Bed and breakfast"),
      ("b and b", "Bed and breakfast"), ("spa", "Hot stones"), ("pampering", "Hot stones"),
      ("Chinese", "Cantonese supper"), ("painting", "Watercolour morning"), ("swiming", "Lane swim"),
      ("swmiming", "Lane swim"), ("pamperin", "Hot stones"),
    ]
    for (typed, title) in table { #expect(try await fair.titles { $0.words = typed } == [title], "\(typed)") }
    // A club and bar is no bed and breakfast, and nothing is found for a word that nobody knows.
    #expect(try await fair.titles { $0.words = "club and bar" } == [])
  }
}
