import Testing
import Wire

@testable import Desk

@Suite struct `dates at the phone desk` {
  @Test func `days and clock times become instants, also where the clocks change`() throws {
    let typed = [
      "--date", "2027-03-26", "--date", "2027-03-27", "--starts", "15:00", "--ends", "11:00", "--places", "4",
      "--units",
      "2",
    ]
    #expect(
      try DateOptions.parse(typed).body() == [
        "slots": [
          ["startsAt": "2027-03-26T15:00:00Z", "endsAt": "2027-03-27T11:00:00Z", "places": 4, "units": 2],
          ["startsAt": "2027-03-27T15:00:00Z", "endsAt": "2027-03-28T10:00:00Z", "places": 4, "units": 2],
        ]
      ])
  }

  @Test(arguments: [
    ("2027-03-28", 90, "2027-03-28T01:30:00Z"), ("2027-03-28", 120, "2027-03-28T01:00:00Z"),
    ("2027-10-31", 90, "2027-10-31T00:30:00Z"), ("2027-10-31", 120, "2027-10-31T02:00:00Z"),
    ("2027-10-31", 0, "2027-10-30T23:00:00Z"), ("2027-12-31", 1439, "2027-12-31T23:59:00Z"),
  ])
  func `the desk reckons the hours of London as the server does`(day: String, minute: Int, instant: String) {
    #expect(LondonTime.instant(day, minuteOfDay: minute) == instant)
  }

  @Test func `every field of a rule can be said`() throws {
    let rule = try RuleOptions.parse([
      "--on", "Tuesdays", "--on", "thu", "--starts", "10:00", "--ends", "12:00", "--from", "2027-01-05", "--until",
      "2027-07-27", "--every-weeks", "2", "--not-bank-holidays", "--except", "2027-02-16", "--places", "8", "--kind",
      "twin:3", "--kind", "double: 2", "--staff", "1",
    ])
    #expect(
      try rule.body() == [
        "repeat": [
          "weekdays": ["tuesday", "thursday"], "starts": "10:00", "ends": "12:00", "from": "2027-01-05",
          "until": "2027-07-27", "everyWeeks": 2, "exceptBankHolidays": true, "exceptDays": ["2027-02-16"],
          "places": 8, "kinds": [["kind": "twin", "units": 3], ["kind": "double", "units": 2]], "staff": 1,
        ]
      ])
  }

  @Test(arguments: [
    ["--date", "2027-02-30", "--starts", "15:00", "--ends", "16:00", "--places", "4"],
    ["--date", "2027-02-20", "--starts", "3pm", "--ends", "16:00", "--places", "4"],
    ["--date", "2027-02-20", "--starts", "15:00", "--ends", "24:00", "--places", "4"],
    ["--date", "2027-02-20", "--starts", "15:00", "--ends", "16:00", "--kind", "twin"],
  ])
  func `a date that cannot be read is not guessed`(typed: [String]) throws {
    #expect(throws: DeskFault.self) { try DateOptions.parse(typed).body() }
  }

  @Test func `room left is shown by kind, and a pause is shown as one`() {
    let slots: [JSON] = [
      [
        "id": "019394c2-7a10-7c1e-8f00-2b6d1c5e9d01", "startsAt": "2027-03-05T15:00:00Z",
        "endsAt": "2027-03-06T11:00:00Z", "places": 6, "placesLeft": 2, "units": 3, "unitsLeft": 1,
        "kinds": [["kind": "twin", "units": 2, "left": 1], ["kind": "double", "units": 1, "left": 0]],
      ],
      [
        "id": "019394c2-7a10-7c1e-8f00-2b6d1c5e9d02", "startsAt": "2027-03-12T15:00:00Z",
        "endsAt": "2027-03-13T11:00:00Z", "places": 6, "placesLeft": 6, "paused": true,
      ],
    ]
    let lines = OfferPages.datesTable(slots, on: Terminal(width: 120))
    #expect(lines[1].contains("2 of 6") && lines[1].contains("1 of 2 twin, none double"))
    #expect(lines[2].contains("paused"))
  }

  @Test func `a kind of room is asked for, and shown with the booking`() throws {
    let wish = try Bookings.Wish.parse(["--offer", "1", "--unit-kind", "Twin"])
    #expect(try wish.body(offer: "o", slots: ["s"], carer: nil, beside: nil)["unitKind"]?.text == "twin")
    let booking: JSON = ["reference": "MR7N-WDJ", "state": "confirmed", "units": 2, "unitKind": "twin"]
    #expect(BookingPages.page(booking, on: Terminal(width: 80)).contains { $0.hasSuffix("2 twin") })
  }
}
