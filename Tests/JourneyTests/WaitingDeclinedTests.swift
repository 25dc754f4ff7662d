import Breaks
import TestTown
import Testing
import UseCases
import Wire

/// A place that says no after all: nobody loses their place in line by it.
@Suite(.onEveryEngine) struct WaitingDeclinedTests {
  @Test func `whoever the place declines is back in line where they stood, and others are asked for this one`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["confirmation": "partner"], places: 1)
    let (post, carers) = (try await town.post(), try await town.carers(3))
    let booking = try await town.booked(offer, carers[0].token)
    let child: JSON = [["kind": "carer"]]
    let joined = try await town.wait(for: offer, carers[1].token, ["party": child, "note": "By bus."])
    let first = "/v1/waiting/\(try #require(joined.json["id"]?.text))"
    town.clock.pass(minutes: 1)
    let second = try await town.inLine(for: offer, carers[2].token)
    _ = try await town.post(booking + "/cancel", ["why": "illness"], token: carers[0].token)
    let asked = try await town.post(first + "/accept", token: carers[1].token)
    #expect(asked.json["state"]?.text == "requested")
    #expect(try await town.get(first, token: carers[1].token).json["state"]?.text == "taken")
    let declined = try await town.post(
      "/v1/bookings/\(asked.json["reference"]?.text ?? "")/decline", ["message": "The roof leaks."],
      token: offer.host.token)
    #expect(declined.status == 200, "\(declined.text)")

    let back = try await town.get(first, token: carers[1].token)
    #expect(back.json["state"]?.text == "waiting")
    #expect(back.json["slots"]?[0]?["ahead"]?.int == 0)
    #expect(back.json["party"]?.items?.count == 1)
    #expect(back.json["note"]?.text == "By bus.")
    #expect(try await town.steps(first, carers[1].token) == ["joined", "offered", "booked", "declined"])
    // The same place goes to the next; what comes free anew, to the first again.
    #expect(try await town.get(second, token: carers[2].token).json["state"]?.text == "offered")
    #expect(try await town.post(second + "/turn-down", token: carers[2].token).status == 200)
    #expect(try await town.steps(first, carers[1].token).last == "declined")
    let mails = try await post.deliver()
    try await post.stop()
    #expect(mails.contains { $0.text.contains("You are on the list for it again, in your old place.") })
  }

  @Test func `who booked a place by themselves while in line is back in line as well when nobody answers`() async throws
  {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["confirmation": "partner"], places: 2)
    let carers = try await town.carers(3)
    let pair = try await town.booked(offer, carers[0].token, people: 2)
    let path = try await town.inLine(for: offer, carers[1].token)
    _ = try await town.post(pair + "/cancel", ["why": "illness"], token: carers[0].token)
    _ = try await town.post(path + "/turn-down", token: carers[1].token)
    let own = try await town.book(offer, carers[1].token, key: "own")
    #expect(own.status == 201, "\(own.text)")
    #expect(try await town.get(path, token: carers[1].token).json["reference"] == own.json["reference"])
    town.clock.pass(hours: 24 * 6)
    _ = await town.market.doChores()
    #expect(try await town.get(path, token: carers[1].token).json["state"]?.text == "waiting")
    #expect(try await town.steps(path, carers[1].token).last == "declined")
  }
}
