import Breaks
import TestTown
import Testing
import UseCases

@Suite(.onEveryEngine) struct OfferFindTests {
  /// Three offers that differ in everything a filter asks about.
  private static func stocked() async throws -> OfferFair {
    let fair = try await OfferFair()
    let heron = try await fair.partner("The Heron")
    let stage = try await fair.partner(
      "Dockside Stage", kind: .theatre, area: OfferFair.liverpool, postcode: "L1 9DZ", town: "Liverpool")
    let kitchen = try await fair.partner(
      "Amrit Kitchen", kind: .restaurant, area: OfferFair.liverpool, postcode: "L15 2AB", town: "Wavertree")
    _ = try await fair.offer("A quiet night", of: heron, dates: [(72, 2), (200, 2)]) {
      $0.stay = .overnight
      $0.provides = Provides(diets: [.vegan, .halal], access: [.stepFree, .rollInShower])
      $0.audience.partyMax = 2
      $0.contributionPence = Pence(1500)
    }
    _ = try await fair.offer("A matinee", of: stage, dates: [(24, 6)]) {
      $0.provides = Provides(languages: [LanguageTag.test("bfi"), LanguageTag.test("en-GB")], access: [.stepFree])
      $0.audience = Audience(partyMax: 6, childrenWelcome: true)
    }
    _ = try await fair.offer("Lunch for two", of: kitchen, dates: []) {
      $0.provides = Provides(
        diets: [.vegan], allergensAvoided: [.peanuts, .sesame], allergensStatedOn: Day(daysSince1970: 20_000),
        languages: [LanguageTag.test("pa-Guru")])
      $0.audience.partyMax = 4
    }
    return fair
  }

  @Test func `every filter keeps the offers that fit, and all filters combine`() async throws {
    let fair = try await Self.stocked()
    let (night, matinee, lunch) = ("A quiet night", "A matinee", "Lunch for two")
    let table: [(String, [String], @Sendable (inout OfferSearch) -> Void)] = [
      ("nothing", [matinee, night, lunch], { _ in }),
      ("area", [night], { $0.area = OfferFair.wigan }),
      ("category", [matinee], { $0.category = .theatre }),
      ("stay", [night], { $0.stay = .overnight }),
      ("stay none", [], { $0.stay = .atHome }),
      ("from", [night], { $0.days.from = Day.test("2026-11-24") }),
      ("to", [matinee], { $0.days.to = Day.test("2026-11-23") }),
      ("one day", [night], { $0.days = DaySpan(from: Day.test("2026-11-25"), to: Day.test("2026-11-25")) }),
      ("the day before", [], { $0.days = DaySpan(from: Day.test("2026-11-24"), to: Day.test("2026-11-24")) }),
      ("party of two", [matinee, night], { $0.party = 2 }),
      ("party of three", [matinee], { $0.party = 3 }),
      ("party of seven", [], { $0.party = 7 }),
      ("party and day", [], { ($0.party, $0.days.from) = (3, Day.test("2026-11-24")) }),
      ("children", [matinee], { $0.withChildren = true }),
      ("diet", [night, lunch], { $0.diets = [.vegan] }),
      ("two diets", [night], { $0.diets = [.vegan, .halal] }),
      ("avoid", [lunch], { $0.avoids = [.peanuts] }),
      ("avoid both", [lunch], { $0.avoids = [.peanuts, .sesame] }),
      ("avoid more", [], { $0.avoids = [.peanuts, .milk] }),
      ("access", [matinee, night], { $0.access = [.stepFree] }),
      ("two accesses", [night], { $0.access = [.stepFree, .rollInShower] }),
      ("language", [lunch], { $0.language = LanguageTag.test("pa") }),
      ("language with script", [lunch], { $0.language = LanguageTag.test("pa-Guru") }),
      ("another script", [], { $0.language = LanguageTag.test("pa-Arab") }),
      ("a tag is no beginning of letters", [], { $0.language = LanguageTag.test("bf") }),
      ("region", [matinee], { $0.language = LanguageTag.test("en") }),
      ("free", [matinee, lunch], { $0.freeOnly = true }),
      ("near", [matinee, lunch], { ($0.near, $0.withinKm) = ("L1", 10) }),
      ("very near", [matinee], { ($0.near, $0.withinKm) = ("L1", 3) }),
      ("near from afar", [matinee, night, lunch], { ($0.near, $0.withinKm) = ("L1", 40) }),
      ("nearest", [night, lunch, matinee], { ($0.near, $0.withinKm, $0.sort) = ("WN1", 500, .nearest) }),
      ("newest", [lunch, matinee, night], { $0.sort = .newest }),
      ("many", [night], { ($0.area, $0.stay, $0.diets, $0.party) = (OfferFair.wigan, .overnight, [.halal], 2) }),
      ("many, one wrong", [], { ($0.area, $0.stay, $0.freeOnly) = (OfferFair.wigan, .overnight, true) }),
      ("words and near", [matinee], { ($0.words, $0.near) = ("matinee", "L1") }),
    ]
    for (name, expected, shape) in table {
      #expect(try await fair.titles(shape) == expected, "\(name)")
    }
  }

