import Testing
import Wire

@testable import Desk

@Suite struct `scarce breaks at the phone desk` {
  @Test func `everything that can be said online of an entry can be said on the telephone`() throws {
    let wish = try Entries.Wish.parse([
      "--round", "1", "--slot", "1", "--for", "2", "--checked", "birth-date", "--checked", "postcode", "--party",
      "companion:Sam", "--cover", "not-needed", "--share-needs", "--prescription", "rwkg yna 4td", "--unit-kind",
      "twin", "--care-offer", "2", "--care-date", "1",
      "--note", "After eight.",
    ])
    #expect(
      try wish.body(slots: ["s"], carer: "c", beside: ["offerId": "o"]) == [
        "party": [["kind": "carer"], ["kind": "companion", "name": "Sam"]], "prescription": "rwkg yna 4td",
        "cover": ["how": "not_needed"], "shareNeeds": true, "note": "After eight.", "slots": ["s"], "unitKind": "twin",
        "replacementCare": ["offerId": "o"], "onBehalfOf": "c", "identity": ["checked": ["birth_date", "postcode"]],
      ])
    let bare = try Entries.Wish.parse(["--round", "1"]).body(slots: ["s"], carer: nil)
    #expect(bare == ["party": [["kind": "carer"]], "slots": ["s"]])
  }

  @Test func `a round is opened, an ask answered, in the words of the API`() throws {
    let open = try Rounds.Open.parse([
      "1", "--slot", "1", "--opens-at", "2027-03-29T09:00", "--closes-at", "2027-04-26T17:00:00Z",
    ])
    #expect(
      try open.body(slots: ["s"]) == [
        "slots": ["s"], "opensAt": "2027-03-29T08:00:00Z", "closesAt": "2027-04-26T17:00:00Z",
      ])
    let odd = try Rounds.Open.parse(["1", "--slot", "1", "--opens-at", "soon"])
    #expect(throws: DeskFault.self) { try odd.body(slots: ["s"]) }
    #expect(
      try Asks.AnswerOne.parse(["1", "--outcome", "Given", "--words", "Yes."]).body == [
        "outcome": "given", "words": "Yes.",
      ])
    let list = try Asks.List.parse(["--area", "liverpool", "--answered"])
    #expect(Ask.get("asks", query: list.query).target == "/v1/asks?area=liverpool&state=answered")
    #expect(try Entries.AskAPerson.parse(["1"]).body == [:])
  }

  @Test func `a loser's page says why and what can be done`() {
    let entry: JSON = [
      "id": "019394c2-7a10-7c1e-8f00-2b6d1c5e9d01", "offer": ["title": "Matinée"], "state": "lost",
      "drawn": ["position": 83], "why": "The places were gone after number 58.", "drawAt": "2026-12-01T17:00:00Z",
    ]
    let lines = SharePages.entry(entry, on: Terminal(width: 80))
    #expect(lines.contains { $0.contains("not this time; number 83") })
    #expect(lines.contains { $0.contains("gone after number 58") })
    #expect(lines.last == "A person can look at it again: breather entries ask 1 --words WORDS")
  }
}
