import Breaks
import TestTown
import Testing
import Wire

/// Lists that come as CSV: every problem by row, all or nothing, nothing twice.
@Suite(.onEveryEngine) struct ImportJourneyTests {
  private struct Fair {
    let town: Town
    let area: AreaSlug
    let host: Host
    let coordinator: String

    init() async throws {
      town = try await Town.make()
      area = try await town.area()
      host = try await town.host()
      coordinator = try await town.token(.coordinator, in: area)
    }

    func bring(
      _ what: String, _ csv: String, really: Bool = false, token: String? = nil, key: String? = nil
    ) async throws -> Answer {
      let path = ["offers", "slots"].contains(what) ? "partners/\(host.id)" : "areas/\(area.text)"
      return try await town.post(
        "/v1/\(path)/import/\(what)", ["csv": .string(csv), "dryRun": .bool(!really)], token: token ?? coordinator,
        headers: key.map { ["Idempotency-Key": $0] } ?? [:])
    }
  }

  /// `4 postcode malformed` for each problem.
  private static func problems(_ answer: Answer) -> [String] {
    ((answer.json["problems"] ?? answer.json["errors"])?.items ?? []).map {
      "\($0["line"]?.int ?? 0) \($0["column"]?.text ?? "-") \($0["code"]?.text ?? "")"
    }
  }

  private static let offers =
    "\u{FEFF}title,stay,summary,description,audience/partyMax#,publish?\r\n"
    + "A night by the sea,overnight,Bed and breakfast.,\"Two streets\nfrom the sand.\",2,yes\r\n"
    + "Tea for two,daytime,Scones.,All you can eat.,2,no\r\n"

  @Test func `a dry run makes nothing, the real one all of it, and a second time nothing new`() async throws {
    let fair = try await Fair()
    let looked = try await fair.bring("offers", Self.offers, token: fair.host.token)
    #expect(looked.status == 200 && looked.json["new"]?.int == 2 && looked.json["dryRun"]?.bool == true)
    let path = "/v1/partners/\(fair.host.id)/offers"
    #expect(try await fair.town.get(path, token: fair.host.token).json["items"]?.items?.count == 0)
    let made = try await fair.bring("offers", Self.offers, really: true, token: fair.host.token, key: "k")
    #expect(made.status == 201 && made.json["new"]?.int == 2 && made.json["dryRun"]?.bool == false)
    let again = try await fair.bring("offers", Self.offers, really: true, token: fair.host.token, key: "k")
    #expect(again.text == made.text)
    let offers = try await fair.town.get(path, token: fair.host.token).json["items"]?.items ?? []
    #expect(Set(offers.compactMap { $0["state"]?.text }) == ["draft", "published"] && offers.count == 2)
    let later = try await fair.bring("offers", Self.offers.replacing("A night by", with: "a NIGHT  by"), really: true)
    #expect(later.status == 201 && later.json["new"]?.int == 0 && later.json["alreadyThere"]?.int == 2)
    #expect(later.json["notes"]?.items?.compactMap { $0["line"]?.int } == [2, 3])
    #expect(later.json["notes"]?[0]?["code"]?.text == "already_there")
  }

