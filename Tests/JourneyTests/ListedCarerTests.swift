import Breaks
import TestTown
import Testing
import Wire

/// Carers who came with a list: nobody of them has had the privacy notice, so nobody gets a letter.
@Suite(.onEveryEngine) struct ListedCarerTests {
  private static let csv = """
    name,email,phone,postcode,birthDate,consents/shareWithPartners?,evidence,evidenceKind
    Aisha Khan-Whitworth,aisha@example.org,0151 496 0303,L17 4JT,1980-06-01,yes,On the old list,known_to_service
    Doreen Hathersedge,,0151 496 0206,L9 4SD,1948-02-26,no,,
    """

  private struct List {
    let town: Town
    let area: AreaSlug
    let volunteer: String
    let aisha: String

    init() async throws {
      town = try await Town.make()
      area = try await town.area()
      let coordinator = try await town.token(.coordinator, in: area)
      volunteer = try await town.token(.volunteer, in: area)
      let made = try await town.post(
        "/v1/areas/liverpool/import/carers", ["csv": .string(ListedCarerTests.csv), "dryRun": false], token: coordinator
      )
      #expect(made.status == 201 && made.json["new"]?.int == 2, "\(made.text)")
      let found = try await town.post("/v1/carers/search", ["phone": "0151 496 0303"], token: volunteer)
      #expect(found.json["items"]?[0]?["state"]?.text == "verified")
      #expect(found.json["items"]?[0]?["flags"]?.items?.contains("privacy_needed") == true)
      aisha = try #require(found.json["items"]?[0]?["id"]?.text)
    }

    func book(_ offer: Break) async throws -> Answer {
      try await town.book(
        offer, volunteer,
        ["onBehalfOf": .string(aisha), "identity": ["checked": ["birth_date", "postcode"]]])
    }
  }

  @Test func `a booking makes no e-mail until the notice is recorded, and then its letter goes`() async throws {
    let list = try await List()
    let town = list.town
    let offer = try await town.offer(of: town.host(), dates: 2)
    let post = try await town.post()
    let booked = try await list.book(offer)
    #expect(booked.status == 201, "\(booked.text)")
    let withheld: JSON = [["by": "withheld", "state": "withheld"]]
    #expect(booked.json["told"] == withheld)
    #expect(try await post.deliver().allSatisfy { $0.to == Town.hostEmail })
    let hands = try await town.get("/v1/letters?state=withheld", token: list.volunteer)
    #expect(hands.json["items"]?.items?.count == 1, "the import itself has written nothing")
    #expect(hands.json["items"]?[0]?["to"]?["note"]?.text?.contains("privacy notice") == true)

    let path = "/v1/carers/\(list.aisha)/privacy"
    #expect(try await town.post(path, ["how": "shouted"], token: list.volunteer).errors == ["/how unknown_value"])
    let told = try await town.post(path, ["how": "heard"], token: list.volunteer)
    #expect(told.status == 200, "\(told.text)")
    #expect(told.json["consents"]?["privacy"]?["value"]?.bool == true)
    #expect(told.json["consents"]?["privacy"]?["how"]?.text == "heard")
    #expect(told.json["consents"]?["privacy"]?["noticeVersion"]?.text == "2026-04")
    let hers = try await post.deliver().filter { $0.to == "aisha@example.org" }
    #expect(hers.count == 1)
    let again = try await town.post(path, ["how": "read"], token: list.volunteer)
    #expect(again.json["version"] == told.json["version"] && again.json["consents"] == told.json["consents"])
    try await post.stop()
  }

