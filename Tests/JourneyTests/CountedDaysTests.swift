import Breaks
import Store
import TestTown
import Testing
import Wire

/// What counts towards a carer's share, on which day, and what does not.
@Suite(.onEveryEngine) struct CountedDaysTests {
  /// A date by its London day, from three in the afternoon for some hours.
  private static func date(_ day: String, hours: Int = 20, _ room: [String: JSON] = ["places": 4]) throws -> JSON {
    let start = London.instant(try Day(text: day), minuteOfDay: 15 * 60)
    var date = JSONObject()
    date["startsAt"] = .string(start.text)
    date["endsAt"] = .string(start.adding(hours: hours).text)
    for (name, value) in room { date[name] = value }
    return .object(date)
  }

  @Test func `a change that is asked for keeps its share of the half-year it would fall in`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (asks, other) = (
      try await town.offer(
        of: town.host(), ["confirmation": "partner"],
        dates: [Self.date("2026-12-10"), Self.date("2027-01-14")]),
      try await town.offer(
        of: town.host(name: "The Lantern"), dates: [Self.date("2026-12-17"), Self.date("2027-02-10")])
    )
    let carer = try await town.carer()
    let reference = try #require(try await town.book(asks, carer.token).json["reference"]?.text)
    func host(_ act: String, _ reference: String?) async throws {
      #expect(try await town.post("/v1/bookings/\(reference ?? "")/\(act)", token: asks.host.token).status == 200)
    }
    try await host("accept", reference)
    func askForJanuary(_ key: String) async throws -> String? {
      let asked = try await town.post(
        "/v1/bookings/\(reference)/change", ["slots": [.string(asks.slots[1])]], token: carer.token,
        headers: ["Idempotency-Key": key])
      #expect(asked.status == 201)
      return asked.json["reference"]?.text
    }
    let first = try await askForJanuary("1")
    #expect(try await town.book(other, carer.token, key: "a").code == "cap_reached")
    #expect(try await town.book(other, carer.token, key: "b", slot: 1).code == "cap_reached")
    try await host("decline", first)
    let february = try await town.book(other, carer.token, key: "c", slot: 1)
    #expect(february.status == 201, "\(february.text)")
    let given = "/v1/bookings/\(february.json["reference"]?.text ?? "")/cancel"
    #expect(try await town.post(given, ["why": "other"], token: carer.token).status == 200)
    // And when the place says yes, December is free again.
    try await host("accept", try await askForJanuary("2"))
    #expect(try await town.book(other, carer.token, key: "d", slot: 1).code == "cap_reached")
    #expect(try await town.book(other, carer.token, key: "e").status == 201)
  }

  @Test func `days out in two quarters count in each`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(
      of: town.host(), ["stay": "daytime"],
      dates: [Self.date("2026-12-30", hours: 3), Self.date("2027-01-06", hours: 3)])
    let carer = try await town.carer()
    let both: JSON = .array(offer.slots.map(JSON.string))
    #expect(try await town.book(offer, carer.token, ["slots": both]).status == 201)
    let caps = try await town.get("/v1/carers/me/caps", token: carer.token).json["caps"]?.items ?? []
    let daytime = try #require(caps.first { $0["stay"]?.text == "daytime" })
    #expect(daytime["used"]?.int == 1)
    #expect(daytime["next"]?["used"]?.int == 1)
  }

  @Test func `a series of sittings uses up the hours of each of its weeks`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let administrator = try await town.token(.administrator, in: area)
    #expect(try await town.patch("/v1/areas/liverpool", ["careHoursPerWeek": 6], token: administrator).status == 200)
    let host = try await town.host(name: "Sit With Me", email: "rota@sitwithme.example")
    let desk = try await town.token(.coordinator, in: area)
    #expect(try await town.patch("/v1/partners/\(host.id)", ["noPersonalCare": true], token: desk).status == 200)
    let days = ["2026-12-01", "2026-12-08", "2026-12-10"]
    let sitting = try await town.offer(
      of: host, ["stay": "at_home", "category": "care"], dates: days.map { try Self.date($0, hours: 6) })
    let carer = try await town.carer()
    let wish: [String: JSON] = ["party": [["kind": "cared_for"]], "care": ["needs": ["Company"]]]
    let two: JSON = [.string(sitting.slots[0]), .string(sitting.slots[1])]
    #expect(try await town.book(sitting, carer.token, wish.merging(["slots": two]) { $1 }).status == 201)
    #expect(try await town.book(sitting, carer.token, key: "b", slot: 2, wish).code == "care_hours_reached")
  }

  @Test func `respite care that is given up late is no break that was had`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let host = try await town.host(name: "Larkmere Respite")
    let desk = try await town.token(.coordinator, in: area)
    #expect(try await town.patch("/v1/partners/\(host.id)", ["noPersonalCare": true], token: desk).status == 200)
    let respite = try await town.offer(of: host, ["category": "care", "cancelFreeHours": 300])
    let night = try await town.offer(of: town.host(name: "The Lantern"), dates: 2)
    let carer = try await town.carer()
    let booked = try await town.book(
      respite, carer.token, ["party": [["kind": "cared_for"]], "care": ["needs": ["Company"]]])
    let path = "/v1/bookings/\(booked.json["reference"]?.text ?? "")/cancel"
    let cancelled = try await town.post(path, ["why": "changed_mind"], token: carer.token)
    #expect(cancelled.json["late"]?.bool == true)
    #expect(try await town.book(night, carer.token, key: "b", slot: 1).status == 201)
  }

  @Test func `what a coordinator gave beyond the share can be confirmed and changed like any other`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host(), dates: 3)
    let (carer, desk) = (try await town.carer(), try await town.token(.coordinator, in: area))
    #expect(try await town.book(offer, carer.token).status == 201)
    let more: [String: JSON] = [
      "onBehalfOf": .string(carer.id), "override": ["reason": "Her mother died in May."], "hold": true,
    ]
    #expect(try await town.book(offer, carer.token, key: "b", slot: 1).code == "cap_reached")
    let held = try await town.book(offer, desk, key: "c", slot: 1, more)
    let path = "/v1/bookings/\(held.json["reference"]?.text ?? "")"
    #expect(try await town.post(path + "/confirm", [:], token: desk).json["state"]?.text == "confirmed")
    func change(_ body: JSON, _ key: String) async throws -> Answer {
      try await town.post(path + "/change", body, token: carer.token, headers: ["Idempotency-Key": key])
    }
    #expect(try await change(["party": Town.party(2)], "1").status == 200)
    // For other dates a person looks again.
    #expect(try await change(["slots": [.string(offer.slots[2])]], "2").code == "cap_reached")
  }
}