  @Test func `words are found with typing slips, in any case, and only whole searches count`() async throws {
    let fair = try await Self.stocked()
    let (night, matinee, lunch) = ("A quiet night", "A matinee", "Lunch for two")
    let table: [(String, [String])] = [
      ("restaurant", [lunch]), ("restarant", [lunch]), ("RESTAURENT", [lunch]), ("resturant", [lunch]),
      ("theatre", [matinee]), ("teatre", [matinee]), ("theater", [matinee]),
      ("Punjabi", [lunch]), ("panjabi", [lunch]), ("Punjaby", [lunch]), ("sign language", [matinee]),
      ("matinée", [matinee]), ("wigan", [night]), ("Wavertre", [lunch]), ("heron", [night]), ("dockside", [matinee]),
      ("quiet night", [night]), ("night quiet", [night]), ("quiet matinee", []), ("a night at the heron", [night]),
      ("nights", [night]), ("hotels", [night]), ("hotel", [night]), ("lunch", [lunch]), ("lunches", [lunch]),
      ("thaetre", [matinee]), ("retsaurant", [lunch]), ("Punajbi", [lunch]), ("swimming", []), ("xyzzy", []),
      ("!!!", []), ("the", []), ("door", [matinee, night, lunch]),
      ("arts", []), ("art", []), ("two", [lunch]),
    ]
    for (words, expected) in table {
      #expect(try await fair.titles { $0.words = words } == expected, "\(words)")
    }
  }

  @Test func `pieces of many words do not make up one`() async throws {
    let fair = try await OfferFair()
    // Between them its words have seven of the ten runs of "restaurant".
    _ = try await fair.offer("Rest, then start with a grant", of: try await fair.partner())
    #expect(try await fair.titles { $0.words = "restaurant" } == [])
    #expect(try await fair.titles { $0.words = "start grant" }.count == 1)
  }

  @Test func `a cursor walks every order without a repeat or a gap`() async throws {
    let fair = try await OfferFair()
    let partners = [
      try await fair.partner(), try await fair.partner("Stage", area: OfferFair.liverpool, postcode: "L1 9DZ"),
    ]
    for number in 0..<11 {
      // Some without a date, some at the same time, some in the same place.
      let dates = number % 4 == 0 ? [] : [(hours: 24 + number / 3, places: 2)]
      _ = try await fair.offer("Offer \(number)", of: partners[number % 2], dates: dates)
    }
    for sort in OfferSort.allCases {
      let shape: @Sendable (inout OfferSearch) -> Void = { ($0.near, $0.withinKm, $0.sort) = ("L1", 500, sort) }
      let whole = try await fair.titles(shape)
      var walked: [String] = []
      var mark: OfferMark?
      repeat {
        let page = try await fair.found(limit: 3, after: mark, shape)
        walked += page.items.map(\.details.title)
        mark = page.next.flatMap { OfferMark(parts: $0.parts) }
      } while mark != nil
      #expect(walked == whole, "\(sort)")
      #expect(Set(walked).count == 11, "\(sort)")
    }
  }

  @Test func `offers without a date come last, and a full or begun date does not count`() async throws {
    let fair = try await OfferFair()
    let heron = try await fair.partner()
    _ = try await fair.offer("No date", of: heron, dates: [])
    let full = try await fair.offer("Full first", of: heron, dates: [(10, 2), (50, 2)])
    _ = try await fair.offer("Soon", of: heron, dates: [(20, 2)])
    #expect(try await fair.titles() == ["Full first", "Soon", "No date"])
    let taken = try await fair.change { errand in
      let slot = try errand.listSlots(of: full.id, on: DaySpan(), after: nil, limit: 1).items[0]
      return try errand.store.slots.take(Need(people: 2), of: slot.id)
    }
    #expect(taken)
    #expect(try await fair.titles() == ["Soon", "Full first", "No date"])
    let found = try await fair.found(limit: 100, after: nil)
    #expect(found.items[1].nextSlotAt == OfferFair.now.adding(hours: 50))
    #expect(found.items[2].nextSlotAt == nil)
    #expect(try await fair.titles { $0.days.to = Day.test("2026-11-22") } == [])
  }

  @Test func `drafts and withdrawn offers are not found`() async throws {
    let fair = try await OfferFair()
    let heron = try await fair.partner()
    let offer = try await fair.offer("Seen", of: heron)
    _ = try await fair.change { errand in
      try errand.makeOffer(partner: heron.id, OfferDraft(title: "Draft", stay: .daytime))
    }
    #expect(try await fair.titles() == ["Seen"])
    _ = try await fair.change { errand in try errand.withdrawOffer(offer.id, ifVersion: nil) }
    #expect(try await fair.titles() == [])
  }

  @Test func `an unknown area or postcode is told, both at once`() async throws {
    let fair = try await OfferFair()
    let invalid = await #expect(throws: Invalid.self) {
      try await fair.titles { ($0.area, $0.near) = (AreaSlug(stored: "atlantis"), "ZE1") }
    }
    #expect(invalid?.problems.map(\.pointer) == ["area", "near"])
    #expect(invalid?.problems.map(\.code) == ["not_found", "unknown_postcode"])
  }

  @Test func `changed words and a changed partner's name are found at once, old ones no more`() async throws {
    let fair = try await OfferFair()
    let heron = try await fair.partner()
    let offer = try await fair.offer("Pottery", of: heron)
    _ = try await fair.change { errand in
      _ = try errand.changeOffer(offer.id, OfferChange { $0.title = "Weaving" }, ifVersion: nil)
      _ = try errand.changePartner(heron.id, expected: nil) { $0.name = "Kingfisher" }
      try errand.store.offers.reindex(of: heron.id)
    }
    for (words, count) in [("pottery", 0), ("weaving", 1), ("heron", 0), ("kingfisher", 1)] {
      #expect(try await fair.titles { $0.words = words }.count == count, "\(words)")
    }
  }
}

extension Day {
  /// A day that a test spells out.
  static func test(_ text: String) -> Day {
    guard let day = try? Day(text: text) else { preconditionFailure("no day: \(text)") }
    return day
  }
}

extension LanguageTag {
  /// A tag that a test spells out.
  static func test(_ text: String) -> LanguageTag {
    guard let tag = try? LanguageTag(text: text) else { preconditionFailure("no language: \(text)") }
    return tag
  }
}
