import Breaks
import TestTown
import Testing
import Wire

/// What links promise, they keep: they end with the mailbox they went to, and say what an answer costs before it is given.
@Suite(.onEveryEngine) struct LinkHonestTests {
  @Test(
    arguments: [
      ["email": "new@example.org"], ["contact": ["safeBy": ["phone"]]], ["contact": ["discreet": true]],
    ] as [JSON])
  func `an old mailbox opens nothing any more when the carer is reached another way`(change: JSON) async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host()), try await town.carer())
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    let old = try #require(try await town.link(.carerCancel, of: reference))
    town.clock.pass(hours: 1)
    let coordinator = try await town.token(.coordinator, in: area)
    #expect(
      try await town.patch("/v1/carers/\(carer.id)", ["phone": "0151 496 0304"], token: coordinator).status == 200)
    #expect(try await town.get(old).status == 200)
    let changed = try await town.patch("/v1/carers/\(carer.id)", change, token: coordinator)
    #expect(changed.status == 200, "\(changed.text)")
    for page in [try await town.get(old), try await town.submit(old, [("answer", "cancel")])] {
      #expect(page.status == 410)
      #expect(!page.text.contains("Bluebell") && !page.text.contains("November"))
    }
    // The next letter has one that works.
    let new = try #require(try await town.link(.carerCancel, of: reference))
    #expect(new != old)
    #expect(try await town.submit(new, [("answer", "cancel")]).status == 200)
  }

  @Test func `a partner's old mailbox answers nothing any more`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host(), ["confirmation": "partner"])
    let carer = try await town.carer()
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    let old = try #require(try await town.link(.partnerAnswer, of: reference))
    town.clock.pass(hours: 1)
    let coordinator = try await town.token(.coordinator, in: area)
    let moved = try await town.patch(
      "/v1/partners/\(offer.host.id)", ["email": "rooms@bluebell.example"], token: coordinator)
    #expect(moved.status == 200, "\(moved.text)")
    #expect(try await town.submit(old, [("answer", "accept")]).status == 410)
    let new = try #require(try await town.link(.partnerAnswer, of: reference))
    #expect(try await town.submit(new, [("answer", "accept")]).status == 200)
  }

  @Test func `a late cancellation says first what it costs, and a reason that comes later takes it back`() async throws
  {
    let town = try await Town.make()
    let area = try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host()), try await town.carer())
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    let link = try #require(try await town.link(.carerCancel, of: reference))
    let costs = "If you do not say why, it counts as one of your breaks."
    let early = try await town.get(link)
    #expect(early.text.contains("You need not say") && !early.text.contains(costs))
    town.clock.pass(hours: 24 * 7 + 4)
    let late = try await town.get(link)
    #expect(late.text.contains(costs) && !late.text.contains("You need not say"))
    #expect(try await town.submit(link, [("answer", "cancel")]).status == 200)
    func used() async throws -> Int? {
      let caps = try await town.get("/v1/carers/me/caps", token: carer.token).json["caps"]?.items ?? []
      return caps.first { $0["stay"]?.text == "overnight" }?["used"]?.int.map { Int($0) }
    }
    #expect(try await used() == 1)
    func say(_ why: String, _ token: String) async throws -> Answer {
      try await town.post("/v1/bookings/\(reference)/cancel", ["why": .string(why)], token: token)
    }
    #expect(try await say("changed_mind", carer.token).code == "wrong_state")
    #expect(try await say("illness", offer.host.token).code == "wrong_state")
    let volunteer = try await town.token(.coordinator, in: area)
    let excused = try await say("illness", volunteer)
    #expect(excused.status == 200 && excused.json["why"]?.text == "illness")
    #expect(try await used() == 0)
    #expect(try await town.trail(of: "booking").contains("cancellation_excused illness"))
    #expect(try await say("emergency", carer.token).code == "wrong_state")
  }

  @Test func `a yes that waits for the sitter's is thanked for as such`() async throws {
    let day = try await Afternoon("partner", "partner")
    let booked = try await day.book()
    let reference = booked.json["reference"]?.text
    let link = try #require(try await day.town.link(.partnerAnswer, of: reference ?? ""))
    let said = try await day.town.submit(link, [("answer", "accept")])
    #expect(said.status == 200)
    #expect(said.text.contains("It is not certain yet") && !said.text.contains("They are coming"))
    #expect(try await day.show(reference)["state"]?.text == "requested")
  }

  @Test func `other care may be told needs for this once, without the general consent`() async throws {
    let day = try await Afternoon(
      "instant", "instant", of: ["consents": ["privacy": true, "shareWithPartners": false]])
    let booked = try await day.book(["shareNeeds": true])
    #expect(booked.status == 201, "\(booked.text)")
    let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
    _ = try await day.act("cancel", care, ["reason": "Ill."], by: day.sitting.host.token)
    var body = day.body()
    #expect(try await day.act("care", reference, .object(body)).code == "care_not_available")
    body["shareNeeds"] = true
    #expect(try await day.act("care", reference, .object(body)).status == 200)
  }

  @Test func `a break that waits for lost care is given up a day before, at no cost`() async throws {
    let day = try await Afternoon("instant", "partner")
    let booked = try await day.book()
    let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
    #expect(try await day.act("decline", care, by: day.sitting.host.token).status == 200)
    let start = try Instant(text: try #require(try await day.show(reference)["slots"]?[0]?["startsAt"]?.text))
    day.town.clock.pass(seconds: start.adding(hours: -24).seconds(since: day.town.clock.now) - 1)
    _ = await day.town.market.doChores()
    #expect(try await day.show(reference)["state"]?.text == "requested")
    day.town.clock.pass(seconds: 1)
    _ = await day.town.market.doChores()
    let given = try await day.show(reference)
    #expect(given["state"]?.text == "cancelled" && given["late"]?.bool == false)
    #expect(try await day.town.placesLeft(day.theatre) == 4)
    let caps = try await day.town.get("/v1/carers/me/caps", token: day.carer.token)
    #expect(caps.json["caps"]?.items?.allSatisfy { $0["used"]?.int == 0 } ?? false)
  }

  @Test func `on the last day a break waits for care that is asked for, and half a day for its carer's word`()
    async throws
  {
    let day = try await Afternoon("instant", "partner")
    let start = try Instant(
      text: try #require(
        try await day.town.get("/v1/offers/\(day.theatre.id)/slots").json["items"]?[0]?["startsAt"]?.text))
    day.town.clock.pass(seconds: start.adding(hours: -20).seconds(since: day.town.clock.now))
    let booked = try await day.book()
    let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
    #expect(booked.json["state"]?.text == "requested", "\(booked.text)")
    func stateAfterChores() async throws -> String? {
      #expect(await day.town.market.doChores().faults.isEmpty)
      return try await day.show(reference)["state"]?.text
    }
    #expect(try await stateAfterChores() == "requested")
    #expect(try await day.act("decline", care, by: day.sitting.host.token).status == 200)
    #expect(try await stateAfterChores() == "requested")
    day.town.clock.pass(hours: 11)
    #expect(try await stateAfterChores() == "requested")
    day.town.clock.pass(hours: 1)
    #expect(try await stateAfterChores() == "cancelled")
  }

  @Test func `a link is used once, even past every page`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host()), try await town.carer())
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    let path = try #require(try await town.link(.carerCancel, of: reference))
    let use: @Sendable (String) async throws -> Void = { answer in
      try await town.carryOut { errand in
        guard let link = try errand.store.links.find(token: String(path.dropFirst(3))) else { throw Refusal.notFound }
        try errand.store.links.use(link, answer: answer, now: errand.now)
      }
    }
    try await use("cancel")
    await #expect(throws: Refusal.wrongState) { try await use("keep") }
  }
}
