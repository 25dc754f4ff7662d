import Breaks
import TestTown
import Testing
import UseCases
import Wire

@Suite(.onEveryEngine) struct FitWebTests {
  private struct Fair {
    let town: Town
    let host: TestTown.Host
    let area = AreaSlug(stored: "liverpool")

    init() async throws {
      town = try await Town.make()
      _ = try await town.area()
      host = try await town.host()
      let grants = [RoleGrant(role: .administrator, area: area)]
      try await town.carryOut(as: Caller(person: town.market.world.id(), name: "Ada", grants: grants)) { errand in
        try errand.importOutwardCentres([
          OutwardCentreRow(outward: "L23", latitude: 53.488, longitude: -3.028),
          OutwardCentreRow(outward: "L17", latitude: 53.376, longitude: -2.939),
        ])
      }
    }

    func offer(_ title: String, _ change: [String: JSON] = [:]) async throws -> String {
      try await town.offer(of: host, ["title": .string(title)].merging(change) { $1 }).id
    }

    /// Titles with their answers, as a list has them.
    func fits(_ answer: Answer) -> [String] {
      (answer.json["items"]?.items ?? []).map { "\($0["title"]?.text ?? "") \($0["fit"]?["answer"]?.text ?? "")" }
    }
  }

  private static let told: JSON = [
    "diets": ["halal"], "allergensAvoided": ["peanuts"], "allergensStatedOn": "2026-11-01", "access": ["step_free"],
  ]

  @Test func `a carer is shown first what fits, with what to ask about`() async throws {
    let fair = try await Fair()
    _ = try await fair.offer("Says nothing", ["stay": "daytime", "category": "restaurant"])
    _ = try await fair.offer("Says all", ["stay": "daytime", "provides": Self.told])
    _ = try await fair.offer("For elders", ["audience": ["minimumAge": 60]])
    let carer = try await fair.town.carer(["food": ["diets": ["halal"], "avoids": ["peanuts"]]])
    let found = try await fair.town.get("/v1/offers?fitsMe=true", token: carer.token)
    #expect(found.status == 200, "\(found.text)")
    #expect(fair.fits(found) == ["Says all fits", "Says nothing ask", "For elders does_not"])
    let items = found.json["items"]?.items ?? []
    #expect(items[0]["fit"]?["words"]?.text == "halal: yes; peanuts: yes; step free: yes")
    #expect(items[1]["fit"]?["words"]?.text == "halal: ask; peanuts: ask; step free: ask")
    #expect(items[2]["fit"]?["says"]?[0]?["why"]?.text == "Everybody who comes must be at least 60 years old.")
    let severe = try await fair.town.carer(["email": "b@example.org"])
    let asked = try await fair.town.get("/v1/offers?fitsMe=true&limit=1", token: severe.token)
    #expect(fair.fits(asked) == ["Says all ask"])
    #expect(try await fair.town.get("/v1/offers", token: carer.token).json["items"]?[0]?["fit"] == nil)
  }

  @Test func `the pages of one day go on where they ended, though midnight passes`() async throws {
    let fair = try await Fair()
    for number in 0..<7 { _ = try await fair.offer("Night \(number)") }
    let carer = try await fair.town.carer()
    let whole = fair.fits(try await fair.town.get("/v1/offers?fitsMe=true", token: carer.token))
    #expect(whole.count == 7)
    var (walked, path) = ([String](), "/v1/offers?fitsMe=true&limit=3")
    while !path.isEmpty {
      let page = try await fair.town.get(path, token: carer.token)
      #expect(page.status == 200, "\(page.text)")
      walked += fair.fits(page)
      path = page.json["next"]?.text.map { "/v1/offers?fitsMe=true&limit=3&cursor=\($0)" } ?? ""
      fair.town.clock.pass(hours: 15)
    }
    #expect(walked == whole)
    let twin = try await fair.town.carer(["email": "twin@example.org", "name": "Zoe Twin"])
    fair.town.clock.set(Town.start)
    #expect(fair.fits(try await fair.town.get("/v1/offers?fitsMe=true", token: twin.token)) == whole)
  }

