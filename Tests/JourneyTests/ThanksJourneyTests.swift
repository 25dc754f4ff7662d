import Breaks
import TestTown
import Testing
import Wire

/// What a partner gave in a year, and the one letter that says thank you for it.
@Suite(.onEveryEngine) struct ThanksJourneyTests {
  private struct Year {
    let town: Town
    let area: AreaSlug
    let host: Host
    let coordinator: String

    /// One night for two and one for one, at £59 a person; a day out for a party of three, at £24 a party; one who did not
    /// come, one who asked in vain and one whose break is still to come.
    init() async throws {
      town = try await Town.make()
      area = try await town.area()
      host = try await town.host()
      coordinator = try await town.token(.coordinator, in: area)
      let night = try await town.offer(of: host, ["valuePence": 5900, "contributionPer": "person"])
      let day = try await town.offer(
        of: host, ["title": "A day", "stay": "daytime", "valuePence": 2400, "contributionPer": "party"], dates: 8)
      let asked = try await town.offer(of: host, ["title": "Asked", "stay": "daytime", "confirmation": "partner"])
      let home = try await town.offer(of: host, ["title": "At home", "stay": "at_home"])
      let carers = [
        try await town.carer(), try await town.carer(["email": "doreen@example.org"]),
        try await town.carer(["email": "kulwant@example.org"]),
      ]
      var references: [String] = []
      for (number, (offer, carer, slot, more)) in [
        (night, 0, 0, 1), (night, 1, 0, 0), (day, 0, 0, 2), (day, 2, 1, 0), (asked, 2, 0, 0), (home, 1, 0, 0),
        (day, 0, 7, 0),
      ].enumerated() {
        let party: [JSON] = [["kind": "carer"]] + [JSON](repeating: ["kind": "companion"], count: more)
        let booked = try await town.book(
          offer, carers[carer].token, key: "\(number)", slot: slot, ["party": .array(party)])
        references.append(try #require(booked.json["reference"]?.text, "\(booked.text)"))
      }
      town.clock.set(London.instant(try Day(text: "2026-12-20"), minuteOfDay: 600))
      _ = try await town.post("/v1/bookings/\(references[0])/attended", token: host.token)
      _ = try await town.post("/v1/bookings/\(references[3])/absent", token: host.token)
    }

    func thanks(_ query: String = "", token: String? = nil) async throws -> Answer {
      try await town.get("/v1/partners/\(host.id)/thanks\(query)", token: token ?? host.token)
    }

    func thank(_ year: Int, token: String? = nil) async throws -> Answer {
      try await town.post("/v1/partners/\(host.id)/thanks", ["year": .int(Int64(year))], token: token ?? coordinator)
    }
  }

  @Test func `a year counts what was taken or is over, exactly and with its value`() async throws {
    let year = try await Year()
    let told = try await year.thanks("?year=2026")
    #expect(told.status == 200, "\(told.text)")
    let expected: JSON = [
      "partnerId": .string(year.host.id), "year": 2026, "breaks": 4, "carers": 2, "people": 7, "nights": 2,
      "daytime": 2, "valuePence": .int(3 * 5900 + 2400), "breaksWithoutValue": 1,
    ]
    #expect(told.json == expected)
    #expect(try await year.thanks().json == expected, "this year when none is said")
    #expect(try await year.thanks("?year=2027").json["breaks"]?.int == 0)
    #expect(try await year.thanks("?year=1999").errors == ["year malformed"])
    year.town.clock.set(London.instant(try Day(text: "2027-02-01"), minuteOfDay: 600))
    let token = try await year.town.token(.coordinator, in: year.area)
    let next = try await year.thanks("?year=2027", token: token)
    #expect(next.json["breaks"]?.int == 1, "the last one has been taken meanwhile")
  }

  @Test func `a coordinator thanks once, by a letter that keeps the numbers`() async throws {
    let year = try await Year()
    let post = try await year.town.post()
    _ = try await post.deliver()
    #expect(try await year.thank(2027).errors == ["/year in_the_future"])
    #expect(try await year.thank(2025).errors == ["/year nothing_given"])
    let thanked = try await year.thank(2026)
    #expect(thanked.status == 201 && thanked.json["thankedAt"]?.text == "2026-12-20T10:00:00Z")
    #expect(try await year.thank(2026).code == "already_thanked")
    #expect(try await year.thanks("?year=2026").json["thankedAt"]?.text == "2026-12-20T10:00:00Z")
    let letter = try #require(try await post.deliver().last)
    #expect(letter.to == Town.hostEmail && letter.subject == "Thank you from all of us")
    #expect(letter.text.contains("in 2026") && letter.text.contains("Breaks: 4") && letter.text.contains("£201"))
    #expect(letter.text.contains("Carers who had one: 2") && letter.calendar == nil)
    year.town.clock.set(London.instant(try Day(text: "2027-11-30"), minuteOfDay: 600))
    let desk = try await year.town.token(.coordinator, in: year.area)
    #expect(try await year.thank(2027, token: desk).errors == ["/year year_not_over"])
    try await post.stop()
  }

  @Test func `two coordinators at once send one letter`() async throws {
    let year = try await Year()
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<6 { group.addTask { try await year.thank(2026).status } }
      return try await group.reduce(into: []) { $0.append($1) }.sorted()
    }
    #expect(statuses == [201, 409, 409, 409, 409, 409])
  }

  @Test func `the numbers are for the partner and the area, the letter is from the scheme only`() async throws {
    let year = try await Year()
    let (town, area) = (year.town, year.area)
    let other = try await town.host(name: "Heron", email: "desk@heron.example")
    let wigan = try await town.token(.coordinator, in: try await town.area("wigan"))
    for (token, read, sent) in [
      (year.host.token, 200, 403), (other.token, 404, 404), (wigan, 404, 404),
      (try await town.token(.volunteer, in: area), 403, 403), (year.coordinator, 200, 201),
    ] {
      #expect(try await year.thanks(token: token).status == read)
      #expect(try await year.thank(2026, token: token).status == sent)
    }
  }
}
