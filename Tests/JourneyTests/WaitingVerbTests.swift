import Testing
import Wire

@testable import Desk

/// What is typed and shown at the desk about waiting lists.
@Suite struct WaitingVerbTests {
  @Test func `waiting is listed by carer, offer, area and state`() throws {
    let list = try Waiting.List.parse(["--area", "liverpool", "--state", "offered", "--limit", "5"])
    let query = list.query(carer: "c", offer: "o").map { "\($0.name)=\($0.value)" }
    #expect(query == ["carerId=c", "offerId=o", "area=liverpool", "state=offered", "limit=5"])
  }

  @Test func `saying yes takes what is said only now`() throws {
    #expect(try PartyWords.parse([]).anew() == [:])
    let words = try PartyWords.parse([
      "--cover", "not-needed", "--share-needs", "--note", "By bus.", "--party", "companion:Sam",
    ])
    #expect(
      try words.anew() == [
        "party": [["kind": "carer"], ["kind": "companion", "name": "Sam"]], "cover": ["how": "not_needed"],
        "shareNeeds": true, "note": "By bus.",
      ])
  }

  @Test(arguments: [["--override-reason", "She asked first."], ["--hold"], ["--care-offer", "2"]])
  func `what only a booking can have is not offered to the server`(words: [String]) {
    let usual = ["--offer", "1", "--slot", "1", "--for", "2"]
    #expect(throws: (any Error).self) { try Waiting.Join.parse(usual + words) }
    #expect(throws: Never.self) { try Waiting.Join.parse(usual) }
  }

  private static let party: JSON = [
    "id": "019394c2-7a10-7c1e-8f00-2b6d1c5e9a77", "state": "offered", "people": 2, "reference": "MR7N-WDJ",
    "heldUntil": "2027-03-04T15:00:00Z",
    "offer": ["title": "A night above the river", "partner": ["name": "The Lantern"]],
    "slots": [["startsAt": "2027-03-05T15:00:00Z", "endsAt": "2027-03-06T11:00:00Z", "ahead": 1]],
    "party": [["kind": "carer"], ["kind": "child", "name": "Owen", "age": 9]],
    "steps": [
      ["at": "2027-03-01T10:00:00Z", "what": "joined", "words": "You joined the waiting list for 2 places."],
      ["at": "2027-03-03T15:00:00Z", "what": "offered", "words": "There was room for all of you."],
    ],
  ]

  @Test func `a party in line is shown with what is before it and every step so far`() {
    let page = WaitingPages.page(Self.party, on: Terminal(width: 100))
    #expect(page.first == "state       places are kept for them: ask yes or no")
    #expect(page.contains("kept until  Thursday 4 March 2027, 3 pm"))
    #expect(page.contains { $0.hasSuffix("(1 party before them)") })
    #expect(
      page.suffix(5) == [
        "So far", "Mon 1 Mar 2027, 10 am", "  You joined the waiting list for 2 places.", "Wed 3 Mar 2027, 3 pm",
        "  There was room for all of you.",
      ])
  }

  @Test func `the list shows who has to answer until when`() {
    let list = WaitingPages.list(["items": [Self.party]], on: Terminal(width: 140))
    #expect(list[1].contains("offered") && list[1].contains("Thu 4 Mar 2027, 3 pm") && list[1].hasSuffix("1c5e9a77"))
    #expect(WaitingPages.list(["items": []], on: Terminal(width: 80)) == ["Nobody waits."])
    let letters: JSON = ["items": [["kind": "waiting_offer", "until": "2027-03-04T15:00:00Z", "by": "phone"]]]
    let calls = LetterPages.list(letters, on: Terminal(width: 140))
    #expect(calls[1].contains("waiting offer, until Thu 4 Mar 2027, 3 pm"))
  }
}
