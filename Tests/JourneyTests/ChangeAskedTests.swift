import Breaks
import TestTown
import Testing
import Wire

/// Where the partner confirms, a change is asked while the booking stands.
@Suite(.onEveryEngine) struct ChangeAskedTests {
  /// A night for two that the hotel has agreed to.
  private struct Agreed {
    let town: Town
    let offer: Break
    let carer: (id: String, token: String)
    let reference: String
    let post: TownPost

    init(_ booking: [String: JSON] = [:], prescribed: Bool = false) async throws {
      town = try await Town.make()
      let area = try await town.area()
      offer = try await town.offer(of: town.host(), ["confirmation": "partner"], dates: 3)
      carer = try await town.carer()
      post = try await town.post()
      var wish = booking.merging(["party": [["kind": "carer"], ["kind": "companion"]]]) { first, _ in first }
      if prescribed {
        let issued = try await town.post(
          "/v1/prescriptions", town.prescription(), token: try await town.doctor(in: area))
        let code = try #require(issued.json["code"]?.text)
        let redeemed = try await town.post("/v1/prescriptions/\(code)/redeem", [:], token: carer.token)
        #expect(redeemed.status == 200)
        wish["prescription"] = .string(code)
      }
      let booked = try await town.book(offer, carer.token, wish)
      reference = try #require(booked.json["reference"]?.text)
      let yes = try await town.post("/v1/bookings/\(reference)/accept", token: offer.host.token)
      #expect(yes.status == 200)
    }

    func change(_ body: JSON, key: String = "change", of reference: String? = nil) async throws -> Answer {
      try await town.post(
        "/v1/bookings/\(reference ?? self.reference)/change", body, token: carer.token,
        headers: ["Idempotency-Key": key])
    }

    func show(_ reference: String) async throws -> JSON {
      try await town.get("/v1/bookings/\(reference)", token: carer.token).json
    }

    func host(_ act: String, _ reference: String) async throws -> Answer {
      try await town.post("/v1/bookings/\(reference)/\(act)", token: offer.host.token)
    }

    /// Her letters since the last look.
    func hers() async throws -> [Mail] { try await post.deliver().filter { $0.to == "aisha@example.org" } }
  }

  private static let three: JSON = ["party": [["kind": "carer"], ["kind": "companion"], ["kind": "companion"]]]

  @Test func `a no leaves the booking as it was, and says so`() async throws {
    let story = try await Agreed()
    let asked = try await story.change(Self.three)
    #expect(asked.status == 201)
    #expect(asked.json["state"]?.text == "requested")
    #expect(asked.json["replaces"]?.text == story.reference)
    let request = try #require(asked.json["reference"]?.text)
    #expect(asked.header("Location") == "/v1/bookings/\(request)")
    let stands = try await story.show(story.reference)
    #expect(stands["state"]?.text == "confirmed")
    #expect(stands["changeWaiting"]?.text == request)
    // Two and one more, so that a yes can be kept.
    #expect(try await story.town.placesLeft(story.offer) == 1)
    #expect(try await story.change(Self.three, key: "2").code == "change_waiting")
    #expect(try await story.change(Self.three, key: "3", of: request).code == "change_waiting")
    #expect(try await story.hers().contains { $0.text.contains("your booking \(story.reference) stays as it is") })

    #expect(try await story.host("decline", request).status == 200)
    let after = try await story.show(story.reference)
    #expect(after["state"]?.text == "confirmed")
    #expect(after["party"] == stands["party"])
    #expect(after["changeWaiting"] == nil)
    #expect(try await story.town.placesLeft(story.offer) == 2)
    #expect(try await story.hers().contains { $0.text.contains("Your booking \(story.reference) stays as it was") })
    #expect(try await story.change(Self.three, key: "4").status == 201)
    try await story.post.stop()
  }

  @Test func `the hotel reads what the booking is and what it would be, in the letter and on the page`() async throws {
    let story = try await Agreed()
    let move: JSON = ["slots": [.string(story.offer.slots[1])], "party": Self.three["party"] ?? .null]
    let request = try #require(try await story.change(move).json["reference"]?.text)
    let mail = try #require(try await story.post.deliver().last { $0.to == Town.hostEmail })
    let link = try #require(mail.link)
    let page = try await story.town.get(link)
    #expect(page.text.contains("Can this booking change?") && page.text.contains(story.reference))
    for text in [mail.text, mail.html, page.text] {
      let parts = text.components(separatedBy: "As it would be")
      let was = parts.first?.components(separatedBy: "As it is now").last ?? ""
      #expect(was.contains("Monday 30 November") && was.contains("2 adults"), "\(was)")
      let becomes = parts.last ?? ""
      #expect(becomes.contains("Monday 7 December") && becomes.contains("3 adults") && becomes.contains(request))
    }
    let said = try await story.town.submit(link, [("answer", "decline")])
    #expect(said.text.contains("Their booking stays as it was."))
    #expect(try await story.show(story.reference)["state"]?.text == "confirmed")
    try await story.post.stop()
  }

