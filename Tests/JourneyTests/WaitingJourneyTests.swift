import Breaks
import Store
import TestTown
import Testing
import UseCases
import Wire

/// Parties in line for a full date: who is asked, when, and what each is told.
@Suite(.onEveryEngine) struct WaitingJourneyTests {
  @Test
  func `parent and child wait together and get a cancelled pair, while a single place goes to the single carer behind`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 3)
    let carers = try await town.carers(4)
    let (parent, single) = (carers[2].token, carers[3].token)
    let one = try await town.booked(offer, carers[0].token)
    let pair = try await town.booked(offer, carers[1].token, people: 2)
    let child: JSON = [["kind": "carer"], ["kind": "child", "name": "Owen", "age": 9]]
    let joined = try await town.wait(for: offer, parent, ["party": child])
    #expect(joined.status == 201)
    let family = "/v1/waiting/\(try #require(joined.json["id"]?.text))"
    #expect(joined.header("Location") == family)
    town.clock.pass(minutes: 1)
    let alone = try await town.inLine(for: offer, single)
    #expect(try await town.get(alone, token: single).json["slots"]?[0]?["ahead"]?.int == 1)

    #expect(try await town.post(one + "/cancel", ["why": "illness"], token: carers[0].token).status == 200)
    #expect(try await town.steps(family, parent) == ["joined", "no_room needs 2 1 free"])
    let offered = try await town.get(alone, token: single)
    #expect(offered.json["state"]?.text == "offered")
    #expect(offered.json["heldUntil"]?.text == town.clock.now.adding(hours: 24).text)
    let taken = try await town.post(alone + "/accept", ["note": "By bus."], token: single)
    #expect(taken.status == 200)
    #expect(taken.json["state"]?.text == "confirmed")
    #expect(taken.json["waitingId"]?.text == offered.json["id"]?.text)

    #expect(try await town.post(pair + "/cancel", ["why": "illness"], token: carers[1].token).status == 200)
    #expect(try await town.steps(family, parent) == ["joined", "no_room needs 2 1 free", "offered"])
    let reference = try #require(try await town.get(family, token: parent).json["reference"]?.text)
    let held = try await town.get("/v1/bookings/\(reference)", token: parent)
    #expect(held.json["state"]?.text == "held")
    #expect(held.json["party"]?.items?.count == 2)
    // The held booking is the offer: to confirm it is to accept.
    #expect(try await town.post("/v1/bookings/\(reference)/confirm", token: parent).json["state"]?.text == "confirmed")
    let done = try await town.get(family, token: parent)
    #expect(done.json["state"]?.text == "taken")
    #expect(done.json["party"]?.items == [])
    #expect(done.json["steps"]?.items?.last?["what"]?.text == "booked")
    #expect(try await town.placesLeft(offer) == 0)
  }

  @Test func `a courtesy cancellation the evening before refills the place at once`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, post) = (try await town.offer(of: town.host(), places: 1), try await town.post())
    let carers = try await town.carers(2)
    let booking = try await town.booked(offer, carers[0].token)
    let path = try await town.inLine(for: offer, carers[1].token)
    let eve = London.instant(London.day(of: Town.start).adding(days: 6), minuteOfDay: 20 * 60)
    town.clock.set(eve)
    let cancelled = try await town.post(booking + "/cancel", ["why": "emergency"], token: carers[0].token)
    #expect(cancelled.json["late"]?.bool == true)
    let offered = try await town.get(path, token: carers[1].token)
    // Nineteen hours are left, and half of them to answer.
    #expect(offered.json["heldUntil"]?.text == eve.adding(seconds: 19 * 1800).text)
    let letters = try await post.deliver().filter { $0.to == "carer1@example.org" }
    try await post.stop()
    #expect(letters.map(\.subject).contains("You are on the list"))
    let letter = try #require(letters.first { $0.subject.hasPrefix("There is room for you") })
    #expect(letter.text.contains("We keep it for you until Monday 30 November 2026, 5.30am."))
    #expect(letter.text.contains(try #require(offered.json["reference"]?.text)))
    let told = try await town.get(
      "/v1/bookings/\(try #require(offered.json["reference"]?.text))", token: carers[1].token)
    #expect(told.json["told"]?[0]?["state"]?.text == "sent")
    #expect(try await town.post(path + "/accept", token: carers[1].token).json["state"]?.text == "confirmed")
  }

  @Test(arguments: ["yes", "no"]) func `a carer answers an offer by the letter's link, and a scanner decides nothing`(
    answer: String
  ) async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, post) = (try await town.offer(of: town.host(), places: 1), try await town.post())
    let first = try await town.carer()
    let tied = try await town.carer(["email": "tied@example.org", "caring": ["needsReplacementCare": true]])
    let booking = try await town.booked(offer, first.token)
    let path = try await town.inLine(for: offer, tied.token)
    _ = try await town.post(booking + "/cancel", ["why": "illness"], token: first.token)
    let mail = try #require(
      try await post.deliver().last { $0.to == "tied@example.org" && $0.subject.hasPrefix("There is room") })
    try await post.stop()
    let link = try #require(mail.link)
    #expect(try await town.get(link).text.contains("A night by the beach"))
    #expect(try await town.submit(link).status == 422)
    if answer == "yes" {
      let untold = try await town.submit(link, [("answer", "yes")])
      #expect(untold.status == 409 && untold.text.contains("Please say who looks after the person at home"))
    }
    #expect(try await town.get(path, token: tied.token).json["state"]?.text == "offered")
    #expect(try await town.submit(link, [("answer", answer), ("why", "arranged")]).status == 200)
    #expect(try await town.get(path, token: tied.token).json["state"]?.text == (answer == "yes" ? "taken" : "waiting"))
    #expect(try await town.placesLeft(offer) == (answer == "yes" ? 0 : 1))
    #expect(try await town.submit(link, [("answer", "yes"), ("why", "arranged")]).status == 410)
  }

  @Test func `an offer that runs out goes to the next, and who did not answer keeps the place in line`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 1)
    let carers = try await town.carers(3)
    let booking = try await town.booked(offer, carers[0].token)
    let first = try await town.inLine(for: offer, carers[1].token)
    let second = try await town.inLine(for: offer, carers[2].token)
    _ = try await town.post(booking + "/cancel", ["why": "illness"], token: carers[0].token)
    #expect(try await town.get(second, token: carers[2].token).json["state"]?.text == "waiting")
    town.clock.pass(hours: 24)
    #expect(await town.market.doChores().done["lapse_holds"] == 1)
    #expect(try await town.steps(first, carers[1].token) == ["joined", "offered", "ran_out"])
    #expect(try await town.steps(second, carers[2].token) == ["joined", "offered"])
    let waits = try await town.get(first, token: carers[1].token)
    #expect(waits.json["state"]?.text == "waiting")
    #expect(waits.json["slots"]?[0]?["ahead"]?.int == 0)
    #expect(waits.json["party"]?.items?.count == 1)
    #expect(try await town.post(first + "/accept", token: carers[1].token).code == "wrong_state")
  }

  @Test func `who turns an offer down keeps the place in line and is asked when something comes free anew`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 2)
    let carers = try await town.carers(5)
    let bookings = [
      try await town.booked(offer, carers[0].token), try await town.booked(offer, carers[1].token),
    ]
    let first = try await town.inLine(for: offer, carers[2].token)
    let second = try await town.inLine(for: offer, carers[3].token)
    _ = try await town.post(bookings[0] + "/cancel", ["why": "illness"], token: carers[0].token)
    let refused = try await town.post(first + "/turn-down", token: carers[2].token)
    #expect(refused.json["state"]?.text == "waiting")
    #expect(try await town.get(second, token: carers[3].token).json["state"]?.text == "offered")
    // Nobody else wants it: then it is everybody's, and who turned it down is not asked once more.
    let reference = try #require(try await town.get(second, token: carers[3].token).json["reference"]?.text)
    _ = try await town.post("/v1/bookings/\(reference)/cancel", token: carers[3].token)
    #expect(try await town.steps(second, carers[3].token) == ["joined", "offered", "turned_down"])
    #expect(try await town.steps(first, carers[2].token) == ["joined", "offered", "turned_down"])
    #expect(try await town.placesLeft(offer) == 1)
    #expect(try await town.book(offer, carers[4].token).status == 201)
    // Something else comes free, and the first in line is the first again.
    _ = try await town.post(bookings[1] + "/cancel", ["why": "illness"], token: carers[1].token)
    #expect(try await town.steps(first, carers[2].token) == ["joined", "offered", "turned_down", "offered"])
    #expect(try await town.get(second, token: carers[3].token).json["state"]?.text == "waiting")
    #expect(try await town.post(first + "/accept", token: carers[2].token).status == 200)
  }

  @Test func `leaving is one step, and what was kept goes to the next`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 1)
    let carers = try await town.carers(3)
    let booking = try await town.booked(offer, carers[0].token)
    let first = try await town.inLine(for: offer, carers[1].token)
    let second = try await town.inLine(for: offer, carers[2].token)
    _ = try await town.post(booking + "/cancel", ["why": "illness"], token: carers[0].token)
    let left = try await town.post(first + "/leave", token: carers[1].token)
    #expect(left.json["state"]?.text == "left")
    #expect(left.json["party"]?.items == [])
    #expect(try await town.steps(first, carers[1].token) == ["joined", "offered", "left"])
    #expect(try await town.steps(second, carers[2].token) == ["joined", "offered"])
    #expect(try await town.post(first + "/leave", token: carers[1].token).code == "wrong_state")
    #expect(try await town.post(second + "/leave", token: carers[2].token).status == 200)
    #expect(try await town.placesLeft(offer) == 1)
  }

  @Test func `a date that has come ends the waiting for it`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 1)
    let carers = try await town.carers(2)
    _ = try await town.booked(offer, carers[0].token)
    let path = try await town.inLine(for: offer, carers[1].token)
    town.clock.set(London.instant(London.day(of: Town.start).adding(days: 7), minuteOfDay: 15 * 60))
    #expect(await town.market.doChores().done["end_waiting"] == 1)
    let over = try await town.get(path, token: carers[1].token)
    #expect(over.json["state"]?.text == "ended")
    #expect(
      over.json["steps"]?.items?.last?["words"]?.text
        == "The date has come, and there was never room for you. We are sorry.")
    #expect(await town.market.doChores() == ChoresDone())
  }

  @Test func `a stay is offered when all its nights have room, and never before`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["stay": "at_home"], places: 1, dates: 2)
    let carers = try await town.carers(3)
    let nights = [
      try await town.booked(offer, carers[0].token, slot: 0), try await town.booked(offer, carers[1].token, slot: 1),
    ]
    let path = try await town.inLine(for: offer, carers[2].token, slots: [0, 1])
    _ = try await town.post(nights[0] + "/cancel", ["why": "illness"], token: carers[0].token)
    #expect(try await town.steps(path, carers[2].token) == ["joined", "no_room needs 1 0 free"])
    _ = try await town.post(nights[1] + "/cancel", ["why": "illness"], token: carers[1].token)
    #expect(try await town.steps(path, carers[2].token) == ["joined", "no_room needs 1 0 free", "offered"])
    #expect(try await town.post(path + "/accept", token: carers[2].token).json["slots"]?.items?.count == 2)
  }
}
