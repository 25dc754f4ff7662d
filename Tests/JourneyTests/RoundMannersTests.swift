import Breaks
import SQL
import TestTown
import Testing
import UseCases
import Wire

/// Who may do what in a round, what is refused, and what comes after a loss.
@Suite(.onEveryEngine) struct RoundMannersTests {
  @Test func `a loser asks a person, who gives the break after all, or says why it stands`() async throws {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let desk = try await town.token(.coordinator, in: liverpool)
    let offer = try await town.scarce(.ballot, places: 1)
    let round = try await town.round(of: offer)
    let carers = [try await town.carer(), try await town.carer(["email": "bo@example.org"])]
    var entries: [String] = []
    for carer in carers {
      entries.append(try await town.enter(round, offer.slots, carer.token).json["id"]?.text ?? "")
      let early = try await town.post("/v1/entries/\(entries.last ?? "")/ask-a-person", token: carer.token)
      #expect(early.code == "wrong_state")
    }
    try await town.draw()
    var loser = 0
    for place in carers.indices {
      let entry = try await town.get("/v1/entries/\(entries[place])", token: carers[place].token).json
      if entry["state"]?.text == "lost" { loser = place }
    }
    let (path, token) = ("/v1/entries/\(entries[loser])", carers[loser].token)
    #expect(try await town.post("/v1/entries/\(entries[1 - loser])/ask-a-person", token: token).status == 404)
    let asked = try await town.post("\(path)/ask-a-person", ["words": "There is no other chance."], token: token)
    #expect(asked.status == 201)
    #expect(asked.json["ask"]?["state"]?.text == "open")
    #expect(try await town.post("\(path)/ask-a-person", token: token).code == "already_asked")

    let volunteer = try await town.token(.volunteer, in: liverpool)
    #expect(try await town.get("/v1/asks", token: volunteer).status == 403)
    let list = try await town.get("/v1/asks?area=liverpool", token: desk).json["items"]?.items
    #expect(list?.count == 1)
    #expect(list?.first?["entry"]?["ask"]?["words"]?.text == "There is no other chance.")
    let answer: JSON = ["outcome": "given", "words": "A seat more was found."]
    #expect(try await town.post("\(path)/answer", answer, token: volunteer).status == 403)
    #expect(try await town.post("\(path)/answer", answer, token: desk).code == "full")
    let winner = try await town.get("/v1/entries/\(entries[1 - loser])", token: carers[1 - loser].token).json
    let freed = try await town.post(
      "/v1/bookings/\(winner["booking"]?.text ?? "")/cancel", token: carers[1 - loser].token)
    #expect(freed.status == 200)
    let key = ["Idempotency-Key": "given-once"]
    let given = try await town.post("\(path)/answer", answer, token: desk, headers: key)
    #expect(given.status == 200, "\(given.text)")
    #expect(try await town.post("\(path)/answer", answer, token: desk, headers: key).body == given.body)
    #expect(given.json["ask"]?["state"]?.text == "given")
    let booking = try await town.get("/v1/bookings/\(given.json["booking"]?.text ?? "")", token: token)
    #expect(booking.json["state"]?.text == "confirmed")
    #expect(try await town.post("\(path)/answer", answer, token: desk).code == "wrong_state")
    #expect(try await town.get("/v1/asks?state=answered", token: desk).json["items"]?.items?.count == 1)
    let post = try await town.post()
    let mails = try await post.deliver()
    try await post.stop()
    #expect(
      mails.contains { $0.subject.hasPrefix("We have looked again") && $0.text.contains("A seat more was found.") })
  }

  @Test func `who loses a ballot has more tickets in the next`() async throws {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let desk = try await town.token(.coordinator, in: liverpool)
    let crowd = try await town.crowd(4)
    var weights: [String: [Int]] = [:]
    for _ in 1...2 {
      let offer = try await town.scarce(.ballot, places: 2, ["stay": "daytime"])
      let round = try await town.round(of: offer)
      for carer in crowd {
        #expect(try await town.enter(round, offer.slots, desk, ["onBehalfOf": .string(carer)]).status == 201)
      }
      try await town.draw()
      for carer in crowd {
        let entry = try await town.get("/v1/entries?carerId=\(carer)&limit=1", token: desk).json["items"]?[0]
        let weight = entry?["drawn"]?["weight"]?.int ?? 0
        weights[carer, default: []].append(entry?["state"]?.text == "lost" ? weight : -weight)
      }
    }
    for told in weights.values {
      #expect(abs(told[0]) == 1)
      #expect(abs(told[1]) == (told[0] > 0 ? 2 : 1))
    }
  }

  @Test func `who was given the break by a person has no more tickets for having lost it`() async throws {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let desk = try await town.token(.coordinator, in: liverpool)
    let crowd = try await town.crowd(2)
    let first = try await town.scarce(.ballot, places: 1, ["stay": "daytime"])
    let round = try await town.round(of: first)
    for carer in crowd { _ = try await town.enter(round, first.slots, desk, ["onBehalfOf": .string(carer)]) }
    try await town.draw()
    var loser = ""
    for carer in crowd {
      let entry = try await town.get("/v1/entries?carerId=\(carer)", token: desk).json["items"]?[0]
      guard entry?["state"]?.text == "lost", let id = entry?["id"]?.text else { continue }
      loser = carer
      let host = first.host.token
      let slot = try await town.get("/v1/slots/\(first.slots[0])", token: host)
      let more = try await town.patch(
        "/v1/slots/\(first.slots[0])", ["places": 2], token: host, headers: ["If-Match": slot.header("ETag") ?? ""])
      #expect(more.status == 200, "\(more.text)")
      #expect(try await town.post("/v1/entries/\(id)/ask-a-person", token: desk).status == 201)
      let answer: JSON = ["outcome": "given", "words": "A chair was found."]
      #expect(try await town.post("/v1/entries/\(id)/answer", answer, token: desk).status == 200)
    }
    let second = try await town.scarce(.ballot, places: 2, ["stay": "daytime"])
    let next = try await town.round(of: second)
    let made = try await town.enter(next, second.slots, desk, ["onBehalfOf": .string(loser)])
    try await town.draw()
    let entry = try await town.get("/v1/entries/\(made.json["id"]?.text ?? "")", token: desk).json
    #expect(entry["drawn"]?["weight"]?.int == 1)
  }

  @Test func `an entry is taken back at no cost, and a round that is called off tells everybody`() async throws {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let offer = try await town.scarce(.tiers, places: 2)
    let round = try await town.round(of: offer)
    let (carer, other) = (try await town.carer(), try await town.carer(["email": "bo@example.org"]))
    let entry = try await town.enter(round, offer.slots, carer.token, people: 2)
    let path = "/v1/entries/\(entry.json["id"]?.text ?? "")"
    #expect(try await town.enter(round, offer.slots, carer.token).code == "already_asked")
    #expect(try await town.get(path, token: other.token).status == 404)
    #expect(try await town.get(path, token: offer.host.token).status == 404)
    #expect(try await town.post("\(path)/withdraw", token: other.token).status == 404)
    let stale = try await town.post("\(path)/withdraw", token: carer.token, headers: ["If-Match": "\"9\""])
    #expect(stale.status == 412)
    let back = try await town.post("\(path)/withdraw", token: carer.token)
    #expect(back.json["state"]?.text == "withdrawn")
    #expect(back.json["party"]?.items == [])
    #expect(try await town.post("\(path)/withdraw", token: carer.token).code == "wrong_state")
    let again = try await town.enter(round, offer.slots, carer.token)
    #expect(again.status == 201)

    let volunteer = try await town.token(.volunteer, in: liverpool)
    let offPath = "/v1/rounds/\(round)/call-off"
    #expect(try await town.post(offPath, token: volunteer).status == 403)
    let off = try await town.post(offPath, token: offer.host.token)
    #expect(off.json["state"]?.text == "called_off")
    #expect(try await town.post(offPath, token: offer.host.token).code == "wrong_state")
    #expect(try await town.enter(round, offer.slots, other.token).code == "wrong_state")
    try await town.draw()
    let lost = try await town.get("/v1/entries/\(again.json["id"]?.text ?? "")", token: carer.token).json
    #expect(lost["reason"]?.text == "called_off")
    let letters = try await town.database.read { sql in
      try sql.query("SELECT id FROM letter WHERE kind = 'share_not_this_time'").count
    }
    #expect(letters == 1)
    // Its dates may stand in another round.
    #expect(try await town.round(of: offer) != round)
  }

  /// What is refused to somebody who opens a round: what is said, and what is wrong with it.
  static let refusedRounds: [(String, [String: JSON], String)] = [
    ("no dates", ["slots": []], "/slots too_few"),
    ("a date of nobody", ["slots": ["019394c2-7a10-7c1e-8f00-2b6d1c5e9e01"]], "/slots/0 not_found"),
    ("a window of an hour", ["closesAt": "2026-11-23T10:30:00Z"], "/closesAt window_too_short"),
    ("a window that is over", ["closesAt": "2026-11-22T10:30:00Z"], "/closesAt in_the_past"),
    ("until after the break began", ["closesAt": "2026-12-01T10:30:00Z"], "/closesAt window_too_late"),
    ("from after it ends", ["opensAt": "2026-11-27T10:30:00Z"], "/opensAt window_too_short"),
    ("no end", ["closesAt": nil], "/closesAt required"),
    ("a seed of one's own", ["seed": "00"], "/seed unknown_field"),
  ]

  @Test func `a round that could not be fair is not opened`() async throws {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let offer = try await town.scarce(.rota, places: 2, ["bookBeforeHours": 24])
    for (name, change, problem) in Self.refusedRounds {
      var body = JSONObject()
      body["slots"] = .array(offer.slots.map(JSON.string))
      body["closesAt"] = .string(town.clock.now.adding(hours: 48).text)
      for (field, value) in change { body[field] = value }
      let refused = try await town.post("/v1/offers/\(offer.id)/rounds", .object(body), token: offer.host.token)
      #expect(refused.status == 422, "\(name): \(refused.text)")
      #expect(refused.errors.contains(problem), "\(name): \(refused.errors)")
    }
    let body: JSON = ["slots": .array(offer.slots.map(JSON.string)), "closesAt": "2026-11-26T10:30:00Z"]
    let carer = try await town.carer()
    #expect(try await town.post("/v1/offers/\(offer.id)/rounds", body, token: carer.token).status == 403)
    #expect(try await town.post("/v1/offers/\(offer.id)/rounds", body).status == 401)
    _ = try await town.round(of: offer)
    let twice = try await town.post("/v1/offers/\(offer.id)/rounds", body, token: offer.host.token)
    #expect(twice.errors == ["/slots/0 already_in_round"])
    let usual = try await town.offer(of: offer.host)
    let slots: JSON = ["slots": .array(usual.slots.map(JSON.string)), "closesAt": "2026-11-26T10:30:00Z"]
    let plain = try await town.post("/v1/offers/\(usual.id)/rounds", slots, token: offer.host.token)
    #expect(plain.errors == ["/slots first_come"])
    _ = liverpool
  }

  @Test func `the offer's own window says when to ask, and outside it nobody can`() async throws {
    let town = try await Town.make()
    try await town.area()
    let short: JSON = ["opensHoursBefore": 30, "closesHoursBefore": 24]
    let offer = try await town.scarce(.rota, places: 2, ["window": ["opensHoursBefore": 96, "closesHoursBefore": 48]])
    let refused = try await town.patch("/v1/offers/\(offer.id)", ["window": short], token: offer.host.token)
    #expect(refused.errors == ["/window/opensHoursBefore window_too_short"])
    let made = try await town.post(
      "/v1/offers/\(offer.id)/rounds", ["slots": .array(offer.slots.map(JSON.string))], token: offer.host.token)
    #expect(made.status == 201, "\(made.text)")
    let (id, opensAt) = (made.json["id"]?.text ?? "", try #require(made.json["opensAt"]?.text))
    let carer = try await town.carer()
    let early = try await town.enter(id, offer.slots, carer.token)
    #expect(early.code == "window_not_open")
    #expect(early.json["retryAt"]?.text == opensAt)
    let usual = try await town.offer(of: offer.host)
    town.clock.set(try Instant(text: opensAt))
    #expect(try await town.enter(id, usual.slots, carer.token).errors == ["/slots/0 not_in_round"])
    #expect(try await town.enter(id, offer.slots, carer.token, people: 5).errors == ["/party party_too_large"])
    town.clock.pass(hours: 48)
    #expect(try await town.enter(id, offer.slots, carer.token).code == "window_closed")
    #expect(try await town.get("/v1/offers/\(offer.id)/rounds").json["items"]?.items?.count == 1)
    #expect(try await town.get("/v1/rounds/019394c2-7a10-7c1e-8f00-2b6d1c5e9e01").status == 404)
  }

  @Test func `a volunteer asks for a carer on the telephone, having checked who it is`() async throws {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let offer = try await town.scarce(.ballot, places: 2)
    let round = try await town.round(of: offer)
    let volunteer = try await town.token(.volunteer, in: liverpool)
    let carer = try await town.crowd(1)[0]
    let unchecked = try await town.enter(round, offer.slots, volunteer, ["onBehalfOf": .string(carer)])
    #expect(unchecked.errors == ["/identity identity_not_checked"])
    let made = try await town.enter(
      round, offer.slots, volunteer,
      ["onBehalfOf": .string(carer), "identity": ["checked": ["birth_date", "postcode"]]])
    #expect(made.status == 201)
    #expect(made.json["channel"]?.text == "phone")
    let listed = try await town.get("/v1/entries?carerId=\(carer)", token: volunteer).json["items"]?.items
    #expect(listed?.count == 1)
    #expect(try await town.get("/v1/entries", token: volunteer).errors == ["carerId required"])
    #expect(try await town.enter(round, offer.slots, offer.host.token).status == 403)
  }
}

