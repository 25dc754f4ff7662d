import Testing
import Wire

@testable import Desk

@Suite struct `words at the phone desk` {
  @Test(arguments: [
    ("2027-03-05T15:00:00Z", "Fri 5 Mar 2027, 3 pm"), ("2027-03-28T00:59:00Z", "Sun 28 Mar 2027, 12.59 am"),
    ("2027-03-28T01:00:00Z", "Sun 28 Mar 2027, 2 am"), ("2027-10-31T00:59:00Z", "Sun 31 Oct 2027, 1.59 am"),
    ("2027-10-31T01:00:00Z", "Sun 31 Oct 2027, 1 am"), ("2027-06-30T23:00:00Z", "Thu 1 Jul 2027, midnight"),
    ("2028-02-29T12:00:00.123Z", "Tue 29 Feb 2028, noon"), ("1969-12-31T23:00:00Z", "Wed 31 Dec 1969, 11 pm"),
  ])
  func `times are London wall time, on both sides of a change of the clocks`(instant: String, words: String) {
    #expect(LondonTime(instant: instant)?.short == words)
  }

  @Test(arguments: [
    "", "tomorrow", "2027-03-05", "2027-02-29T10:00:00Z", "2027-03-05T25:00:00Z", "2027-03-05T10:00:00",
  ])
  func `what is no instant is not made up`(text: String) {
    #expect(LondonTime(instant: text) == nil)
  }

  @Test func `a line is broken between words, and neither a clock time nor what somebody copies is`() {
    #expect(
      TextWidth.wrapped("Sat 28 Nov 2026, 9 am, at the gate", to: 19) == ["Sat 28 Nov 2026,", "9 am, at the gate"])
    #expect(
      TextWidth.folded("  party: One of vegetarian, vegan.", to: 20) == [
        "  party: One of", "    vegetarian,", "    vegan.",
      ])
    for line in ["row  break        cost", "WyJmaXRzIiwiMjAyNi0xMS0yNyIsI", "short"] {
      #expect(TextWidth.folded(line, to: 12) == [line])
    }
  }

  @Test func `a date too near for the place is told before it is chosen`() {
    let slots: [JSON] = [
      ["startsAt": "2027-03-05T15:00:00Z", "endsAt": "2027-03-05T16:00:00Z", "places": 4, "placesLeft": 4],
      ["startsAt": "2027-03-07T15:00:00Z", "endsAt": "2027-03-07T16:00:00Z", "places": 4, "placesLeft": 4],
    ]
    let table = OfferPages.datesTable(slots, from: "2027-03-05T15:01:00Z", on: Terminal(width: 100))
    #expect(table[1].contains("too soon") && table[2].contains("4 of 4"), "\(table)")
  }

  @Test func `an evening says its day once and a night says both`() {
    #expect(
      LondonTime.span("2027-07-01T18:00:00Z", "2027-07-01T20:30:00Z") == "Thursday 1 July 2027, 7 pm to 9.30 pm")
    #expect(
      LondonTime.span("2027-03-05T15:00:00Z", "2027-03-06T11:00:00Z")
        == "Friday 5 March 2027, 3 pm, to Saturday 6 March 2027, 11 am")
  }

  @Test func `a London day begins at midnight on the wall`() {
    #expect(LondonTime.start(ofDay: "2027-07-01") == "2027-06-30T23:00:00Z")
    #expect(LondonTime.start(ofDay: "2027-01-01") == "2027-01-01T00:00:00Z")
    #expect(LondonTime.start(ofDay: "2027-03-28") == "2027-03-28T00:00:00Z")
    #expect(LondonTime.start(ofDay: "2027-02-30") == nil)
  }

  @Test(arguments: [(0, "free"), (5, "£0.05"), (1250, "£12.50"), (3000, "£30")])
  func `money is in pounds`(pence: Int, words: String) {
    #expect(Words.money(pence) == words)
  }

  @Test func `a reference is said letter by letter`() {
    #expect(Words.aloud("MR7N-WDJ") == "M R 7 N – W D J")
  }

  @Test func `the warning comes before every other flag`() {
    let words = Words.flags(["no_email", "interpreter", "discreet"])
    #expect(words == ["DISCREET: to nobody else", "needs an interpreter", "no e-mail"])
  }

  @Test func `nothing that plays tricks on a terminal is shown`() {
    let name: JSON = ["name": "Eve\u{1B}[2J\u{202E} \u{9B}31mAda\nGill"]
    #expect(name.said("name") == "Eve[2J 31mAda\nGill")
  }
}

