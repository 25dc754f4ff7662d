import Breaks
import TestTown
import Testing
import Wire

/// Life happens: a carer is left in peace, and nothing is held against them.
@Suite(.onEveryEngine) struct QuietJourneyTests {
  @Test func `bereavement between confirmation and stay: the break is honoured, and cancelling late costs nothing`()
    async throws
  {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host(), dates: 3)
    let carer = try await town.carer()
    let booked = try await town.book(offer, carer.token)
    let reference = try #require(booked.json["reference"]?.text)
    let quiet = try await town.post("/v1/carers/\(carer.id)/quiet", ["why": "bereavement"], token: carer.token)
    #expect(quiet.json["quiet"]?["why"]?.text == "bereavement")
    let stands = try await town.get("/v1/bookings/\(reference)", token: carer.token)
    #expect(stands.json["state"]?.text == "confirmed")
    let seen = try await town.get("/v1/partners/\(offer.host.id)/bookings", token: offer.host.token)
    #expect(!seen.text.contains("bereavement") && !seen.text.contains("quiet"))
    // Letters about what is booked still go.
    let post = try await town.post()
    #expect(try await post.deliver().contains { $0.to == "aisha@example.org" && $0.text.contains(reference) })
    let volunteer = try await town.token(.volunteer, in: area)
    let found = try await town.post("/v1/carers/search", ["phone": "0151 496 0303"], token: volunteer)
    #expect(found.json["items"]?[0]?["flags"]?.items?.contains("quiet") == true)
    #expect(!found.text.contains("bereavement"))

