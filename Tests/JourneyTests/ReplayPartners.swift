import Breaks
import TestTown
import Wire

// What partners and their coordinator do in a random story beside offers and bookings.

extension Replay {
  mutating func partnersWork() async throws {
    let host = luck.one(of: known.hosts)
    let day = London.day(of: town.clock.now)
    let token = luck.one(of: [host.token, host.token, staff["coordinator liverpool"], somebody()])
    switch luck.next(8) {
    case 0: try await send("GET", "/v1/partners/\(host.id)/guests?from=\(day)&to=\(day.adding(days: 30))", as: token)
    case 1: try await send("GET", "/v1/partners/\(host.id)/guests.csv?day=\(day.adding(days: luck.next(9)))", as: token)
    case 2:
      try await send("GET", "/v1/partners/\(host.id)/thanks", as: token)
      let key = luck.next(2) == 0 ? ["Idempotency-Key": "thanks-\(luck.next(3))"] : [:]
      let year = JSON.int(Int64(2026 + luck.next(2)))
      try await send("POST", "/v1/partners/\(host.id)/thanks", ["year": year], as: token, headers: key)
    case 3:
      let offer = luck.one(of: known.offers)
      let body: JSON? = luck.next(2) == 0 ? ["title": .string("Copy \(luck.next(9))")] : nil
      let made = try await send("POST", "/v1/offers/\(offer.id)/copy", body, as: offer.token)
      if made.status == 201, let id = made.json["id"]?.text { known.offers.append((id, [], offer.token)) }
    case 4, 5, 6: try await bringIn()
    default:
      let offer = luck.one(of: known.offers)
      let season: JSON = [
        "from": .string(day.text), "to": .string(day.adding(days: luck.one(of: [-1, 5, 90, 365, 366])).text),
      ]
      try await send(
        "PATCH", "/v1/offers/\(offer.id)", ["season": luck.next(3) == 0 ? season : .null], as: offer.token)
    }
  }

  private mutating func bringIn() async throws {
    let host = luck.one(of: known.hosts)
    let coordinator = staff["coordinator liverpool"]
    let day = London.day(of: town.clock.now).adding(days: luck.next(30))
    let number = luck.next(12)
    let dry = JSON.bool(luck.next(2) == 0)
    let (path, csv) = luck.one(of: [
      ("partners/\(host.id)/import/offers", "title,stay,publish?\nA walk \(number),daytime,no\nTea,daytime,yes\n"),
      ("partners/\(host.id)/import/offers", "title,stay\nA walk \(number),at_home\nA walk \(number),at_home\n"),
      (
        "partners/\(host.id)/import/slots",
        "offer,day,starts,ends,places#\nA walk \(number),\(day),10:30,12:00,4\nA night by the beach,\(day),15:00,16:00,2\n"
      ),
      ("areas/liverpool/import/partners", "name,kind,email,postcode\nThe Wren \(number),hotel,w@wren.example,L1 1AA\n"),
      (
        "areas/liverpool/import/carers",
        "name,email,postcode,birthDate,evidence\nAda \(number),ada\(number)@example.org,L1 1AA,1950-01-01,Known\n"
      ),
    ])
    try await send(
      "POST", "/v1/\(path)", ["csv": .string(csv), "dryRun": dry], as: luck.one(of: [coordinator, host.token]))
    if path.hasSuffix("carers") { try await recordPrivacy(of: "Ada \(number)") }
  }

  /// Somebody of a list is found, booked for, and told of the privacy notice.
  private mutating func recordPrivacy(of name: String) async throws {
    let volunteer = staff["volunteer liverpool"]
    let found = try await send(
      "POST", "/v1/carers/search", ["name": .string(name), "birthDate": "1950-01-01"], as: volunteer)
    guard let id = found.json["items"]?[0]?["id"]?.text else { return }
    let offer = luck.one(of: known.offers)
    if !offer.slots.isEmpty {
      let body: JSON = [
        "offerId": .string(offer.id), "slots": [.string(luck.one(of: offer.slots))], "party": [["kind": "carer"]],
        "shareNeeds": true, "onBehalfOf": .string(id), "identity": ["checked": ["name", "birth_date"]],
      ]
      try await send(
        "POST", "/v1/bookings", body, as: volunteer, headers: ["Idempotency-Key": "list-\(luck.next(600))"])
    }
    if luck.next(2) == 0 {
      try await send("POST", "/v1/carers/\(id)/privacy", ["how": luck.one(of: ["read", "heard"])], as: volunteer)
    }
  }
}
