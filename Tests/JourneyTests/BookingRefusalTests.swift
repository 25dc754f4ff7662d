import Breaks
import TestTown
import Testing
import Wire

/// Why a carer is told no: one line a case.
@Suite(.onEveryEngine) struct BookingRefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let why: String
    let code: String
    let status: Int
    var carer: [String: JSON] = [:]
    var offer: [String: JSON] = [:]
    var booking: [String: JSON] = [:]
    var hoursLater = 0
    var testDescription: String { why }
  }

  private static let child: JSON = ["kind": "child", "age": 9]
  private static let young: [String: JSON] = [
    "birthDate": "2011-11-30",
    "responsibleAdult": [
      "name": "Nadia Khan", "relation": "parent", "contact": "0151 496 0304", "agreedAt": "2026-10-01T10:00:00Z",
      "how": "phone", "mayAct": false,
    ],
  ]

  static let cases: [Case] = [
    Case(
      why: "a party larger than the room", code: "party_too_large", status: 422,
      offer: ["audience": ["partyMax": 1]], booking: ["party": [["kind": "carer"], ["kind": "companion"]]]),
    Case(
      why: "children where only adults go", code: "children_not_welcome", status: 422,
      offer: ["audience": ["partyMax": 4]], booking: ["party": [["kind": "carer"], child]]),
    Case(
      why: "somebody under the least age", code: "age_not_allowed", status: 422,
      offer: ["audience": ["partyMax": 4, "childrenWelcome": true, "minimumAge": 10]],
      booking: ["party": [["kind": "carer"], child]]),
    Case(
      why: "a young carer where none are welcome", code: "age_not_allowed", status: 422, carer: young,
      offer: ["audience": ["partyMax": 4, "childrenWelcome": true]],
      booking: ["party": [["kind": "carer"], ["kind": "companion", "inCharge": true]]]),
    Case(why: "a carer of fifteen on their own", code: "adult_needed_in_party", status: 422, carer: young),
    Case(
      why: "nobody said who stays with the husband", code: "cover_not_said", status: 422,
      carer: ["caring": ["needsReplacementCare": true]]),
    Case(
      why: "a carer who agreed to share nothing", code: "sharing_needed", status: 409,
      carer: ["consents": ["privacy": true, "shareWithPartners": false]]),
    Case(why: "a carer of the next town", code: "not_in_area", status: 409, carer: ["area": "wigan"]),
    Case(
      why: "a prescription of somebody else", code: "prescription_not_yours", status: 409,
      booking: ["prescription": "3333333333"]),
    Case(
      why: "less notice than the hotel needs", code: "too_late_to_book", status: 409,
      offer: ["bookBeforeHours": 192]),
    Case(why: "a date that has begun", code: "slot_past", status: 409, hoursLater: 24 * 8),
  ]

  @Test(arguments: cases) func `is refused with a stable code and no trace`(_ refused: Case) async throws {
    let town = try await Town.make()
    try await town.area()
    try await town.area("wigan")
    let (offer, carer) = (try await town.offer(of: town.host(), refused.offer), try await town.carer(refused.carer))
    town.clock.pass(hours: refused.hoursLater)
    let answer = try await town.book(offer, carer.token, refused.booking)
    #expect(answer.status == refused.status, "\(answer.text)")
    #expect(answer.status == 422 ? answer.errors.contains { $0.hasSuffix(refused.code) } : answer.code == refused.code)
    #expect(try await town.get("/v1/bookings", token: carer.token).json["items"]?.items?.isEmpty == true)
    if refused.hoursLater == 0 { #expect(try await town.placesLeft(offer) == 4) }
  }

  @Test func `a carer nobody has verified yet is asked to ring`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host())
    let made = try await town.post("/v1/carers", town.registration())
    let id = try #require(made.json["id"]?.text)
    let token = try await town.carryOut { errand in
      let carer = try errand.store.carers.find(try ID<Carer>(text: id))
      return try errand.openSession(for: try #require(carer).person, days: 1).token
    }
    #expect(try await town.book(offer, token).code == "not_verified")
  }

  @Test func `the same date cannot be booked twice, and a withdrawn offer not at all`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host(), ["stay": "daytime"]), try await town.carer())
    #expect(try await town.book(offer, carer.token).status == 201)
    #expect(try await town.book(offer, carer.token, key: "two").code == "already_booked")
    let other = try await town.carer(["email": "other@example.org"])
    #expect(try await town.post("/v1/offers/\(offer.id)/withdraw", token: offer.host.token).status == 200)
    #expect(try await town.book(offer, other.token).code == "offer_not_published")
  }

  @Test func `many things wrong are told at once, each at its place, and nothing is written`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host()), try await town.carer())
    let answer = try await town.book(
      offer, carer.token,
      [
        "slots": ["not-an-id"], "party": [["kind": "carer", "age": "x"], ["kind": "uncle"], ["kind": "child"]],
        "cover": ["how": "somebody"], "note": "bell\u{7}", "partyy": true,
      ])
    #expect(answer.status == 422)
    let places = Set(answer.errors.map { $0.split(separator: " ").first.map(String.init) ?? "" })
    let wanted: Set = ["/slots/0", "/party/0/age", "/party/1/kind", "/party/2/age", "/cover/how", "/note", "/partyy"]
    #expect(places == wanted, "\(answer.errors)")
    #expect(try await town.placesLeft(offer) == 4)
  }

  @Test func `fourteen scattered dates in one booking are not one break towards the cap`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["stay": "daytime"], dates: 6)
    let carer = try await town.carer()
    let all: JSON = .array(offer.slots.map { .string($0) })
    #expect(try await town.book(offer, carer.token, ["slots": all]).code == "cap_reached")
    let four: JSON = .array(offer.slots.prefix(2).map { .string($0) })
    #expect(try await town.book(offer, carer.token, key: "two", ["slots": four]).status == 201)
  }

  @Test func `a verified carer cannot make themselves older, move area or choose another adult`() async throws {
    let town = try await Town.make()
    try await town.area()
    try await town.area("wigan")
    let carer = try await town.carer()
    let change: JSON = ["birthDate": "1950-01-01", "area": "wigan"]
    let answer = try await town.patch("/v1/carers/me", change, token: carer.token)
    #expect(answer.status == 422)
    #expect(answer.errors == ["/birthDate not_allowed_here", "/area not_allowed_here"])
  }

  @Test func `a request that nobody answered costs nothing, even after the day`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["confirmation": "partner"], dates: 3)
    let carer = try await town.carer()
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    town.clock.pass(hours: 24 * 8)
    #expect(try await town.post("/v1/bookings/\(reference)/accept", token: offer.host.token).code == "wrong_state")
    let back = try await town.post("/v1/bookings/\(reference)/cancel", token: carer.token)
    #expect(back.json["late"]?.bool == false)
    #expect(try await town.book(offer, carer.token, key: "again", slot: 2).status == 201)
  }

  @Test func `the last day of any calendar is an answer, not a fault`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let host = try await town.host()
    let coordinator = try await town.token(.coordinator, in: area)
    for span in ["from=0001-01-01&to=9999-12-31", "to=0001-01-01", "from=9999-12-31"] {
      for path in ["/v1/partners/\(host.id)/bookings", "/v1/bookings", "/v1/refusals", "/v1/offers"] {
        let answer = try await town.get("\(path)?\(span)", token: coordinator)
        #expect(answer.status < 500, "\(path)?\(span)")
      }
    }
  }

  @Test func `counts of an area that is not there are asked for in vain, and the parameter is named`() async throws {
    let town = try await Town.make()
    let commissioner = try await town.token(.commissioner, in: town.area())
    let answer = try await town.get("/v1/refusals?area=nowhere", token: commissioner)
    #expect(answer.status == 422)
    #expect(answer.errors == ["area not_found"])
  }
}