@Suite struct `layout at the phone desk` {
  private let rows = [["1", "A night above the river with breakfast", "L3"], ["2", "Tea", "WN1"]]

  @Test func `a table that fits keeps each row on one line`() {
    var table = Table(.firm("row"), .soft("break"), .firm("id"))
    table.rows = rows
    #expect(
      table.lines(on: Terminal(width: 80)) == [
        "row  break                                   id", "1    A night above the river with breakfast  L3",
        "2    Tea                                     WN1",
      ])
  }

  @Test func `a table too wide for the terminal breaks words and loses none`() {
    var table = Table(.firm("row"), .soft("break"), .firm("id"))
    table.rows = rows
    let lines = table.lines(on: Terminal(width: 28))
    #expect(
      lines == [
        "row  break               id", "1    A night above the   L3", "     river with", "     breakfast",
        "2    Tea                 WN1",
      ])
    #expect(lines.allSatisfy { TextWidth.of($0) <= 28 })
  }

  @Test func `colour is only for terminals`() {
    var table = Table(.firm("row"))
    table.rows = [["1"]]
    #expect(table.lines(on: Terminal(width: 80)).first == "row")
    #expect(table.lines(on: Terminal(width: 80, hasColour: true)).first == "\u{1B}[1mrow\u{1B}[0m")
  }

  @Test(arguments: [("Gill", 4), ("李小龍", 6), ("e\u{301}", 1), ("ਗਿੱਲ", 2), ("", 0)])
  func `wide and combined characters are counted as the terminal shows them`(text: String, width: Int) {
    #expect(TextWidth.of(text) == width)
  }

  @Test func `a letter is wrapped between words and keeps its paragraphs`() {
    let text = "Dear Moira,\n\nyour break is booked and the hotel knows."
    #expect(TextWidth.wrapped(text, to: 16) == ["Dear Moira,", "", "your break is", "booked and the", "hotel knows."])
    #expect(TextWidth.wrapped("abcdefghij kl", to: 4) == ["abcd", "efgh", "ij", "kl"])
    #expect(TextWidth.wrapped("", to: 10) == [""])
  }

  @Test func `facts stand below each other and empty ones are left out`() {
    var facts = Facts()
    facts.add("name", "Moira")
    facts.add("note", nil)
    facts.add("reference", "one two three four five six")
    #expect(
      facts.lines(on: Terminal(width: 40)) == [
        "name       Moira", "reference  one two three four five six",
      ])
  }

  @Test func `a letter by phone leaves no message unless that was allowed`() {
    #expect(LetterPages.message(["to": ["name": "Harbans Kaur Gill"]]).hasPrefix("leave none"))
    #expect(LetterPages.message(["to": ["leaveMessage": true]]).hasPrefix("you may leave one"))
  }

  @Test func `a letter to read shows whom to ring and when before its words`() {
    let letter: JSON = [
      "by": "phone", "state": "to_do", "subject": "Your booking", "text": "Dear Harbans,\n\nyou are booked.",
      "to": ["name": "Harbans Kaur Gill", "phone": "0151 496 0177", "callBetween": "weekdays 10 to 12"],
    ]
    #expect(
      LetterPages.page(letter, row: "2", on: Terminal(width: 80)) == [
        "ring     Harbans Kaur Gill", "number   0151 496 0177", "when     weekdays 10 to 12",
        "message  leave none; try again later", "", "Your booking", "", "Dear Harbans,", "", "you are booked.", "",
        "When it is done: breather letters done 2 --how spoke",
      ])
  }
}