extension QueryPlanTests {
  @Test func `every statement of a round finds its rows by an index`() async throws {
    let recorder = Recorder()
    let town = try await Town.make(through: recorder.listen)
    let liverpool = try await town.area()
    let desk = try await town.token(.coordinator, in: liverpool)
    let offer = try await town.scarce(.ballot, places: 2)
    let round = try await town.round(of: offer)
    _ = try await town.scarce(.rota, places: 1, ["window": ["opensHoursBefore": 168, "closesHoursBefore": 48]])
    for carer in try await town.crowd(3) {
      let made = try await town.enter(round, offer.slots, desk, ["onBehalfOf": .string(carer)])
      #expect(made.status == 201)
      _ = try await town.get("/v1/entries?carerId=\(carer)&limit=1", token: desk)
    }
    try await town.draw()
    for path in ["/v1/rounds/\(round)/ballot", "/v1/offers/\(offer.id)/rounds?limit=1", "/v1/rounds/\(round)"] {
      #expect(try await town.get(path).status == 200)
    }
    for state in ["open", "answered"] { _ = try await town.get("/v1/asks?state=\(state)", token: desk) }
    let tables = Set(try await Tables.read(town.database).columns.map(\.table)).subtracting(Self.small)
    for (sql, plan) in try await Self.plans(recorder.statements, on: town.database) {
      #expect(plan.walked.intersection(tables).sorted() == [], "\(sql)\n\(plan.words)")
    }
  }

