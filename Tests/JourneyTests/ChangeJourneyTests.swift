import Breaks
import TestTown
import Testing
import Wire

/// A booking changes in one step: the old place is kept until the new one is sure.
@Suite(.onEveryEngine) struct ChangeJourneyTests {
  private static let two: JSON = [["kind": "carer"], ["kind": "companion", "name": "Joe"]]
  private static let three: JSON = [["kind": "carer"], ["kind": "companion"], ["kind": "companion"]]

  private func change(
    _ town: Town, _ reference: String, _ body: JSON, _ token: String, key: String = "change",
    headers: [String: String] = [:]
  ) async throws -> Answer {
    try await town.post(
      "/v1/bookings/\(reference)/change", body, token: token,
      headers: headers.merging(["Idempotency-Key": key]) { $1 })
  }

  private func line(_ name: String, of calendar: String?) -> String? {
    calendar?.split(whereSeparator: \.isNewline).first { $0.hasPrefix("\(name):") }.map {
      String($0.dropFirst(name.count + 1))
    }
  }

  @Test func `a refused change is counted by area and day, and says nobody's name`() async throws {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host(), places: 2), try await town.carer())
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    #expect(try await change(town, reference, ["party": Self.three], carer.token).code == "full")
    let child: JSON = ["party": [["kind": "child", "age": 6]]]
    #expect(try await change(town, reference, child, carer.token, key: "b").status == 422)
    let other = try await town.carer(["email": "bo@example.org"])
    #expect(try await change(town, reference, ["party": Self.two], other.token, key: "c").status == 404)
    let commissioner = try await town.token(.commissioner, in: liverpool)
    let counted = try await town.get("/v1/refusals", token: commissioner).json["items"]?.items ?? []
    #expect(
      counted.map { "\($0["code"]?.text ?? "") \($0["count"]?.int ?? 0)" } == [
        "adult_needed_in_party 1", "carer_needed_in_party 1", "full 1",
      ])
  }

  @Test func `one person more takes one place more, and calendars are put right`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host()), try await town.carer())
    let post = try await town.post()
    let booked = try await town.book(offer, carer.token, ["party": Self.two])
    let reference = try #require(booked.json["reference"]?.text)
    let before = try await post.deliver().last { $0.to == "aisha@example.org" && $0.calendar != nil }
    let changed = try await change(town, reference, ["party": Self.three], carer.token)
    #expect(changed.status == 200)
    #expect(changed.json["reference"]?.text == reference)
    #expect(changed.json["version"]?.int == 2)
    #expect(changed.json["state"]?.text == "confirmed")
    #expect(try await town.placesLeft(offer) == 1)
    let again = try await change(town, reference, ["party": Self.three], carer.token)
    #expect(again.body == changed.body)
    #expect(try await town.placesLeft(offer) == 1)

    let mails = try await post.deliver()
    let hers = try #require(mails.last { $0.to == "aisha@example.org" })
    #expect(hers.subject.hasPrefix("Your booking has changed"))
    #expect(line("UID", of: hers.calendar) == line("UID", of: before?.calendar))
    #expect(line("SEQUENCE", of: before?.calendar) == "0")
    #expect(line("SEQUENCE", of: hers.calendar) == "1")
    #expect(line("METHOD", of: hers.calendar) == "REQUEST")
    let theirs = try #require(mails.last { $0.to == Town.hostEmail })
    #expect(theirs.text.contains("3 adults"))
    #expect(line("SEQUENCE", of: theirs.calendar) == "1")
    let notes = try await town.carryOut { errand in
      try errand.store.sql.query("SELECT note FROM audit_entry WHERE act = 'booking_changed'").map {
        try $0.text("note")
      }
    }
    #expect(notes == ["party"])
    try await post.stop()
  }

  @Test func `a change that does not fit changes nothing`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 2, dates: 2)
    let (carer, other) = (try await town.carer(), try await town.carer(["email": "bo@example.org"]))
    let booked = try await town.book(offer, carer.token, ["party": Self.two])
    let reference = try #require(booked.json["reference"]?.text)
    #expect(try await town.book(offer, other.token, slot: 1).status == 201)
    let post = try await town.post()
    let letters = try await post.deliver().count
    let moved: JSON = ["slots": [.string(offer.slots[1])], "note": "A week later, please."]
    #expect(try await change(town, reference, moved, carer.token, key: "1").code == "full")
    #expect(try await change(town, reference, ["party": Self.three], carer.token, key: "2").code == "full")
    let nobody: JSON = ["party": [["kind": "companion"]], "slots": [.string(offer.id)]]
    #expect(try await change(town, reference, nobody, carer.token, key: "3").status == 422)
    let stands = try await town.get("/v1/bookings/\(reference)", token: carer.token)
    #expect(stands.json["version"]?.int == 1)
    #expect(stands.json["slots"] == booked.json["slots"])
    #expect(stands.json["party"] == booked.json["party"])
    #expect(stands.json["note"] == nil)
    #expect(try await town.placesLeft(offer) == 0)
    #expect(try await town.placesLeft(offer, slot: 1) == 1)
    #expect(try await post.deliver().count == letters)
    try await post.stop()
  }

  @Test func `another date frees the old one at once, and counts as one break`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), dates: 3)
    let carer = try await town.carer()
    let booked = try await town.book(offer, carer.token, ["party": Self.two])
    let reference = try #require(booked.json["reference"]?.text)
    let moved = try await change(town, reference, ["slots": [.string(offer.slots[1])]], carer.token)
    #expect(moved.status == 200)
    #expect(moved.json["slots"]?[0]?["id"]?.text == offer.slots[1])
    #expect(moved.json["cancelFreeUntil"] != booked.json["cancelFreeUntil"])
    #expect(try await town.placesLeft(offer) == 4)
    #expect(try await town.placesLeft(offer, slot: 1) == 2)
    #expect(try await town.book(offer, carer.token, key: "b", slot: 2).code == "cap_reached")
    let cancelled = try await town.post("/v1/bookings/\(reference)/cancel", token: carer.token)
    #expect(cancelled.status == 200)
    #expect(try await town.placesLeft(offer, slot: 1) == 4)
  }

  @Test func `who may change it, and what must be said`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host())
    let (carer, other) = (try await town.carer(), try await town.carer(["email": "bo@example.org"]))
    let booked = try await town.book(offer, carer.token)
    let reference = try #require(booked.json["reference"]?.text)
    let note: JSON = ["note": "After eight."]
    #expect(try await change(town, reference, note, other.token).status == 404)
    #expect(try await change(town, reference, note, offer.host.token).status == 403)
    let keyless = try await town.post("/v1/bookings/\(reference)/change", note, token: carer.token)
    #expect(keyless.code == "idempotency_key_missing")
    #expect(try await change(town, reference, ["shareNeeds": true], carer.token).code == "too_few")
    #expect(try await change(town, reference, note, carer.token, headers: ["If-Match": "\"1\""]).status == 412)
    let volunteer = try await town.token(.volunteer, in: area)
    #expect(try await change(town, reference, note, volunteer).code == "identity_not_checked")
    let checked: JSON = ["note": "After eight.", "identity": ["checked": ["birth_date", "postcode"]]]
    let noted = try await change(town, reference, checked, volunteer, key: "2")
    #expect(noted.json["note"]?.text == "After eight.")
    let gone = try await change(town, reference, ["note": .null], carer.token, key: "3")
    #expect(gone.json["note"] == nil)
    let same = try await change(town, reference, ["slots": [.string(offer.slots[0])]], carer.token, key: "4")
    #expect(same.json["version"] == gone.json["version"])
    town.clock.pass(hours: 24 * 8)
    #expect(try await change(town, reference, note, carer.token, key: "5").code == "wrong_state")
  }
}
