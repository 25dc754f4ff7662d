import Breaks
import SQL
import Store
import TestTown
import Testing
import UseCases
import Wire

/// Rounds that nobody opens by hand: from the offer's window to the last place.
@Suite(.onEveryEngine) struct RoundBySelfTests {
  private static let window: JSON = ["opensHoursBefore": 96, "closesHoursBefore": 48]

  private func rounds(_ town: Town, _ offer: Break) async throws -> [JSON] {
    try await town.get("/v1/offers/\(offer.id)/rounds").json["items"]?.items ?? []
  }

  @Test func `each date is asked for, drawn and booked without anybody's hand`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.scarce(.rota, places: 2, dates: 2, ["stay": "daytime", "window": Self.window])
    let (carer, other) = (try await town.carer(), try await town.carer(["email": "bo@example.org"]))
    let startsAt = London.instant(London.day(of: town.clock.now).adding(days: 7), minuteOfDay: 15 * 60)
    #expect(await town.market.doChores().done == ["open_rounds": 1])
    #expect(try await rounds(town, offer).isEmpty)
    let early = try await town.book(offer, carer.token)
    #expect(early.code == "ask_in_window")
    #expect(early.json["opensAt"]?.text == startsAt.adding(hours: -96).text)

    town.clock.set(startsAt.adding(hours: -168))
    #expect(await town.market.doChores().done == ["open_rounds": 1])
    #expect(await town.market.doChores() == ChoresDone())
    let round = try #require(try await rounds(town, offer).first)
    #expect(try await rounds(town, offer).count == 1)
    #expect(round["slots"]?.items == [.string(offer.slots[0])])
    #expect(round["opensAt"]?.text == startsAt.adding(hours: -96).text)
    #expect(round["closesAt"]?.text == startsAt.adding(hours: -48).text)
    let id = round["id"]?.text ?? ""
    #expect(try await town.enter(id, [offer.slots[0]], carer.token).code == "window_not_open")
    #expect(try await town.book(offer, carer.token, key: "b").json["roundId"]?.text == id)

    town.clock.set(startsAt.adding(hours: -96))
    #expect(try await town.enter(id, [offer.slots[0]], carer.token).status == 201)
    town.clock.pass(hours: 47)
    _ = await town.market.doChores()
    // Nothing is drawn before its time.
    #expect(try await rounds(town, offer).map { $0["state"]?.text } == ["open"])
    try await town.draw()
    #expect(try await rounds(town, offer).first?["state"]?.text == "drawn")
    #expect(try await town.get("/v1/bookings", token: carer.token).json["items"]?.items?.count == 1)
    // What is left after the draw goes to whoever comes.
    #expect(try await town.book(offer, other.token, key: "c").status == 201)

    let opened = try await town.database.read { sql in
      try sql.query("SELECT actor_id FROM audit_entry WHERE act = 'round_opened'").map { try $0.uuidIfAny("actor_id") }
    }
    #expect(opened == [nil])
  }

  @Test func `two stewards at once open one round, and one that was called off is not opened again`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.scarce(
      .ballot, places: 2, ["window": ["opensHoursBefore": 168, "closesHoursBefore": 48]])
    async let one = town.market.doChores()
    async let two = town.market.doChores()
    #expect(await one.faults + two.faults == [])
    let round = try #require(try await rounds(town, offer).first)
    #expect(try await rounds(town, offer).count == 1)
    let off = try await town.post("/v1/rounds/\(round["id"]?.text ?? "")/call-off", token: offer.host.token)
    #expect(off.status == 200)
    town.clock.pass(hours: 2)
    _ = await town.market.doChores()
    #expect(try await rounds(town, offer).map { $0["state"]?.text } == ["called_off"])
  }

  @Test func `nights that follow one another are asked for together, and a new date follows within the hour`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let window: JSON = ["opensHoursBefore": 168, "closesHoursBefore": 24]
    let offer = try await town.scarce(.ballot, places: 2, ["window": window])
    let night = London.instant(London.day(of: town.clock.now).adding(days: 8), minuteOfDay: 15 * 60)
    let slot: JSON = ["startsAt": .string(night.text), "endsAt": .string(night.adding(hours: 20).text), "places": 2]
    let added = try await town.post("/v1/offers/\(offer.id)/slots", ["slots": [slot]], token: offer.host.token)
    #expect(added.status == 201, "\(added.text)")
    _ = await town.market.doChores()
    let shared = try await rounds(town, offer)
    #expect(shared.map { $0["slots"]?.items?.count } == [2])
    let later: JSON = [
      "startsAt": .string(night.adding(hours: 24).text), "endsAt": .string(night.adding(hours: 44).text), "places": 2,
    ]
    _ = try await town.post("/v1/offers/\(offer.id)/slots", ["slots": [later]], token: offer.host.token)
    town.clock.pass(minutes: 60)
    #expect(await town.market.doChores().done["open_rounds"] == 1)
    #expect(try await rounds(town, offer).count == 2)
    // Withdrawn, it is looked at no more; published again, at once.
    #expect(try await town.post("/v1/offers/\(offer.id)/withdraw", token: offer.host.token).status == 200)
    town.clock.pass(minutes: 60)
    #expect(await town.market.doChores() == ChoresDone())
    #expect(try await town.post("/v1/offers/\(offer.id)/publish", token: offer.host.token).status == 200)
    #expect(await town.market.doChores().done == ["open_rounds": 1])
  }
}

