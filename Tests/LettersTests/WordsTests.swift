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
    (50, "unit", "£0.50 for each room or table"),
  ])
  func `what there is to pay is said in pounds`(pence: Int, per: String, said: String?) throws {
    let words = try Words.load(folder: TestDesk.templates() + "/en")
    #expect(words.contribution(ContributionFacts(pence: pence, per: per)) == said)
  }

  @Test func `codes are said in words, unknown ones with spaces`() throws {
    let words = try Words.load(folder: TestDesk.templates() + "/en")
    #expect(Words.say("step_free", by: words.access) == "a way in without steps")
    #expect(Words.say("sea_view", by: words.access) == "sea view")
    #expect(words.language("pa-Guru") == "Punjabi" && words.language("bfi") == "British Sign Language")
    #expect(words.language("it") == "Italian" && words.language("qzz") == "qzz")
  }
}
