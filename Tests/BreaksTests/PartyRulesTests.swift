import Testing

@testable import Breaks

/// Who may come along.
@Suite struct PartyRulesTests {
  typealias Row = WishRow<[String]>

  private static let tooLarge = ["/party party_too_large"]
  private static let oneCarer = ["/party carer_needed_in_party"]
  private static let adultNeeded = ["/party adult_needed_in_party"]
  private static let coverNotSaid = ["/cover cover_not_said"]

  static let sizes = [
    Row("as many as there is room for", []) { ($0.offer.audience.partyMax, $0.party) = (2, people(2)) },
    Row("one more", tooLarge) { ($0.offer.audience.partyMax, $0.party) = (2, people(3)) },
    Row("the carer alone", []) { $0.offer.audience.partyMax = 1 },
    Row("no carer", oneCarer) { $0.party = [PartyMember(kind: .companion)] },
    Row("two carers", oneCarer) { $0.party = [PartyMember(kind: .carer), PartyMember(kind: .carer)] },
    Row("nobody travels for care at home", []) {
      ($0.offer.category, $0.offer.stay, $0.party) = (.care, .atHome, [])
      $0.carer.caring.caresFor = [CaredFor(relation: "mother", needs: ["Company"])]
    },
    Row("care at home, and nobody says what is needed", ["/care/needs required"]) {
      ($0.offer.category, $0.offer.stay, $0.party) = (.care, .atHome, [])
    },
    Row("two carers for care at home", oneCarer) {
      ($0.offer.category, $0.offer.stay) = (.care, .atHome)
      $0.carer.caring.caresFor = [CaredFor(relation: "mother", needs: ["Company"])]
      $0.party = [PartyMember(kind: .carer), PartyMember(kind: .carer)]
    },
  ]

  @Test(arguments: sizes)
  func `a party has its carer once and fits the offer`(row: Row) throws {
    #expect(try row.wish().problems == row.expected)
  }

  static let children = [
    Row("a child of 17", ["/party/1 children_not_welcome"]) { $0.brings(PartyMember(kind: .child, age: 17)) },
    Row("a companion of 17", ["/party/1 children_not_welcome"]) { $0.brings(PartyMember(kind: .companion, age: 17)) },
    Row("a companion of 18", []) { $0.brings(PartyMember(kind: .companion, age: 18)) },
    Row("a companion of no age", []) { $0.brings(PartyMember(kind: .companion)) },
    Row("a cared-for child", ["/party/1 children_not_welcome"]) { $0.brings(PartyMember(kind: .caredFor, age: 17)) },
    Row("a cared-for adult", []) { $0.brings(PartyMember(kind: .caredFor, age: 18)) },
    Row("the second child only", ["/party/2 children_not_welcome"]) {
      $0.brings(PartyMember(kind: .companion), PartyMember(kind: .child, age: 16))
    },
    Row("the carer is a young one", []) { $0.turns(17) },
  ]

  @Test(arguments: children)
  func `a break for adults takes nobody under 18 along`(row: Row) throws {
    var wish = try row.wish()
    wish.offer.audience.childrenWelcome = false
    #expect(wish.problems == row.expected)
  }

  @Test(arguments: [(true, []), (false, ["/party/1/kind cared_for_not_welcome"])])
  func `a break without the person cared for says so`(isWelcome: Bool, expected: [String]) throws {
    var wish = try BookingWish()
    wish.offer.audience.caredForWelcome = isWelcome
    wish.brings(PartyMember(kind: .caredFor))
    #expect(wish.problems == expected)
  }

  static let ages = [
    Row("a companion of the least age", []) { $0.brings(PartyMember(kind: .companion, age: 21)) },
    Row("a year younger", ["/party/1/age age_not_allowed"]) { $0.brings(PartyMember(kind: .companion, age: 20)) },
    Row("an adult of no age", []) { $0.brings(PartyMember(kind: .companion)) },
    Row("the carer's birthday is the day", []) { $0.turns(21) },
    Row("it is the day after", ["/party/0/age age_not_allowed"]) { $0.turns(21, daysLater: 1) },
    Row("the carer says another age", ["/party/0/age age_not_allowed"]) {
      $0.turns(21, daysLater: 1)
      $0.party = [PartyMember(kind: .carer, age: 40)]
    },
    Row("a young carer is told once", ["/party/0/age age_not_allowed"]) {
      $0.turns(17)
      $0.offer.audience.youngCarersWelcome = false
    },
  ]

  @Test(arguments: ages)
  func `everybody has the least age on the day, the carer by their birth date`(row: Row) throws {
    var wish = try row.wish()
    wish.offer.audience.minimumAge = 21
    #expect(wish.problems == row.expected)
  }

  @Test(arguments: [(true, 1, []), (false, 0, []), (false, 1, ["/party/0 age_not_allowed"])])
  func `a carer under 18 books where young carers are welcome`(
    isWelcome: Bool, daysLater: Int, expected: [String]
  ) throws {
    var wish = try BookingWish()
    wish.offer.audience.youngCarersWelcome = isWelcome
    wish.turns(18, daysLater: daysLater)
    #expect(wish.problems == expected)
  }