  @Test func `no draw gives a place to a carer who has died, before it or between draw and booking`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let desk = try await town.token(.coordinator, in: area)
    let offer = try await town.scarce(.ballot, places: 2, ["stay": "daytime"])
    let round = try await town.round(of: offer)
    let carers = try await town.carers(3)
    var entries: [String] = []
    for carer in carers {
      let entered = try await town.enter(round, offer.slots, carer.token)
      entries.append("/v1/entries/\(entered.json["id"]?.text ?? "")")
    }
    _ = try await town.post("/v1/carers/\(carers[0].id)/quiet", ["why": "carer_died"], token: desk)
    town.clock.pass(hours: 48)
    let draws = Chore.all.filter { ["close_rounds", "draw_rounds"].contains($0.name) }
    for _ in 1...2 { _ = await town.market.doChores(draws) }
    // Two are left for two places, and one of them dies before the booking is made.
    #expect(try await town.get(entries[1], token: desk).json["state"]?.text == "won")
    _ = try await town.post("/v1/carers/\(carers[1].id)/quiet", ["why": "carer_died"], token: desk)
    try await town.draw()
    for place in 0...1 {
      let lost = try await town.get(entries[place], token: desk).json
      #expect(lost["state"]?.text == "lost" && lost["reason"]?.text == "left_in_peace")
      let bookings = try await town.get("/v1/bookings?carerId=\(carers[place].id)", token: desk)
      #expect(bookings.json["items"]?.items == [])
    }
    #expect(try await town.get(entries[2], token: desk).json["state"]?.text == "won")
    #expect(try await town.placesLeft(offer) == 1)
    // After a mistake the loser is told why, and may ask that a person looks again.
    _ = try await town.post("/v1/carers/\(carers[0].id)/lift", token: desk)
    let post = try await town.post()
    let mails = try await post.deliver().filter { $0.to == "carer0@example.org" }
    #expect(mails.contains { $0.text.contains("You were to be left in peace when the places were shared out.") })
    try await post.stop()
  }
}
