import Breaks
import Foundation
import TestTown
import Testing
import Wire

/// What partners do with the dates they have: more room, less, a pause, an end.
@Suite(.onEveryEngine) struct SlotChangeTests {
  private func town(
    _ change: [String: JSON] = [:], dates: [JSON] = [["places": 6]]
  ) async throws -> (town: Town, offer: Break) {
    let town = try await Town.make()
    try await town.area()
    return (town, try await town.offer(of: town.host(), change, dates: dates))
  }

  private func carer(_ number: Int, in town: Town) async throws -> String {
    try await town.carer(["email": .string("carer\(number)@example.org")]).token
  }

  @Test func `a date is lowered to what is taken and no further, and raised again`() async throws {
    let (town, offer) = try await town()
    let path = "/v1/slots/\(offer.slots[0])"
    let party: JSON = [["kind": "carer"], ["kind": "companion"], ["kind": "companion"]]
    #expect(try await town.book(offer, carer(1, in: town), ["party": party]).status == 201)
    let less = try await town.patch(path, ["places": 2], token: offer.host.token)
    #expect(less.status == 409 && less.code == "capacity_taken")
    #expect(less.json["taken"] == ["places": 3, "units": 0, "staff": 0])
    let same = try await town.patch(path, ["places": 3], token: offer.host.token)
    #expect(same.status == 200 && same.json["placesLeft"]?.int == 0)
    #expect(try await town.book(offer, carer(2, in: town)).code == "full")
    let coordinator = try await town.token(.coordinator, in: AreaSlug(stored: "liverpool"))
    #expect(try await town.patch(path, ["places": 4], token: coordinator).json["placesLeft"]?.int == 1)
    #expect(try await town.book(offer, carer(2, in: town), key: "b").status == 201)
  }

  @Test func `rooms are lowered by kind, and the twin that is taken stays`() async throws {
    let kinds: JSON = [["kind": "twin", "units": 2], ["kind": "double", "units": 2]]
    let (town, offer) = try await town(
      ["unitKinds": [["kind": "twin", "sleeps": 2], ["kind": "double", "sleeps": 2]]],
      dates: [["places": 8, "kinds": kinds]])
    let path = "/v1/slots/\(offer.slots[0])"
    #expect(try await town.book(offer, carer(1, in: town), ["unitKind": "twin"]).json["unitKind"]?.text == "twin")
    func patch(_ body: JSON) async throws -> Answer { try await town.patch(path, body, token: offer.host.token) }
    let none = try await patch(["kinds": [["kind": "double", "units": 2]]])
    #expect(none.code == "capacity_taken" && none.json["taken"]?["units"]?.int == 1)
    let one = try await patch(["kinds": [["kind": "twin", "units": 1]], "places": 2])
    #expect(one.status == 200, "\(one.text)")
    #expect(one.json["kinds"] == [["kind": "twin", "units": 1, "left": 0]] && one.json["units"]?.int == 1)
    #expect(try await patch(["kinds": .null, "units": 1]).errors == ["/kinds required"])
    #expect(try await patch(["units": .null, "kinds": .null]).code == "capacity_taken")
    let more = try await patch([
      "kinds": [["kind": "twin", "units": 1], ["kind": "double", "units": 3]], "places": 8,
    ])
    #expect(more.json["unitsLeft"]?.int == 3 && more.json["placesLeft"]?.int == 7)
    #expect(try await patch(["kinds": [["kind": "family", "units": 3]]]).errors == ["/kinds/0/kind unit_kind_unknown"])
  }

  @Test func `what was not counted is counted only from a date that nobody has booked`() async throws {
    let (town, offer) = try await town(dates: [["places": 6], ["places": 6]])
    #expect(try await town.book(offer, carer(1, in: town)).status == 201)
    let booked = try await town.patch("/v1/slots/\(offer.slots[0])", ["units": 3], token: offer.host.token)
    #expect(booked.code == "capacity_taken")
    let free = try await town.patch("/v1/slots/\(offer.slots[1])", ["units": 3], token: offer.host.token)
    #expect(free.status == 200 && free.json["unitsLeft"]?.int == 3)
    let again = try await town.patch("/v1/slots/\(offer.slots[1])", ["units": .null], token: offer.host.token)
    #expect(again.status == 200 && again.json["units"] == nil)
  }

  @Test func `a date that anything points to stays, whatever that is`() async throws {
    let (town, offer) = try await town(dates: [["places": 1], ["places": 1]])
    #expect(try await town.book(offer, carer(1, in: town)).status == 201)
    #expect(try await town.wait(for: offer, carer(2, in: town)).status == 201)
    // Nothing that can be asked for waits for a date without bookings: the database is asked, not a rule.
    let free = try ID<Slot>(text: offer.slots[1])
    try await town.carryOut { errand in
      _ = try errand.store.sql.execute("UPDATE waiting_slot SET slot_id = $1", [.uuid(free.uuid)])
    }
    let used = try await town.delete("/v1/slots/\(offer.slots[1])", token: offer.host.token)
    #expect(used.status == 409 && used.code == "slot_used", "\(used.text)")
    #expect(try await town.get("/v1/slots/\(offer.slots[1])").status == 200)
  }

