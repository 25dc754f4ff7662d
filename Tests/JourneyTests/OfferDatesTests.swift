import Breaks
import TestTown
import Testing
import Wire

/// How a partner makes the dates of a break.
@Suite(.onEveryEngine) struct OfferDatesTests {
  private static let tuesdays: JSON = [
    "weekdays": ["tuesday"], "starts": "10:00", "ends": "12:00", "from": "2027-03-01", "until": "2027-04-30",
    "exceptBankHolidays": true, "exceptDays": ["2027-03-09"], "places": 8,
  ]

  /// The rule with some members changed.
  private static func tuesdays(_ change: [String: JSON]) -> JSON {
    var rule = tuesdays.object ?? JSONObject()
    for (name, value) in change { rule[name] = value }
    return .object(rule)
  }

  private func published() async throws -> (town: Town, offer: Break) {
    let town = try await Town.make()
    try await town.area()
    return (town, try await town.offer(of: town.host(), ["stay": "daytime"], places: 4))
  }

  @Test func `Tuesdays until the end of April are made at once, at ten by the clock`() async throws {
    let (town, offer) = try await published()
    let path = "/v1/offers/\(offer.id)/slots"
    let made = try await town.post(
      path, ["repeat": Self.tuesdays], token: offer.host.token, headers: ["Idempotency-Key": "tuesdays"])
    #expect(made.status == 201, "\(made.text)")
    #expect(
      made.json["slots"]?.items?.compactMap { $0["startsAt"]?.text } == [
        "2027-03-02T10:00:00Z", "2027-03-16T10:00:00Z", "2027-03-23T10:00:00Z", "2027-03-30T09:00:00Z",
        "2027-04-06T09:00:00Z", "2027-04-13T09:00:00Z", "2027-04-20T09:00:00Z", "2027-04-27T09:00:00Z",
      ])
    let again = try await town.post(
      path, ["repeat": Self.tuesdays], token: offer.host.token, headers: ["Idempotency-Key": "tuesdays"])
    #expect(again.status == 201 && again.text == made.text)
    let listed = try await town.get(path + "?from=2027-03-01&limit=100")
    #expect(listed.json["items"]?.items?.count == 8)
    #expect(listed.json["items"]?.items?.first?["placesLeft"]?.int == 8)
  }

  @Test func `a rule that meets a date that is there makes nothing at all`() async throws {
    let (town, offer) = try await published()
    let path = "/v1/offers/\(offer.id)/slots"
    let first: JSON = ["startsAt": "2027-04-06T09:00:00Z", "endsAt": "2027-04-06T10:00:00Z", "places": 2]
    #expect(try await town.post(path, ["slots": [first]], token: offer.host.token).status == 201)
    let refused = try await town.post(path, ["repeat": Self.tuesdays], token: offer.host.token)
    #expect(refused.status == 422 && refused.errors == ["/repeat duplicate"])
    #expect(refused.json["errors"]?[0]?["detail"]?.text?.contains("2027-04-06") == true)
    #expect(try await town.get(path + "?from=2027-03-01&limit=100").json["items"]?.items?.count == 1)
    let without = Self.tuesdays(["exceptDays": ["2027-04-06"]])
    #expect(try await town.post(path, ["repeat": without], token: offer.host.token).status == 201)
  }

  @Test func `dates are said one by one or by a rule, and everything wrong is told at once`() async throws {
    let (town, offer) = try await published()
    let path = "/v1/offers/\(offer.id)/slots"
    let one: JSON = ["startsAt": "2027-04-06T09:00:00Z", "endsAt": "2027-04-06T10:00:00Z", "places": 2]
    let table: [(JSON, [String])] = [
      ([:], ["/slots required"]), (["slots": [one], "repeat": Self.tuesdays], ["/repeat not_allowed_here"]),
      (["repeat": []], ["/repeat wrong_type"]),
      (
        ["repeat": ["weekdays": [], "starts": "25:00", "ends": 12, "until": "2027-02-30", "places": 0, "x": 1]],
        [
          "/repeat/weekdays too_few", "/repeat/starts malformed", "/repeat/ends wrong_type", "/repeat/from required",
          "/repeat/until malformed", "/repeat/places malformed", "/repeat/x unknown_field",
        ]
      ),
      (
        ["repeat": Self.tuesdays(["weekdays": ["tuesday", "tuesday", "someday"], "everyWeeks": 9])],
        ["/repeat/weekdays/1 duplicate", "/repeat/weekdays/2 unknown_value", "/repeat/everyWeeks malformed"]
      ),
      (["repeat": Self.tuesdays(["from": "2026-01-01"])], ["/repeat/from in_the_past"]),
      (["repeat": Self.tuesdays(["until": "2027-03-01"])], ["/repeat too_few"]),
      (
        [
          "repeat": Self.tuesdays([
            "weekdays": .array(Weekday.allCases.map { .string($0.rawValue) }), "until": "2028-06-30",
          ])
        ],
        ["/repeat/until too_many"]
      ),
    ]
    for (body, errors) in table {
      let answer = try await town.post(path, body, token: offer.host.token)
      #expect(answer.status == 422 && answer.errors == errors, "\(answer.text)")
    }
    #expect(try await town.get(path + "?from=2027-01-01&limit=100").json["items"]?.items?.count == 0)
    #expect(try await town.post(path, ["repeat": Self.tuesdays]).status == 401)
    let stranger = try await town.host(name: "Next door", email: "desk@next.example")
    #expect(try await town.post(path, ["repeat": Self.tuesdays], token: stranger.token).status == 404)
  }
}