  static let inCharge = [
    Row("the carer is", []) { _ in },
    Row("the carer is not", adultNeeded) { $0.party[0].inCharge = false },
    Row("a companion does not say it", adultNeeded) {
      $0.party[0].inCharge = false
      $0.brings(PartyMember(kind: .companion))
    },
    Row("a companion says it", []) {
      $0.party[0].inCharge = false
      $0.brings(PartyMember(kind: .companion, inCharge: true))
    },
    Row("a companion of 17 says it", ["/party/2/inCharge not_allowed_here"] + adultNeeded) {
      $0.party[0].inCharge = false
      $0.brings(PartyMember(kind: .companion, age: 17, inCharge: true))
    },
    Row("a companion of 18 says it", []) {
      $0.party[0].inCharge = false
      $0.brings(PartyMember(kind: .companion, age: 18, inCharge: true))
    },
    Row("the person cared for never is", adultNeeded) {
      $0.party[0].inCharge = false
      $0.brings(PartyMember(kind: .caredFor, inCharge: true))
    },
    Row("the carer turns 18 on the day", []) { $0.turns(18) },
    Row("the carer turns 18 the day after", adultNeeded) { $0.turns(18, daysLater: 1) },
    Row("a carer of 17 says it", ["/party/0/inCharge not_allowed_here"] + adultNeeded) {
      $0.turns(17)
      $0.party[0].inCharge = true
    },
    Row("the child is 16", []) { ($0.party[0].inCharge, $0.party[1].age) = (false, 16) },
    Row("at home nobody need be", []) { ($0.party[0].inCharge, $0.offer.stay) = (false, .atHome) },
    Row("by day somebody must be", adultNeeded) { ($0.party[0].inCharge, $0.offer.stay) = (false, .daytime) },
  ]

  @Test(arguments: inCharge)
  func `away from home an adult is in charge of a child under 16`(row: Row) throws {
    var wish = try BookingWish()
    wish.brings(PartyMember(kind: .child, age: 15))
    try row.change(&wish)
    #expect(wish.problems == row.expected)
  }

  static let youngest = [
    Row("16 on the day", []) { $0.turns(16) },
    Row("16 the day after, and alone", ["/party adult_needed_in_party", "/party responsible_adult_needed"]) {
      $0.turns(16, daysLater: 1)
    },
    Row("15 with an adult along who has not agreed for them", ["/party responsible_adult_needed"]) {
      $0.turns(15)
      $0.brings(PartyMember(kind: .companion, inCharge: true))
    },
    Row("15, agreed, and alone", adultNeeded) {
      $0.turns(15)
      try $0.hasResponsibleAdult()
    },
    Row("15, agreed, with an adult", []) {
      $0.turns(15)
      try $0.hasResponsibleAdult()
      $0.brings(PartyMember(kind: .companion, inCharge: true))
    },
    Row("15, agreed, at home", []) {
      $0.turns(15)
      try $0.hasResponsibleAdult()
      $0.offer.stay = .atHome
    },
  ]

  @Test(arguments: youngest)
  func `a carer under 16 has a responsible adult`(row: Row) throws {
    #expect(try row.wish().problems == row.expected)
  }

  static let covers = [
    Row("nobody is needed", []) { $0.offer.stay = .overnight },
    Row("a night away", coverNotSaid) { $0.carer.caring.needsReplacementCare = true },
    Row("a day out", coverNotSaid) { ($0.carer.caring.needsReplacementCare, $0.offer.stay) = (true, .daytime) },
    Row("at home", []) { ($0.carer.caring.needsReplacementCare, $0.offer.stay) = (true, .atHome) },
    Row("it is said", []) { ($0.carer.caring.needsReplacementCare, $0.cover) = (true, .needed) },
    Row("it is said that none is needed", []) { ($0.carer.caring.needsReplacementCare, $0.cover) = (true, .notNeeded) },
    Row("cannot leave overnight", coverNotSaid) { $0.carer.caring.canLeaveOvernight = false },
    Row("cannot leave overnight, but by day", []) {
      ($0.carer.caring.canLeaveOvernight, $0.offer.stay) = (false, .daytime)
    },
  ]

  @Test(arguments: covers)
  func `who is needed at home says who looks after it meanwhile`(row: Row) throws {
    #expect(try row.wish().problems == row.expected)
  }

  @Test func `all problems are told at once`() throws {
    var wish = try BookingWish()
    wish.offer.audience = Audience(partyMax: 2)
    wish.carer.caring.needsReplacementCare = true
    wish.party[0].inCharge = false
    wish.brings(PartyMember(kind: .child, age: 7), PartyMember(kind: .caredFor))
    #expect(
      wish.problems == [
        "/party party_too_large", "/party/1 children_not_welcome", "/party/2/kind cared_for_not_welcome",
        "/party adult_needed_in_party", "/cover cover_not_said",
      ])
    let invalid = #expect(throws: Invalid.self) { try wish.decide() }
    #expect(invalid?.problems.count == 5)
  }

  /// The carer and companions, so many in all.
  private static func people(_ count: Int) -> [PartyMember] {
    [PartyMember(kind: .carer)] + Array(repeating: PartyMember(kind: .companion), count: count - 1)
  }
}
