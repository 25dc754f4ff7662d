import Breaks
import TestTown
import Testing
import UseCases
import Wire

/// What is said to whoever cannot wait, and who may see and change whose waiting.
@Suite(.onEveryEngine) struct WaitingRefusalTests {
  @Test func `nobody waits where there is room, twice, or for what they have`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["stay": "at_home"], places: 2, dates: 2)
    let carers = try await town.carers(3)
    let (one, two) = (carers[0].token, carers[1].token)
    #expect(try await town.wait(for: offer, one).code == "room_now")
    _ = try await town.booked(offer, one)
    #expect(try await town.wait(for: offer, two).code == "room_now")
    // One place is left: for two people there is none.
    #expect(try await town.wait(for: offer, two, people: 2).status == 201)
    #expect(try await town.wait(for: offer, two, people: 2).code == "already_waiting")
    #expect(try await town.wait(for: offer, two, people: 2, slots: [0, 1]).code == "already_waiting")
    #expect(try await town.wait(for: offer, one, people: 2).code == "already_booked")
    #expect(try await town.wait(for: offer, carers[2].token, people: 3).errors == ["/party party_too_large"])
    #expect(try await town.get("/v1/waiting", token: one).json["items"]?.items == [])
  }

  @Test func `all rules of booking are asked at joining but for the share, the cover and the sharing`() async throws {
    let town = try await Town.make()
    try await town.area()
    try await town.area("wigan")
    let host = try await town.host()
    let offer = try await town.offer(of: host, ["bookBeforeHours": 24], places: 1)
    let adults = try await town.offer(of: host, ["audience": ["partyMax": 2]], places: 1)
    let carers = try await town.carers(2)
    for full in [offer, adults] {
      let holder = try await town.carer(["email": .string("holder-\(full.id.suffix(4))@example.org")])
      _ = try await town.booked(full, holder.token)
    }
    let token = carers[0].token
    let child: JSON = [["kind": "carer"], ["kind": "child", "age": 7]]
    #expect(try await town.wait(for: adults, token, ["party": child]).errors.contains("/party/1 children_not_welcome"))
    #expect(try await town.wait(for: adults, token, people: 3).errors.contains("/party party_too_large"))
    #expect(try await town.wait(for: offer, token, ["hold": true]).errors == ["/hold unknown_field"])
    #expect(try await town.wait(for: offer, token, ["override": ["reason": "x"]]).errors == ["/override unknown_field"])
    #expect(try await town.wait(for: offer, token, ["slots": []]).errors == ["/slots too_few"])
    let elsewhere: [String: JSON] = ["offerId": .string(adults.id)]
    #expect(try await town.wait(for: offer, token, elsewhere).errors == ["/slots/0 not_found"])
    let code: [String: JSON] = ["prescription": "RWKG-YNA-4TD"]
    #expect(try await town.wait(for: offer, token, code).code == "prescription_not_yours")
    let stranger = try await town.carer(["email": "wigan@example.org", "area": "wigan"])
    #expect(try await town.wait(for: offer, stranger.token).code == "not_in_area")
    let fresh = try await town.post("/v1/carers", town.registration(["email": "new@example.org"]))
    #expect(fresh.status == 201)
    // Neither cover nor sharing is asked of somebody who only waits; both are asked when they say yes.
    let tied = try await town.carer([
      "email": "tied@example.org", "caring": ["needsReplacementCare": true], "consents": ["privacy": true],
    ])
    let joined = try await town.wait(for: offer, tied.token)
    #expect(joined.status == 201)
    let list = try await town.get("/v1/partners/\(host.id)/bookings", token: host.token).json["items"]?.items ?? []
    for booking in list {
      let path = "/v1/bookings/\(booking["reference"]?.text ?? "")/cancel"
      #expect(try await town.post(path, ["reason": "A burst pipe."], token: host.token).status == 200)
    }
    let path = "/v1/waiting/\(try #require(joined.json["id"]?.text))/accept"
    #expect(try await town.post(path, token: tied.token).errors == ["/cover cover_not_said"])
    #expect(try await town.post(path, ["cover": ["how": "arranged"]], token: tied.token).code == "sharing_needed")
    let yes: JSON = ["cover": ["how": "arranged"], "shareNeeds": true]
    #expect(try await town.post(path, yes, token: tied.token).status == 200)
    #expect(try await town.post(path, yes, token: tied.token).code == "wrong_state")
    town.clock.pass(hours: 6 * 24 + 8)
    #expect(try await town.wait(for: offer, token).code == "too_late_to_book")
    town.clock.pass(hours: 48)
    #expect(try await town.wait(for: offer, token).code == "slot_past")
  }

  @Test func `a party in line is its own carer's and the desk's, and nobody else's`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let far = try await town.area("wigan")
    let offer = try await town.offer(of: town.host(), places: 1)
    let carers = try await town.carers(3)
    _ = try await town.booked(offer, carers[0].token)
    let path = try await town.inLine(for: offer, carers[1].token)
    let volunteers = (try await town.token(.volunteer, in: area), try await town.token(.volunteer, in: far))
    for token in [carers[2].token, offer.host.token, volunteers.1] {
      #expect(try await town.get(path, token: token).status == 404)
      #expect(try await town.post(path + "/leave", token: token).status == 404)
    }
    #expect(try await town.get(path).status == 401)
    #expect(try await town.get("/v1/waiting", token: offer.host.token).status == 403)
    #expect(try await town.get(path, token: volunteers.0).status == 200)
    #expect(try await town.get("/v1/waiting?offerId=\(offer.id)", token: volunteers.0).json["items"]?.items?.count == 1)
    #expect(try await town.get("/v1/waiting?state=left", token: volunteers.0).json["items"]?.items == [])
    #expect(try await town.get("/v1/waiting", token: volunteers.1).json["items"]?.items == [])
    #expect(try await town.post(path + "/accept", token: carers[1].token).code == "wrong_state")
    #expect(try await town.post(path + "/turn-down", token: carers[1].token).code == "wrong_state")
    let stale = try await town.post(path + "/leave", token: carers[1].token, headers: ["If-Match": "\"7\""])
    #expect(stale.status == 412)
    #expect(try await town.post(path + "/leave", token: volunteers.0).status == 200)
    let unchecked = try await town.wait(for: offer, volunteers.0, ["onBehalfOf": .string(carers[2].id)])
    #expect(unchecked.errors == ["/identity identity_not_checked"])
    #expect(try await town.wait(for: offer, offer.host.token).status == 403)
  }

  @Test func `a party that joins twice with one key stands in line once`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 1)
    let carers = try await town.carers(2)
    _ = try await town.booked(offer, carers[0].token)
    let body: JSON = [
      "offerId": .string(offer.id), "slots": [.string(offer.slots[0])], "party": [["kind": "carer"]],
    ]
    let key = ["Idempotency-Key": "wait-once"]
    let first = try await town.post("/v1/waiting", body, token: carers[1].token, headers: key)
    let second = try await town.post("/v1/waiting", body, token: carers[1].token, headers: key)
    #expect(first.status == 201 && second.status == 201)
    #expect(first.text == second.text)
  }
}
