import Breaks
import TestTown
import Testing
import Wire

/// What every answer owes: tags, headers, pages, and one effect for one key.
@Suite(.onEveryEngine) struct WebMannersTests {
  private static func area(_ slug: String) -> JSON {
    [
      "slug": .string(slug), "name": "Wigan", "schemeName": "Breathe Wigan", "phone": "0151 496 0100",
      "phoneHours": "weekdays", "email": "desk@wigan.example", "postalAddress": "1 Street",
      "postcodeDistricts": ["WN1"],
      "controller": "Breathe CIC", "privacyNotice": ["version": "1", "url": "https://breathe.example/privacy"],
      "safeguardingPhone": "0151 496 0199",
    ]
  }

  @Test func `what the client has already is not sent again`() async throws {
    let town = try await Town.make()
    try await town.area()
    let first = try await town.get("/v1/areas/liverpool")
    let tag = try #require(first.header("ETag"))
    #expect(tag.hasPrefix(#""v1-"#))
    let same = [tag, "W/\(tag)", "*", #""other", \#(tag)"#, #""a,b",W/"c" , \#(tag)"#]
    for field in same {
      let answer = try await town.get("/v1/areas/liverpool", headers: ["If-None-Match": field])
      #expect(answer.status == 304, "\(field)")
      #expect(answer.header("ETag") == tag)
      #expect(answer.body.isEmpty)
    }
    for field in [#""v1-0000000000000000""#, "rubbish", #""v2-"#] {
      #expect(try await town.get("/v1/areas/liverpool", headers: ["If-None-Match": field]).status == 200, "\(field)")
    }
  }

  @Test func `a change that was asked for on old knowledge is refused`() async throws {
    let town = try await Town.make()
    let token = try await town.token(.administrator, in: town.area())
    func change(_ field: String?) async throws -> Answer {
      try await town.patch(
        "/v1/areas/liverpool", ["name": "Liverpool"], token: token, headers: field.map { ["If-Match": $0] } ?? [:])
    }
    let tag = try #require(try await town.get("/v1/areas/liverpool").header("ETag"))
    #expect(try await change(tag).header("ETag")?.hasPrefix(#""v2-"#) == true)
    for stale in [tag, "rubbish", #""v9-0""#, #"W/"v2-0""#, #""v2""#] {
      let answer = try await change(stale)
      #expect(answer.status == 412, "\(stale)")
      #expect(answer.code == "stale")
    }
    #expect(try await change(#""v2-whoever-saw-it""#).status == 200)
    #expect(try await change(#"\#(tag), "v3-0""#).status == 200)
    #expect(try await change("*").status == 200)
    #expect(try await change(nil).status == 200)
    #expect(try await town.get("/v1/areas/liverpool").json["name"]?.text == "Liverpool")
  }

  @Test func `the same key makes one thing and gets one answer`() async throws {
    let town = try await Town.make()
    let token = try await town.token(.administrator, in: town.area())
    let key = ["Idempotency-Key": "a key"]
    let first = try await town.post("/v1/areas", Self.area("wigan"), token: token, headers: key)
    #expect(first.status == 201)
    #expect(first.header("Location") == "/v1/areas/wigan")
    // Quoted is the same key; white space and the order of members make no other request.
    let members = try #require(Self.area("wigan").object).members.reversed()
    let turned = try members.map { member in
      "\"\(member.name)\" : \(String(decoding: try WireEncoder().encode(member.value), as: UTF8.self))"
    }
    let spaced = Array("{ \(turned.joined(separator: " ,\n")) }".utf8)
    let again = try await town.send(
      "POST", "/v1/areas",
      Sending(
        token: token, headers: ["Idempotency-Key": #""a key""#, "Content-Type": "application/json"], body: spaced))
    #expect(again.status == 201)
    #expect(again.body == first.body)
    #expect(again.header("ETag") == first.header("ETag"))
    #expect(again.header("Location") == first.header("Location"))
    let other = try await town.post("/v1/areas", Self.area("chorley"), token: token, headers: key)
    #expect(other.status == 422)
    #expect(other.code == "idempotency_key_reused")
    let somebodyElse = try await town.token(.administrator, in: AreaSlug(stored: "liverpool"))
    let theirs = try await town.post("/v1/areas", Self.area("chorley"), token: somebodyElse, headers: key)
    #expect(theirs.status == 201)
    for bad in ["", "é", "\"half", String(repeating: "k", count: 256)] {
      let answer = try await town.post(
        "/v1/areas", Self.area("bolton"), token: token, headers: ["Idempotency-Key": bad])
      #expect(answer.code == "idempotency_key_malformed", "\(bad)")
      #expect(answer.status == 400)
    }
  }

  @Test func `a list is read page by page`() async throws {
    let town = try await Town.make()
    for slug in ["bolton", "chorley", "wigan"] { try await town.area(slug) }
    let first = try await town.get("/v1/areas?limit=2")
    #expect(first.json["items"]?.items?.count == 2)
    let cursor = try #require(first.json["next"]?.text)
    #expect(first.header("Link") == "</v1/areas?limit=2&cursor=\(cursor)>; rel=\"next\"")
    let last = try await town.get("/v1/areas?limit=2&cursor=\(cursor)")
    #expect(last.json["items"]?[0]?["slug"]?.text == "wigan")
    #expect(last.json["next"] == .null)
    #expect(last.header("Link") == nil)
    for (query, error) in [
      ("limit=0", "limit malformed"), ("limit=101", "limit malformed"), ("limit=ten", "limit wrong_type"),
      ("limit=1&limit=2", "limit duplicate"), ("cursor=x", "cursor bad_cursor"),
      ("cursor=WyJhIl0", "cursor bad_cursor"),
    ] {
      let answer = try await town.get("/v1/areas?\(query)")
      #expect(answer.status == 422, "\(query)")
      #expect(answer.errors == [error])
    }
  }

  @Test func `every answer is kept from being more than read`() async throws {
    let town = try await Town.make()
    let token = try await town.token(.administrator, in: town.area())
    let answers = [
      try await town.get("/v1/areas"), try await town.get("/v1/me", token: token), try await town.get("/v1/nowhere"),
      try await town.get("/healthz"), try await town.post("/v1/sign-in", ["email": 1]),
    ]
    for answer in answers {
      #expect(answer.header("X-Content-Type-Options") == "nosniff")
      #expect(answer.header("Referrer-Policy") == "no-referrer")
      #expect(answer.header("Content-Security-Policy") == "default-src 'none'; frame-ancestors 'none'")
      #expect(answer.header("X-Request-ID")?.count == 36)
    }
    #expect(Set(answers.map { $0.header("X-Request-ID") }).count == answers.count)
    #expect(answers[0].header("Cache-Control") == "no-cache")
    #expect(try await town.get("/v1/areas", token: token).header("Cache-Control") == "no-store")
    for answer in answers[1...] { #expect(answer.header("Cache-Control") == "no-store") }
  }
}