  @Test func `a volunteer looks for a carer on the phone, says what was checked, and it is kept`() async throws {
    let fair = try await Fair()
    _ = try await fair.offer("A night", ["provides": Self.told])
    _ = try await fair.offer("A lunch", ["stay": "daytime", "provides": Self.told])
    let carer = try await fair.town.carer(["caring": ["canLeaveOvernight": false]])
    let volunteer = try await fair.town.token(.volunteer, in: fair.area)
    let checked: JSON = ["checked": ["birth_date", "postcode"]]
    let body: JSON = ["onBehalfOf": .string(carer.id), "identity": checked, "limit": 1]
    let found = try await fair.town.post("/v1/offers/fits", body, token: volunteer)
    #expect(found.status == 200, "\(found.text)")
    #expect(fair.fits(found) == ["A lunch ask"])
    #expect(found.header("Link") == nil)
    let next: JSON = [
      "onBehalfOf": .string(carer.id), "identity": checked, "cursor": found.json["next"] ?? .null,
    ]
    // The person she cares for may come along, so the night is a question.
    #expect(fair.fits(try await fair.town.post("/v1/offers/fits", next, token: volunteer)) == ["A night ask"])
    let lines = try await fair.town.carryOut { errand in
      try errand.store.sql.query("SELECT note FROM audit_entry WHERE act = 'fits_looked_up'").map {
        try $0.text("note")
      }
    }
    #expect(lines == ["identity birth_date postcode", "identity birth_date postcode"])
    let bad: [(JSON, String?, [String])] = [
      ([:], volunteer, ["/onBehalfOf required"]),
      (["onBehalfOf": .string(carer.id)], volunteer, ["/identity identity_not_checked"]),
      (["onBehalfOf": .string(fair.host.id), "identity": checked], volunteer, ["/onBehalfOf not_found"]),
      (["area": "atlantis", "near": "ZE1"], carer.token, ["/area not_found", "/near unknown_postcode"]),
      (
        ["stay": "weekly", "withinKm": 5, "cursor": "x", "from": "2027-02-01", "to": "2027-01-01", "sort": "newest"],
        carer.token,
        [
          "/stay unknown_value", "/to ends_before_start", "/withinKm near_needed", "/cursor bad_cursor",
          "/sort unknown_field",
        ]
      ),
    ]
    for (body, token, errors) in bad {
      let answer = try await fair.town.post("/v1/offers/fits", body, token: token)
      #expect(answer.status == 422 && Set(answer.errors) == Set(errors), "\(answer.text)")
    }
    #expect(try await fair.town.post("/v1/offers/fits", body).status == 401)
    #expect(try await fair.town.post("/v1/offers/fits", body, token: fair.host.token).status == 403)
    let stranger = try await fair.town.area("wigan")
    let other = try await fair.town.token(.volunteer, in: stranger)
    #expect(try await fair.town.post("/v1/offers/fits", body, token: other).errors == ["/onBehalfOf not_found"])
  }

  @Test func `who is no carer cannot ask what fits them, and no order beside is taken`() async throws {
    let fair = try await Fair()
    let carer = try await fair.town.carer()
    let path = "/v1/offers?fitsMe=true"
    #expect(try await fair.town.get(path).status == 401)
    #expect(try await fair.town.get(path, token: fair.host.token).status == 403)
    #expect(try await fair.town.get(path + "&sort=newest", token: carer.token).errors == ["sort not_allowed_here"])
    #expect(try await fair.town.get(path + "&cursor=abc", token: carer.token).errors == ["cursor bad_cursor"])
    #expect(try await fair.town.get(path + "&near=ZE1", token: carer.token).errors == ["near unknown_postcode"])
    #expect(try await fair.town.get(path + "&area=atlantis", token: carer.token).errors == ["area not_found"])
    #expect(try await fair.town.get("/v1/offers?fitsMe=false").status == 200)
    #expect(try await fair.town.get("/v1/offers/facets?sort=newest").errors == ["sort unknown_parameter"])
  }

  @Test func `a young carer is shown only what welcomes young carers`() async throws {
    let fair = try await Fair()
    _ = try await fair.offer("Pantomime", ["stay": "daytime"])
    _ = try await fair.offer("Wine tasting", ["stay": "daytime", "audience": ["youngCarersWelcome": false]])
    let young = try await fair.town.carer(["birthDate": "2009-06-01"])
    let mine = try await fair.town.get("/v1/offers?fitsMe=true", token: young.token)
    #expect(fair.fits(mine) == ["Pantomime ask"])
    let coordinator = try await fair.town.token(.coordinator, in: fair.area)
    let desk = try await fair.town.post("/v1/offers/fits", ["onBehalfOf": .string(young.id)], token: coordinator)
    #expect(fair.fits(desk) == ["Pantomime ask", "Wine tasting does_not"])
  }

