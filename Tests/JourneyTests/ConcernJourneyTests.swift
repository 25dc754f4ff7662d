import Breaks
import Foundation
import Store
import TestTown
import Testing
import UseCases
import Wire

@testable import breather

/// A concern: anybody may raise it, only the people who are named for its area read it.
@Suite(.onEveryEngine) struct ConcernJourneyTests {
  private static let words = "The porter shouted at a lady with zebrafinch and took her by the arm."

  /// A town whose concerns one named volunteer reads.
  private struct Watched {
    let town: Town
    let area: AreaSlug
    let administrator: String
    let named: (id: String, token: String)
  }

  private func watched() async throws -> Watched {
    let town = try await Town.make()
    let area = try await town.area()
    let administrator = try await town.token(.administrator, in: area)
    let named = try await someone(.volunteer, in: area, of: town)
    let answer = try await town.post(
      "/v1/areas/liverpool/safeguarding", ["people": [.string(named.id)]], token: administrator)
    #expect(answer.status == 200, "\(answer.text)")
    return Watched(town: town, area: area, administrator: administrator, named: named)
  }

  private func someone(_ role: Role, in area: AreaSlug, of town: Town) async throws -> (id: String, token: String) {
    let token = try await town.token(role, in: area, name: "Ngozi Adeyemi")
    return (try #require(try await town.get("/v1/me", token: token).json["id"]?.text), token)
  }

  private func raise(
    _ town: Town, _ token: String?, _ change: [String: JSON] = [:], key: String? = nil
  ) async throws -> Answer {
    var body = JSONObject()
    let usual: [(String, JSON)] = [("about", "adult"), ("words", .string(Self.words)), ("dangerNow", false)]
    for (name, value) in usual { body[name] = value }
    for (name, value) in change { body[name] = value }
    return try await town.post(
      "/v1/concerns", .object(body), token: token, headers: key.map { ["Idempotency-Key": $0] } ?? [:])
  }

  @Test func `a carer nobody has verified yet raises one in danger, and 999 comes first`() async throws {
    let here = try await watched()
    let made = try await here.town.post("/v1/carers", here.town.registration())
    let id = try #require(made.json["id"]?.text)
    let token = try await here.town.carryOut { errand in
      let carer = try #require(try errand.store.carers.find(try ID<Carer>(text: id)))
      return try errand.openSession(for: carer.person, days: 1).token
    }
    let raised = try await raise(here.town, token, ["dangerNow": true, "about": "child"])
    #expect(raised.status == 201)
    #expect(raised.json["call"]?.text == "999")
    #expect(raised.json["areaPhone"]?.text == "0151 496 0199")
    #expect(raised.json["message"]?.text?.hasPrefix("Please ring 999 now") == true)
    let calm = try await raise(here.town, token)
    #expect(calm.json["call"] == nil)
    #expect(calm.json["areaPhone"]?.text == "0151 496 0199")
    #expect(try await raise(here.town, nil).status == 401)
  }

  @Test func `whoever is named reads it with who raised it; every role that is not named is shut out`() async throws {
    let here = try await watched()
    let (host, carer) = (try await here.town.host(), try await here.town.carer())
    let raised = try await raise(here.town, carer.token, ["partnerId": .string(host.id), "dangerNow": true])
    let id = try #require(raised.json["id"]?.text)

    let read = try await here.town.get("/v1/concerns/\(id)", token: here.named.token)
    #expect(read.status == 200)
    #expect(read.json["words"]?.text == Self.words)
    #expect(read.json["raisedBy"]?["name"]?.text == "Aisha Khan-Whitworth")
    #expect(read.json["partner"]?["name"]?.text == "Bluebell House")
    let list = try await here.town.get("/v1/concerns?state=open&area=liverpool", token: here.named.token)
    #expect(list.json["items"]?.items?.compactMap { $0["id"]?.text } == [id])
    #expect(!list.text.contains("zebrafinch"))
    #expect(try await here.town.get("/v1/me", token: here.named.token).json["concernsOpen"]?.int == 1)

    var others = [carer.token, host.token, here.administrator]
    for role in [Role.coordinator, .volunteer, .commissioner, .administrator, .worker] {
      others.append(try await here.town.token(role, in: here.area))
    }
    for token in others {
      #expect(try await here.town.get("/v1/concerns", token: token).status == 403)
      #expect(try await here.town.get("/v1/concerns/\(id)", token: token).status == 404)
      for act in ["notes", "close"] {
        #expect(try await here.town.post("/v1/concerns/\(id)/\(act)", ["words": "x"], token: token).status == 404)
      }
      #expect(try await here.town.get("/v1/me", token: token).json["concernsOpen"] == nil)
    }
  }

  @Test func `somebody named for the next town reads nothing of this one, and is named no more at once`() async throws {
    let here = try await watched()
    let wigan = try await here.town.area("wigan")
    let other = try await someone(.coordinator, in: wigan, of: here.town)
    let path = "/v1/areas/wigan/safeguarding"
    #expect(try await here.town.post(path, ["people": [.string(other.id)]], token: here.administrator).status == 200)
    let id = try #require(try await raise(here.town, here.administrator, ["area": "liverpool"]).json["id"]?.text)
    #expect(try await here.town.get("/v1/concerns/\(id)", token: other.token).status == 404)
    #expect(try await here.town.get("/v1/concerns", token: other.token).json["items"]?.items?.isEmpty == true)
    let asked = try await here.town.get("/v1/concerns?area=liverpool", token: other.token)
    #expect(asked.errors == ["area not_found"])

    let next = try await someone(.worker, in: here.area, of: here.town)
    let renamed = try await here.town.post(
      "/v1/areas/liverpool/safeguarding", ["people": [.string(next.id)]], token: here.administrator)
    #expect(renamed.json["people"]?.items?.compactMap { $0["id"]?.text } == [next.id])
    #expect(try await here.town.get("/v1/concerns/\(id)", token: here.named.token).status == 404)
    #expect(try await here.town.get("/v1/concerns/\(id)", token: next.token).status == 200)
  }

  @Test func `nobody reads a concern about themselves, though they be named`() async throws {
    let here = try await watched()
    let carer = try await here.town.carer()
    let person = try await here.town.carryOut { errand in
      let own = try #require(try errand.store.carers.find(try ID<Carer>(text: carer.id)))
      var person = try #require(try errand.store.people.find(own.person))
      person.details.roles.append(RoleGrant(role: .volunteer, area: AreaSlug(stored: "liverpool")))
      try errand.store.people.update(person, expectedVersion: person.version)
      return own.person.text
    }
    let both: JSON = ["people": [.string(here.named.id), .string(person)]]
    let naming = try await here.town.post("/v1/areas/liverpool/safeguarding", both, token: here.administrator)
    #expect(naming.status == 200, "\(naming.text)")
    let id = try #require(
      try await raise(here.town, here.administrator, ["carerId": .string(carer.id)]).json["id"]?.text)
    #expect(try await here.town.get("/v1/concerns/\(id)", token: here.named.token).status == 200)
    #expect(try await here.town.get("/v1/concerns/\(id)", token: carer.token).status == 404)
    #expect(try await here.town.get("/v1/concerns", token: carer.token).json["items"]?.items?.isEmpty == true)
    #expect(try await here.town.get("/v1/me", token: carer.token).json["concernsOpen"]?.int == 0)
  }

