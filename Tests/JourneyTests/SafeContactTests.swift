import Breaks
import TestTown
import Testing
import Wire

/// A letter can hurt: who reads it at home, and which ways are safe.
@Suite(.onEveryEngine) struct SafeContactTests {
  @Test func `a discreet carer goes through every letter, and no place, date or calendar leaves`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let host = try await town.host()
    let offers = [
      try await town.offer(of: host, ["stay": "daytime"], dates: 2),
      try await town.offer(of: host, ["stay": "daytime", "confirmation": "partner"], dates: 2),
    ]
    let post = try await town.post()
    let carer = try await town.carer(["contact": ["discreet": true]])
    _ = try await town.post("/v1/sign-in", ["email": "aisha@example.org"])
    let booked = try await town.book(offers[0], carer.token, key: "1")
    let asked = try await town.book(offers[1], carer.token, key: "2", slot: 0)
    let declined = try await town.book(offers[1], carer.token, key: "3", slot: 1)
    _ = try await post.deliver()
    for (answer, act) in [(asked, "accept"), (declined, "decline")] {
      let reference = try #require(answer.json["reference"]?.text)
      #expect(try await town.post("/v1/bookings/\(reference)/\(act)", token: host.token).status == 200)
    }
    let reference = try #require(booked.json["reference"]?.text)
    _ = try await post.deliver()
    _ = try await town.post("/v1/bookings/\(reference)/cancel", ["why": "illness"], token: carer.token)
    let doctor = try await town.doctor(in: area)
    _ = try await town.post(
      "/v1/prescriptions", town.prescription(["contact": ["discreet": true], "email": "aisha@example.org"]),
      token: doctor)

