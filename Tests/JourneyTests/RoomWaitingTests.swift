import TestTown
import Testing
import Wire

/// Waiting for a room where a place has several kinds, and for what only carers are shown.
@Suite(.onEveryEngine) struct RoomWaitingTests {
  private static let inn: [String: JSON] = [
    "stay": "at_home", "unitKinds": [["kind": "single", "sleeps": 1], ["kind": "double", "sleeps": 2]],
  ]
  private static let rooms: JSON = [
    "places": 3, "kinds": [["kind": "single", "units": 1], ["kind": "double", "units": 1]],
  ]

  @Test func `who asked for no kind of room is offered whichever comes free`() async throws {
    let town = try await Town.make()
    try await town.area()
    let inn = try await town.offer(of: town.host(), Self.inn, dates: [Self.rooms])
    let carers = try await town.carers(3)
    #expect(try await town.book(inn, carers[0].token, ["unitKind": "single"]).status == 201)
    let double = try await town.book(inn, carers[1].token, ["unitKind": "double"])
    let waiting = try await town.inLine(for: inn, carers[2].token)
    let path = "/v1/bookings/\(double.json["reference"]?.text ?? "")/cancel"
    #expect(try await town.post(path, ["why": "illness"], token: carers[1].token).status == 200)
    let offered = try await town.get(waiting, token: carers[2].token)
    #expect(offered.json["state"]?.text == "offered")
    let reference = offered.json["reference"]?.text ?? ""
    #expect(try await town.get("/v1/bookings/\(reference)", token: carers[2].token).json["unitKind"]?.text == "double")
  }

  @Test func `who asked for one kind of room is not offered the other`() async throws {
    let town = try await Town.make()
    try await town.area()
    let inn = try await town.offer(of: town.host(), Self.inn, dates: [Self.rooms])
    let carers = try await town.carers(3)
    #expect(try await town.book(inn, carers[0].token, ["unitKind": "single"]).status == 201)
    let double = try await town.book(inn, carers[1].token, ["unitKind": "double"])
    let joined = try await town.wait(for: inn, carers[2].token, ["unitKind": "single"])
    let waiting = "/v1/waiting/\(joined.json["id"]?.text ?? "")"
    let path = "/v1/bookings/\(double.json["reference"]?.text ?? "")/cancel"
    #expect(try await town.post(path, ["why": "illness"], token: carers[1].token).status == 200)
    #expect(try await town.get(waiting, token: carers[2].token).json["state"]?.text == "waiting")
  }

  @Test func `a booking of two nights moves to nights with other rooms`() async throws {
    let town = try await Town.make()
    try await town.area()
    let doubles: JSON = ["places": 2, "kinds": [["kind": "double", "units": 1]]]
    let inn = try await town.offer(of: town.host(), Self.inn, dates: [Self.rooms, doubles])
    let carer = try await town.carer()
    let booked = try await town.book(inn, carer.token)
    #expect(booked.json["unitKind"]?.text == "single")
    let moved = try await town.post(
      "/v1/bookings/\(booked.json["reference"]?.text ?? "")/change", ["slots": [.string(inn.slots[1])]],
      token: carer.token, headers: ["Idempotency-Key": "1"])
    #expect(moved.json["unitKind"]?.text == "double")
  }

  @Test func `a break that only carers see is offered along its line by the clock`() async throws {
    let town = try await Town.make()
    try await town.area()
    let quiet = try await town.offer(of: town.host(), ["visibility": "carers", "stay": "at_home"], places: 1)
    let carers = try await town.carers(2)
    #expect(try await town.book(quiet, carers[0].token, ["hold": true]).status == 201)
    let waiting = try await town.inLine(for: quiet, carers[1].token)
    town.clock.pass(minutes: 16)
    #expect(await town.market.doChores().faults.isEmpty)
    #expect(try await town.get(waiting, token: carers[1].token).json["state"]?.text == "offered")
  }

  @Test func `a bed that was kept for one is not confirmed for two`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let host = try await town.host(name: "Larkmere Respite")
    let desk = try await town.token(.coordinator, in: area)
    #expect(try await town.patch("/v1/partners/\(host.id)", ["noPersonalCare": true], token: desk).status == 200)
    let bed: JSON = ["places": 4, "kinds": [["kind": "bed", "units": 2]], "staff": 4]
    let respite = try await town.offer(
      of: host, ["category": "care", "unitKinds": [["kind": "bed", "sleeps": 1]]], dates: [bed])
    let carer = try await town.carer()
    let held = try await town.book(
      respite, carer.token,
      ["party": [["kind": "carer"], ["kind": "cared_for"]], "care": ["needs": ["Lifting"]], "hold": true])
    let path = "/v1/bookings/\(held.json["reference"]?.text ?? "")/confirm"
    let two: JSON = ["party": [["kind": "cared_for"], ["kind": "cared_for"]]]
    #expect(try await town.post(path, two, token: carer.token).errors == ["/party party_changed"])
    let one: JSON = ["party": [["kind": "carer"], ["kind": "cared_for", "name": "Mum"]]]
    #expect(try await town.post(path, one, token: carer.token).status == 200)
  }
}