  @Test func `notes are added, it is closed once, and what is learnt later still finds its place`() async throws {
    let here = try await watched()
    let id = try #require(try await raise(here.town, here.named.token).json["id"]?.text)
    let (path, token) = ("/v1/concerns/\(id)", here.named.token)
    let before = try await here.town.get(path, token: token).header("ETag")
    let noted = try await here.town.post(path + "/notes", ["words": "Rang the lead."], token: token)
    #expect(noted.status == 201)
    #expect(noted.json["by"]?.text == "Ngozi Adeyemi")
    let stale = try await here.town.post(
      path + "/close", ["words": "Done."], token: token, headers: ["If-Match": before ?? ""])
    #expect(stale.status == 412)
    let closed = try await here.town.post(path + "/close", ["words": "Passed to the council."], token: token)
    #expect(closed.json["state"]?.text == "closed")
    #expect(closed.json["notes"]?.items?.compactMap { $0["kind"]?.text } == ["note", "closing"])
    #expect(try await here.town.post(path + "/close", ["words": "Again."], token: token).code == "wrong_state")
    #expect(try await here.town.post(path + "/notes", ["words": "They rang back."], token: token).status == 201)
    #expect(try await here.town.get("/v1/me", token: token).json["concernsOpen"]?.int == 0)
    #expect(try await here.town.get("/v1/concerns?state=open", token: token).json["items"]?.items?.isEmpty == true)
    let acts = try await here.town.carryOut { errand in
      try errand.store.sql.query(
        "SELECT act FROM audit_entry WHERE subject = 'concern' AND subject_id = $1 ORDER BY at, act", [.text(id)]
      ).map { try $0.text("act") }
    }
    #expect(Set(acts) == ["concern_raised", "concern_read", "concern_noted", "concern_closed"])
    #expect(acts.count { $0 == "concern_read" } == 1)
  }