    let hers = try await post.deliver().filter { $0.to == "aisha@example.org" }
    #expect(hers.count == 10)
    let forbidden = [
      "Bluebell", "Crosby", "beach", "L23", "November", "December", "2026-", "Breathe Liverpool", "carer", "prescri",
      "text/calendar", "BEGIN:VCALENDAR", "invite.ics", "Reply-To", "Aisha", "Larkmere", "illness",
    ]
    for mail in hers {
      let shown = mail.everything.replacing("aisha@example.org", with: "")
      for word in forbidden {
        #expect(!shown.lowercased().contains(word.lowercased()), "\(word) in: \(mail.subject)")
      }
      #expect(shown.contains("From: Breather <"))
    }
    try await post.stop()
  }

  @Test func `a carer of 78 with a landline books by phone, and her letter stands until it was read out`() async throws
  {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host())
    let doreen = try await town.carer([
      "name": "Doreen Hathersedge", "email": .null, "phone": "0151 496 0206", "birthDate": "1948-02-26",
      "contact": ["leaveMessage": true, "callBetween": "after ten"],
    ])
    let volunteer = try await town.token(.volunteer, in: area)
    let found = try await town.post("/v1/carers/search", ["phone": "+44 151 496 0206"], token: volunteer)
    #expect(found.json["items"]?[0]?["id"]?.text == doreen.id)
    let unsure = try await town.book(offer, volunteer, ["onBehalfOf": .string(doreen.id)])
    #expect(unsure.errors == ["/identity identity_not_checked"])
    let booked = try await town.book(
      offer, volunteer, key: "phone",
      ["onBehalfOf": .string(doreen.id), "identity": ["checked": ["birth_date", "postcode"]]])
    #expect(booked.status == 201)
    #expect(booked.json["channel"]?.text == "phone")
    let told: JSON = [["by": "phone", "state": "to_do"]]
    #expect(booked.json["told"] == told)

    let reference = try #require(booked.json["reference"]?.text)
    let list = try await town.get("/v1/letters?by=phone", token: volunteer)
    let letter = try #require(list.json["items"]?.items?.first { $0["reference"]?.text == reference })
    #expect(letter["to"]?["phone"]?.text == "0151 496 0206")
    let id = try #require(letter["id"]?.text)
    let words = try await town.get("/v1/letters/\(id)", token: volunteer)
    #expect(words.json["text"]?.text?.contains("A night by the beach") == true)
    let done = try await town.post("/v1/letters/\(id)/done", ["how": "spoke"], token: volunteer)
    #expect(done.json["state"]?.text == "done")
    let after = try await town.get("/v1/bookings/\(reference)", token: volunteer)
    #expect(after.json["told"]?[0]?["state"]?.text == "done")
    #expect(try await town.post("/v1/letters/\(id)/done", ["how": "spoke"], token: volunteer).code == "wrong_state")
  }

  @Test func `no answer a partner can reach tells who is cared for, a surname too early, a contact or a prescription`()
    async throws
  {
    let town = try await Town.make()
    let area = try await town.area()
    let host = try await town.host()
    let offer = try await town.offer(of: host, ["confirmation": "partner"])
    let carer = try await town.carer()
    let doctor = try await town.doctor(in: area)
    let prescribed = try await town.post("/v1/prescriptions", town.prescription(), token: doctor)
    let code = try #require(prescribed.json["code"]?.text)
    #expect(try await town.post("/v1/prescriptions/\(code)/redeem", token: carer.token).status == 200)
    let booked = try await town.book(
      offer, carer.token,
      [
        "party": [["kind": "carer"], ["kind": "cared_for", "name": "Yusuf Quillfeather"]],
        "prescription": .string(code), "note": "We arrive by bus.",
      ])
    #expect(booked.status == 201, "\(booked.text)")
    let reference = try #require(booked.json["reference"]?.text)
    var reached = try await partnerAnswers(town, host, carer.id, reference, code)
    for secret in ["Khan", "We arrive"] { #expect(!reached.contains(secret), "\(secret) before the yes") }
    reached += try await town.post("/v1/bookings/\(reference)/accept", token: host.token).text
    reached += try await partnerAnswers(town, host, carer.id, reference, code)
    #expect(reached.contains("Khan-Whitworth"))
    let secrets = [
      "cared_for", "Quillfeather", "aisha@example.org", "0303", "L17", "1980", carer.id, code,
      code.filter { $0 != "-" }, "caring", "\"prescription\"",
    ]
    for secret in secrets { #expect(!reached.contains(secret), "\(secret)") }
  }

  private func partnerAnswers(
    _ town: Town, _ host: Host, _ carer: String, _ reference: String, _ code: String
  ) async throws -> String {
    let paths = [
      "/v1/me", "/v1/partners/\(host.id)", "/v1/partners/\(host.id)/bookings", "/v1/partners/\(host.id)/offers",
      "/v1/offers", "/v1/carers/\(carer)", "/v1/carers/me", "/v1/bookings", "/v1/bookings/\(reference)",
      "/v1/prescriptions", "/v1/prescriptions/\(code)", "/v1/letters", "/v1/refusals", "/v1/people/\(carer)",
    ]
    var all = ""
    for path in paths {
      let answer = try await town.get(path, token: host.token)
      #expect(answer.status < 500)
      all += answer.text.replacing(path, with: "")
    }
    return all
  }

  @Test func `an address that is not proven gets no name, and an old address nothing new`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, post) = (try await town.offer(of: town.host()), try await town.post())
    let carer = try await town.carer()
    _ = try await post.deliver()
    let moved = try await town.patch("/v1/carers/me", ["email": "new@example.org"], token: carer.token)
    #expect(moved.status == 200)
    #expect(try await town.book(offer, carer.token).status == 201)
    let mails = try await post.deliver()
    #expect(mails.filter { $0.to == "aisha@example.org" }.allSatisfy { !$0.text.contains("Crosby") })
    let new = try #require(mails.last { $0.to == "new@example.org" })
    for word in ["Aisha", "Crosby", "beach", "BEGIN:VCALENDAR"] { #expect(!new.everything.contains(word)) }
    try await post.stop()
  }

  @Test func `where no way is safe the letter is withheld and joins the call list`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let offer = try await town.offer(of: town.host())
    let carer = try await town.carer(["contact": ["safeBy": []]])
    let booked = try await town.book(offer, carer.token)
    let withheld: JSON = [["by": "withheld", "state": "withheld"]]
    #expect(booked.json["told"] == withheld)
    let volunteer = try await town.token(.volunteer, in: area)
    let list = try await town.get("/v1/letters?state=withheld", token: volunteer)
    #expect((list.json["items"]?.items?.count ?? 0) >= 1)
  }

  @Test func `a booking that was cancelled before its letters could go is told as cancelled only`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer, post) = (try await town.offer(of: town.host()), try await town.carer(), try await town.post())
    _ = try await post.deliver()
    let booked = try await town.book(offer, carer.token)
    let reference = try #require(booked.json["reference"]?.text)
    _ = try await town.post("/v1/bookings/\(reference)/cancel", token: carer.token)
    let mails = try await post.deliver().filter { $0.text.contains(reference) }
    #expect(mails.map(\.subject) == ["Cancelled: \(reference)", "Cancelled: \(reference)"])
    #expect(mails.allSatisfy { $0.calendar == nil && !$0.text.contains("peanuts") })
    try await post.stop()
  }

  @Test func `a mailbox that fails does not hand out a way that is not safe`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let (offer, post) = (try await town.offer(of: town.host()), try await town.post())
    let carer = try await town.carer(["contact": ["safeBy": ["email"], "note": "Never on Sundays."]])
    _ = try await town.book(offer, carer.token)
    post.sink.behaviour.refusals = [.recipient: 550]
    _ = try await post.deliver()
    let volunteer = try await town.token(.volunteer, in: area)
    let failed = try await town.get("/v1/letters?state=failed", token: volunteer)
    let hers = try #require(failed.json["items"]?.items?.first { $0["to"]?["note"] != nil })
    #expect(hers["to"]?["phone"] == nil)
    #expect(hers["to"]?["note"]?.text == "Never on Sundays.")
    try await post.stop()
  }
}
