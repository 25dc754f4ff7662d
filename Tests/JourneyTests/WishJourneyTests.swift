import Breaks
import Store
import TestTown
import Testing
import UseCases
import Wire

/// What carers wish for, and what becomes of it.
@Suite(.onEveryEngine) struct WishJourneyTests {
  private struct Scene {
    let town: Town
    let area: AreaSlug
    let coordinator: String
    let carer: (id: String, token: String)
  }

  private func scene() async throws -> Scene {
    let town = try await Town.make()
    let area = try await town.area()
    return Scene(
      town: town, area: area, coordinator: try await town.token(.coordinator, in: area), carer: try await town.carer())
  }

  private func wish(
    _ scene: Scene, _ token: String? = nil, _ change: [String: JSON] = [:]
  ) async throws -> (answer: Answer, id: String) {
    var body = JSONObject()
    body["words"] = "A pottery afternoon near Wigan"
    for (name, value) in change { body[name] = value }
    let answer = try await scene.town.post("/v1/wishes", .object(body), token: token ?? scene.carer.token)
    return (answer, answer.json["id"]?.text ?? "")
  }

  private func ids(_ answer: Answer) -> [String] { (answer.json["items"]?.items ?? []).compactMap { $0["id"]?.text } }

  @Test func `a wish waits until a coordinator has read it, and then others second it without learning whose it is`()
    async throws
  {
    let scene = try await scene()
    let (town, other) = (scene.town, try await scene.town.carer(["email": "other@example.org"]))
    let made = try await wish(scene, nil, ["near": "WN1 1YB", "category": "learning", "stay": "daytime"])
    #expect(made.answer.status == 201, "\(made.answer.text)")
    #expect(made.answer.json["near"]?.text == "WN1")
    #expect(made.answer.json["mine"]?.bool == true && made.answer.json["carerId"] == nil)
    #expect(ids(try await town.get("/v1/wishes", token: scene.carer.token)) == [made.id])
    #expect(ids(try await town.get("/v1/wishes", token: other.token)) == [])
    let path = "/v1/wishes/\(made.id)"
    #expect(try await town.post(path + "/second", token: other.token).status == 404)

    #expect(try await town.post(path + "/show", token: other.token).status == 403)
    #expect(try await town.post(path + "/show", token: scene.coordinator).json["state"]?.text == "shown")
    #expect(try await town.post(path + "/show", token: scene.coordinator).code == "wrong_state")
    let seen = try await town.get("/v1/wishes?state=shown&area=liverpool", token: other.token)
    #expect(ids(seen) == [made.id])
    for secret in [scene.carer.id, "carerId", "Khan", "1YB"] { #expect(!seen.text.contains(secret)) }
    let all = try await town.get("/v1/wishes", token: scene.coordinator)
    #expect(all.json["items"]?[0]?["carerId"]?.text == scene.carer.id)
  }

  @Test func `a person counts once, may take it back, and never seconds their own`() async throws {
    let scene = try await scene()
    let (town, other) = (scene.town, try await scene.town.carer(["email": "other@example.org"]))
    let made = try await wish(scene)
    let path = "/v1/wishes/\(made.id)"
    _ = try await town.post(path + "/show", token: scene.coordinator)
    for _ in 0..<2 {
      let seconded = try await town.post(path + "/second", token: other.token)
      #expect(seconded.json["seconders"]?.int == 1 && seconded.json["seconded"]?.bool == true)
    }
    #expect(try await town.post(path + "/second", token: scene.carer.token).code == "own_wish")
    let volunteer = try await town.token(.volunteer, in: scene.area)
    let third = try await town.carer(["email": "third@example.org"])
    let onPhone: JSON = ["onBehalfOf": .string(third.id), "identity": ["checked": ["birth_date", "postcode"]]]
    #expect(try await town.post(path + "/second", token: volunteer).errors == ["/onBehalfOf required"])
    #expect(try await town.post(path + "/second", onPhone, token: volunteer).json["seconders"]?.int == 2)
    let asHers = try await town.get("/v1/wishes?carerId=\(third.id)", token: volunteer)
    #expect(asHers.json["items"]?[0]?["seconded"]?.bool == true && asHers.json["items"]?[0]?["mine"]?.bool == false)
    for _ in 0..<2 {
      #expect(try await town.post(path + "/unsecond", token: other.token).json["seconders"]?.int == 1)
    }
    #expect(try await town.post(path + "/second", token: nil).status == 401)
  }

  @Test func `a volunteer makes a wish for a carer on the phone and reads hers back`() async throws {
    let scene = try await scene()
    let volunteer = try await scene.town.token(.volunteer, in: scene.area)
    let hers: [String: JSON] = [
      "onBehalfOf": .string(scene.carer.id), "identity": ["checked": ["birth_date", "postcode"]],
    ]
    let made = try await wish(scene, volunteer, hers)
    #expect(made.answer.status == 201)
    #expect(ids(try await scene.town.get("/v1/wishes", token: volunteer)) == [])
    let back = try await scene.town.get("/v1/wishes?carerId=\(scene.carer.id)", token: volunteer)
    #expect(ids(back) == [made.id] && back.json["items"]?[0]?["mine"]?.bool == true)
    _ = try await scene.town.area("wigan")
    let far = try await scene.town.carer(["email": "far@example.org", "area": "wigan"])
    let refused = try await scene.town.get("/v1/wishes?carerId=\(far.id)", token: volunteer)
    #expect(refused.errors == ["carerId not_found"])
  }

  @Test func `a wish is closed with a reason, and names the break that was made of it`() async throws {
    let scene = try await scene()
    let (town, token) = (scene.town, scene.coordinator)
    let offer = try await town.offer(of: town.host())
    let made = try await wish(scene)
    let path = "/v1/wishes/\(made.id)/close"
    let nowhere: JSON = ["why": "offered", "offerId": "019394c2-7a10-7c1e-8f00-2b6d1c5e9d99"]
    #expect(try await town.post(path, nowhere, token: token).errors == ["/offerId not_found"])
    let wrong: JSON = ["why": "not_possible", "offerId": .string(offer.id)]
    #expect(try await town.post(path, wrong, token: token).errors == ["/offerId not_allowed_here"])
    let stale = try await town.post(
      path, ["why": "not_fitting"], token: token, headers: ["If-Match": "\"v9-0000000000000000\""])
    #expect(stale.status == 412)
    let closed = try await town.post(path, ["why": "offered", "offerId": .string(offer.id)], token: token)
    #expect(closed.json["state"]?.text == "closed" && closed.json["offerId"]?.text == offer.id)
    #expect(try await town.post(path, ["why": "not_fitting"], token: token).code == "wrong_state")
    let own = try await town.get("/v1/wishes?state=closed", token: scene.carer.token)
    #expect(own.json["items"]?[0]?["why"]?.text == "offered")
    let second = try await town.carer(["email": "other@example.org"])
    #expect(try await town.post("/v1/wishes/\(made.id)/second", token: second.token).code == "wrong_state")
  }

  @Test func `who wished and who seconded are told when the break is there, but not who cannot go or is left in peace`()
    async throws
  {
    let scene = try await scene()
    let (town, post) = (scene.town, try await scene.town.post())
    let audience: JSON = ["partyMax": 4, "minimumAge": 18]
    let offer = try await town.offer(of: town.host(), ["audience": audience])
    let made = try await wish(scene)
    let path = "/v1/wishes/\(made.id)"
    _ = try await town.post(path + "/show", token: scene.coordinator)
    let others: [[String: JSON]] = [
      ["email": "adult@example.org"], ["email": "young@example.org", "birthDate": "2009-06-01"],
      ["email": "quiet@example.org"], ["email": "phone@example.org", "contact": ["safeBy": ["phone"]]],
    ]
    for person in others {
      let carer = try await town.carer(person)
      #expect(try await town.post(path + "/second", token: carer.token).status == 200)
      guard person["email"] == "quiet@example.org" else { continue }
      _ = try await town.post("/v1/carers/\(carer.id)/quiet", ["why": "asked"], token: carer.token)
    }
    let before = try await post.deliver().count
    let closing: JSON = ["why": "offered", "offerId": .string(offer.id)]
    #expect(try await town.post(path + "/close", closing, token: scene.coordinator).status == 200)
    let mails = try await post.deliver().dropFirst(before)
    #expect(Set(mails.map(\.to)) == ["aisha@example.org", "adult@example.org"])
    #expect(mails.allSatisfy { $0.subject == "What you wished for" && $0.text.contains("A night by the beach") })
    let calls = try await town.get("/v1/letters?by=phone&limit=100", token: scene.coordinator).json["items"]?.items
    #expect(calls?.filter { $0["kind"]?.text == "wish_offered" }.count == 1)
    try await post.stop()
  }

  @Test func `coordinators of the next town, partners and doctors see and move nothing`() async throws {
    let scene = try await scene()
    let town = scene.town
    let wigan = try await town.token(.coordinator, in: town.area("wigan"))
    let made = try await wish(scene)
    #expect(ids(try await town.get("/v1/wishes", token: wigan)) == [])
    #expect(try await town.post("/v1/wishes/\(made.id)/show", token: wigan).status == 404)
    let (host, doctor) = (try await town.host(), try await town.doctor(in: scene.area))
    for token in [host.token, doctor] {
      #expect(try await town.get("/v1/wishes", token: token).status == 403)
      #expect(try await town.post("/v1/wishes", ["words": "x"], token: token).status == 403)
      #expect(try await town.get("/v1/demand", token: token).status == 403)
    }
    #expect(try await town.get("/v1/demand", token: scene.carer.token).status == 403)
  }

  @Test func `everything wrong is told at once, and the eleventh wish waits its turn`() async throws {
    let scene = try await scene()
    let bad = try await scene.town.post(
      "/v1/wishes",
      ["words": "", "category": "yoga", "stay": "long", "near": "nowhere", "language": "?", "area": "?", "colour": 1],
      token: scene.carer.token)
    let places = Set(bad.errors.map { $0.split(separator: " ").first.map(String.init) ?? "" })
    #expect(places == ["/words", "/category", "/stay", "/near", "/language", "/area", "/colour"], "\(bad.errors)")
    let nowhere = try await wish(scene, nil, ["area": "nowhere"])
    #expect(nowhere.answer.errors == ["/area not_found"])
    for _ in 0..<10 { #expect(try await wish(scene).answer.status == 201) }
    #expect(try await wish(scene).answer.code == "too_many_wishes")
  }

  @Test func `demand tells what nobody offers, how many want it and how far away the nearest is`() async throws {
    let scene = try await scene()
    let town = scene.town
    try await town.carryOut(
      as: Caller(
        person: town.market.world.id(), name: "Ada", grants: [RoleGrant(role: .administrator, area: scene.area)])
    ) { errand in
      try errand.importOutwardCentres([
        OutwardCentreRow(outward: "L23", latitude: 53.488, longitude: -3.028),
        OutwardCentreRow(outward: "WN1", latitude: 53.545, longitude: -2.632),
      ])
    }
    _ = try await town.offer(of: town.host())
    let other = try await town.carer(["email": "other@example.org"])
    let night = try await wish(scene, nil, ["category": "hotel", "stay": "overnight", "near": "WN1 1YB"])
    let clay = try await wish(scene, nil, ["category": "learning", "words": "Clay with zebrafinch"])
    for id in [night.id, clay.id] {
      _ = try await town.post("/v1/wishes/\(id)/show", token: scene.coordinator)
      #expect(try await town.post("/v1/wishes/\(id)/second", token: other.token).status == 200)
    }
    let third = try await wish(scene, other.token, ["category": "hotel", "stay": "overnight", "near": "WN1"])
    let closed = try await wish(scene, nil, ["category": "sport"])
    _ = try await town.post("/v1/wishes/\(closed.id)/close", ["why": "not_possible"], token: scene.coordinator)

    let told = try await town.get("/v1/demand?area=liverpool", token: scene.coordinator)
    let wanted: [JSON] = [
      [
        "area": "liverpool", "category": "learning", "people": 2, "met": 0,
        "wishes": [["id": .string(clay.id), "words": "Clay with zebrafinch"]],
      ],
      [
        "area": "liverpool", "category": "hotel", "stay": "overnight", "district": "WN1", "people": 2, "met": 1,
        "nearestKm": 27,
        "wishes": [
          ["id": .string(night.id), "words": "A pottery afternoon near Wigan"],
          ["id": .string(third.id), "words": "A pottery afternoon near Wigan"],
        ],
      ],
    ]
    #expect(told.json["items"]?.items?.map { $0["category"] } == wanted.map { $0["category"] })
    #expect(told.json["items"]?.items?.map { $0["nearestKm"] } == wanted.map { $0["nearestKm"] })
    #expect(told.json["items"]?.items?.map { $0["people"] } == [2, 2])
    #expect(told.json["items"]?.items?.map { $0["met"] } == [0, 1])
    #expect(told.json["items"]?[0]?["wishes"] == wanted[0]["wishes"])
    #expect(told.json["items"]?[1]?["wishes"]?.items?.count == 2)

    let first = try await town.get("/v1/demand?limit=1", token: scene.coordinator)
    let next = try #require(first.json["next"]?.text)
    let rest = try await town.get("/v1/demand?limit=1&cursor=\(next)", token: scene.coordinator)
    #expect(rest.json["items"]?[0]?["category"]?.text == "hotel" && rest.json["next"] == .null)
    #expect(rest.json["suppressed"]?.int == 0)
    #expect(try await town.get("/v1/demand?area=nowhere", token: scene.coordinator).errors == ["area not_found"])
  }

  @Test func `a commissioner reads no words and of no group in which somebody might be known, but that there are some`()
    async throws
  {
    let scene = try await scene()
    let (town, commissioner) = (scene.town, try await scene.town.token(.commissioner, in: scene.area))
    let clay = try await wish(scene, nil, ["category": "learning", "words": "Clay with zebrafinch"])
    _ = try await wish(scene, nil, ["category": "sport"])
    _ = try await town.post("/v1/wishes/\(clay.id)/show", token: scene.coordinator)
    let others = try await town.carers(4)
    for other in others {
      let report = try await town.get("/v1/demand", token: commissioner)
      #expect(report.json["items"]?.items == [] && report.json["next"] == .null)
      #expect(report.json["suppressed"]?.int == 2 && report.json["suppressedBelow"]?.int == 5)
      #expect(try await town.post("/v1/wishes/\(clay.id)/second", token: other.token).status == 200)
    }
    let report = try await town.get("/v1/demand", token: commissioner)
    #expect(report.json["items"]?.items?.map { $0["people"]?.int } == [5])
    #expect(report.json["suppressed"]?.int == 1)
    #expect(!report.text.contains("zebrafinch") && !report.text.contains("wishes"))
    let desk = try await town.get("/v1/demand", token: scene.coordinator)
    #expect(desk.json["items"]?.items?.map { $0["people"]?.int } == [5, 1] && desk.json["suppressed"]?.int == 0)
  }

  @Test func `a carer takes a wish back: its words are gone for good, and it counts no more`() async throws {
    let scene = try await scene()
    let (town, other) = (scene.town, try await scene.town.carer(["email": "other@example.org"]))
    let made = try await wish(scene, nil, ["words": "Clay with zebrafinch", "category": "learning"])
    let path = "/v1/wishes/\(made.id)"
    _ = try await town.post(path + "/show", token: scene.coordinator)
    _ = try await town.post(path + "/second", token: other.token)
    #expect(try await town.post(path + "/withdraw", token: other.token).status == 404)
    #expect(try await town.post(path + "/withdraw", token: scene.coordinator).errors == ["/onBehalfOf required"])
    let closing: JSON = ["why": "withdrawn"]
    #expect(
      try await town.post(path + "/close", closing, token: scene.coordinator).errors == ["/why not_allowed_here"])
    let stale = try await town.post(
      path + "/withdraw", token: scene.carer.token, headers: ["If-Match": "\"v9-0000000000000000\""])
    #expect(stale.status == 412)
    let gone = try await town.post(path + "/withdraw", token: scene.carer.token)
    #expect(gone.json["state"]?.text == "closed" && gone.json["why"]?.text == "withdrawn")
    #expect(gone.json["words"] == nil && gone.json["seconders"]?.int == 1)
    #expect(try await town.post(path + "/withdraw", token: scene.carer.token).code == "wrong_state")
    #expect(try await town.post(path + "/unsecond", token: other.token).code == "wrong_state")
    #expect(ids(try await town.get("/v1/wishes", token: other.token)) == [])
    #expect(try await town.get("/v1/demand", token: scene.coordinator).json["items"]?.items == [])
    let left = try await town.get("/v1/wishes", token: scene.coordinator)
    #expect(left.json["items"]?[0]?["category"]?.text == "learning" && left.json["items"]?[0]?["words"] == nil)
    let kept = try await town.database.read { sql in
      try sql.query("SELECT words FROM wish").compactMap { try $0.bytesIfAny("words") }
    }
    #expect(kept.isEmpty)
    #expect(try await town.trail(of: "wish").suffix(1) == ["wish_withdrawn"])

    let volunteer = try await town.token(.volunteer, in: scene.area)
    let hers: JSON = ["onBehalfOf": .string(scene.carer.id), "identity": ["checked": ["birth_date", "postcode"]]]
    let second = try await wish(scene)
    #expect(try await town.post("/v1/wishes/\(second.id)/withdraw", hers, token: volunteer).status == 200)
  }
}
