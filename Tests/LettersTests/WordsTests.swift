import Breaks
import Testing

@testable import Letters

@Suite struct WordsTests {
  @Test(arguments: [
    ([nil], "1 adult"), ([nil, nil], "2 adults"), ([nil, 6], "1 adult and 1 child aged 6"),
    ([nil, nil, 6, 4, 9], "2 adults and 3 children aged 6, 4 and 9"), ([15], "1 child aged 15"), ([], ""),
  ])
  func `a party is said in words`(ages: [Int?], said: String) {
    #expect(spokenParty(ages.map { GuestFacts(childAge: $0) }) == said)
  }

  @Test(arguments: [
    (0, "person", nil), (1000, "person", "£10 for each person"), (705, "party", "£7.05 for all of you together"),
    (50, "unit", "£0.50 for each room or table"), (2000, "room", "£20 for each room"),
    (2000, "table", "£20 for each table"), (2050, "bed", "£20.50 for each bed"),
  ])
  func `what there is to pay is said in pounds`(pence: Int, per: String, said: String?) throws {
    let words = try Words.load(folder: TestDesk.templates() + "/en")
    #expect(words.contribution(ContributionFacts(pence: pence, per: per)) == said)
  }

  @Test func `who pays for several rooms reads what that is in all`() throws {
    let words = try Words.load(folder: TestDesk.templates() + "/en")
    #expect(
      words.contribution(ContributionFacts(pence: 2000, per: "room", times: 2)) == "£20 for each room, £40 in all")
    #expect(words.rooms(RoomFacts(kind: "twin", count: 1)) == "1 twin room")
    #expect(words.rooms(RoomFacts(kind: "table", count: 2)) == "2 tables")
    for kind in UnitKind.allCases { #expect(words.rooms[kind.rawValue] != nil, "\(kind)") }
    for ratio in CareRatio.allCases { #expect(words.careRatios[ratio.rawValue] != nil, "\(ratio)") }
  }

  @Test func `codes are said in words, unknown ones with spaces`() throws {
    let words = try Words.load(folder: TestDesk.templates() + "/en")
    #expect(Words.say("step_free", by: words.access) == "a way in without steps")
    #expect(Words.say("sea_view", by: words.access) == "sea view")
    #expect(words.language("pa-Guru") == "Punjabi" && words.language("bfi") == "British Sign Language")
    #expect(words.language("it") == "Italian" && words.language("qzz") == "qzz")
  }
}
