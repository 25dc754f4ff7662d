import Breaks
import TestTown
import Testing
import Wire

/// Rooms, tables and beds beside people: what a party gets, and what it leaves to others.
@Suite(.onEveryEngine) struct RoomJourneyTests {
  private static let twins: JSON = [["kind": "twin", "sleeps": 2], ["kind": "double", "sleeps": 2]]

  private func town() async throws -> (town: Town, host: TestTown.Host) {
    let town = try await Town.make()
    try await town.area()
    return (town, try await town.host())
  }

  /// A carer of their own address, signed in.
  private func carer(_ number: Int, in town: Town) async throws -> String {
    try await town.carer(["email": .string("carer\(number)@example.org")]).token
  }

  private func shown(_ offer: Break, slot: Int = 0, in town: Town) async throws -> JSON {
    try await town.get("/v1/slots/\(offer.slots[slot])").json
  }

  @Test func `a supper counts people and tables at once, and either may be what runs out`() async throws {
    let (town, host) = try await town()
    let supper: [String: JSON] = [
      "category": "restaurant", "stay": "daytime", "unitKinds": [["kind": "table", "sleeps": 4]],
    ]
    let offer = try await town.offer(of: host, supper, dates: [["places": 7, "units": 2]])
    let three: JSON = [["kind": "carer"], ["kind": "companion"], ["kind": "companion"]]
    let booked = try await town.book(offer, carer(1, in: town), ["party": three])
    #expect(booked.status == 201, "\(booked.text)")
    #expect(booked.json["units"]?.int == 1 && booked.json["unitKind"] == nil)
    let four = try await town.book(
      offer, carer(2, in: town), ["party": .array((three.items ?? []) + [["kind": "companion"]])])
    #expect(four.status == 201)
    let slot = try await shown(offer, in: town)
    #expect(slot["placesLeft"]?.int == 0 && slot["unitsLeft"]?.int == 0)
    // A second evening: tables run out before people do.
    let late = try await town.offer(of: host, supper, dates: [["places": 8, "units": 2]])
    for number in 3...4 { #expect(try await town.book(late, carer(number, in: town)).status == 201) }
    #expect(try await town.book(late, carer(5, in: town)).code == "full")
    #expect(try await town.placesLeft(late) == 6)
    #expect(try await town.get("/v1/offers/\(late.id)").json["nextSlotAt"] == nil)
  }

  @Test func `a mother and her grown-up son get the twin, and the couple who asks gets the double`() async throws {
    let (town, host) = try await town()
    let kinds: JSON = [["kind": "twin", "units": 1], ["kind": "double", "units": 1]]
    let offer = try await town.offer(of: host, ["unitKinds": Self.twins], dates: [["places": 4, "kinds": kinds]])
    #expect(try await town.get("/v1/offers/\(offer.id)").json["unitKinds"] == Self.twins)
    let withSon: JSON = [["kind": "carer"], ["kind": "companion", "name": "Leo", "age": 19]]
    let mother = try await town.book(offer, carer(1, in: town), ["party": withSon])
    #expect(mother.json["unitKind"]?.text == "twin", "\(mother.text)")
    // The next mother is not put into a double, although one is free.
    let next = try await carer(2, in: town)
    #expect(try await town.book(offer, next, ["party": withSon]).code == "full")
    #expect(try await town.book(offer, next, key: "b", ["party": withSon, "unitKind": "twin"]).code == "full")
    let strange = try await town.book(offer, next, key: "c", ["party": withSon, "unitKind": "family"])
    #expect(strange.status == 422 && strange.errors == ["/unitKind unit_kind_unknown"])
    let couple = try await town.book(offer, next, key: "d", ["party": withSon, "unitKind": "double"])
    #expect(couple.json["unitKind"]?.text == "double")
    let slot = try await shown(offer, in: town)
    #expect(slot["unitsLeft"]?.int == 0 && slot["placesLeft"]?.int == 0)
    let partner = try await town.get("/v1/partners/\(host.id)/bookings", token: host.token).json["items"]?.items ?? []
    #expect(Set(partner.compactMap { $0["unitKind"]?.text }) == ["twin", "double"])
    // What is given back is of the kind that was taken.
    let reference = try #require(mother.json["reference"]?.text)
    #expect(try await town.post("/v1/bookings/\(reference)/cancel", token: host.token).status == 200)
    let freed = try await shown(offer, in: town)
    #expect(
      freed["kinds"] == [
        ["kind": "double", "units": 1, "left": 0], ["kind": "twin", "units": 1, "left": 1],
      ])
  }