    town.clock.pass(hours: 24 * 7 + 5)
    let cancelled = try await town.post(
      "/v1/bookings/\(reference)/cancel", ["why": "changed_mind"], token: carer.token)
    #expect(cancelled.json["late"]?.bool == false)
    #expect(try await town.book(offer, carer.token, key: "b", slot: 1).status == 201)
    let notes = try await town.carryOut { errand in
      try errand.store.sql.query("SELECT note FROM audit_entry WHERE act LIKE 'carer_quiet%'").map {
        try $0.text("note")
      }
    }
    #expect(notes == [""])
    try await post.stop()
  }

  @Test func `who is left in peace is not asked why they stayed away`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host(), dates: 4)
    let (carer, volunteer) = (try await town.carer(), try await town.token(.volunteer, in: area))
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    town.clock.pass(hours: 24 * 9)
    let post = try await town.post()
    _ = try await town.post("/v1/bookings/\(reference)/absent", token: offer.host.token)
    // Asked already, but the letter has not gone: it never will.
    let quiet = try await town.post("/v1/carers/\(carer.id)/quiet", ["why": "emergency"], token: volunteer)
    #expect(quiet.status == 200)
    #expect(try await !post.deliver().contains { $0.subject.hasPrefix("Is all well") })
    let shown = try await town.get("/v1/bookings/\(reference)", token: carer.token)
    #expect(shown.json["absence"]?["excused"]?.bool == true)

    _ = try await town.post("/v1/bookings/\(reference)/attended", token: offer.host.token)
    _ = try await town.post("/v1/bookings/\(reference)/absent", token: offer.host.token)
    let again = try await town.get("/v1/bookings/\(reference)", token: carer.token)
    #expect(again.json["absence"]?["excused"]?.bool == true)
    #expect(again.json["absence"]?["askedAt"] == nil)
    let lifted = try await town.post("/v1/carers/\(carer.id)/lift", token: carer.token)
    #expect(lifted.json["quiet"] == nil)
    #expect(try await town.post("/v1/carers/\(carer.id)/lift", token: carer.token).json == lifted.json)
    try await post.stop()
  }

  @Test func `after a carer's death nothing is written, and somebody rings each place`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host(), ["stay": "daytime"], dates: 2)
    let (carer, volunteer) = (try await town.carer(), try await town.token(.volunteer, in: area))
    let post = try await town.post()
    let before = try await post.deliver().count
    var references: [String] = []
    for slot in 0..<2 {
      let booked = try await town.book(offer, carer.token, key: "\(slot)", slot: slot)
      references.append(try #require(booked.json["reference"]?.text))
    }
    // The letters of both bookings wait in the outbox.
    let died = try await town.post("/v1/carers/\(carer.id)/quiet", ["why": "carer_died"], token: volunteer)
    #expect(died.status == 200)
    #expect(try await town.get("/v1/me", token: carer.token).status == 401)
    _ = try await town.post("/v1/sign-in", ["email": "aisha@example.org"])
    let mails = try await post.deliver().dropFirst(before)
    #expect(mails.map(\.to) == [Town.hostEmail, Town.hostEmail])
    let withheld = try await town.get("/v1/letters?state=withheld", token: volunteer)
    #expect(withheld.json["items"]?.items?.count == 2)
    #expect(withheld.json["items"]?[0]?["to"]?["phone"] == nil)

    let calls = try await town.get("/v1/letters?by=phone", token: volunteer)
    let items = calls.json["items"]?.items ?? []
    #expect(items.compactMap { $0["reference"]?.text }.sorted() == references.sorted())
    #expect(items.allSatisfy { $0["to"]?["phone"]?.text == "0151 496 0455" })
    let call = try await town.get("/v1/letters/\(items.first?["id"]?.text ?? "")", token: volunteer)
    #expect(call.json["text"]?.text?.contains("You need not say why") == true)
    let listed = try await town.get("/v1/bookings?carerId=\(carer.id)", token: volunteer)
    #expect(listed.json["items"]?.items?.map { $0["state"]?.text } == ["confirmed", "confirmed"])
    let booking: [String: JSON] = [
      "onBehalfOf": .string(carer.id), "identity": ["checked": ["birth_date", "postcode"]],
    ]
    #expect(try await town.book(offer, volunteer, key: "n", booking).code == "wrong_state")
    let other = try await town.post("/v1/carers/\(carer.id)/quiet", ["why": "asked"], token: volunteer)
    #expect(other.code == "wrong_state")
    try await post.stop()
  }

  @Test func `after a carer's death nobody is rung up for them, and after a mistake somebody is again`() async throws {
    let town = try await Town.make()
    let desk = try await town.token(.volunteer, in: town.area())
    let carer = try await town.carer(["contact": ["safeBy": ["phone"]]])
    _ = try await town.booked(try await town.offer(of: town.host()), carer.token)
    func kinds(_ query: String) async throws -> [String] {
      let list = try await town.get("/v1/letters?limit=100&\(query)", token: desk).json["items"]?.items ?? []
      return list.compactMap { $0["kind"]?.text }.sorted()
    }
    let hers = ["booking_confirmed", "carer_verified", "registration_received"]
    #expect(try await kinds("by=phone") == hers)
    _ = try await town.post("/v1/carers/\(carer.id)/quiet", ["why": "carer_died"], token: desk)
    #expect(try await kinds("by=phone") == ["call_about_booking"])
    #expect(try await kinds("state=withheld").contains("booking_confirmed"))
    _ = try await town.post("/v1/carers/\(carer.id)/lift", token: desk)
    let post = try await town.post()
    _ = try await post.deliver()
    #expect(try await kinds("by=phone").contains("booking_confirmed"))
    #expect(try await !kinds("by=phone").contains("call_about_booking"))
    try await post.stop()
  }

  @Test func `a report that was a mistake is undone`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host())
    let (carer, volunteer) = (try await town.carer(), try await town.token(.volunteer, in: area))
    let post = try await town.post()
    let before = try await post.deliver().count
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    _ = try await town.post("/v1/carers/\(carer.id)/quiet", ["why": "carer_died"], token: volunteer)
    _ = try await post.deliver()
    town.clock.pass(hours: 1)
    let lifted = try await town.post("/v1/carers/\(carer.id)/lift", token: volunteer)
    #expect(lifted.json["quiet"] == nil)
    let mails = try await post.deliver().dropFirst(before)
    #expect(mails.contains { $0.to == "aisha@example.org" && $0.text.contains(reference) })
    let calls = try await town.get("/v1/letters?by=phone", token: volunteer)
    #expect(calls.json["items"]?.items == [])
    _ = try await town.post("/v1/sign-in", ["email": "aisha@example.org"])
    #expect(try await post.deliver().last?.to == "aisha@example.org")
    try await post.stop()
  }

  @Test func `who is left in peace keeps their place in line, is passed over, and is told so`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["stay": "daytime"], places: 1)
    let carers = try await town.carers(3)
    let full = try await town.book(offer, carers[0].token)
    let path = try await town.inLine(for: offer, carers[1].token)
    let next = try await town.inLine(for: offer, carers[2].token)
    _ = try await town.post("/v1/carers/\(carers[1].id)/quiet", ["why": "bereavement"], token: carers[1].token)
    let reference = try #require(full.json["reference"]?.text)
    _ = try await town.post("/v1/bookings/\(reference)/cancel", ["why": "illness"], token: carers[0].token)
    #expect(try await town.steps(path, carers[1].token) == ["joined", "not_eligible left_in_peace"])
    #expect(try await town.steps(next, carers[2].token) == ["joined", "offered"])
    _ = try await town.post("/v1/carers/\(carers[1].id)/lift", token: carers[1].token)
    _ = try await town.post(next + "/turn-down", token: carers[2].token)
    #expect(try await town.steps(path, carers[1].token).last == "offered")
  }

  @Test func `good news waits for nobody who is left in peace, on the call list neither`() async throws {
    let town = try await Town.make()
    let desk = try await town.token(.volunteer, in: town.area())
    func calls() async throws -> Int {
      let list = try await town.get("/v1/letters?by=phone&limit=100", token: desk).json["items"]?.items ?? []
      return list.count { $0["kind"]?.text == "carer_verified" }
    }
    func carer(_ number: Int) async throws -> String {
      let person: [String: JSON] = [
        "email": .string("quiet\(number)@example.org"), "contact": ["safeBy": ["phone"]],
      ]
      let made = try await town.post("/v1/carers", town.registration(person))
      return "/v1/carers/\(try #require(made.json["id"]?.text, "\(made.text)"))"
    }
    let (quiet, evidence): (JSON, JSON) = (["why": "bereavement"], ["evidence": "letter seen"])
    let first = try await carer(1)
    #expect(try await town.post(first + "/verify", evidence, token: desk).status == 200)
    #expect(try await calls() == 1)
    #expect(try await town.post(first + "/quiet", quiet, token: desk).status == 200)
    #expect(try await calls() == 0)
    let second = try await carer(2)
    #expect(try await town.post(second + "/quiet", quiet, token: desk).status == 200)
    #expect(try await town.post(second + "/verify", evidence, token: desk).status == 200)
    #expect(try await calls() == 0)
  }

  @Test func `who may say so`() async throws {
    let town = try await Town.make()
    try await town.area()
    let wigan = try await town.area("wigan")
    let (carer, other) = (try await town.carer(), try await town.carer(["email": "bo@example.org"]))
    let path = "/v1/carers/\(carer.id)/quiet"
    #expect(try await town.post(path, ["why": "carer_died"], token: carer.token).status == 403)
    #expect(try await town.post(path, ["why": "asked"], token: other.token).status == 403)
    let stranger = try await town.token(.volunteer, in: wigan)
    #expect(try await town.post(path, ["why": "asked"], token: stranger).status == 404)
    #expect(try await town.post(path, ["why": "tired"], token: carer.token).errors == ["/why unknown_value"])
    let first = try await town.post(path, ["why": "asked"], token: carer.token)
    #expect(first.status == 200)
    #expect(try await town.post(path, ["why": "asked"], token: carer.token).json == first.json)
  }
}