  @Test func `what only carers see is not there for anybody else`() async throws {
    let fair = try await Fair()
    let open = try await fair.offer("Open")
    let secret = try await fair.offer("Secret", ["visibility": "carers"])
    let carer = try await fair.town.carer()
    let (away, adult) = (try await fair.town.area("wigan"), try await fair.town.token(.volunteer, in: fair.area))
    let tokens: [(String, String?, Bool)] = [
      ("nobody", nil, false), ("a carer", carer.token, true), ("a volunteer", adult, true),
      ("its partner", fair.host.token, true),
      ("a commissioner", try await fair.town.token(.commissioner, in: fair.area), false),
      ("a volunteer elsewhere", try await fair.town.token(.volunteer, in: away), false),
      ("another partner", try await fair.town.host(name: "Other", email: "o@example.org").token, false),
      ("a coordinator", try await fair.town.token(.coordinator, in: fair.area), true),
    ]
    for (name, token, sees) in tokens {
      let listed = try await fair.town.get("/v1/offers", token: token).json["items"]?.items?.compactMap {
        $0["id"]?.text
      }
      #expect(Set(listed ?? []) == (sees ? [open, secret] : [open]), "\(name)")
      #expect(try await fair.town.get("/v1/offers/\(secret)", token: token).status == (sees ? 200 : 404), "\(name)")
      #expect(
        try await fair.town.get("/v1/offers/\(secret)/slots", token: token).status == (sees ? 200 : 404), "\(name)")
      let counted = try await fair.town.get("/v1/offers/facets?q=secret", token: token)
      #expect(counted.json["total"]?.int == (sees ? 1 : 0), "\(name)")
    }
    let shown = try await fair.town.get("/v1/offers/\(secret)", token: carer.token)
    #expect(shown.json["visibility"]?.text == "carers")
    let opened = try await fair.town.patch("/v1/offers/\(secret)", ["visibility": "open"], token: fair.host.token)
    #expect(opened.json["visibility"]?.text == "open", "\(opened.text)")
    #expect(try await fair.town.get("/v1/offers/\(secret)").status == 200)
    let null = try await fair.town.patch("/v1/offers/\(secret)", ["visibility": .null], token: fair.host.token)
    #expect(null.errors == ["/visibility required"])
  }

  @Test func `nobody books what is not shown to them`() async throws {
    let fair = try await Fair()
    _ = try await fair.town.area("wigan")
    let secret = try await fair.town.offer(of: fair.host, ["visibility": "carers"])
    let stranger = try await fair.town.carer(["area": "wigan"])
    let refused = try await fair.town.book(secret, stranger.token)
    #expect(refused.status == 422 && refused.errors == ["/offerId not_found"], "\(refused.text)")
    let carer = try await fair.town.carer(["email": "b@example.org"])
    #expect(try await fair.town.book(secret, carer.token).status == 201)
  }

  @Test func `a responsible adult sees what welcomes the young carer, and what is left of the caps`() async throws {
    let fair = try await Fair()
    _ = try await fair.offer("Pantomime", ["stay": "daytime"])
    _ = try await fair.offer("Carers only", ["stay": "daytime", "visibility": "carers"])
    _ = try await fair.offer("Wine tasting", ["stay": "daytime", "audience": ["youngCarersWelcome": false]])
    let young = try await fair.town.carer([
      "birthDate": "2013-06-01", "food": ["diets": []],
      "responsibleAdult": [
        "name": "Ada Gill", "relation": "parent", "contact": "ada@example.org", "how": "by phone", "mayAct": true,
        "agreedAt": "2026-11-20T10:00:00Z",
      ],
    ])
    let adult = try await fair.town.carryOut { errand in
      let found = try errand.store.people.byEmail(try EmailAddress(text: "ada@example.org"))
      guard let person = found.first else { throw Refusal.notFound }
      return try errand.openSession(for: person.id, days: 1).token
    }
    let found = try await fair.town.post("/v1/offers/fits", ["onBehalfOf": .string(young.id)], token: adult)
    #expect(Set(fair.fits(found)) == ["Pantomime ask", "Carers only ask"], "\(found.text)")
    #expect(try await fair.town.get("/v1/carers/\(young.id)/caps", token: adult).status == 200)
    #expect(try await fair.town.get("/v1/offers", token: adult).json["items"]?.items?.count == 3)
  }

  @Test func `what is counted stands in the answer by its filters' names`() async throws {
    let fair = try await Fair()
    _ = try await fair.offer("A night", ["provides": Self.told])
    let counted = try await fair.town.get("/v1/offers/facets?area=liverpool&stay=overnight")
    #expect(counted.status == 200, "\(counted.text)")
    #expect(counted.json["total"]?.int == 1)
    #expect(counted.json["diet"] == [["value": "halal", "count": 1]])
    #expect(counted.json["avoid"] == [["value": "peanuts", "count": 1]])
    #expect(counted.json["stay"] == [["value": "overnight", "count": 1]])
    #expect(try await fair.town.get("/v1/offers/facets?area=atlantis").errors == ["area not_found"])
  }
}
