import Breaks
import TestTown
import Testing
import Wire

/// Offers that come back every year: copied, and kept to their season.
@Suite(.onEveryEngine) struct SeasonJourneyTests {
  private static func slot(_ start: String) -> JSON {
    ["startsAt": .string(start), "endsAt": .string(start.replacing("T10", with: "T12")), "places": 4]
  }

  @Test func `outside its season nothing is added and nothing booked`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (host, carer) = (try await town.host(), try await town.carer())
    let offer = try await town.offer(of: host, ["stay": "daytime"])
    let path = "/v1/offers/\(offer.id)"
    let early = try await town.patch(
      path, ["season": ["from": "2026-12-01", "to": "2027-01-10"]], token: host.token)
    #expect(early.errors == ["/season dates_outside_season"], "the date of 30 November would be stranded")
    for (season, error) in [
      (["from": "2026-12-01", "to": "2026-11-30"] as JSON, "/season/to ends_before_start"),
      (["from": "2026-11-23", "to": "2027-11-24"], "/season/to too_large"),
      (["from": "2026-11-23"], "/season/to required"),
    ] {
      #expect(try await town.patch(path, ["season": season], token: host.token).errors == [error])
    }
    let longest = try await town.patch(path, ["season": ["from": "2026-11-23", "to": "2027-11-23"]], token: host.token)
    #expect(longest.status == 200, "366 days")
    let season = try await town.patch(path, ["season": ["from": "2026-11-30", "to": "2026-12-31"]], token: host.token)
    #expect(season.json["season"]?["to"]?.text == "2026-12-31")
    #expect(try await town.get(path).json["season"]?["from"]?.text == "2026-11-30")
    let added = try await town.post(
      path + "/slots",
      [
        "slots": [
          Self.slot("2026-12-31T10:00:00Z"), Self.slot("2027-01-01T10:00:00Z"), Self.slot("2026-11-29T10:00:00Z"),
        ]
      ], token: host.token)
    #expect(added.errors == ["/slots/1/startsAt outside_season", "/slots/2/startsAt outside_season"])
    #expect(
      try await town.post(path + "/slots", ["slots": [Self.slot("2026-12-31T10:00:00Z")]], token: host.token).status
        == 201)
    // Behind the rules' back, as an older version may have left it.
    try await town.carryOut { errand in
      var old = try #require(try errand.store.offers.find(try ID(text: offer.id), now: errand.now))
      old.details.season = Season(from: try Day(text: "2026-12-01"), to: try Day(text: "2026-12-31"))
      #expect(try errand.store.offers.update(old))
    }
    #expect(try await town.book(offer, carer.token).code == "out_of_season")
    #expect(try await town.patch(path, ["season": .null], token: host.token).json["season"] == nil)
    #expect(try await town.book(offer, carer.token).status == 201)
  }

  @Test func `a copy is a draft without dates or season, and says all the rest`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (host, other) = (try await town.host(), try await town.host(name: "Heron", email: "desk@heron.example"))
    let offer = try await town.offer(
      of: host, ["season": ["from": "2026-11-23", "to": "2026-12-31"], "valuePence": 9900])
    let path = "/v1/offers/\(offer.id)/copy"
    let copy = try await town.post(path, token: host.token, headers: ["Idempotency-Key": "c"])
    #expect(copy.status == 201 && copy.json["version"]?.int == 1 && copy.json["state"]?.text == "draft")
    #expect(copy.json["title"]?.text == "A night by the beach (copy)" && copy.json["valuePence"]?.int == 9900)
    #expect(copy.json["season"] == nil && copy.json["nextSlotAt"] == nil)
    let id = try #require(copy.json["id"]?.text)
    #expect(id != offer.id && copy.header("Location") == "/v1/offers/\(id)")
    #expect(try await town.post(path, token: host.token, headers: ["Idempotency-Key": "c"]).text == copy.text)
    let named = try await town.post(path, ["title": "Panto for the family"], token: host.token)
    #expect(named.json["title"]?.text == "Panto for the family")
    #expect(try await town.post(path, token: other.token).status == 404)
    #expect(try await town.post(path, ["titel": "x"], token: host.token).errors == ["/titel unknown_field"])
    let long = try await town.post(
      path, ["title": .string(String(repeating: "é", count: 120))], token: host.token)
    let again = try await town.post("/v1/offers/\(long.json["id"]?.text ?? "")/copy", token: host.token)
    #expect(again.json["title"]?.text == String(repeating: "é", count: 113) + " (copy)")
  }

  @Test func `who publishes a break that cannot be booked yet is told so`() async throws {
    let town = try await Town.make()
    try await town.area()
    let host = try await town.host()
    let offer = try await town.offer(of: host)
    let copy = try await town.post("/v1/offers/\(offer.id)/copy", token: host.token)
    let path = "/v1/offers/\(copy.json["id"]?.text ?? "")"
    let bare = try await town.post(path + "/publish", token: host.token)
    #expect(bare.status == 200 && bare.json["state"]?.text == "published")
    #expect(bare.json["warnings"]?.items?.compactMap { $0["code"]?.text } == ["no_coming_dates"])
    #expect(try await town.get(path).json["warnings"] == nil)
    let dates = try await town.post(
      path + "/slots", ["slots": [Self.slot("2026-12-14T10:00:00Z")]], token: host.token)
    #expect(dates.status == 201)
    #expect(try await town.post(path + "/publish", token: host.token).json["warnings"]?.items?.isEmpty == true)
    _ = try await town.patch(path, ["season": ["from": "2026-12-01", "to": "2026-12-14"]], token: host.token)
    town.clock.set(London.midnight(try Day(text: "2026-12-15")))
    let late = try await town.post(path + "/publish", token: host.token)
    #expect(late.json["warnings"]?.items?.compactMap { $0["code"]?.text } == ["season_over"])
  }
}
