import Breaks
import TestTown
import Testing
import UseCases
import Wire

@Suite(.onEveryEngine) struct HoldJourneyTests {
  @Test func `held places are nobody else's, and become a booking when the rest is said`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 2)
    let (carer, other) = (try await town.carer(), try await town.carer(["email": "bo@example.org"]))
    let held = try await town.book(
      offer, carer.token, ["hold": true, "party": [["kind": "carer"], ["kind": "companion", "name": "Joe"]]])
    #expect(held.status == 201)
    #expect(held.json["state"]?.text == "held")
    let until = Town.start.adding(seconds: 15 * 60).text
    #expect(held.json["heldUntil"]?.text == until)
    #expect(held.json["told"]?.items == [])
    let reference = try #require(held.json["reference"]?.text)

    let refused = try await town.book(offer, other.token, key: "b")
    #expect(refused.status == 409)
    #expect(refused.code == "held_by_others")
    #expect(refused.json["retryAt"]?.text == until)
    let seen = try await town.get("/v1/partners/\(offer.host.id)/bookings", token: offer.host.token)
    #expect(seen.json["items"]?.items == [])

    let larger: JSON = ["party": [["kind": "carer"]]]
    let changed = try await town.post("/v1/bookings/\(reference)/confirm", larger, token: carer.token)
    #expect(changed.errors == ["/party party_changed"])
    let stranger = try await town.post("/v1/bookings/\(reference)/confirm", token: other.token)
    #expect(stranger.status == 404)
    let booked = try await town.post(
      "/v1/bookings/\(reference)/confirm", ["note": "We come by bus."], token: carer.token)
    #expect(booked.status == 200)
    #expect(booked.json["state"]?.text == "confirmed")
    #expect(booked.json["note"]?.text == "We come by bus.")
    #expect(booked.json["party"]?[1]?["name"]?.text == "Joe")
    #expect(try await town.book(offer, other.token, key: "c").code == "full")
    let again = try await town.post("/v1/bookings/\(reference)/confirm", token: carer.token)
    #expect(again.code == "wrong_state")
  }

  @Test func `a hold that runs out frees the places at once, and who would have come is forgotten`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 1)
    let (carer, other) = (try await town.carer(), try await town.carer(["email": "bo@example.org"]))
    let party: JSON = [["kind": "carer", "food": ["diets": ["vegan"]]]]
    let held = try await town.book(offer, carer.token, ["hold": true, "party": party, "note": "My name is Aisha."])
    let reference = try #require(held.json["reference"]?.text)
    town.clock.pass(seconds: 15 * 60 - 1)
    #expect(try await town.book(offer, other.token, key: "b").code == "held_by_others")
    town.clock.pass(seconds: 1)
    #expect(try await town.post("/v1/bookings/\(reference)/confirm", token: carer.token).code == "wrong_state")
    // Nobody has swept yet: the next who asks is not refused for the sake of nobody.
    #expect(try await town.book(offer, other.token, key: "c").status == 201)
    let lapsed = try await town.get("/v1/bookings/\(reference)", token: carer.token)
    #expect(lapsed.json["state"]?.text == "lapsed")
    #expect(lapsed.json["party"]?.items == [])
    #expect(lapsed.json["note"] == nil)
  }

  @Test func `within a minute of its end a hold is swept away, and costs nothing`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 1)
    let carer = try await town.carer()
    #expect(try await town.book(offer, carer.token, ["hold": true]).status == 201)
    #expect(await town.market.doChores() == ChoresDone())
    town.clock.pass(seconds: 15 * 60)
    #expect(await town.market.doChores().done == ["lapse_holds": 1])
    #expect(await town.market.doChores() == ChoresDone())
    #expect(try await town.placesLeft(offer) == 1)
    #expect(try await town.book(offer, carer.token, key: "b").status == 201)
  }

  @Test func `of a hold that ran out nobody's name, food or word is left in any table, and its key makes no other`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 4)
    let carer = try await town.carer()
    let party: JSON = [
      ["kind": "carer"], ["kind": "companion", "name": "Zebrafinch", "food": ["diets": [], "notes": "zebrafinch"]],
    ]
    let wish: [String: JSON] = ["hold": true, "party": party, "note": "The zebrafinch comes too."]
    let held = try await town.book(offer, carer.token, wish)
    #expect(held.status == 201, "\(held.text)")
    let tables = try await Tables.read(town.database)
    func told() async throws -> [String] {
      try await tables.rows(of: town.database, keys: town.market.keys).filter {
        $0.lowercased().contains("zebrafinch")
      }
    }
    #expect(try await Set(told().map { $0.prefix { $0 != ":" } }) == ["booking", "idempotency_key", "party_member"])
    #expect(try await town.book(offer, carer.token, wish).json == held.json)
    town.clock.pass(seconds: 15 * 60)
    #expect(await town.market.doChores().done == ["lapse_holds": 1])
    #expect(try await told() == [])
    // Sent again, it keeps nothing anew: the client must ask as if for the first time.
    #expect(try await town.book(offer, carer.token, wish).code == "wrong_state")
    #expect(try await town.placesLeft(offer) == 4)
    #expect(try await town.book(offer, carer.token, key: "new", wish).status == 201)
  }

  @Test func `the phone desk keeps places longer, once; the carer lets them go`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host(), places: 1)
    let (carer, volunteer) = (try await town.carer(), try await town.token(.volunteer, in: area))
    let held = try await town.book(
      offer, volunteer,
      ["hold": true, "onBehalfOf": .string(carer.id), "identity": ["checked": ["birth_date", "postcode"]]])
    let path = "/v1/bookings/\(try #require(held.json["reference"]?.text))"
    #expect(try await town.post(path + "/extend", token: carer.token).status == 403)
    let longer = try await town.post(path + "/extend", token: volunteer)
    #expect(longer.json["heldUntil"]?.text == Town.start.adding(seconds: 30 * 60).text)
    #expect(try await town.post(path + "/extend", token: volunteer).code == "held_long_enough")
    let gone = try await town.post(path + "/cancel", token: carer.token)
    #expect(gone.json["state"]?.text == "lapsed")
    #expect(try await town.placesLeft(offer) == 1)
  }

  @Test func `only a coordinator gives a break beyond the share, with a reason`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host(), dates: 2)
    let carer = try await town.carer()
    let (volunteer, coordinator) = (
      try await town.token(.volunteer, in: area), try await town.token(.coordinator, in: area)
    )
    #expect(try await town.book(offer, carer.token).status == 201)
    let wish: [String: JSON] = [
      "override": ["reason": "Her husband was in hospital all spring."], "onBehalfOf": .string(carer.id),
      "identity": ["checked": ["birth_date", "postcode"]],
    ]
    #expect(try await town.book(offer, carer.token, key: "b", slot: 1).code == "cap_reached")
    #expect(try await town.book(offer, volunteer, key: "c", slot: 1, wish).status == 403)
    #expect(try await town.book(offer, coordinator, key: "d", slot: 1, wish).status == 201)
  }
}