/// What a letter says to whoever has asked in a round.
@Suite(.onEveryEngine) struct RoundLetterTests {
  @Test func `whoever asked is told what was asked, until when, how it is decided and how to take it back`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.scarce(.ballot, places: 2, ["prescriptionPercent": 10])
    let round = try await town.round(of: offer)
    let post = try await town.post()
    let (carer, shy) = (
      try await town.carer(), try await town.carer(["email": "bo@example.org", "contact": ["discreet": true]])
    )
    _ = try await post.deliver()
    #expect(try await town.enter(round, offer.slots, carer.token, people: 2).status == 201)
    #expect(try await town.enter(round, offer.slots, shy.token).status == 201)
    let mails = try await post.deliver().suffix(2)
    let told = try #require(mails.first { $0.to == "aisha@example.org" })
    #expect(told.subject == "We have what you asked for")
    for words in [
      "A night by the beach", "Bluebell House, Crosby L23 3ZE", "Monday 30 November 2026, 3pm", "2 adults",
      "until Wednesday 25 November 2026", "It is done by lot.", "Of every 100 places, 10 are kept first",
      "take it back",
    ] {
      #expect(told.text.contains(words), "\(words) in: \(told.text)")
    }
    let discreet = try #require(mails.first { $0.to == "bo@example.org" })
    #expect(discreet.subject == "A message for you")
    #expect(!discreet.everything.contains("Bluebell"))

    // What was taken back before the letter went is not told any more.
    let third = try await town.carer(["email": "cy@example.org"])
    _ = try await post.deliver()
    let made = try await town.enter(round, offer.slots, third.token)
    _ = try await town.post("/v1/entries/\(made.json["id"]?.text ?? "")/withdraw", token: third.token)
    #expect(try await post.deliver().allSatisfy { $0.to != "cy@example.org" || $0.subject != told.subject })
    try await post.stop()
  }

  @Test func `who asks on the telephone is not rung up to be told so, and who gets post finds it to be printed`()
    async throws
  {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let offer = try await town.scarce(.rota, places: 2)
    let round = try await town.round(of: offer)
    let volunteer = try await town.token(.volunteer, in: liverpool)
    let rung = try await town.carer(["email": .null, "contact": ["safeBy": ["phone"]]])
    let address: JSON = "1 Lark Lane\nLiverpool"
    let written = try await town.carer([
      "name": "Doreen Hathersedge", "email": .null, "address": address, "contact": ["safeBy": ["post"]],
    ])
    for carer in [rung, written] {
      let made = try await town.enter(
        round, offer.slots, volunteer,
        ["onBehalfOf": .string(carer.id), "identity": ["checked": ["birth_date", "postcode"]]])
      #expect(made.status == 201, "\(made.text)")
    }
    let listed = try await town.get("/v1/letters?limit=100", token: volunteer).json["items"]?.items ?? []
    let entered = listed.filter { $0["kind"]?.text == "share_entered" }
    #expect(entered.map { $0["by"]?.text } == ["post"])
    let letter = try await town.get("/v1/letters/\(entered.first?["id"]?.text ?? "")", token: volunteer)
    #expect(letter.json["text"]?.text?.contains("First come those whose last one was the longest ago.") == true)
  }
}
