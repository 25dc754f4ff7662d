import Breaks
import TestTown
import Testing
import UseCases
import Wire

@Suite(.onEveryEngine) struct PeopleAPITests {
  private func token(_ bench: PeopleBench, _ roles: [RoleGrant]) async throws -> String {
    let person = try await bench.person("Some Body", nil, roles)
    return try await bench.town.carryOut { try $0.openSession(for: person.id, days: 1).token }
  }

  private func administrator(_ bench: PeopleBench) async throws -> String {
    try await token(bench, [RoleGrant(role: .administrator, area: bench.liverpool)])
  }

  private func json(_ text: String) throws -> JSON { try JSON.parse(Array(text.utf8)) }

  @Test func `somebody signs in by a mailed code, sees who they are, and signs out`() async throws {
    let bench = try await PeopleBench()
    _ = try await bench.person("Vera Nolan", "v@example.org", [RoleGrant(role: .volunteer, area: bench.wigan)])
    let town = bench.town
    let asked = try await town.post("/v1/sign-in", try json(#"{"email": "v@example.org"}"#))
    #expect(asked.status == 202)
    #expect(asked.text == "{}")
    let unknown = try await town.post("/v1/sign-in", try json(#"{"email": "nobody@example.org"}"#))
    #expect(unknown.status == 202)
    #expect(unknown.text == asked.text)
    let code = try #require(try await bench.codes(in: "v@example.org").first)
    let typed = "\(code.prefix(4)) \(code.suffix(4))"
    let wrong = try await town.post(
      "/v1/sign-in/confirm", try json(#"{"email": "v@example.org", "code": "000000"}"#))
    #expect(wrong.status == 401)
    #expect(wrong.code == "code_wrong")
    let open = try await town.post(
      "/v1/sign-in/confirm", try json(#"{"email": "V@EXAMPLE.org", "code": "\#(typed)"}"#))
    #expect(open.status == 200)
    #expect(open.json["roles"] == (try json(#"[{"role": "volunteer", "area": "wigan"}]"#)))
    let token = try #require(open.json["token"]?.text)
    let me = try await town.get("/v1/me", token: token)
    #expect(me.status == 200)
    #expect(me.json["name"]?.text == "Vera Nolan")
    #expect(me.json["areas"] == (try json(#"["wigan"]"#)))
    #expect(me.json["actsFor"] == (try json("[]")))
    let again = try await town.get("/v1/me", token: token, headers: ["If-None-Match": me.header("ETag") ?? ""])
    #expect(again.status == 304)
    #expect(try await town.delete("/v1/session", token: token).status == 204)
    #expect(try await town.get("/v1/me", token: token).status == 401)
    #expect(try await town.get("/v1/me").status == 401)
  }

  @Test func `people who share an address are asked who they are`() async throws {
    let bench = try await PeopleBench()
    let aisha = try await bench.person("Aisha Khan", "k@example.org", [RoleGrant(role: .volunteer, area: bench.wigan)])
    bench.town.clock.pass(seconds: 1)
    _ = try await bench.person("Omar Khan", "k@example.org", [RoleGrant(role: .worker, area: bench.wigan)])
    _ = try await bench.town.post("/v1/sign-in", try json(#"{"email": "k@example.org"}"#))
    let code = try #require(try await bench.codes(in: "k@example.org").first)
    let choice = try await bench.town.post(
      "/v1/sign-in/confirm", try json(#"{"email": "k@example.org", "code": "\#(code)"}"#))
    #expect(choice.status == 300)
    #expect(choice.json["people"]?.items?.compactMap { $0["label"]?.text } == ["Aisha K.", "Omar K."])
    let chosen = try await bench.town.post(
      "/v1/sign-in/confirm", try json(#"{"email": "k@example.org", "code": "\#(code)", "person": "\#(aisha.id.text)"}"#)
    )
    #expect(chosen.status == 200)
  }

  @Test(arguments: [
    (#"{}"#, ["/email required"]), (#"{"email": "x"}"#, ["/email malformed"]),
    (#"{"email": "v@example.org", "e": 1}"#, ["/e unknown_field"]), (#"{"email": 7}"#, ["/email wrong_type"]),
  ])
  func `a bad wish for a code is told what is wrong, and writes nothing`(body: String, errors: [String]) async throws {
    let bench = try await PeopleBench()
    let answer = try await bench.town.post("/v1/sign-in", try json(body))
    #expect(answer.status == 422)
    #expect(answer.errors == errors)
    #expect(try await bench.count("letter") == 0)
  }

  @Test func `an administrator adds an area, and changes it on the version that was read`() async throws {
    let bench = try await PeopleBench()
    let token = try await administrator(bench)
    let area = try json(
      """
      {"slug": "bolton", "name": "Bolton", "schemeName": "Bolton Breaks", "phone": "01204 496 010",
       "phoneHours": "Mornings", "email": "desk@bolton.example", "postalAddress": "1 Street\\nBolton",
       "postcodeDistricts": ["BL1", "BL2"], "controller": "Bolton Carers",
       "privacyNotice": {"version": "1", "url": "https://bolton.example/privacy"},
       "safeguardingPhone": "01204 496 199"}
      """)
    let made = try await bench.town.post("/v1/areas", area, token: token, headers: ["Idempotency-Key": "a"])
    #expect(made.status == 201, "\(made.text)")
    #expect(made.header("Location") == "/v1/areas/bolton")
    #expect(made.json["caps"]?.items?.count == 2)
    let twin = try await bench.town.post("/v1/areas", area, token: token, headers: ["Idempotency-Key": "a"])
    #expect(twin.body == made.body)
    #expect(try await bench.town.post("/v1/areas", area, token: token).status == 409)
    let tag = made.header("ETag") ?? ""
    let change = try json(#"{"phoneHours": "Afternoons", "caps": []}"#)
    let changed = try await bench.town.patch("/v1/areas/bolton", change, token: token, headers: ["If-Match": tag])
    #expect(changed.status == 200)
    #expect(changed.json["caps"] == .array([]))
    #expect(changed.json["name"]?.text == "Bolton")
    let stale = try await bench.town.patch("/v1/areas/bolton", change, token: token, headers: ["If-Match": tag])
    #expect(stale.status == 412)
    let shown = try await bench.town.get("/v1/areas/bolton")
    #expect(shown.body == changed.body)
    let nothing = try await bench.town.patch("/v1/areas/bolton", try json("{}"), token: token)
    #expect(nothing.errors == [" too_few"])
    let null = try await bench.town.patch("/v1/areas/bolton", try json(#"{"name": null}"#), token: token)
    #expect(null.errors == ["/name required"])
    let none = try await bench.town.get("/v1/areas/atlantis")
    #expect(none.status == 404)
  }

  @Test func `areas are listed by name, page after page`() async throws {
    let bench = try await PeopleBench()
    let first = try await bench.town.get("/v1/areas?limit=1")
    #expect(first.json["items"]?.items?.compactMap { $0["slug"]?.text } == ["liverpool"])
    let cursor = try #require(first.json["next"]?.text)
    let second = try await bench.town.get("/v1/areas?limit=1&cursor=\(cursor)")
    #expect(second.json["items"]?.items?.compactMap { $0["slug"]?.text } == ["wigan"])
    #expect(second.json["next"] == .null)
    #expect(try await bench.town.get("/v1/areas?cursor=x").errors == ["cursor bad_cursor"])
    #expect(try await bench.town.get("/v1/areas?colour=red").errors == ["colour unknown_parameter"])
  }

  @Test func `a coordinator makes a practice, a partner and their people`() async throws {
    let bench = try await PeopleBench()
    let town = bench.town
    let cora = try await token(bench, [RoleGrant(role: .coordinator, area: bench.liverpool)])
    let practice = try await town.post(
      "/v1/practices",
      try json(
        #"{"odsCode": "n82999", "name": "Lantern Surgery", "area": "liverpool", "email": "p@example.org"}"#),
      token: cora)
    #expect(practice.status == 201)
    #expect(practice.json["odsCode"]?.text == "N82999")
    let partner = try await town.post(
      "/v1/partners",
      try json(
        """
        {"name": "The Lantern", "kind": "hotel", "area": "liverpool", "email": "h@example.org", "postcode": "l39ag",
         "town": "Liverpool", "phone": "0151 496 0140"}
        """), token: cora)
    #expect(partner.status == 201)
    #expect(partner.json["postcode"]?.text == "L3 9AG")
    #expect(partner.json["youngCarersWelcome"]?.bool == false)
    let ids = (practice.json["id"]?.text ?? "", partner.json["id"]?.text ?? "")
    let person = try await town.post(
      "/v1/people",
      try json(
        """
        {"name": "Bronagh Keane", "email": "b@example.org", "languages": ["en", "ga"], "profession": "gp",
         "registration": "C7654321",
         "roles": [{"role": "prescriber", "area": "liverpool", "practiceId": "\(ids.0)"},
                   {"role": "partner", "area": "liverpool", "partnerId": "\(ids.1)"}]}
        """), token: cora)
    #expect(person.status == 201, "\(person.text)")
    #expect(person.json["registration"]?.text == "7654321")
    let path = try #require(person.header("Location"))
    #expect(try await town.get(path, token: cora).body == person.body)
    let disabled = try await town.post(
      "\(path)/disable", token: cora, headers: ["If-Match": person.header("ETag") ?? ""])
    #expect(disabled.status == 200)
    #expect(disabled.json["disabled"]?.bool == true)
    let practices = try await town.get("/v1/practices?area=liverpool", token: cora)
    #expect(practices.json["items"]?.items?.count == 1)
    #expect(try await town.get("/v1/practices?area=wigan", token: cora).errors == ["area not_found"])
    #expect(try await town.get("/v1/partners?kind=hotel&limit=1", token: cora).json["items"]?.items?.count == 1)
    #expect(try await town.get("/v1/partners?kind=theatre", token: cora).json["items"]?.items?.isEmpty == true)
  }

  @Test func `a partner changes its own words and not its kind`() async throws {
    let bench = try await PeopleBench()
    let town = bench.town
    let boss = try await administrator(bench)
    let made = try await town.post(
      "/v1/partners",
      try json(
        """
        {"name": "Care Co", "kind": "care", "area": "wigan", "email": "h@example.org", "postcode": "WN1 1AA",
         "cqcLocationId": "1-1234", "noPersonalCare": true, "description": "Kind.",
         "safeguarding": {"lead": "Ann", "policySeenOn": "2026-10-01", "insuranceSeenOn": "2026-10-01"}}
        """), token: boss)
    #expect(made.status == 201, "\(made.text)")
    let id = try #require(made.json["id"]?.text)
    let host = try await token(
      bench, [RoleGrant(role: .partner, area: bench.wigan, partner: try ID(text: id))])
    let path = "/v1/partners/\(id)"
    let changed = try await town.patch(path, try json(#"{"description": null, "town": "Wigan"}"#), token: host)
    #expect(changed.status == 200)
    #expect(changed.json["description"] == nil)
    #expect(changed.json["town"]?.text == "Wigan")
    #expect(changed.json["safeguarding"]?["lead"]?.text == "Ann")
    for body in [
      #"{"kind": "hotel"}"#, #"{"safeguarding": null}"#, #"{"noPersonalCare": false}"#, #"{"area": "liverpool"}"#,
    ] {
      #expect(try await town.patch(path, try json(body), token: host).status == 403, "\(body)")
    }
    let future = #"{"safeguarding": {"lead": "A", "policySeenOn": "2027-10-01", "insuranceSeenOn": "2027-02-30"}}"#
    #expect(
      try await town.patch(path, try json(future), token: boss).errors == ["/safeguarding/insuranceSeenOn malformed"])
    #expect(try await town.get(path).status == 401)
    #expect(try await town.get("/v1/partners/nonsense", token: boss).status == 404)
  }

  @Test func `everything wrong with a person is told at once`() async throws {
    let bench = try await PeopleBench()
    let boss = try await administrator(bench)
    let answer = try await bench.town.post(
      "/v1/people",
      try json(
        """
        {"name": "", "email": "x", "phone": "1", "languages": ["en", "EN", "?"], "registration": "1234567",
         "roles": [{"role": "king", "area": "liverpool"}, {"role": "volunteer", "where": "here"}]}
        """), token: boss)
    #expect(answer.status == 422)
    #expect(
      Set(answer.errors) == [
        "/name too_short", "/email malformed", "/phone malformed", "/languages/2 malformed", "/profession required",
        "/roles/0/role unknown_value", "/roles/1/area required", "/roles/1/where unknown_field",
      ])
    let places = try await bench.town.post(
      "/v1/people",
      try json(
        """
        {"name": "N", "roles": [{"role": "partner", "area": "liverpool"}, {"role": "volunteer", "area": "atlantis"}]}
        """), token: boss)
    #expect(places.errors == ["/roles/0/partnerId required", "/roles/1/area not_found"])
    let vera = try await token(bench, [RoleGrant(role: .volunteer, area: bench.liverpool)])
    let refused = try await bench.town.post(
      "/v1/people", try json(#"{"name": "N", "roles": [{"role": "volunteer", "area": "liverpool"}]}"#), token: vera)
    #expect(refused.status == 403)
  }
}
