import Breaks
import Store
import TestTown
import Testing
import Wire

@testable import UseCases

/// Waiting lists where life is not so simple: the telephone, used-up shares, and who asks without waiting.
@Suite(.onEveryEngine) struct WaitingDeskTests {
  @Test func `a carer without e-mail is rung up: the call list says until when`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let (offer, volunteer) = (
      try await town.offer(of: town.host(), places: 1), try await town.token(.volunteer, in: area)
    )
    let (first, caller) = (try await town.carer(), try await town.carer(["email": .null]))
    let booking = try await town.booked(offer, first.token)
    let body: [String: JSON] = [
      "onBehalfOf": .string(caller.id), "identity": ["checked": ["birth_date", "postcode"]],
    ]
    let joined = try await town.wait(for: offer, volunteer, body)
    #expect(joined.json["channel"]?.text == "phone")
    // Whoever has just been told on the telephone is not on the list to be told again.
    let before = try await town.get("/v1/letters?by=phone", token: volunteer).json["items"]?.items ?? []
    #expect(!before.contains { $0["kind"]?.text?.hasPrefix("waiting") == true })
    _ = try await town.post(booking + "/cancel", ["why": "illness"], token: first.token)
    let list = try await town.get("/v1/letters?by=phone", token: volunteer).json["items"]?.items ?? []
    let offerLetter = try #require(list.first { $0["kind"]?.text == "waiting_offer" })
    #expect(offerLetter["until"]?.text == town.clock.now.adding(hours: 24).text)
    let read = try await town.get("/v1/letters/\(try #require(offerLetter["id"]?.text))", token: volunteer)
    #expect(read.json["text"]?.text?.contains("Now there is room for all of you.") == true)
    let path = "/v1/waiting/\(try #require(joined.json["id"]?.text))"
    #expect(try await town.steps(path, volunteer) == ["joined", "offered"])
    #expect(try await town.post(path + "/turn-down", token: volunteer).status == 200)
    // Nobody rings about places that are not kept any more.
    let after = try await town.get("/v1/letters?by=phone", token: volunteer).json["items"]?.items ?? []
    #expect(!after.contains { $0["kind"]?.text == "waiting_offer" })
  }

  @Test func `just before the start people are only rung up, and who may not be rung is passed over`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let (offer, volunteer) = (
      try await town.offer(of: town.host(), places: 1), try await town.token(.volunteer, in: area)
    )
    let first = try await town.carer()
    let silent = try await town.carer(["email": "bo@example.org", "contact": ["safeBy": ["email"]]])
    let ringable = try await town.carer(["email": "cy@example.org"])
    let booking = try await town.booked(offer, first.token)
    let (quiet, loud) = (
      try await town.inLine(for: offer, silent.token), try await town.inLine(for: offer, ringable.token)
    )
    let start = London.instant(London.day(of: Town.start).adding(days: 7), minuteOfDay: 15 * 60)
    town.clock.set(start.adding(seconds: -50 * 60))
    let token = try await town.token(.volunteer, in: area)
    _ = try await town.post(booking + "/cancel", ["why": "emergency"], token: token)
    #expect(try await town.steps(quiet, silent.token) == ["joined", "not_eligible no_time_to_ask"])
    let offered = try await town.get(loud, token: volunteer)
    #expect(offered.json["heldUntil"]?.text == town.clock.now.adding(seconds: 30 * 60).text)
    #expect(offered.json["steps"]?.items?.last?["by"]?.text == "phone")
  }

  @Test func `a used-up share is told at joining and asked when there is room; free again, it is offered`() async throws
  {
    let town = try await Town.make()
    try await town.area()
    let host = try await town.host()
    let (offer, other) = (try await town.offer(of: host, places: 1), try await town.offer(of: host))
    let carers = try await town.carers(3)
    let booking = try await town.booked(offer, carers[0].token)
    let elsewhere = try await town.booked(other, carers[1].token)
    let joined = try await town.wait(for: offer, carers[1].token)
    #expect(joined.status == 201)
    #expect(joined.json["capResetsOn"]?.text == "2027-01-01")
    let path = "/v1/waiting/\(try #require(joined.json["id"]?.text))"
    _ = try await town.post(booking + "/cancel", ["why": "illness"], token: carers[0].token)
    #expect(try await town.steps(path, carers[1].token) == ["joined", "not_eligible cap_reached"])
    #expect(try await town.placesLeft(offer) == 1)
    _ = try await town.post(elsewhere + "/cancel", ["why": "illness"], token: carers[1].token)
    #expect(try await town.steps(path, carers[1].token) == ["joined", "not_eligible cap_reached", "offered"])
  }

  @Test func `who asks without waiting stands behind everybody in line`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 1)
    let carers = try await town.carers(3)
    let booking = try await town.booked(offer, carers[0].token)
    let path = try await town.inLine(for: offer, carers[1].token)
    _ = try await town.post("/v1/offers/\(offer.id)/withdraw", token: offer.host.token)
    _ = try await town.post(booking + "/cancel", ["why": "illness"], token: carers[0].token)
    #expect(try await town.steps(path, carers[1].token) == ["joined", "not_eligible offer_not_published"])
    _ = try await town.post("/v1/offers/\(offer.id)/publish", token: offer.host.token)
    // The place is free, but not for whoever comes by: somebody waits who may have it now.
    let refused = try await town.book(offer, carers[2].token)
    #expect(refused.code == "held_by_others")
    #expect(refused.json["canWait"]?.bool == true)
    // It does not go back with the refusal: it is theirs at once.
    #expect(try await town.get(path, token: carers[1].token).json["state"]?.text == "offered")
    #expect(await town.market.doChores() == ChoresDone())
  }

  @Test func `whoever waits and books by themselves waits no more`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 1)
    let carers = try await town.carers(2)
    let booking = try await town.booked(offer, carers[0].token)
    let path = try await town.inLine(for: offer, carers[1].token)
    _ = try await town.post(booking + "/cancel", ["why": "illness"], token: carers[0].token)
    _ = try await town.post(path + "/turn-down", token: carers[1].token)
    #expect(try await town.book(offer, carers[1].token).status == 201)
    #expect(try await town.steps(path, carers[1].token) == ["joined", "offered", "turned_down", "booked"])
  }

  @Test func `after a carer's death what was kept for them goes to the next at once, and nobody stands behind them`()
    async throws
  {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host(), ["stay": "at_home"], places: 1, dates: 2)
    let (carers, desk) = (try await town.carers(3), try await town.token(.volunteer, in: area))
    let bookings = [
      try await town.booked(offer, carers[0].token, slot: 0), try await town.booked(offer, carers[0].token, slot: 1),
    ]
    let gone = [
      try await town.inLine(for: offer, carers[1].token, slots: [0]),
      try await town.inLine(for: offer, carers[1].token, slots: [1]),
    ]
    let next = [
      try await town.inLine(for: offer, carers[2].token, slots: [0]),
      try await town.inLine(for: offer, carers[2].token, slots: [1]),
    ]
    _ = try await town.post(bookings[0] + "/cancel", ["why": "illness"], token: carers[0].token)
    #expect(try await town.get(gone[0], token: carers[1].token).json["state"]?.text == "offered")
    _ = try await town.post("/v1/carers/\(carers[1].id)/quiet", ["why": "carer_died"], token: desk)
    #expect(try await town.steps(gone[0], desk) == ["joined", "offered", "not_eligible left_in_peace"])
    #expect(try await town.steps(next[0], carers[2].token) == ["joined", "offered"])
    let dates = try await town.get(next[1], token: carers[2].token).json["slots"]?.items ?? []
    #expect(dates.map { $0["ahead"]?.int } == [0])
    _ = try await town.post(bookings[1] + "/cancel", ["why": "illness"], token: carers[0].token)
    #expect(try await town.steps(gone[1], desk) == ["joined", "not_eligible left_in_peace"])
    #expect(try await town.steps(next[1], carers[2].token) == ["joined", "offered"])
    let letters = try await town.get("/v1/letters?state=withheld&limit=100", token: desk).json["items"]?.items ?? []
    #expect(!letters.contains { $0["kind"]?.text == "waiting_offer" })

    // It was a mistake: what went to others is theirs, but the place in line was kept.
    _ = try await town.post("/v1/carers/\(carers[1].id)/lift", token: desk)
    #expect(try await town.get(next[0], token: carers[2].token).json["state"]?.text == "offered")
    for path in next { _ = try await town.post(path + "/turn-down", token: carers[2].token) }
    for path in gone { #expect(try await town.get(path, token: desk).json["state"]?.text == "offered") }
    // The desk takes a party off the list, for whoever asks it to.
    #expect(try await town.post(gone[0] + "/leave", token: desk).json["state"]?.text == "left")
  }
}
