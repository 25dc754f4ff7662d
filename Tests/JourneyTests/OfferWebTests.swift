import Breaks
import TestTown
import Testing
import Wire

@Suite(.onEveryEngine) struct OfferWebTests {
  /// A town with a partner, and the tokens of its coordinator, of somebody who works for the partner, and of a carer.
  private struct Fair {
    let town: Town
    let coordinator: String
    let owner: String
    let carer: String
    let partner: String

    init() async throws {
      town = try await Town.make()
      let area = try await town.area("wigan")
      coordinator = try await town.token(.coordinator, in: area)
      carer = try await town.token(.carer, in: area)
      let made = try await town.post(
        "/v1/partners",
        OfferWebTests.json(
          #"{"name":"The Heron","kind":"hotel","area":"wigan","email":"desk@heron.example","postcode":"wn11aa","town":"Wigan"}"#
        ),
        token: coordinator)
      partner = try #require(made.json["id"]?.text)
      let works = RoleGrant(role: .partner, area: area, partner: try ID(text: partner))
      owner = try await town.token(PersonDetails(name: "Jo Wren", email: nil, phone: nil, roles: [works]))
    }

    func draft(_ body: String, key: String? = nil) async throws -> Answer {
      try await town.post(
        "/v1/partners/\(partner)/offers", OfferWebTests.json(body), token: owner,
        headers: key.map { ["Idempotency-Key": $0] } ?? [:])
    }

    /// A published offer's id.
    func offer(_ body: String = OfferWebTests.whole) async throws -> String {
      let id = try #require(try await draft(body).json["id"]?.text)
      let answer = try await town.post("/v1/offers/\(id)/publish", token: owner)
      #expect(answer.status == 200, "\(answer.text)")
      return id
    }
  }

  private static let whole = #"{"title":"A night","stay":"overnight","summary":"Rest.","description":"Quiet rooms."}"#
  private static let slots =
    #"{"slots":[{"startsAt":"2026-12-24T15:00:00Z","endsAt":"2026-12-25T11:00:00Z","places":4},"#
    + #"{"startsAt":"2026-12-01T15:00:00Z","endsAt":"2026-12-02T11:00:00Z","places":2}]}"#

  private static func json(_ text: String) -> JSON {
    guard let json = try? JSON.parse(Array(text.utf8)) else { preconditionFailure("no JSON: \(text)") }
    return json
  }

