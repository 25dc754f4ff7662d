import Breaks
import TestTown
import Testing
import Wire

/// A break and the care for its time get other dates in one step, or keep both.
@Suite(.onEveryEngine) struct ChangeCareTests {
  private func change(
    _ day: Afternoon, _ reference: String?, _ body: JSON, key: String = "change"
  ) async throws -> Answer {
    try await day.town.post(
      "/v1/bookings/\(reference ?? "")/change", body, token: day.carer.token, headers: ["Idempotency-Key": key])
  }

  private func both(_ day: Afternoon, to slot: Int) -> JSON {
    ["slots": [.string(day.theatre.slots[slot])], "careSlots": [.string(day.sitting.slots[slot])]]
  }

  /// How many places are left of the theatre's two dates, then of the sitters'.
  private func left(_ day: Afternoon) async throws -> [Int?] {
    [
      try await day.town.placesLeft(day.theatre), try await day.town.placesLeft(day.theatre, slot: 1),
      try await day.town.placesLeft(day.sitting), try await day.town.placesLeft(day.sitting, slot: 1),
    ]
  }

  @Test func `the matinée and the sitter move to the next week together`() async throws {
    // As many hours as one afternoon has: the old ones do not stand in the way of the new.
    let day = try await Afternoon("instant", "instant", ["careHoursPerWeek": 20])
    let post = try await day.town.post()
    let booked = try await day.book()
    let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
    let before = try await post.deliver().count
    let moved = try await change(day, reference, both(day, to: 1))
    #expect(moved.status == 200, "\(moved.text)")
    #expect(moved.json["slots"]?[0]?["id"]?.text == day.theatre.slots[1])
    #expect(moved.json["replacementCare"]?["reference"]?.text == care)
    #expect(moved.json["state"]?.text == "confirmed")
    let sitter = try await day.show(care)
    #expect(sitter["slots"]?[0]?["id"]?.text == day.sitting.slots[1] && sitter["state"]?.text == "confirmed")
    #expect(sitter["careFor"]?["reference"]?.text == reference)
    #expect(try await left(day) == [4, 3, 4, 3])
    #expect(try await change(day, reference, both(day, to: 1)).body == moved.body)

    let mails = try await post.deliver().dropFirst(before)
    #expect(mails.count { $0.to == "aisha@example.org" && $0.subject.hasPrefix("Your booking has changed") } == 2)
    for host in [Town.hostEmail, "rota@sitwithme.example"] {
      #expect(mails.contains { $0.to == host && $0.text.contains("Monday 7 December") }, "\(host)")
    }
    #expect(try await day.town.trail(of: "booking").filter { $0 == "booking_changed slots" }.count == 2)
    try await post.stop()
  }

  @Test func `a break does not move away from its sitter, nor the sitter from the break`() async throws {
    let day = try await Afternoon()
    let booked = try await day.book()
    let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
    let theatre: JSON = ["slots": [.string(day.theatre.slots[1])]]
    #expect(try await change(day, reference, theatre, key: "1").errors == ["/slots care_stands"])
    let sitting: JSON = ["slots": [.string(day.sitting.slots[1])]]
    #expect(try await change(day, care, sitting, key: "2").errors == ["/slots care_stands"])
    let apart: JSON = ["slots": [.string(day.theatre.slots[1])], "careSlots": [.string(day.sitting.slots[0])]]
    #expect(try await change(day, reference, apart, key: "3").errors == ["/careSlots care_does_not_cover"])
    let strange: JSON = ["slots": [.string(day.theatre.slots[1])], "careSlots": [.string(day.theatre.slots[1])]]
    #expect(try await change(day, reference, strange, key: "4").errors == ["/careSlots/0 not_found"])
    let twice: JSON = ["careSlots": [.string(day.sitting.slots[1]), .string(day.sitting.slots[1])]]
    #expect(try await change(day, reference, twice, key: "5").errors == ["/careSlots duplicate"])
    #expect(try await left(day) == [3, 4, 3, 4])
    // Other words for the place move nobody.
    #expect(try await change(day, reference, ["note": "By the aisle, please."], key: "6").status == 200)
    // Who has no sitter has no dates of one to change.
    #expect(try await day.act("cancel", care).status == 200)
    #expect(try await change(day, reference, both(day, to: 1), key: "7").errors == ["/careSlots not_allowed_here"])
  }

  @Test func `when either is full, both keep what they have`() async throws {
    let day = try await Afternoon()
    let other = try await day.town.carer(["email": "bo@example.org"])
    let booked = try await day.book()
    let reference = booked.json["reference"]?.text
    let party: JSON = .array([["kind": "carer"]] + Array(repeating: ["kind": "companion"], count: 3))
    let taken = try await day.town.book(day.theatre, other.token, slot: 1, ["party": party])
    #expect(taken.status == 201, "\(taken.text)")
    #expect(try await change(day, reference, both(day, to: 1), key: "1").code == "full")
    #expect(try await left(day) == [3, 0, 3, 4])
    _ = try await day.act("cancel", taken.json["reference"]?.text, by: other.token)

    for place in 0..<4 {
      let sits = try await day.town.carer(["email": .string("c\(place)@example.org")])
      let care: [String: JSON] = ["party": [["kind": "cared_for"]], "care": ["needs": ["Company"]]]
      #expect(try await day.town.book(day.sitting, sits.token, slot: 1, care).status == 201)
    }
    let refused = try await change(day, reference, both(day, to: 1), key: "2")
    #expect(refused.status == 409 && refused.code == "care_not_available")
    #expect(try await left(day) == [3, 4, 3, 0])
    let stands = try await day.show(reference)
    #expect(stands["version"] == booked.json["version"] && stands["slots"] == booked.json["slots"])
  }

  @Test(arguments: [("partner", "instant"), ("instant", "partner")])
  func `where somebody has to be asked first, nothing moves and the carer is told what to do`(
    theatre: String, sitter: String
  ) async throws {
    let day = try await Afternoon(theatre, sitter)
    let booked = try await day.book()
    let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
    let (host, asked) = theatre == "partner" ? (day.theatre.host, reference) : (day.sitting.host, care)
    #expect(try await day.act("accept", asked, by: host.token).status == 200)
    #expect(try await day.show(reference)["state"]?.text == "confirmed")
    let refused = try await change(day, reference, both(day, to: 1))
    #expect(refused.errors == ["/careSlots care_asked_first"])
    #expect(refused.text.contains("Please ring us"))
    #expect(try await left(day) == [3, 4, 3, 4])
  }

  @Test func `what is only asked for yet moves together, and both are asked anew`() async throws {
    let day = try await Afternoon("partner", "partner")
    let booked = try await day.book()
    let (reference, care) = (booked.json["reference"]?.text, booked.json["replacementCare"]?["reference"]?.text)
    #expect(try await change(day, reference, both(day, to: 1)).json["state"]?.text == "requested")
    #expect(try await left(day) == [4, 3, 4, 3])
    #expect(try await day.act("accept", reference, by: day.theatre.host.token).status == 200)
    #expect(try await day.show(reference)["state"]?.text == "requested")
    #expect(try await day.act("accept", care, by: day.sitting.host.token).status == 200)
    #expect(try await day.show(reference)["state"]?.text == "confirmed")
    #expect(try await left(day) == [4, 3, 4, 3])
  }
}
