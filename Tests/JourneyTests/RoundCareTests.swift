import Breaks
import TestTown
import Testing
import Wire

/// A scarce break and who sits with Mum meanwhile: both, or neither.
@Suite(.onEveryEngine) struct RoundCareTests {
  /// A matinée whose places are shared out, and somebody who sits at home for its time.
  private struct Matinee {
    let town: Town
    let theatre: Break
    let sitting: Break
    let round: String
    let carer: (id: String, token: String)

    init(sitters: Int = 1) async throws {
      town = try await Town.make()
      let liverpool = try await town.area()
      theatre = try await town.scarce(.ballot, places: 1, ["stay": "daytime", "category": "theatre"])
      let host = try await town.host(name: "Sit With Me", email: "rota@sitwithme.example")
      let coordinator = try await town.token(.coordinator, in: liverpool)
      _ = try await town.patch("/v1/partners/\(host.id)", ["noPersonalCare": true], token: coordinator)
      sitting = try await town.offer(
        of: host, ["title": "An afternoon's sitting", "stay": "at_home", "category": "care"], places: sitters, dates: 2)
      round = try await town.round(of: theatre)
      carer = try await town.carer()
    }

    func enter(slot: Int = 0, by token: String? = nil) async throws -> Answer {
      let care: JSON = [
        "offerId": .string(sitting.id), "slots": [.string(sitting.slots[slot])], "needs": ["Company and a cup of tea"],
      ]
      return try await town.enter(round, theatre.slots, token ?? carer.token, ["replacementCare": care])
    }

    func entry(_ made: Answer) async throws -> JSON {
      try await town.get("/v1/entries/\(made.json["id"]?.text ?? "")", token: carer.token).json
    }
  }

  @Test func `whoever wins gets the matinée and the sitter, both confirmed`() async throws {
    let day = try await Matinee()
    let made = try await day.enter()
    #expect(made.status == 201, "\(made.text)")
    #expect(made.json["replacementCare"]?["needs"]?[0]?.text == "Company and a cup of tea")
    #expect(try await day.town.placesLeft(day.sitting) == 1)
    try await day.town.draw()
    let won = try await day.entry(made)
    #expect(won["state"]?.text == "won")
    let booking = try await day.town.get("/v1/bookings/\(won["booking"]?.text ?? "")", token: day.carer.token).json
    #expect(booking["state"]?.text == "confirmed")
    #expect(booking["replacementCare"]?["state"]?.text == "confirmed")
    #expect(try await day.town.placesLeft(day.sitting) == 0)
  }

  @Test func `when the sitter is gone by then neither is booked, and the place goes to whoever comes`() async throws {
    let day = try await Matinee()
    let made = try await day.enter()
    let other = try await day.town.carer(["email": "bo@example.org"])
    let party: JSON = [["kind": "cared_for"]]
    let taken = try await day.town.book(
      day.sitting, other.token, ["party": party, "care": ["needs": ["Company"]]])
    #expect(taken.status == 201, "\(taken.text)")
    try await day.town.draw()
    let lost = try await day.entry(made)
    #expect(lost["state"]?.text == "lost")
    #expect(lost["reason"]?.text == "care_not_available")
    #expect(lost["why"]?.text?.contains("The care could not be booked, so nothing was.") == true)
    #expect(try await day.town.placesLeft(day.theatre) == 1)
    #expect(try await day.town.book(day.theatre, other.token, key: "b").status == 201)
    // A person may look again, and gives both when there is somebody to sit after all.
    let id = lost["id"]?.text ?? ""
    #expect(try await day.town.post("/v1/entries/\(id)/ask-a-person", token: day.carer.token).status == 201)
    let desk = try await day.town.token(.coordinator, in: AreaSlug(stored: "liverpool"))
    let answer: JSON = ["outcome": "given", "words": "They found a seat."]
    #expect(try await day.town.post("/v1/entries/\(id)/answer", answer, token: desk).code == "full")
    for booking in try await day.town.get("/v1/bookings", token: other.token).json["items"]?.items ?? [] {
      _ = try await day.town.post("/v1/bookings/\(booking["reference"]?.text ?? "")/cancel", token: other.token)
    }
    let given = try await day.town.post("/v1/entries/\(id)/answer", answer, token: desk)
    #expect(given.status == 200, "\(given.text)")
    #expect(try await day.town.placesLeft(day.sitting) == 0)
  }

  @Test func `care that does not cover the break, or that nobody can give, is refused when one asks`() async throws {
    let day = try await Matinee()
    let short = try await day.enter(slot: 1)
    #expect(short.errors == ["/replacementCare/slots care_does_not_cover"])
    let other = try await day.town.carer(["email": "bo@example.org"])
    let party: JSON = [["kind": "cared_for"]]
    _ = try await day.town.book(day.sitting, other.token, ["party": party, "care": ["needs": ["Company"]]])
    #expect(try await day.enter().code == "care_not_available")
    #expect(try await day.town.get("/v1/entries", token: day.carer.token).json["items"]?.items == [])
    let stray: JSON = ["ratio": "one_to_one"]
    let odd = try await day.town.enter(day.round, day.theatre.slots, day.carer.token, ["care": stray])
    #expect(odd.status == 422)
    #expect(odd.errors.contains { $0.hasPrefix("/care ") }, "\(odd.errors)")
  }

  @Test func `a scarce respite bed is asked for with the staff that the person needs`() async throws {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let host = try await town.host()
    let coordinator = try await town.token(.coordinator, in: liverpool)
    _ = try await town.patch("/v1/partners/\(host.id)", ["cqcLocationId": "1-123456789"], token: coordinator)
    let beds = try await town.offer(
      of: host, ["allocation": "rota", "category": "care", "unitKinds": [["kind": "bed", "sleeps": 1]]],
      dates: [["places": 2, "units": 2, "staff": 2]])
    let round = try await town.round(of: beds)
    let carer = try await town.carer()
    let wish: [String: JSON] = [
      "party": [["kind": "cared_for"]], "care": ["ratio": "two_to_one", "needs": ["Help at night"]],
    ]
    let made = try await town.enter(round, beds.slots, carer.token, wish)
    #expect(made.status == 201, "\(made.text)")
    #expect(made.json["care"]?["ratio"]?.text == "two_to_one")
    try await town.draw()
    let entry = try await town.get("/v1/entries/\(made.json["id"]?.text ?? "")", token: carer.token).json
    #expect(entry["state"]?.text == "won", "\(entry)")
    let slot = try await town.get("/v1/offers/\(beds.id)/slots").json["items"]?[0]
    #expect(slot?["staffLeft"]?.int == 0)
  }
}