  @Test func `an offer goes from draft to a date that anybody finds`() async throws {
    let fair = try await Fair()
    let draft = try await fair.draft(#"{"title":" A night ","stay":"overnight"}"#)
    #expect(draft.status == 201)
    let id = try #require(draft.json["id"]?.text)
    #expect(draft.header("Location") == "/v1/offers/\(id)")
    #expect(draft.json["postcode"]?.text == "WN1 1AA" && draft.json["category"]?.text == "hotel")
    #expect(draft.json["summary"] == nil && draft.json["nextSlotAt"] == nil)
    #expect(draft.json["cancelFreeHours"]?.int == 24 && draft.json["audience"]?["minimumAge"]?.int == 0)
    let early = try await fair.town.post("/v1/offers/\(id)/publish", token: fair.owner)
    #expect(early.status == 422 && early.errors == ["/summary required", "/description required"])
    let tag = try #require(draft.header("ETag"))
    let changed = try await fair.town.patch(
      "/v1/offers/\(id)", Self.json(#"{"summary":"Rest.","description":"Quiet\nrooms.","valuePence":9900}"#),
      token: fair.owner, headers: ["If-Match": tag])
    #expect(changed.status == 200 && changed.json["version"]?.int == 2)
    let stale = try await fair.town.patch(
      "/v1/offers/\(id)", Self.json(#"{"title":"B"}"#), token: fair.owner, headers: ["If-Match": tag])
    #expect(stale.status == 412)
    #expect(try await fair.town.get("/v1/offers").json["items"]?.items?.count == 0)
    #expect(try await fair.town.get("/v1/offers/\(id)").status == 404)
    #expect(try await fair.town.post("/v1/offers/\(id)/publish", Self.json("{}"), token: fair.owner).status == 200)
    let dates = try await fair.town.post("/v1/offers/\(id)/slots", Self.json(Self.slots), token: fair.owner)
    #expect(dates.status == 201 && dates.json["slots"]?.items?.first?["startsAt"]?.text == "2026-12-24T15:00:00Z")
    let found = try await fair.town.get("/v1/offers?area=wigan&party=2&from=2026-12-01&to=2026-12-01&q=hotell")
    #expect(found.json["items"]?.items?.first?["nextSlotAt"]?.text == "2026-12-01T15:00:00Z", "\(found.text)")
    let listed = try await fair.town.get("/v1/offers/\(id)/slots?limit=1")
    #expect(listed.json["items"]?.items?.first?["placesLeft"]?.int == 2)
    let next = try #require(listed.json["next"]?.text)
    #expect(listed.header("Link")?.contains(next) ?? false)
    let rest = try await fair.town.get("/v1/offers/\(id)/slots?limit=1&cursor=\(next)")
    #expect(rest.json["items"]?.items?.first?["placesLeft"]?.int == 4 && rest.json["next"] == .null)
  }

  @Test func `a shown offer is not sent twice`() async throws {
    let fair = try await Fair()
    let id = try await fair.offer()
    let shown = try await fair.town.get("/v1/offers/\(id)")
    let tag = try #require(shown.header("ETag"))
    #expect(try await fair.town.get("/v1/offers/\(id)", headers: ["If-None-Match": tag]).status == 304)
  }

  @Test func `objects are merged, lists replaced, null takes away`() async throws {
    let fair = try await Fair()
    let id = try await fair.offer(
      #"{"title":"A","stay":"daytime","summary":"S","description":"D","valuePence":5,"provides":{"diets":["vegan"],"#
        + #""allergensAvoided":["milk"],"allergensStatedOn":"2026-11-01","access":["hoist"]},"audience":{"partyMax":4,"minimumAge":18}}"#
    )
    let answer = try await fair.town.patch(
      "/v1/offers/\(id)",
      Self.json(
        #"{"valuePence":null,"provides":{"diets":["halal","kosher"],"languages":["pa-guru"]},"audience":{"minimumAge":0}}"#
      ),
      token: fair.coordinator)
    let provides = answer.json["provides"]
    #expect(answer.json["valuePence"] == nil)
    #expect(provides?["diets"]?.items?.compactMap(\.text) == ["halal", "kosher"])
    #expect(provides?["languages"]?.items?.compactMap(\.text) == ["pa-Guru"])
    #expect(provides?["access"]?.items?.compactMap(\.text) == ["hoist"])
    #expect(provides?["allergensStatedOn"]?.text == "2026-11-01")
    #expect(answer.json["audience"]?["partyMax"]?.int == 4 && answer.json["audience"]?["minimumAge"]?.int == 0)
    let bare = try await fair.town.patch(
      "/v1/offers/\(id)", Self.json(#"{"provides":{"allergensStatedOn":null},"town":null,"summary":null}"#),
      token: fair.owner)
    #expect(bare.errors == ["/summary required", "/town required", "/provides/allergensStatedOn required"])
  }

  @Test(arguments: [
    (#"{"stay":"daytime"}"#, ["/title required"]),
    (#"{"title":"A","stay":"weekly","colour":"red"}"#, ["/stay unknown_value", "/colour unknown_field"]),
    (
      #"{"title":"A","stay":"daytime","unitKinds":[{"kind":"twin"}],"allocation":"luck"}"#,
      ["/unitKinds/0/sleeps required", "/allocation unknown_value"]
    ),
    (#"{"title":"A","stay":"daytime","area":"liverpool"}"#, ["/area not_allowed_here"]),
    (#"{"title":"A","stay":"daytime","provides":{"diets":["vegan","vegan"]}}"#, ["/provides/diets/1 duplicate"]),
    (#"{"title":"A","stay":"daytime","provides":{"languages":["pa","PA"]}}"#, ["/provides/languages/1 duplicate"]),
    (
      #"{"title":"A","stay":"daytime","provides":{"allergensStatedOn":"2026-11-24"}}"#,
      ["/provides/allergensStatedOn in_the_future"]
    ),
    (#"{"title":"A","stay":"daytime","audience":{"partyMax":13}}"#, ["/audience/partyMax malformed"]),
  ])
  func `a draft with faults is told them all and not kept`(body: String, errors: [String]) async throws {
    let fair = try await Fair()
    let answer = try await fair.draft(body)
    #expect(answer.status == 422 && answer.errors == errors, "\(answer.text)")
    let kept = try await fair.town.get("/v1/partners/\(fair.partner)/offers", token: fair.owner)
    #expect(kept.json["items"]?.items?.count == 0)
  }

  @Test func `a change must say something, and cannot take a title away`() async throws {
    let fair = try await Fair()
    let id = try await fair.offer()
    for (body, errors) in [
      ("{}", [" too_few"]), (#"{"title":null,"postcode":null}"#, ["/title required", "/postcode required"]),
    ] {
      #expect(try await fair.town.patch("/v1/offers/\(id)", Self.json(body), token: fair.owner).errors == errors)
    }
  }

  @Test func `the same key drafts once`() async throws {
    let fair = try await Fair()
    let answers = [try await fair.draft(Self.whole, key: "k1"), try await fair.draft(Self.whole, key: "k1")]
    #expect(answers[0].body == answers[1].body && answers[1].status == 201)
    #expect(try await fair.draft(#"{"title":"B","stay":"daytime"}"#, key: "k1").status == 422)
    let kept = try await fair.town.get("/v1/partners/\(fair.partner)/offers", token: fair.owner)
    #expect(kept.json["items"]?.items?.count == 1)
  }

  @Test func `dates with faults are told where, and none is added`() async throws {
    let fair = try await Fair()
    let id = try await fair.offer()
    let answer = try await fair.town.post(
      "/v1/offers/\(id)/slots",
      Self.json(
        #"{"slots":[{"startsAt":"2026-12-24T15:00:00Z","endsAt":"2026-12-24T15:00:00Z","places":4},"#
          + #"{"startsAt":"2025-12-24T15:00:00Z","endsAt":"2025-12-24T16:00:00Z","places":4}]}"#), token: fair.owner)
    #expect(answer.errors == ["/slots/0/endsAt ends_before_start", "/slots/1/startsAt in_the_past"])
    let later = try await fair.town.post(
      "/v1/offers/\(id)/slots",
      Self.json(#"{"slots":[{"startsAt":"2026-12-24","places":0,"units":[]}]}"#), token: fair.owner)
    #expect(
      later.errors == [
        "/slots/0/startsAt malformed", "/slots/0/endsAt required", "/slots/0/places malformed",
        "/slots/0/units wrong_type",
      ])
    #expect(try await fair.town.get("/v1/offers/\(id)/slots").json["items"]?.items?.count == 0)
  }

  @Test(arguments: [
    ("area=atlantis", ["area not_found"]), ("near=ZE1", ["near unknown_postcode"]),
    ("near=nowhere", ["near malformed"]), ("withinKm=5", ["withinKm near_needed"]),
    ("sort=nearest", ["sort near_needed"]), ("from=2027-02-01&to=2027-01-31", ["to ends_before_start"]),
    ("party=0&diet=meat&colour=red", ["party malformed", "diet unknown_value", "colour unknown_parameter"]),
    ("cursor=abc", ["cursor bad_cursor"]), ("area=wigan&area=wigan", ["area duplicate"]),
    ("free=yes&language=x", ["language malformed", "free wrong_type"]),
  ])
  func `a search with faults is told them all`(query: String, errors: [String]) async throws {
    let fair = try await Fair()
    let answer = try await fair.town.get("/v1/offers?\(query)")
    #expect(answer.status == 422 && answer.errors == errors, "\(answer.text)")
  }

  @Test func `a cursor of one order is none of another`() async throws {
    let fair = try await Fair()
    for _ in 0..<2 { _ = try await fair.offer() }
    let page = try await fair.town.get("/v1/offers?limit=1")
    let next = try #require(page.json["next"]?.text)
    #expect(try await fair.town.get("/v1/offers?limit=1&cursor=\(next)").json["items"]?.items?.count == 1)
    #expect(try await fair.town.get("/v1/offers?sort=newest&cursor=\(next)").errors == ["cursor bad_cursor"])
    #expect(
      try await fair.town.get("/v1/partners/\(fair.partner)/offers?cursor=\(next)", token: fair.owner).status == 422)
  }

  @Test func `who may not is told no more than that`() async throws {
    let fair = try await Fair()
    let id = try await fair.offer()
    let change = Self.json(#"{"title":"Mine now"}"#)
    #expect(try await fair.town.patch("/v1/offers/\(id)", change).status == 401)
    #expect(try await fair.town.patch("/v1/offers/\(id)", change, token: fair.carer).status == 403)
    #expect(try await fair.town.get("/v1/partners/\(fair.partner)/offers", token: fair.carer).status == 403)
    #expect(try await fair.town.patch("/v1/offers/\(fair.partner)", change, token: fair.owner).status == 404)
    #expect(try await fair.town.post("/v1/offers/\(id)/withdraw", token: fair.owner).json["state"]?.text == "withdrawn")
    #expect(try await fair.town.get("/v1/offers/\(id)", token: fair.carer).status == 404)
    #expect(try await fair.town.get("/v1/offers/\(id)", token: fair.owner).status == 200)
    let late = try await fair.town.post("/v1/offers/\(id)/slots", Self.json(Self.slots), token: fair.owner)
    #expect(late.status == 409 && late.code == "wrong_state")
  }
}
