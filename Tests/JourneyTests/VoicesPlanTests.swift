import Breaks
import Store
import TestTown
import Testing
import Wire

/// What carers say is found by an index, too: each statement of a story in which all of it is said.
@Suite(.onEveryEngine) struct VoicesPlanTests {
  private static let growing: Set<String> = [
    "concern", "concern_note", "safeguarding_person", "feedback", "feedback_ask", "wish", "wish_second", "booking",
    "offer", "offer_word", "slot", "person", "carer",
  ]
  private static let own = ["concern", "safeguarding_person", "feedback", "wish"]

  @Test func `no statement about concerns, feedback or wishes walks a table that grows`() async throws {
    let recorder = Recorder()
    let town = try await Town.make(through: recorder.listen)
    try await tell(in: town)
    let statements = recorder.statements.filter { statement in
      !statement.sql.hasPrefix("CREATE") && Self.own.contains { statement.sql.contains($0) }
    }
    #expect(statements.count > 35)
    try await town.database.write { tx in
      for statement in statements {
        let plan = try Plan.of(statement, tx)
        let walked = plan.walked.intersection(Self.growing).sorted()
        #expect(walked == [], "\(statement.sql)\n\(plan.words)")
      }
    }
  }

  private func tell(in town: Town) async throws {
    let area = try await town.area()
    let tokens = [
      "administrator": try await town.token(.administrator, in: area),
      "coordinator": try await town.token(.coordinator, in: area),
      "commissioner": try await town.token(.commissioner, in: area),
    ]
    let (hers, his) = (try await town.carer(), try await town.carer(["email": "other@example.org"]))
    let offer = try await town.offer(of: town.host(), places: 12)
    try await worry(in: town, tokens, about: hers.id)
    try await wish(in: town, tokens, hers.token, his.token)
    let reference = try await town.book(offer, hers.token).json["reference"]?.text ?? ""
    #expect(try await town.book(offer, his.token).status == 201)
    town.clock.pass(hours: 24 * 10)
    for stars: JSON in [["food": 3, "wouldRecommend": 5], ["food": 5, "words": "Warm."]] {
      #expect(try await town.post("/v1/bookings/\(reference)/feedback", stars, token: hers.token).status == 200)
    }
    for path in ["", "?limit=1"] {
      _ = try await town.get("/v1/partners/\(offer.host.id)/feedback\(path)", token: offer.host.token)
    }
    let cursor = Cursor.encode(["2026-11", "ff"])
    _ = try await town.get("/v1/partners/\(offer.host.id)/feedback?cursor=\(cursor)", token: offer.host.token)
    _ = try await town.get("/v1/offers?area=liverpool")
    try await town.carryOut { errand in
      let due = try errand.store.feedback.due(since: Town.start, before: errand.now, limit: 10)
      #expect(due.count == 1)
      for booking in due { _ = try errand.store.feedback.markAsked(booking, now: errand.now) }
    }
  }

  private func worry(in town: Town, _ tokens: [String: String], about carer: String) async throws {
    let named = tokens["coordinator"] ?? ""
    let id = try await town.get("/v1/me", token: named).json["id"] ?? .null
    let path = "/v1/areas/liverpool/safeguarding"
    #expect(try await town.post(path, ["people": [id]], token: tokens["administrator"]).status == 200)
    _ = try await town.get(path, token: tokens["administrator"])
    let body: JSON = ["about": "adult", "words": "Shouting.", "dangerNow": false, "carerId": .string(carer)]
    let raised = try await town.post("/v1/concerns", body, token: named).json["id"]?.text ?? ""
    _ = try await town.post("/v1/concerns", body, token: named)
    for query in ["", "?state=open", "?area=liverpool&state=closed", "?limit=1"] {
      let list = try await town.get("/v1/concerns\(query)", token: named)
      if let next = list.json["next"]?.text { _ = try await town.get("/v1/concerns?cursor=\(next)", token: named) }
    }
    for act in ["notes", "close"] {
      _ = try await town.post("/v1/concerns/\(raised)/\(act)", ["words": "Rang."], token: named)
    }
    #expect(try await town.get("/v1/concerns/\(raised)", token: named).json["notes"]?.items?.count == 2)
    #expect(try await town.get("/v1/me", token: named).json["concernsOpen"]?.int == 1)
    let other = try await town.get("/v1/me", token: tokens["administrator"]).json["id"] ?? .null
    #expect(try await town.post(path, ["people": [other]], token: tokens["administrator"]).status == 200)
  }

  private func wish(in town: Town, _ tokens: [String: String], _ hers: String, _ his: String) async throws {
    let body: JSON = ["words": "Clay.", "near": "L17 4JT", "language": "pa", "category": "learning", "stay": "daytime"]
    let made = try await town.post("/v1/wishes", body, token: hers).json["id"]?.text ?? ""
    _ = try await town.post("/v1/wishes", body, token: hers)
    for (act, token) in [("show", tokens["coordinator"]), ("second", his), ("unsecond", his), ("second", his)] {
      #expect(try await town.post("/v1/wishes/\(made)/\(act)", token: token).status == 200)
    }
    for query in ["", "?state=shown", "?area=liverpool&state=waiting", "?limit=1"] {
      for token in [hers, his, tokens["coordinator"]] {
        let list = try await town.get("/v1/wishes\(query)", token: token)
        if let next = list.json["next"]?.text { _ = try await town.get("/v1/wishes?cursor=\(next)", token: token) }
      }
    }
    for role in ["coordinator", "commissioner"] {
      #expect(try await town.get("/v1/demand", token: tokens[role]).status == 200)
    }
    let close = "/v1/wishes/\(made)/close"
    #expect(try await town.post(close, ["why": "not_fitting"], token: tokens["coordinator"]).status == 200)
    let other = try await town.post("/v1/wishes", body, token: hers).json["id"]?.text ?? ""
    #expect(try await town.post("/v1/wishes/\(other)/withdraw", token: hers).status == 200)
  }
}
