import Breaks
import Store
import TestTown
import Testing
import Wire

/// How a break was: said by the carer, read by the partner without a name.
@Suite(.onEveryEngine) struct FeedbackJourneyTests {
  /// A carer who has had a break.
  private struct Home {
    let town: Town
    let offer: Break
    let carer: (id: String, token: String)
    let reference: String
    var path: String { "/v1/bookings/\(reference)/feedback" }
  }

  private func home(passing hours: Int = 24 * 8 + 2) async throws -> Home {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host(), places: 12), try await town.carer())
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    town.clock.pass(hours: hours)
    return Home(town: town, offer: offer, carer: carer, reference: reference)
  }

  @Test func `a carer says how it was, and the partner reads it without a name, a reference or a day`() async throws {
    let home = try await home()
    let said = try await home.town.post(
      home.path, ["welcome": 5, "food": 4, "wouldRecommend": 5, "words": "Nobody stared."], token: home.carer.token)
    #expect(said.status == 200, "\(said.text)")
    #expect(said.json["changeUntil"]?.text == "2026-12-31T11:30:00Z")
    let again = try await home.town.get(home.path, token: home.carer.token)
    #expect(again.json == said.json)
    let seen = try await home.town.get("/v1/partners/\(home.offer.host.id)/feedback", token: home.offer.host.token)
    let wanted: JSON = [
      "month": "2026-11", "offerId": .string(home.offer.id), "title": "A night by the beach", "welcome": 5, "food": 4,
      "wouldRecommend": 5, "words": "Nobody stared.",
    ]
    #expect(seen.json["items"]?.items == [wanted])
    for secret in ["Khan", home.carer.id, home.reference, "2026-11-", "2026-12-"] {
      #expect(!seen.text.contains(secret))
    }
  }

  @Test func `it is for who went and when it is over; a no-show, an early word and a stranger are refused`()
    async throws
  {
    let home = try await home(passing: 24 * 7 + 6)
    let stars: JSON = ["welcome": 5]
    #expect(try await home.town.post(home.path, stars, token: home.carer.token).code == "break_not_over")
    home.town.clock.pass(hours: 24)
    let other = try await home.town.carer(["email": "other@example.org"])
    #expect(try await home.town.post(home.path, stars, token: other.token).status == 404)
    #expect(try await home.town.get(home.path, token: other.token).status == 404)
    #expect(try await home.town.post(home.path, stars, token: home.offer.host.token).status == 403)
    #expect(try await home.town.get(home.path, token: home.carer.token).status == 404)
    let absent = "/v1/bookings/\(home.reference)/absent"
    #expect(try await home.town.post(absent, token: home.offer.host.token).status == 200)
    #expect(try await home.town.post(home.path, stars, token: home.carer.token).code == "wrong_state")
  }

  @Test func `it is said anew for thirty days and then stands for good`() async throws {
    let home = try await home()
    let first = try await home.town.post(home.path, ["welcome": 1, "words": "Cold."], token: home.carer.token)
    home.town.clock.pass(hours: 24 * 30)
    let token = try await home.town.carryOut { errand in
      let carer = try #require(try errand.store.carers.find(try ID<Carer>(text: home.carer.id)))
      return try errand.openSession(for: carer.person, days: 1).token
    }
    let second = try await home.town.post(home.path, ["welcome": 4], token: token)
    #expect(second.json["welcome"]?.int == 4)
    #expect(second.json["words"] == nil)
    #expect(second.json["givenAt"] == first.json["givenAt"])
    let stale = try await home.town.post(
      home.path, ["welcome": 2], token: token, headers: ["If-Match": first.header("ETag") ?? ""])
    #expect(stale.status == 412)
    home.town.clock.pass(seconds: 1)
    #expect(try await home.town.post(home.path, ["welcome": 2], token: token).code == "feedback_closed")
    #expect(try await home.town.get(home.path, token: token).json["welcome"]?.int == 4)
  }

  @Test func `words that are for the desk only never reach the partner`() async throws {
    let home = try await home()
    let said = try await home.town.post(
      home.path, ["welcome": 2, "words": "The porter frightened me.", "wordsPrivate": true], token: home.carer.token)
    #expect(said.status == 200)
    let path = "/v1/partners/\(home.offer.host.id)/feedback"
    #expect(try await !home.town.get(path, token: home.offer.host.token).text.contains("porter"))
    let coordinator = try await home.town.token(.coordinator, in: AreaSlug(stored: "liverpool"))
    #expect(try await !home.town.get(path, token: coordinator).text.contains("porter"))
    #expect(try await home.town.get(home.path, token: coordinator).text.contains("porter"))
    let stranger = try await home.town.host(name: "The Lantern", email: "desk@lantern.example")
    #expect(try await home.town.get(path, token: stranger.token).status == 404)
    #expect(try await home.town.get(path, token: home.carer.token).status == 403)
  }

  @Test func `a volunteer writes down what a carer says on the phone`() async throws {
    let home = try await home()
    let volunteer = try await home.town.token(.volunteer, in: AreaSlug(stored: "liverpool"))
    let said: JSON = ["food": 5, "onBehalfOf": .string(home.carer.id)]
    #expect(try await home.town.post(home.path, ["food": 5], token: volunteer).errors == ["/onBehalfOf required"])
    #expect(try await home.town.post(home.path, said, token: volunteer).errors == ["/identity identity_not_checked"])
    let checked: JSON = [
      "food": 5, "onBehalfOf": .string(home.carer.id), "identity": ["checked": ["birth_date", "postcode"]],
    ]
    let kept = try await home.town.post(home.path, checked, token: volunteer)
    #expect(kept.json["channel"]?.text == "phone")
    let other = try await home.town.carer(["email": "other@example.org"])
    let wrong: JSON = [
      "food": 5, "onBehalfOf": .string(other.id), "identity": ["checked": ["birth_date", "postcode"]],
    ]
    #expect(try await home.town.post(home.path, wrong, token: volunteer).status == 404)
  }

  @Test func `averages, and what an offer is recommended by, are told from the fifth answer on`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 12)
    var guests: [(token: String, reference: String)] = []
    for number in 0..<5 {
      let carer = try await town.carer(["email": .string("guest\(number)@example.org")])
      let booked = try await town.book(offer, carer.token)
      guests.append((carer.token, try #require(booked.json["reference"]?.text)))
    }
    town.clock.pass(hours: 24 * 8 + 2)
    let list = "/v1/partners/\(offer.host.id)/feedback"
    for (number, guest) in guests.enumerated() {
      #expect(try await town.get(list, token: offer.host.token).json["averages"]?["welcome"]?["average"] == nil)
      #expect(try await town.get("/v1/offers/\(offer.id)").json["recommended"] == nil)
      let stars: JSON = ["welcome": 5, "wouldRecommend": .int(Int64(number == 0 ? 3 : 5))]
      let said = try await town.post("/v1/bookings/\(guest.reference)/feedback", stars, token: guest.token)
      #expect(said.status == 200)
    }
    let told = try await town.get(list + "?limit=2", token: offer.host.token)
    #expect(told.json["averages"]?["wouldRecommend"] == ["count": 5, "average": 4.6])
    #expect(told.json["averages"]?["food"] == ["count": 0])
    #expect(try await town.get("/v1/offers/\(offer.id)").json["recommended"] == ["count": 5, "average": 4.6])
    let listed = try await town.get("/v1/offers?area=liverpool").json["items"]?[0]
    #expect(listed?["recommended"] == ["count": 5, "average": 4.6])

    var (count, path): (Int, String?) = (0, list + "?limit=2")
    while let next = path {
      let page = try await town.get(next, token: offer.host.token)
      count += page.json["items"]?.items?.count ?? 0
      path = page.json["next"]?.text.map { list + "?limit=2&cursor=\($0)" }
    }
    #expect(count == 5)
    let cursor = try #require(Cursor.decode(told.json["next"]?.text ?? ""))
    #expect(cursor.first == "2026-11" && cursor.count == 2)
  }

  @Test func `everything wrong is told at once`() async throws {
    let home = try await home()
    let bad = try await home.town.post(
      home.path, ["welcome": 6, "food": 0, "access": 2.5, "words": "", "stars": 5], token: home.carer.token)
    let places = Set(bad.errors.map { $0.split(separator: " ").first.map(String.init) ?? "" })
    #expect(places == ["/welcome", "/food", "/access", "/words", "/stars"], "\(bad.errors)")
    let empty = try await home.town.post(home.path, ["words": "Fine."], token: home.carer.token)
    #expect(empty.errors == [" required"])
    #expect(try await home.town.get(home.path, token: home.carer.token).status == 404)
  }

  @Test func `whom to ask: a day after the end, once, and nobody who has spoken or did not go`() async throws {
    let home = try await home(passing: 0)
    let due = { () async throws -> Int in
      try await home.town.carryOut { errand in
        try errand.store.feedback.due(
          since: errand.now.adding(hours: -24 * 14), before: errand.now.adding(hours: -24), limit: 10
        ).count
      }
    }
    #expect(try await due() == 0)
    home.town.clock.pass(hours: 24 * 9 + 3)
    #expect(try await due() == 1)
    let marked = try await home.town.carryOut { errand in
      let booking = try #require(
        try errand.store.feedback.due(since: errand.now.adding(hours: -336), before: errand.now, limit: 1).first)
      return [
        try errand.store.feedback.markAsked(booking, now: errand.now),
        try errand.store.feedback.markAsked(booking, now: errand.now),
      ]
    }
    #expect(marked == [true, false])
    #expect(try await due() == 0)

    let spoken = try await self.home(passing: 24 * 9 + 3)
    #expect(try await spoken.town.post(spoken.path, ["food": 5], token: spoken.carer.token).status == 200)
    let left = try await spoken.town.carryOut { errand in
      try errand.store.feedback.due(since: Instant(millis: 0), before: errand.now, limit: 10).count
    }
    #expect(left == 0)
  }
}