  @Test func `what was said stands in no log, letter, search or count, and nowhere in plain bytes`() async throws {
    let here = try await watched()
    let carer = try await here.town.carer()
    let id = try #require(try await raise(here.town, carer.token, ["dangerNow": true], key: "once").json["id"]?.text)
    _ = try await here.town.post("/v1/concerns/\(id)/notes", ["words": "zebrafinch again"], token: here.named.token)
    let post = try await here.town.post()
    #expect(
      try await post.deliver().allSatisfy { !$0.everything.contains("zebrafinch") && !$0.everything.contains(id) })
    try await post.stop()
    let told = here.town.log.lines.joined(separator: "\n") + here.town.metrics.text
    #expect(!told.contains("zebrafinch"))
    let coordinator = try await here.town.token(.coordinator, in: here.area)
    for path in [
      "/v1/refusals", "/v1/letters", "/v1/letters?state=withheld", "/v1/bookings", "/v1/offers?q=zebrafinch",
    ] {
      let seen = try await here.town.get(path, token: coordinator)
      #expect(!seen.text.contains(id) && seen.json["items"]?.items?.isEmpty == true, "\(path)")
    }
    let plain = try await here.town.carryOut { errand in
      let concerns = try errand.store.sql.query("SELECT said AS sealed FROM concern")
      let notes = try errand.store.sql.query("SELECT words AS sealed FROM concern_note")
      let kept = try errand.store.sql.query("SELECT body AS sealed FROM idempotency_key WHERE body IS NOT NULL")
      return try (concerns + notes + kept).map { String(decoding: try $0.bytes("sealed"), as: UTF8.self) }
    }
    #expect(plain.count >= 3)
    #expect(plain.allSatisfy { !$0.contains("zebrafinch") })
  }

  @Test func `whether there is such a carer, partner or booking is not told`() async throws {
    let here = try await watched()
    let (carer, host) = (try await here.town.carer(), try await here.town.host())
    let nobody = "019394c2-7a10-7c1e-8f00-2b6d1c5e9b99"
    let there = try await raise(here.town, carer.token, ["carerId": .string(carer.id), "partnerId": .string(host.id)])
    let notThere = try await raise(
      here.town, carer.token,
      ["carerId": .string(nobody), "partnerId": .string(nobody), "bookingReference": "mr7n wdj"])
    #expect(there.status == 201 && notThere.status == 201, "\(notThere.text)")
    #expect(there.json["message"] == notThere.json["message"])
    let id = try #require(notThere.json["id"]?.text)
    let read = try await here.town.get("/v1/concerns/\(id)", token: here.named.token)
    #expect(read.json["carer"] == ["id": .string(nobody)])
    #expect(read.json["bookingReference"]?.text == "MR7N-WDJ")
  }

  @Test func `where nobody is named to read it, whoever raises one is told to ring`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let token = try await town.token(.volunteer, in: area)
    let raised = try await raise(town, token)
    #expect(raised.json["message"]?.text?.contains("Nobody is named yet") == true)
    let here = try await watched()
    #expect(try await raise(here.town, here.named.token).json["message"]?.text?.contains("Nobody") == false)
  }

  @Test func `a carer with a dangerous phone is not shown with it`() async throws {
    let here = try await watched()
    let carer = try await here.town.carer(["contact": ["safeBy": ["email"], "note": "Never on Sundays."]])
    let id = try #require(try await raise(here.town, carer.token).json["id"]?.text)
    let voice = try await here.town.get("/v1/concerns/\(id)", token: here.named.token).json["raisedBy"]
    #expect(voice?["phone"] == nil)
    #expect(voice?["email"]?.text == "aisha@example.org")
    #expect(voice?["note"]?.text == "Never on Sundays.")
  }

  @Test func `everything wrong is told at once, and a key sent twice raises one`() async throws {
    let here = try await watched()
    let token = here.named.token
    let bad = try await here.town.post(
      "/v1/concerns",
      ["about": "weather", "words": "", "area": "?", "bookingReference": "AAAAAAA", "carerId": "me", "urgent": true],
      token: token)
    let wanted: Set = [
      "/about unknown_value", "/words too_short", "/dangerNow required", "/area malformed",
      "/bookingReference malformed",
      "/carerId malformed", "/urgent unknown_field",
    ]
    #expect(Set(bad.errors) == wanted, "\(bad.errors)")
    #expect(try await raise(here.town, token, ["area": "nowhere"]).errors == ["/area not_found"])
    let first = try await raise(here.town, token, key: "same")
    #expect(try await raise(here.town, token, key: "same").json == first.json)
    #expect(try await here.town.get("/v1/concerns", token: token).json["items"]?.items?.count == 1)
  }

  @Test func `only an administrator names people, and only such as may be`() async throws {
    let here = try await watched()
    let (carer, path) = (try await here.town.carer(), "/v1/areas/liverpool/safeguarding")
    let coordinator = try await someone(.coordinator, in: here.area, of: here.town)
    for token in [coordinator.token, here.named.token, carer.token] {
      #expect(try await here.town.get(path, token: token).status == 403)
      #expect(try await here.town.post(path, ["people": [.string(coordinator.id)]], token: token).status == 403)
    }
    let person = try #require(try await here.town.get("/v1/me", token: carer.token).json["id"]?.text)
    let refused = try await here.town.post(
      path, ["people": [.string(person), .string("019394c2-7a10-7c1e-8f00-2b6d1c5e9b99")]], token: here.administrator)
    #expect(refused.errors == ["/people/0 not_allowed_here", "/people/1 not_found"])
    #expect(try await here.town.post(path, ["people": []], token: here.administrator).errors == ["/people too_few"])
    #expect(try await here.town.get("/v1/areas/nowhere/safeguarding", token: here.administrator).status == 404)
    let list = try await here.town.get(path, token: here.administrator)
    #expect(list.json["people"]?.items?.compactMap { $0["id"]?.text } == [here.named.id])
  }

  @Test func `a long list of concerns is read page by page, each once`() async throws {
    let here = try await watched()
    for _ in 0..<5 {
      here.town.clock.pass(minutes: 1)
      #expect(try await raise(here.town, here.named.token).status == 201)
    }
    var (seen, path): ([String], String?) = ([], "/v1/concerns?limit=2")
    while let next = path {
      let page = try await here.town.get(next, token: here.named.token)
      seen += (page.json["items"]?.items ?? []).compactMap { $0["raisedAt"]?.text }
      path = page.json["next"]?.text.map { "/v1/concerns?limit=2&cursor=\($0)" }
    }
    #expect(seen.count == 5 && seen == seen.sorted().reversed())
  }

  @Test func `an area in which nobody may read concerns is told to the operator, and wrong where some lie unread`()
    async throws
  {
    let town = try await Town.make()
    _ = try await town.area("wigan")
    let area = try await town.area()
    func unwatched() async throws -> [(String, Int)] {
      try await town.carryOut { try $0.store.safeguarding.unwatched().map { ($0.area.text, $0.concerns) } }
    }
    #expect(try await unwatched().map(\.0) == ["liverpool", "wigan"])
    let (administrator, named) = (
      try await town.token(.administrator, in: area), try await town.token(.volunteer, in: area)
    )
    let person = try await town.get("/v1/me", token: named).json["id"] ?? .null
    let path = "/v1/areas/liverpool/safeguarding"
    #expect(try await town.post(path, ["people": [person]], token: administrator).status == 200)
    #expect(try await unwatched().map(\.0) == ["wigan"])
    let told: JSON = ["about": "child", "words": "He is alone.", "dangerNow": false]
    #expect(try await town.post("/v1/concerns", told, token: named).status == 201)
    // Who has left reads nothing any more.
    _ = try await town.post("/v1/people/\(person.text ?? "")/disable", token: administrator)
    #expect(try await unwatched().map(\.1) == [1, 0])
    let finding = ExaminationDatabase.safeguarding(try await unwatched().map { (area: $0.0, concerns: $0.1) })
    #expect(finding.state == .bad && finding.sentence.contains("in liverpool, wigan, and 1 lie unread."))
    #expect(ExaminationDatabase.safeguarding([(area: "wigan", concerns: 0)]).state == .note)
    #expect(ExaminationDatabase.safeguarding([]).state == .well)
  }
}