  @Test func `two friends where there are only doubles are asked whether they share a bed`() async throws {
    let (town, host) = try await town()
    let offer = try await town.offer(
      of: host, ["unitKinds": [["kind": "double", "sleeps": 2]]], dates: [["places": 4, "units": 2]])
    let party: JSON = [["kind": "carer"], ["kind": "companion"]]
    let token = try await carer(1, in: town)
    #expect(try await town.book(offer, token, ["party": party]).errors == ["/unitKind unit_kind_needed"])
    #expect(try await town.book(offer, token, key: "b", ["party": party, "unitKind": "double"]).status == 201)
    #expect(try await shown(offer, in: town)["unitsLeft"]?.int == 1)
    // Held places are booked without being asked again.
    let other = try await carer(2, in: town)
    let held = try await town.book(offer, other, ["party": party, "unitKind": "double", "hold": true])
    let reference = try #require(held.json["reference"]?.text)
    #expect(try await town.post("/v1/bookings/\(reference)/confirm", [:], token: other).status == 200)
  }

  @Test func `a stay of three nights whose middle night is full changes nothing`() async throws {
    let (town, host) = try await town()
    let nights: [JSON] = (0..<3).map { .object(JSONObject.night(2027, 3, 9 + $0, places: 2, units: 1)) }
    let offer = try await town.offer(of: host, dates: nights)
    let middle: JSON = [.string(offer.slots[1])]
    #expect(try await town.book(offer, carer(1, in: town), ["slots": middle]).status == 201)
    let token = try await carer(2, in: town)
    let all: JSON = .array(offer.slots.map { .string($0) })
    #expect(try await town.book(offer, token, ["slots": all]).code == "full")
    for slot in [0, 2] {
      let shown = try await shown(offer, slot: slot, in: town)
      #expect(shown["placesLeft"]?.int == 2 && shown["unitsLeft"]?.int == 1)
    }
    // Around the full night there are no two nights of one stay either.
    let around: JSON = [.string(offer.slots[0]), .string(offer.slots[2])]
    let gap = try await town.book(offer, token, key: "gap", ["slots": around])
    #expect(gap.status == 422 && gap.errors == ["/slots/1 nights_not_consecutive"])
    #expect(try await town.get("/v1/bookings", token: token).json["items"]?.items?.count == 0)
    #expect(
      try await town.post("/v1/bookings/\(try await reference(of: host, in: town))/cancel", token: host.token).status
        == 200)
    let stay = try await town.book(offer, token, key: "stay", ["slots": all])
    #expect(stay.status == 201 && stay.json["slots"]?.items?.count == 3, "\(stay.text)")
  }

  private func reference(of host: TestTown.Host, in town: Town) async throws -> String {
    let listed = try await town.get("/v1/partners/\(host.id)/bookings", token: host.token)
    return try #require(listed.json["items"]?[0]?["reference"]?.text)
  }

  @Test func `nights over both changes of the clocks are one stay, an hour shorter and an hour longer`() async throws {
    let (town, host) = try await town()
    let offer = try await town.offer(of: host, dates: [])
    for (from, until) in [("2027-03-26", "2027-03-28"), ("2027-10-29", "2027-10-31")] {
      let rule: JSON = [
        "weekdays": ["friday", "saturday", "sunday"], "starts": "15:00", "ends": "15:00", "from": .string(from),
        "until": .string(until), "places": 2, "units": 1,
      ]
      let made = try await town.post("/v1/offers/\(offer.id)/slots", ["repeat": rule], token: host.token)
      #expect(made.status == 201, "\(made.text)")
      let slots = made.json["slots"]?.items ?? []
      let hours = try slots.map { slot in
        let (start, end) = (try #require(slot["startsAt"]?.text), try #require(slot["endsAt"]?.text))
        return try Instant(text: end).seconds(since: Instant(text: start)) / 3600
      }
      #expect(hours == (from.contains("-03-") ? [24, 23, 24] : [24, 25, 24]))
      let token = try await town.carer(["email": .string("\(from)@example.org")]).token
      let all: JSON = .array(slots.compactMap { $0["id"] })
      let stay = try await town.book(
        Break(id: offer.id, slots: slots.compactMap { $0["id"]?.text }, host: host), token, ["slots": all])
      #expect(stay.status == 201, "\(stay.text)")
      #expect(stay.json["slots"]?.items?.count == 3)
    }
  }

  @Test func `a home's beds are let once at a time, and overlapping dates are refused where they stand`() async throws {
    let (town, host) = try await town()
    let home: [String: JSON] = [
      "category": "care", "stay": "daytime", "unitKinds": [["kind": "bed", "sleeps": 1]],
    ]
    let made = try await town.post("/v1/partners/\(host.id)/offers", .object(town.offerDraft(home)), token: host.token)
    let path = "/v1/offers/\(try #require(made.json["id"]?.text))/slots"
    func night(_ day: Int, hours: Int) -> JSON {
      let start = London.instant(Day(daysSince1970: 20_900 + day), minuteOfDay: 15 * 60)
      return [
        "startsAt": .string(start.text), "endsAt": .string(start.adding(hours: hours).text), "places": 4, "units": 4,
        "staff": 2,
      ]
    }
    let both = try await town.post(path, ["slots": [night(0, hours: 25), night(1, hours: 20)]], token: host.token)
    #expect(both.status == 422 && both.errors == ["/slots/1/startsAt overlaps"])
    let first = try await town.post(path, ["slots": [night(0, hours: 20), night(1, hours: 20)]], token: host.token)
    #expect(first.status == 201 && first.json["slots"]?[0]?["staffLeft"]?.int == 2, "\(first.text)")
    let later = try await town.post(path, ["slots": [night(2, hours: 20), night(-1, hours: 25)]], token: host.token)
    #expect(later.errors == ["/slots/1/startsAt overlaps"])
    let listed = try await town.get(path + "?from=2027-03-01&to=2027-04-01", token: host.token)
    #expect(listed.json["items"]?.items?.count == 2)
  }

  @Test func `rooms that cannot be are refused with all their faults, and nothing is kept`() async throws {
    let (town, host) = try await town()
    let offer = try await town.offer(of: host, ["unitKinds": Self.twins], dates: [])
    let path = "/v1/offers/\(offer.id)/slots"
    var date = JSONObject.night(2027, 3, 9, places: 2, units: nil)
    date["kinds"] = [["kind": "twin", "units": 3], ["kind": "family", "units": 1], ["kind": "twin", "units": 1]]
    date["units"] = 4
    date["staff"] = 1
    let refused = try await town.post(path, ["slots": [.object(date)]], token: host.token)
    #expect(
      refused.errors == [
        "/slots/0/kinds/1/kind unit_kind_unknown", "/slots/0/kinds/2/kind duplicate", "/slots/0/units not_allowed_here",
        "/slots/0/places units_without_people", "/slots/0/staff not_allowed_here",
      ])
    let bare = try await town.post(
      path, ["slots": [.object(JSONObject.night(2027, 3, 9, places: 2, units: 2))]], token: host.token)
    #expect(bare.errors == ["/slots/0/kinds required"])
    let unread = try await town.post(
      path, ["repeat": ["kinds": [["kind": "igloo"], []], "units": 0, "staff": -1]], token: host.token)
    #expect(
      Set(unread.errors).isSuperset(of: [
        "/repeat/kinds/0/kind unknown_value", "/repeat/kinds/0/units required", "/repeat/kinds/1 wrong_type",
        "/repeat/units malformed", "/repeat/staff malformed",
      ]))
    #expect(try await town.get(path, token: host.token).json["items"]?.items?.count == 0)
    let kinds: JSON = [["kind": "twin", "sleeps": 1], ["kind": "twin", "sleeps": 13]]
    let wrong = try await town.patch("/v1/offers/\(offer.id)", ["unitKinds": kinds], token: host.token)
    #expect(wrong.errors == ["/unitKinds/1/sleeps malformed"])
  }

  @Test func `a kind that dates to come still have cannot be dropped from the offer`() async throws {
    let (town, host) = try await town()
    let kinds: JSON = [["kind": "twin", "units": 1]]
    let offer = try await town.offer(of: host, ["unitKinds": Self.twins], dates: [["places": 2, "kinds": kinds]])
    let path = "/v1/offers/\(offer.id)"
    let dropped = try await town.patch(path, ["unitKinds": .null], token: host.token)
    #expect(dropped.errors == ["/unitKinds unit_kind_in_use"])
    let kept = try await town.patch(path, ["unitKinds": [["kind": "twin", "sleeps": 3]]], token: host.token)
    #expect(kept.json["unitKinds"] == [["kind": "twin", "sleeps": 3]])
  }

  @Test func `fifty ask at once for the last two twins, and two have them`() async throws {
    let (town, host) = try await town()
    let kinds: JSON = [["kind": "twin", "units": 2], ["kind": "double", "units": 20]]
    let offer = try await town.offer(of: host, ["unitKinds": Self.twins], dates: [["places": 100, "kinds": kinds]])
    var tokens: [String] = []
    for number in 0..<50 { tokens.append(try await carer(number, in: town)) }
    let party: JSON = [["kind": "carer"], ["kind": "companion"]]
    let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
      for token in tokens { group.addTask { try await town.book(offer, token, ["party": party]) } }
      return try await group.reduce(into: [Answer]()) { $0.append($1) }
    }
    #expect(answers.count { $0.status == 201 && $0.json["unitKind"]?.text == "twin" } == 2)
    #expect(answers.count { $0.code == "full" } == 48)
    let slot = try await shown(offer, in: town)
    #expect(slot["placesLeft"]?.int == 96 && slot["unitsLeft"]?.int == 20)
    #expect(slot["kinds"]?.items?.first { $0["kind"]?.text == "twin" }?["left"]?.int == 0)
  }

  @Test func `what is paid for each room is said so, with the kind of room, to the carer and to the hotel`()
    async throws
  {
    let (town, host) = try await town()
    let kinds: JSON = [["kind": "twin", "units": 2], ["kind": "double", "units": 1]]
    let offer = try await town.offer(
      of: host, ["unitKinds": Self.twins, "contributionPence": 2000, "contributionPer": "unit"],
      dates: [["places": 8, "kinds": kinds]])
    let post = try await town.post()
    let three: JSON = [["kind": "carer"], ["kind": "companion"], ["kind": "companion"]]
    #expect(try await town.book(offer, carer(1, in: town), ["party": three]).status == 201)
    let mails = try await post.deliver()
    let hers = try #require(mails.last { $0.to == "carer1@example.org" && $0.text.contains("To pay") })
    #expect(hers.text.contains("To pay: £20 for each room, £40 in all"))
    #expect(hers.text.contains("What kind: 2 twin rooms"))
    #expect(mails.last { $0.to == Town.hostEmail }?.text.contains("What kind: 2 twin rooms") == true)
    try await post.stop()
  }
}

extension JSONObject {
  /// A night from three in the afternoon to eleven, with its room.
  static func night(_ year: Int, _ month: Int, _ day: Int, places: Int, units: Int?) -> JSONObject {
    guard let day = Day(year: year, month: month, day: day) else { preconditionFailure("no such day") }
    var night = JSONObject()
    night["startsAt"] = .string(London.instant(day, minuteOfDay: 15 * 60).text)
    night["endsAt"] = .string(London.instant(day.adding(days: 1), minuteOfDay: 11 * 60).text)
    night["places"] = .int(Int64(places))
    if let units { night["units"] = .int(Int64(units)) }
    return night
  }
}
