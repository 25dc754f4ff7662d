import Breaks
import TestTown
import Testing
import Wire

@Suite(.onEveryEngine) struct BookingJourneyTests {
  @Test func `a carer books, the hotel learns what it needs, and both get a letter with a calendar entry`() async throws
  {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host()), try await town.carer())
    let post = try await town.post()
    let booked = try await town.book(
      offer, carer.token, ["party": [["kind": "carer"], ["kind": "child", "name": "Sami", "age": 7]]])
    #expect(booked.status == 201)
    #expect(booked.json["state"]?.text == "confirmed")
    let queued: JSON = [["by": "email", "state": "queued"]]
    #expect(booked.json["told"] == queued)
    #expect(try await town.placesLeft(offer) == 2)

    let mails = try await post.deliver()
    let reference = try #require(booked.json["reference"]?.text)
    let hers = try #require(mails.last { $0.to == "aisha@example.org" && $0.text.contains(reference) })
    #expect(hers.calendar?.contains("METHOD:REQUEST") == true)
    let theirs = try #require(mails.last { $0.to == Town.hostEmail })
    #expect(theirs.text.contains("peanuts"))
    #expect(!theirs.everything.contains("Sami"))

    let seen = try await town.get("/v1/partners/\(offer.host.id)/bookings", token: offer.host.token)
    let view = try #require(seen.json["items"]?.items?.first)
    let guests: JSON = [["kind": "adult"], ["kind": "child", "age": 7]]
    #expect(view["guests"] == guests)
    #expect(view["leadName"]?.text == "Aisha Khan-Whitworth")
    #expect(view["food"]?[0]?["severe"]?[0]?.text == "peanuts")
    try await post.stop()
  }

  @Test func `cancelling frees the place, takes the calendar entry back on both sides, and gives the cap back`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host(), dates: 2), try await town.carer())
    let post = try await town.post()
    let booked = try await town.book(offer, carer.token)
    let reference = try #require(booked.json["reference"]?.text)
    let before = try await post.deliver()
    let request = try #require(before.last { $0.to == "aisha@example.org" && $0.text.contains(reference) }?.calendar)
    #expect(try await town.book(offer, carer.token, key: "b", slot: 1).code == "cap_reached")

    let cancelled = try await town.post("/v1/bookings/\(reference)/cancel", ["why": "illness"], token: carer.token)
    #expect(cancelled.status == 200)
    #expect(cancelled.json["state"]?.text == "cancelled")
    #expect(cancelled.json["late"]?.bool == false)
    #expect(try await town.placesLeft(offer) == 4)
    let mails = try await post.deliver()
    let cancel = try #require(mails.last { $0.to == "aisha@example.org" && $0.text.contains(reference) }?.calendar)
    #expect(cancel.contains("METHOD:CANCEL"))
    #expect(line("UID", of: cancel) == line("UID", of: request))
    #expect(line("SEQUENCE", of: request) == "0")
    #expect(line("SEQUENCE", of: cancel) == "1")
    #expect(mails.last { $0.to == Town.hostEmail }?.calendar?.contains("METHOD:CANCEL") == true)
    #expect(try await town.book(offer, carer.token, key: "c", slot: 1).status == 201)
    try await post.stop()
  }

  private func line(_ name: String, of calendar: String) -> String? {
    calendar.split(whereSeparator: \.isNewline).first { $0.hasPrefix("\(name):") }.map {
      String($0.dropFirst(name.count + 1))
    }
  }

  @Test func `a hotel that must agree first says yes, and only then learns a name`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["confirmation": "partner"])
    let carer = try await town.carer()
    let post = try await town.post()
    let booked = try await town.book(offer, carer.token)
    #expect(booked.json["state"]?.text == "requested")
    #expect(booked.json["decideBy"]?.text != nil)
    let asked = try await town.get("/v1/partners/\(offer.host.id)/bookings", token: offer.host.token)
    #expect(!asked.text.contains("Khan"))
    #expect(try await !post.deliver().contains { $0.to == Town.hostEmail && $0.everything.contains("Khan") })

    let reference = try #require(booked.json["reference"]?.text)
    let yes = try await town.post(
      "/v1/bookings/\(reference)/accept", ["message": "Ring the side bell."], token: offer.host.token)
    #expect(yes.status == 200)
    #expect(yes.json["leadName"]?.text == "Aisha Khan-Whitworth")
    let letter = try #require(
      try await post.deliver().last { $0.to == "aisha@example.org" && $0.text.contains(reference) })
    #expect(letter.text.contains("Ring the side bell."))
    #expect(letter.calendar?.contains("METHOD:REQUEST") == true)
    #expect(try await town.post("/v1/bookings/\(reference)/accept", token: offer.host.token).code == "wrong_state")
    try await post.stop()
  }

  @Test func `a declined request costs the carer nothing`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["confirmation": "partner"], dates: 2)
    let carer = try await town.carer()
    let booked = try await town.book(offer, carer.token)
    let reference = try #require(booked.json["reference"]?.text)
    let no = try await town.post("/v1/bookings/\(reference)/decline", ["reason": "full house"], token: offer.host.token)
    #expect(no.json["state"]?.text == "declined")
    #expect(try await town.placesLeft(offer) == 4)
    #expect(try await town.book(offer, carer.token, key: "again", slot: 1).status == 201)
  }

  @Test func `attendance is marked after the start, never before, and the kitchen's list is gone when it is over`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host()), try await town.carer())
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    let mark = "/v1/bookings/\(reference)/attended"
    #expect(try await town.post(mark, token: offer.host.token).code == "wrong_state")
    #expect(try await town.post("/v1/bookings/\(reference)/needs-seen", token: offer.host.token).status == 200)
    town.clock.pass(hours: 24 * 9)
    let came = try await town.post(mark, token: offer.host.token)
    #expect(came.json["state"]?.text == "attended")
    #expect(!came.text.contains("peanuts"))
    #expect(try await town.post("/v1/bookings/\(reference)/cancel", token: carer.token).code == "wrong_state")
  }

  @Test func `the same key books once, and another request under it is refused`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host()), try await town.carer())
    let first = try await town.book(offer, carer.token)
    let second = try await town.book(offer, carer.token)
    #expect(second.status == 201)
    #expect(second.body == first.body)
    #expect(second.header("ETag") == first.header("ETag"))
    #expect(try await town.placesLeft(offer) == 3)
    #expect(try await town.book(offer, carer.token, ["note": "Late, about six."]).code == "idempotency_key_reused")
    let keyless = try await town.post("/v1/bookings", ["offerId": .string(offer.id)], token: carer.token)
    #expect(keyless.status == 400)
    #expect(keyless.code == "idempotency_key_missing")
  }

  @Test func `the last places go to as many as there are, and everybody else is told full`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 5)
    var tokens: [String] = []
    for number in 0..<20 {
      tokens.append(try await town.carer(["email": .string("carer\(number)@example.org")]).token)
    }
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for token in tokens { group.addTask { try await town.book(offer, token) } }
      return try await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    #expect(answers.filter { $0.status == 201 }.count == 5)
    #expect(answers.filter { $0.status == 409 && $0.code == "full" }.count == 15)
    #expect(try await town.placesLeft(offer) == 0)
    let commissioner = try await town.token(.commissioner, in: AreaSlug(stored: "liverpool"))
    let counted = try await town.get("/v1/refusals", token: commissioner)
    #expect(counted.json["items"]?[0]?["count"]?.int == 15)
  }
}
