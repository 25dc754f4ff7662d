import Breaks
import TestTown
import Testing
import Wire

/// What a kitchen and a front door know of the coming week.
@Suite(.onEveryEngine) struct GuestJourneyTests {
  /// Bluebell House with a guest of Monday 30 November, who sleeps there, and one who only asked.
  private struct House {
    let town: Town
    let area: AreaSlug
    let host: Host
    let carer: (id: String, token: String)
    let reference: String

    init(name: String = "Aisha Khan-Whitworth", note: String = "We arrive by bus.") async throws {
      town = try await Town.make()
      area = try await town.area()
      host = try await town.host()
      let night = try await town.offer(of: host)
      let asked = try await town.offer(of: host, ["title": "A day out", "stay": "daytime", "confirmation": "partner"])
      carer = try await town.carer(["name": .string(name)])
      let booked = try await town.book(
        night, carer.token, key: "1",
        ["party": [["kind": "carer"], ["kind": "child", "age": 6, "name": "Zeeshan"]], "note": .string(note)])
      reference = try #require(booked.json["reference"]?.text, "\(booked.text)")
      #expect(try await town.book(asked, carer.token, key: "2").json["state"]?.text == "requested")
    }

    func guests(_ query: String = "", token: String? = nil) async throws -> Answer {
      try await town.get("/v1/partners/\(host.id)/guests\(query)", token: token ?? host.token)
    }

    func file(_ query: String = "") async throws -> Answer {
      try await town.get("/v1/partners/\(host.id)/guests.csv\(query)", token: host.token)
    }
  }

  @Test func `the coming week names who stands at the door, when, and what they must not eat`() async throws {
    let house = try await House()
    #expect(try await house.guests().json["days"]?.items?.isEmpty == true)
    let week = try await house.guests("?from=2026-11-30")
    #expect(week.json["to"]?.text == "2026-12-06")
    #expect(week.json["days"]?.items?.compactMap { $0["day"]?.text } == ["2026-11-30", "2026-12-01"])
    let first = week.json["days"]?[0]?["offers"]
    #expect(first?.items?.count == 1)
    #expect(first?[0]?["adults"]?.int == 1 && first?[0]?["children"]?.int == 1)
    let party = try #require(first?[0]?["parties"]?[0])
    #expect(party["leadName"]?.text == "Aisha Khan-Whitworth" && party["reference"]?.text == house.reference)
    #expect(party["here"]?.text == "arriving" && party["arrivesAt"]?.text == "2026-11-30T15:00:00Z")
    let ages: JSON = [6]
    #expect(party["childAges"] == ages)
    let severe: JSON = ["peanuts"]
    #expect(party["food"]?[0]?["severe"] == severe && party["note"]?.text == "We arrive by bus.")
    let breakfast = week.json["days"]?[1]?["offers"]?[0]?["parties"]?[0]
    #expect(breakfast?["here"]?.text == "staying" && breakfast?["food"]?[0]?["severe"] == severe)
    for secret in ["Zeeshan", "aisha@example.org", "0303", "L17", house.carer.id, "A day out"] {
      #expect(!week.text.contains(secret), "\(secret)")
    }
  }

