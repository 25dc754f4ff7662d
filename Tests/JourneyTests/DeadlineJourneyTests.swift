import Breaks
import TestTown
import Testing
import Wire

/// What happens when a partner does not answer.
@Suite(.onEveryEngine) struct DeadlineJourneyTests {
  /// Lets time go by in quarters of an hour, with the chores that come due, until an instant.
  private func live(_ town: Town, until end: Instant) async {
    while town.clock.now < end {
      town.clock.pass(seconds: min(900, end.seconds(since: town.clock.now)))
      _ = await town.market.doChores()
    }
  }

  @Test func `the hotel that never answers is asked twice more, and then the carer is told what fits instead`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let silent = try await town.offer(of: town.host(), ["confirmation": "partner"], dates: 4)
    let provides: JSON = ["diets": ["halal"], "access": ["step_free"]]
    let other = try await town.host(name: "Fell View Inn", email: "desk@fell.example")
    let offers: [(dates: Int, change: [String: JSON])] = [
      (2, ["title": "In the hills", "provides": provides]), (3, ["title": "By the park"]),
      (5, ["title": "No halal food", "provides": ["diets": ["vegan"]]]),
      (5, ["title": "By the lake", "stay": "daytime"]),
      (5, ["title": "For one", "audience": ["partyMax": 1]]), (6, ["title": "By the mill"]),
    ]
    for offer in offers { _ = try await town.offer(of: other, offer.change, dates: offer.dates) }
    let (carer, post) = (try await town.carer(), try await town.post())
    let party: JSON = [["kind": "carer"], ["kind": "companion"]]
    let booked = try await town.book(silent, carer.token, slot: 3, ["party": party])
    let reference = try #require(booked.json["reference"]?.text)
    let decideBy = try Instant(text: try #require(booked.json["decideBy"]?.text))
    #expect(decideBy.text == "2026-11-30T17:00:00Z")

    await live(town, until: decideBy.adding(seconds: -1))
    let before = try await post.deliver()
    let nudges = before.filter { $0.subject.contains("Still waiting for your answer") }
    #expect(nudges.map(\.to) == [Town.hostEmail, Town.hostEmail])
    #expect(nudges.allSatisfy { $0.link != nil && $0.link == nudges[0].link })
    #expect(before.filter { $0.to == "aisha@example.org" && $0.text.contains(reference) }.count == 1)
    #expect(try await town.trail(of: "booking") == ["booking_made", "partner_nudged", "partner_nudged"])

    await live(town, until: decideBy)
    let ended = try await town.get("/v1/bookings/\(reference)", token: carer.token)
    #expect(ended.json["state"]?.text == "declined")
    #expect(try await town.placesLeft(silent, slot: 3) == 4)
    let after = try await post.deliver()
    let told = try #require(after.last { $0.to == "aisha@example.org" })
    #expect(told.text.contains("did not answer us in time"))
    // Whose silence became a no does not say yes on the telephone a day later.
    #expect(after.last { $0.to == Town.hostEmail }?.text.contains("We had no answer from you in time") == true)
    let lines = told.text.split(whereSeparator: \.isNewline).filter {
      $0.hasPrefix("- ") && $0.contains("Fell View Inn")
    }
    #expect(lines.count == 3, "\(told.text)")
    // 21 December was asked for: the mill is there that day, the park a week before, the hills two.
    #expect(lines.map { $0.dropFirst(2).prefix { $0 != "," } } == ["By the mill", "By the park", "In the hills"])
    #expect(lines.last?.contains("Please ask them about: peanuts") == true)
    #expect(lines.first?.contains("Please ask them about: halal") == true)
    // It costs the carer nothing: the half-year's one night is still hers.
    let hills = try await town.offer(of: other)
    #expect(try await town.book(hills, carer.token, key: "b").status == 201)
    #expect(try await town.submit(try #require(nudges[0].link), [("answer", "accept")]).status == 410)
    try await post.stop()
  }

  @Test func `who answers in time is not reminded again`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["confirmation": "partner"], dates: 4)
    let (carer, post) = (try await town.carer(), try await town.post())
    let reference = try #require(try await town.book(offer, carer.token, slot: 3).json["reference"]?.text)
    await live(town, until: Instant(millis: Town.start.millis + 4 * 86_400_000))
    #expect(try await post.deliver().filter { $0.subject.contains("Still waiting") }.count == 1)
    let link = try #require(try await town.link(.partnerAnswer, of: reference))
    #expect(try await town.submit(link, [("answer", "accept")]).status == 200)
    await live(town, until: Instant(millis: Town.start.millis + 8 * 86_400_000))
    let mails = try await post.deliver()
    #expect(mails.filter { $0.subject.contains("Still waiting") }.count == 1)
    #expect(try await town.get("/v1/bookings/\(reference)", token: carer.token).json["state"]?.text == "confirmed")
    try await post.stop()
  }

  @Test func `reminders that were missed together are one, and a reminder is never written at night`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["confirmation": "partner"], dates: 4)
    let carer = try await town.carer()
    _ = try await town.book(offer, carer.token, slot: 3)
    // The program did not run from Monday to the evening of the next Sunday.
    town.clock.pass(hours: 6 * 24 + 10)
    _ = await town.market.doChores()
    #expect(try await town.trail(of: "booking") == ["booking_made"])
    town.clock.pass(hours: 13)
    for _ in 0..<3 { _ = await town.market.doChores() }
    #expect(try await town.trail(of: "booking") == ["booking_made", "partner_nudged"])
  }

  @Test func `two stewards decline an overdue request once`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["confirmation": "partner"], dates: 4)
    let carer = try await town.carer()
    _ = try await town.book(offer, carer.token, slot: 3)
    town.clock.pass(hours: 8 * 24)
    async let one = town.market.doChores()
    async let two = town.market.doChores()
    let faults = await one.faults + two.faults
    #expect(faults == [])
    #expect(try await town.trail(of: "booking") == ["booking_made", "booking_declined"])
  }

  @Test func `a declined and a cancelled break come with breaks that fit, but a discreet letter with none`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let asking = try await town.offer(of: town.host(), ["confirmation": "partner"])
    let instant = try await town.offer(
      of: try await town.host(name: "Fell View Inn", email: "desk@fell.example"), ["title": "In the hills"], dates: 2)
    let (carer, post) = (try await town.carer(), try await town.post())
    let hidden = try await town.carer(["email": "bo@example.org", "contact": ["discreet": true]])
    for (person, key) in [(carer, "a"), (hidden, "b")] {
      let booked = try await town.book(asking, person.token, key: key)
      let path = "/v1/bookings/\(try #require(booked.json["reference"]?.text))"
      _ = try await town.post(path + "/decline", token: asking.host.token)
    }
    let mails = try await post.deliver()
    #expect(
      mails.last { $0.to == "aisha@example.org" }?.text.contains("- In the hills, Fell View Inn, Crosby: ") == true)
    #expect(mails.last { $0.to == "bo@example.org" }?.everything.contains("hills") == false)

    let booked = try await town.book(instant, carer.token, key: "c", slot: 1)
    let path = "/v1/bookings/\(try #require(booked.json["reference"]?.text))"
    _ = try await town.post(path + "/cancel", ["reason": "A pipe has burst."], token: instant.host.token)
    let told = try #require(try await post.deliver().last { $0.to == "aisha@example.org" })
    #expect(told.text.contains("A pipe has burst.") && told.text.contains("- A night by the beach, Bluebell House"))
    try await post.stop()
  }
}