  @Test func `every problem is told by the row that a spreadsheet shows, and then nothing is made`() async throws {
    let fair = try await Fair()
    let csv = """
      title,stay,summary,description,audience/partyMax#,audience/youngCarersWelcome?,publish?,colour
      "Two
      lines",overnight,Good.,Fine.,2,no,no,
      Tea,daytime,,,2,no,yes,
      Supper,at the bar,Good.,Fine.,two,no,no,red
      Lunch,daytime,Good.,Fine.,99,maybe,no,blue
      ,daytime,Good.,Fine.,2,no,perhaps,
      tea,daytime,Good.,Fine.,2,no,no,
      """
    let looked = try await fair.bring("offers", csv)
    #expect(
      Self.problems(looked) == [
        "1 colour unknown_field", "2 title control_character", "3 summary required", "3 description required",
        "4 audience/partyMax# malformed_csv", "4 stay unknown_value", "5 audience/youngCarersWelcome? malformed_csv",
        "5 audience/partyMax# malformed", "6 title required", "6 publish? wrong_type", "7 title duplicate",
      ])
    #expect(looked.status == 200)
    let real = try await fair.bring("offers", csv, really: true)
    #expect(real.status == 422 && real.code == "invalid_input")
    #expect(Self.problems(real) == Self.problems(looked))
    let offers = try await fair.town.get("/v1/partners/\(fair.host.id)/offers", token: fair.host.token)
    #expect(offers.json["items"]?.items?.count == 0)
  }

  @Test func `dates come in wall time across the clock change, by an offer's title or id`() async throws {
    let fair = try await Fair()
    let made = try await fair.bring("offers", Self.offers, really: true)
    #expect(made.status == 201, "\(made.text)")
    let offers = try await fair.town.get("/v1/partners/\(fair.host.id)/offers", token: fair.host.token)
    let night = try #require(
      offers.json["items"]?.items?.first { $0["title"]?.text == "A night by the sea" }?["id"]?.text)
    let csv = """
      offer,day,starts,ends,nights#,minutes#,places#
      a night by the sea,2027-03-27,15:00,11:00,1,,4
      \(night),2027-03-28,15:00,,,1200,4
      Tea for two,2027-03-28,14:30,16:00,,,6
      """
    let dates = try await fair.bring("slots", csv, really: true, token: fair.host.token)
    #expect(dates.status == 201 && dates.json["new"]?.int == 3, "\(dates.text)")
    let listed = try await fair.town.get("/v1/offers/\(night)/slots")
    #expect(
      listed.json["items"]?.items?.compactMap { $0["startsAt"]?.text } == [
        "2027-03-27T15:00:00Z", "2027-03-28T14:00:00Z",
      ])
    #expect(
      listed.json["items"]?.items?.compactMap { $0["endsAt"]?.text } == [
        "2027-03-28T10:00:00Z", "2027-03-29T10:00:00Z",
      ])
    let again = try await fair.bring("slots", csv, really: true)
    #expect(again.json["alreadyThere"]?.int == 3 && again.json["new"]?.int == 0)
    let wrong = try await fair.bring(
      "slots",
      """
      offer,day,starts,ends,nights#,minutes#,places#
      Nobody's,2027-03-27,15:00,16:00,,,4
      Tea for two,2026-03-27,15:00,16:00,,,4
      Tea for two,2027-04-01,15:00,14:00,,,4
      Tea for two,2027-04-02,25:00,,,,0
      Tea for two,2027-04-03,15:00,16:00,,60,4
      Tea for two,2027-04-04,15:00,16:00,,,4
      Tea for two,2027-04-04,15:00,17:00,,,4
      """)
    #expect(
      Self.problems(wrong) == [
        "2 offer not_found", "3 starts in_the_past", "4 ends ends_before_start", "5 starts malformed",
        "5 places# malformed", "5 ends required", "6 ends required", "8 starts duplicate",
      ])
  }

  @Test func `partners come into the coordinator's own area, and nobody else brings anything`() async throws {
    let fair = try await Fair()
    let csv = """
      name,kind,email,postcode,area
      The Lantern,hotel,desk@lantern.example,L3 9AG,
      Bluebell house,hotel,desk@bluebell.example,L23 3ZE,
      The Wren,hotel,desk@wren.example,WN1 1AA,wigan
      """
    let looked = try await fair.bring("partners", csv)
    #expect(Self.problems(looked) == ["4 area not_allowed_here"])
    #expect(looked.json["new"]?.int == 1 && looked.json["alreadyThere"]?.int == 1)
    let mended = csv.replacing(
      "The Wren,hotel,desk@wren.example,WN1 1AA,wigan", with: "The Wren,hotel,w@e.example,L1 1AA,")
    #expect(try await fair.bring("partners", mended, really: true).json["new"]?.int == 2)
    #expect(try await fair.town.get("/v1/partners", token: fair.coordinator).json["items"]?.items?.count == 3)
    let wigan = try await fair.town.area("wigan")
    let other = try await fair.town.host(name: "Heron", email: "desk@heron.example")
    for (token, expected) in [
      (try await fair.town.token(.volunteer, in: fair.area), [403, 403, 403, 403]),
      (try await fair.town.token(.coordinator, in: wigan), [404, 404, 404, 404]),
      (fair.host.token, [200, 200, 403, 403]), (other.token, [404, 404, 403, 403]),
    ] {
      for (what, status) in zip(["offers", "slots", "partners", "carers"], expected) {
        #expect(try await fair.bring(what, "title,stay\nTea,daytime\n", token: token).status == status, "\(what)")
      }
    }
  }

  @Test func `a file that is none, too long or larger than others may send says so`() async throws {
    let fair = try await Fair()
    #expect(Self.problems(try await fair.bring("offers", "")) == ["1 - malformed_csv"])
    #expect(Self.problems(try await fair.bring("offers", "title,stay\nTea \"x\",daytime\n")) == ["2 - malformed_csv"])
    #expect(Self.problems(try await fair.bring("offers", "title,stay\n")) == ["1 - too_few"])
    let ragged = try await fair.bring(
      "offers", "title,stay\nTea\nTea,nowhere\nTea,daytime,x\nTea,\"daytime\nA,daytime\n")
    #expect(
      Self.problems(ragged) == [
        "2 - malformed_csv", "3 stay unknown_value", "4 - malformed_csv", "5 - malformed_csv",
      ])
    #expect(ragged.json["rows"]?.int == 3)
    let many = "title,stay\n" + (0...500).map { "Tea \($0),daytime\n" }.joined()
    #expect(Self.problems(try await fair.bring("offers", many)).last?.hasSuffix("too_many") == true)
    let bad = "title,stay,audience/partyMax#\n" + (0..<400).map { "Tea \($0),nowhere,99\n" }.joined()
    let looked = try await fair.bring("offers", bad)
    #expect(looked.json["problems"]?.items?.count == 500 && looked.json["moreProblems"]?.int == 300)
    let real = try await fair.bring("offers", bad, really: true)
    #expect(real.json["errors"]?.items?.count == 500 && real.json["moreErrors"]?.int == 300)
    let large =
      "title,stay,description\n" + String(repeating: "x,daytime,\(String(repeating: "y", count: 3000))\n", count: 100)
    #expect(try await fair.bring("offers", large).status == 200)
    #expect(try await fair.bring("offers", String(repeating: "x", count: 2 << 20)).status == 413)
    #expect(
      try await fair.town.post("/v1/carers/search", ["name": .string(large)], token: fair.coordinator).status == 413)
    #expect(
      try await fair.town.post(
        "/v1/areas/liverpool/import/carers", ["csv": 5, "dryRun": "yes"], token: fair.coordinator
      ).errors == ["/dryRun wrong_type", "/csv wrong_type"])
  }
}