  @Test func `when the break is over the needs are gone, also for guests who were marked as come`() async throws {
    let house = try await House()
    house.town.clock.set(London.instant(try Day(text: "2026-11-30"), minuteOfDay: 20 * 60))
    let came = try await house.town.post("/v1/bookings/\(house.reference)/attended", token: house.host.token)
    #expect(came.status == 200)
    let evening = try await house.guests("?from=2026-11-30&to=2026-12-01")
    #expect(evening.text.contains("peanuts"), "the kitchen still has a breakfast to make")
    house.town.clock.pass(hours: 24)
    for answer in [try await house.guests("?from=2026-11-30&to=2026-12-01"), try await house.file("?day=2026-11-30")] {
      #expect(answer.status == 200 && answer.text.contains("Khan-Whitworth"))
      for gone in ["peanuts", "halal", "step", "bus"] { #expect(!answer.text.contains(gone), "\(gone)") }
    }
  }

  @Test func `no cell of the day's file can be taken for a formula, and its name says nobody's`() async throws {
    let house = try await House(name: "=HYPERLINK(\"x\")", note: "＝1+1, \"quoted\"\nand a line")
    let file = try await house.file("?day=2026-11-30")
    #expect(file.status == 200)
    #expect(file.header("Content-Type") == "text/csv; charset=utf-8")
    #expect(file.header("Content-Disposition") == "attachment; filename=\"guests-2026-11-30.csv\"")
    #expect(file.header("Cache-Control") == "no-store")
    #expect(Array(file.body.prefix(3)) == [0xEF, 0xBB, 0xBF])
    let table = try CSV.parse(file.body)
    #expect(table.rows.count == 1)
    let row = Dictionary(zip(table.header, table.rows[0].fields), uniquingKeysWith: { first, _ in first })
    #expect(row["name"] == "'=HYPERLINK(\"x\")")
    #expect(row["note"] == "'＝1+1, \"quoted\"\nand a line")
    #expect(row["arrives"] == "15:00" && row["leaves"] == "2026-12-01 11:00")
    #expect(row["severe allergies"] == "guest 1: peanuts" && row["diets"] == "guest 1: halal")
    #expect(row["children's ages"] == "6" && row["access"] == "step free")
    #expect(try CSV.parse(try await house.file().body).rows.isEmpty, "today nobody comes")
  }

  @Test func `only this partner and the area's coordinator read it, each time on the record`() async throws {
    let house = try await House()
    let (town, area) = (house.town, house.area)
    let other = try await town.host(name: "Heron House", email: "desk@heron.example")
    let wigan = try await town.area("wigan")
    let path = "/v1/partners/\(house.host.id)/guests"
    for (token, status) in [
      (other.token, 404), (house.carer.token, 403), (try await town.token(.volunteer, in: area), 403),
      (try await town.token(.coordinator, in: wigan), 404), (nil, 401),
      (try await town.token(.coordinator, in: area), 200),
    ] {
      #expect(try await town.get(path, token: token).status == status)
      #expect(try await town.get(path + ".csv", token: token).status == status)
    }
    let noted = try await town.database.read { tx in
      try tx.query("SELECT act FROM audit_entry WHERE act LIKE 'guests_%' ORDER BY act").map { try $0.text("act") }
    }
    #expect(noted == ["guests_exported", "guests_read"])
  }

  @Test(arguments: [
    ("?from=2026-11-30&to=2026-12-31", "to too_large"), ("?from=2026-12-01&to=2026-11-30", "to ends_before_start"),
    ("?from=2026-02-30", "from malformed"), ("?day=2026-11-30", "day unknown_parameter"),
  ])
  func `a span that makes no week is refused`(query: String, error: String) async throws {
    let house = try await House()
    #expect(try await house.guests(query).errors == [error])
    #expect(try await house.guests("?from=2026-11-30&to=2026-12-30").status == 200)
  }

  @Test func `a partner answers and marks its own bookings, and nobody else's`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (host, other) = (try await town.host(), try await town.host(name: "Heron", email: "desk@heron.example"))
    let offer = try await town.offer(of: host, ["confirmation": "partner", "stay": "daytime"], dates: 2)
    let carer = try await town.carer()
    let references = try await [0, 1].asyncMap { slot in
      try #require(try await town.book(offer, carer.token, key: "\(slot)", slot: slot).json["reference"]?.text)
    }
    for act in ["accept", "decline", "attended", "absent"] {
      #expect(try await town.post("/v1/bookings/\(references[0])/\(act)", token: other.token).status == 404)
    }
    #expect(try await town.post("/v1/bookings/\(references[0])/accept", token: host.token).status == 200)
    #expect(try await town.post("/v1/bookings/\(references[1])/decline", token: host.token).status == 200)
    #expect(try await town.post("/v1/bookings/\(references[0])/attended", token: host.token).code == "wrong_state")
    town.clock.pass(hours: 24 * 8)
    let came = try await town.post("/v1/bookings/\(references[0])/attended", token: host.token)
    #expect(came.json["state"]?.text == "attended")
    let mended = try await town.post("/v1/bookings/\(references[0])/absent", token: host.token)
    #expect(mended.json["state"]?.text == "absent")
  }
}

extension Array {
  fileprivate func asyncMap<Answer>(_ transform: (Element) async throws -> Answer) async throws -> [Answer] {
    var answers: [Answer] = []
    for element in self { answers.append(try await transform(element)) }
    return answers
  }
}