  @Test func `a date has a version that bookings do not change`() async throws {
    let (town, offer) = try await town()
    let path = "/v1/slots/\(offer.slots[0])"
    let tag = try #require(try await town.get(path).header("ETag"))
    #expect(try await town.get(path, headers: ["If-None-Match": tag]).status == 304)
    #expect(try await town.book(offer, carer(1, in: town)).status == 201)
    let changed = try await town.patch(path, ["places": 5], token: offer.host.token, headers: ["If-Match": tag])
    #expect(changed.status == 200, "\(changed.text)")
    let stale = try await town.patch(path, ["places": 4], token: offer.host.token, headers: ["If-Match": tag])
    #expect(stale.status == 412)
  }

  @Test func `a change must say something that can be`() async throws {
    let (town, offer) = try await town()
    let path = "/v1/slots/\(offer.slots[0])"
    let table: [(JSON, [String])] = [
      ([:], [" too_few"]), (["places": .null], ["/places required"]), (["places": 0], ["/places malformed"]),
      (["units": 7], ["/places units_without_people"]), (["staff": 1], ["/staff not_allowed_here"]),
      (["startsAt": "2027-03-01T15:00:00Z"], [" too_few", "/startsAt unknown_field"]),
    ]
    for (body, errors) in table {
      let answer = try await town.patch(path, body, token: offer.host.token)
      #expect(answer.status == 422 && Set(answer.errors) == Set(errors), "\(answer.text)")
    }
    let stranger = try await town.host(name: "Next door", email: "desk@next.example")
    let nobody = UUID.v7(at: town.clock.now, chance: Array(repeating: 0, count: 10)).uuidString.lowercased()
    #expect(try await town.patch(path, ["places": 5], token: stranger.token).status == 404)
    #expect(try await town.patch("/v1/slots/\(nobody)", ["places": 5], token: offer.host.token).status == 404)
    #expect(try await town.patch(path, ["places": 5]).status == 401)
    #expect(try await town.patch(path, ["places": 5], token: carer(1, in: town)).status == 403)
    town.clock.pass(hours: 24 * 9)
    #expect(try await town.patch(path, ["places": 5], token: offer.host.token).code == "slot_past")
    #expect(try await town.delete(path, token: offer.host.token).code == "slot_past")
  }

  @Test func `paused days take no bookings and are nobody's next date, and what is booked is honoured`() async throws {
    let (town, offer) = try await town(dates: [["places": 6], ["places": 6], ["places": 6]])
    let days = try offer.slots.indices.map { London.day(of: try Instant(text: try startsAt(offer, $0))) }
    let token = try await carer(1, in: town)
    let reference = try #require(try await town.book(offer, token).json["reference"]?.text)
    let span: JSON = ["from": .string(days[0].text), "to": .string(days[1].text), "reason": "The kitchen is painted."]
    let paused = try await town.post("/v1/offers/\(offer.id)/pause", span, token: offer.host.token)
    #expect(paused.json == ["slots": 2, "bookings": 1], "\(paused.text)")
    for slot in 0...1 {
      #expect(try await town.book(offer, carer(2, in: town), key: "\(slot)", slot: slot).code == "paused")
    }
    let list = "/v1/offers/\(offer.id)/slots?limit=100"
    let open = try await town.get(list, token: carer(3, in: town)).json["items"]?.items ?? []
    #expect(open.compactMap { $0["id"]?.text } == [offer.slots[2]])
    #expect(try await town.get("/v1/slots/\(offer.slots[0])").status == 404)
    let own = try await town.get(list, token: offer.host.token).json["items"]?.items ?? []
    #expect(own.count { $0["paused"]?.bool == true && $0["pauseReason"]?.text == "The kitchen is painted." } == 2)
    let next = try await town.get("/v1/offers/\(offer.id)").json["nextSlotAt"]?.text
    #expect(try next.map { London.day(of: try Instant(text: $0)) } == days[2])
    let kept = try await town.get("/v1/bookings/\(reference)", token: token)
    #expect(kept.json["state"]?.text == "confirmed")
    let back: JSON = ["from": .string(days[1].text), "to": .string(days[2].text)]
    let resumed = try await town.post("/v1/offers/\(offer.id)/resume", back, token: offer.host.token)
    #expect(resumed.json == ["slots": 1, "bookings": 0])
    #expect(try await town.book(offer, carer(2, in: town), key: "now", slot: 1).status == 201)
    #expect(try await town.book(offer, carer(4, in: town), slot: 0).code == "paused")
  }

  private func startsAt(_ offer: Break, _ slot: Int) throws -> String {
    London.instant(London.day(of: Town.start).adding(days: 7 + 7 * slot), minuteOfDay: 15 * 60).text
  }