  @Test
  func `neither waiting list nor draw nor second look nor a break that is over writes before the notice is recorded`()
    async throws
  {
    let list = try await List()
    let (town, post) = (list.town, try await list.town.post())
    let hers: [String: JSON] = [
      "onBehalfOf": .string(list.aisha), "identity": ["checked": ["birth_date", "postcode"]],
    ]
    let desk = try await town.token(.coordinator, in: list.area)
    let other = try await town.carer(["email": "other@example.org"])
    // A break that she has, and that will be over.
    #expect(try await list.book(try await town.offer(of: town.host(), ["stay": "daytime"])).status == 201)
    // A waiting list in which she is offered a place.
    let full = try await town.offer(of: town.host(), ["stay": "daytime"], places: 1)
    let booked = try await town.booked(full, other.token)
    #expect(try await town.wait(for: full, list.volunteer, hers).status == 201)
    #expect(try await town.post(booked + "/cancel", ["why": "illness"], token: other.token).status == 200)
    // A round that is called off, and a person who looks again.
    let scarce = try await town.scarce(.ballot, places: 1, ["stay": "daytime"])
    let round = try await town.round(of: scarce)
    let entry = try await town.enter(round, scarce.slots, list.volunteer, hers).json["id"]?.text ?? ""
    #expect(try await town.post("/v1/rounds/\(round)/call-off", token: scarce.host.token).status == 200)
    _ = await town.market.doChores()
    #expect(try await town.post("/v1/entries/\(entry)/ask-a-person", token: desk).status == 201)
    let answer: JSON = ["outcome": "stands", "words": "It was called off."]
    #expect(try await town.post("/v1/entries/\(entry)/answer", answer, token: desk).status == 200)
    town.clock.pass(hours: 24 * 9 + 4)
    #expect(await town.market.doChores().done["ask_feedback"] == 1)

    #expect(try await !post.deliver().contains { $0.to == "aisha@example.org" })
    let withheld = try await town.get("/v1/letters?state=withheld&limit=100", token: list.volunteer).json["items"]
    let kinds = Set((withheld?.items ?? []).compactMap { $0["kind"]?.text })
    #expect(kinds.isSuperset(of: ["booking_confirmed", "waiting_joined", "share_not_this_time", "share_answered"]))
    #expect(!kinds.contains("feedback_asked"))
    #expect(try await town.get("/v1/letters?limit=100", token: list.volunteer).json["items"]?.items == [])
    _ = try await town.post("/v1/carers/\(list.aisha)/privacy", ["how": "posted"], token: list.volunteer)
    let now = try await post.deliver().filter { $0.to == "aisha@example.org" }
    #expect(now.count >= 2, "what is true still goes now")
    #expect(await town.market.doChores().done["ask_feedback"] == nil)
    let asked = try await town.database.read { sql in
      try sql.query("SELECT id FROM letter WHERE kind = 'feedback_asked'").count
    }
    #expect(asked == 0)
    try await post.stop()
  }

  @Test func `a letter that is true no more when the notice comes is not sent`() async throws {
    let list = try await List()
    let town = list.town
    let post = try await town.post()
    let booked = try await list.book(try await town.offer(of: town.host()))
    let reference = try #require(booked.json["reference"]?.text)
    _ = try await town.post("/v1/bookings/\(reference)/cancel", token: list.volunteer)
    _ = try await town.post("/v1/carers/\(list.aisha)/privacy", ["how": "posted"], token: list.volunteer)
    let hers = try await post.deliver().filter { $0.to == "aisha@example.org" }
    #expect(hers.count == 1)
    try await post.stop()
  }

  @Test func `the carer may sign in and confirm it, and before that changes nothing else`() async throws {
    let list = try await List()
    let town = list.town
    let (id, volunteer) = (list.aisha, list.volunteer)
    let token = try await town.carryOut { errand in
      let carer = try #require(try errand.store.carers.find(try ID<Carer>(text: id)))
      return try errand.openSession(for: carer.person, days: 1).token
    }
    let early = try await town.patch("/v1/carers/me", ["phone": "0151 496 0304"], token: token)
    #expect(early.errors == ["/consents/privacy consent_needed"])
    #expect(try await town.patch("/v1/carers/\(id)", ["phone": "0151 496 0304"], token: volunteer).status == 200)
    let confirmed = try await town.patch("/v1/carers/me", ["consents": ["privacy": true]], token: token)
    #expect(confirmed.json["consents"]?["privacy"]?["how"]?.text == "web")
    let booked = try await list.book(try await town.offer(of: town.host()))
    #expect(booked.json["told"]?[0]?["by"]?.text == "email")
  }

  @Test func `a list cannot say that the notice was read, and knows again whom it has brought`() async throws {
    let list = try await List()
    let coordinator = try await list.town.token(.coordinator, in: list.area)
    let csv = """
      name,phone,postcode,birthDate,consents/privacy?,evidence,evidenceKind
      Aïsha Khan Whitworth,0151 496 0303,L1 1AA,1980-06-01,,,
      Joan Marsh,0151 496 0304,L1 1AA,1950-01-01,yes,,
      Child Marsh,0151 496 0304,L1 1AA,2015-01-01,no,,
      Ada Lee,,L1 1AA,1950-01-01,,Seen,guess
      Ada Lee,0151 496 0305,L1 1AA,1950-01-01,,,
      Ada  Lee,0151 496 0306,L1 1AA,1950-01-01,,,
      """
    let looked = try await list.town.post(
      "/v1/areas/liverpool/import/carers", ["csv": .string(csv)], token: coordinator)
    #expect(looked.json["alreadyThere"]?.int == 1)
    let problems = (looked.json["problems"]?.items ?? []).map {
      "\($0["line"]?.int ?? 0) \($0["column"]?.text ?? "-") \($0["code"]?.text ?? "")"
    }
    #expect(
      problems == [
        "3 consents/privacy? not_allowed_here", "4 responsibleAdult responsible_adult_needed",
        "5 evidenceKind unknown_value", "7 name duplicate",
      ])
    let listed = try await list.town.post(
      "/v1/carers/search", ["name": "Marsh", "postcode": "L1 1AA"], token: coordinator)
    #expect(listed.json["items"]?.items?.isEmpty == true)
  }
}