  @Test func `a yes puts the change in the place of the booking`() async throws {
    let story = try await Agreed(prescribed: true)
    let first = try #require(try await story.hers().last { $0.calendar != nil }?.calendar)
    let move: JSON = ["slots": [.string(story.offer.slots[1])], "party": Self.three["party"] ?? .null]
    let asked = try await story.change(move)
    let request = try #require(asked.json["reference"]?.text)
    #expect(try await story.town.placesLeft(story.offer) == 2)
    #expect(try await story.town.placesLeft(story.offer, slot: 1) == 1)
    _ = try await story.post.deliver()
    let before = await story.post.sink.letters().count
    #expect(try await story.host("accept", request).json["leadName"]?.text == "Aisha Khan-Whitworth")
    let old = try await story.show(story.reference)
    #expect(old["state"]?.text == "cancelled")
    #expect(old["late"]?.bool == false)
    let new = try await story.show(request)
    #expect(new["state"]?.text == "confirmed")
    #expect(new["prescription"]?.text != nil)
    #expect(try await story.town.placesLeft(story.offer) == 4)
    #expect(try await story.town.placesLeft(story.offer, slot: 1) == 1)
    // One break, not two.
    #expect(try await story.town.book(story.offer, story.carer.token, key: "b", slot: 2).code == "cap_reached")

    let mails = Array(try await story.post.deliver().dropFirst(before))
    #expect(mails.count == 2)
    #expect(!mails.contains { $0.subject.hasPrefix("Cancelled") })
    let moved = try #require(mails.last { $0.to == "aisha@example.org" })
    #expect(moved.text.contains("takes the place of your booking \(story.reference)"))
    #expect(line("UID", of: moved.calendar) == line("UID", of: first))
    let (was, now) = (Int(line("SEQUENCE", of: first) ?? ""), Int(line("SEQUENCE", of: moved.calendar) ?? ""))
    #expect(try #require(now) > (try #require(was)))
    // And what is cancelled then leaves the calendar under the same name.
    _ = try await story.town.post("/v1/bookings/\(request)/cancel", token: story.carer.token)
    let gone = try #require(try await story.hers().last { $0.calendar?.contains("METHOD:CANCEL") == true }?.calendar)
    #expect(line("UID", of: gone) == line("UID", of: first))
    #expect(try await story.town.placesLeft(story.offer, slot: 1) == 4)
    #expect(try await story.town.book(story.offer, story.carer.token, key: "c", slot: 2).status == 201)
    try await story.post.stop()
  }

  @Test func `fewer people, other food and a note ask nobody`() async throws {
    let story = try await Agreed()
    _ = try await story.post.deliver()
    let smaller: JSON = ["party": [["kind": "carer", "food": ["diets": ["vegan"]]]], "note": "Joe cannot come."]
    let changed = try await story.change(smaller)
    #expect(changed.status == 200)
    #expect(changed.json["state"]?.text == "confirmed")
    #expect(try await story.town.placesLeft(story.offer) == 3)
    let told = try #require(try await story.post.deliver().last { $0.subject.hasPrefix("Booking changed") })
    #expect(told.to == Town.hostEmail)
    #expect(told.text.contains("Joe cannot come."))
    try await story.post.stop()
  }

  @Test func `a request that nobody has answered is changed at once, and the hotel has the usual time anew`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["confirmation": "partner"], dates: 4)
    let carer = try await town.carer()
    let booked = try await town.book(offer, carer.token, slot: 3)
    let reference = try #require(booked.json["reference"]?.text)
    town.clock.pass(hours: 24)
    let changed = try await town.post(
      "/v1/bookings/\(reference)/change", Self.three, token: carer.token, headers: ["Idempotency-Key": "c"])
    #expect(changed.status == 200)
    #expect(changed.json["state"]?.text == "requested")
    #expect(try #require(changed.json["decideBy"]?.text) > (try #require(booked.json["decideBy"]?.text)))
    #expect(try await town.placesLeft(offer, slot: 3) == 1)
  }

  @Test func `who cancels the booking takes the change back, and who takes the change back keeps the booking`()
    async throws
  {
    let story = try await Agreed()
    let first = try #require(try await story.change(Self.three).json["reference"]?.text)
    let back = try await story.town.post("/v1/bookings/\(first)/cancel", token: story.carer.token)
    #expect(back.json["state"]?.text == "cancelled")
    #expect(try await story.show(story.reference)["state"]?.text == "confirmed")
    #expect(try await story.town.placesLeft(story.offer) == 2)
    #expect(try await story.hers().contains { $0.text.contains("Your booking \(story.reference) stays as it was") })

    let second = try #require(try await story.change(Self.three, key: "2").json["reference"]?.text)
    let cancelled = try await story.town.post("/v1/bookings/\(story.reference)/cancel", token: story.carer.token)
    #expect(cancelled.json["state"]?.text == "cancelled")
    #expect(try await story.show(second)["state"]?.text == "cancelled")
    #expect(try await story.town.placesLeft(story.offer) == 4)
    #expect(try await story.host("accept", second).code == "wrong_state")
    try await story.post.stop()
  }

  private func line(_ name: String, of calendar: String?) -> String? {
    calendar?.split(whereSeparator: \.isNewline).first { $0.hasPrefix("\(name):") }.map {
      String($0.dropFirst(name.count + 1))
    }
  }
}