  @Test func `a pause is of days to come, and of one's own dates`() async throws {
    let (town, offer) = try await town()
    let path = "/v1/offers/\(offer.id)/pause"
    let table: [(JSON, [String])] = [
      ([:], ["/from required", "/to required"]),
      (["from": "2026-11-30", "to": "2026-11-29"], ["/to ends_before_start"]),
      (["from": "2026-11-01", "to": "2026-11-22"], ["/to in_the_past"]),
      (["from": "2026-11-01", "to": "2029-11-24"], ["/to in_the_future"]),
      (["from": "2026-11-31", "to": "2026-12-01", "reason": ""], ["/reason too_short", "/from malformed"]),
    ]
    for (body, errors) in table {
      let answer = try await town.post(path, body, token: offer.host.token)
      #expect(answer.errors == errors, "\(answer.text)")
    }
    let span: JSON = ["from": "2026-11-30", "to": "2026-12-01"]
    let stranger = try await town.host(name: "Next door", email: "desk@next.example")
    for verb in ["pause", "resume"] {
      #expect(try await town.post("/v1/offers/\(offer.id)/\(verb)", span).status == 401)
      #expect(try await town.post("/v1/offers/\(offer.id)/\(verb)", span, token: stranger.token).status == 404)
    }
  }

  @Test func `a date on which nothing was ever booked may go, and one that was booked once stays`() async throws {
    let kinds: JSON = [["kind": "twin", "units": 2]]
    let (town, offer) = try await town(
      ["unitKinds": [["kind": "twin", "sleeps": 2]]],
      dates: [["places": 4, "kinds": kinds], ["places": 4, "kinds": kinds]])
    let token = try await carer(1, in: town)
    let reference = try #require(try await town.book(offer, token).json["reference"]?.text)
    #expect(try await town.post("/v1/bookings/\(reference)/cancel", token: token).status == 200)
    let used = try await town.delete("/v1/slots/\(offer.slots[0])", token: offer.host.token)
    #expect(used.status == 409 && used.code == "slot_used")
    #expect(try await town.delete("/v1/slots/\(offer.slots[1])").status == 401)
    #expect(try await town.delete("/v1/slots/\(offer.slots[1])", token: token).status == 403)
    #expect(try await town.delete("/v1/slots/\(offer.slots[1])", token: offer.host.token).status == 204)
    #expect(try await town.delete("/v1/slots/\(offer.slots[1])", token: offer.host.token).status == 404)
    #expect(try await town.get("/v1/offers/\(offer.id)/slots").json["items"]?.items?.count == 1)
  }

  @Test func `more room goes to whoever waits first, and so does a date that is open again`() async throws {
    let (town, offer) = try await town(dates: [["places": 1], ["places": 1]])
    let tokens = try await town.carers(5).map(\.token)
    _ = try await town.booked(offer, tokens[0])
    let first = try await town.inLine(for: offer, tokens[1])
    let slot = "/v1/slots/\(offer.slots[0])"
    #expect(try await town.patch(slot, ["places": 2], token: offer.host.token).status == 200)
    #expect(try await town.get(first, token: tokens[1]).json["state"]?.text == "offered")
    #expect(try await town.book(offer, tokens[2], key: "quick").code == "held_by_others")
    let booking = try await town.booked(offer, tokens[3], slot: 1)
    let second = try await town.inLine(for: offer, tokens[4], slots: [1])
    let day = London.day(of: try Instant(text: try startsAt(offer, 1))).text
    let span: JSON = ["from": .string(day), "to": .string(day)]
    #expect(try await town.post("/v1/offers/\(offer.id)/pause", span, token: offer.host.token).status == 200)
    #expect(try await town.post(booking + "/cancel", ["why": "illness"], token: tokens[3]).status == 200)
    #expect(try await town.get(second, token: tokens[4]).json["state"]?.text == "waiting")
    #expect(try await town.post("/v1/offers/\(offer.id)/resume", span, token: offer.host.token).status == 200)
    #expect(try await town.get(second, token: tokens[4]).json["state"]?.text == "offered")
  }

  @Test func `lowering and booking at the same moment never leaves more taken than there is`() async throws {
    let (town, offer) = try await town(dates: [["places": 20]])
    var tokens: [String] = []
    for number in 0..<20 { tokens.append(try await carer(number, in: town)) }
    let path = "/v1/slots/\(offer.slots[0])"
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for token in tokens { group.addTask { try await town.book(offer, token) } }
      for places in [5, 8, 3, 6, 4] {
        group.addTask { try await town.patch(path, ["places": .int(Int64(places))], token: offer.host.token) }
      }
      return try await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    let booked = answers.count { $0.status == 201 }
    let others = answers.filter { ![200, 201].contains($0.status) && !["full", "capacity_taken"].contains($0.code) }
    #expect(others.map(\.text) == [])
    let slot = try await town.get(path, token: offer.host.token).json
    let (places, left) = (try #require(slot["places"]?.int), try #require(slot["placesLeft"]?.int))
    #expect(left >= 0 && places - left == booked)
  }
}
