import Breaks
import TestTown
import Wire

// What hosts do with their dates in a random story.

extension Replay {
  mutating func arrangeDates() async throws {
    let place = luck.next(known.offers.count)
    let offer = known.offers[place]
    let token = luck.next(8) == 0 ? somebody() : offer.token
    switch luck.next(6) {
    case 0: try await letRooms(place)
    case 1: try await repeatDates(offer.id, token)
    case 2: try await pauseDates(offer.id, token)
    default:
      guard !offer.slots.isEmpty else { return }
      try await changeDate("/v1/slots/\(luck.one(of: offer.slots))", token)
    }
    let listed = try await send("GET", "/v1/offers/\(offer.id)/slots?limit=100", as: offer.token)
    known.offers[place].slots = (listed.json["items"]?.items ?? []).compactMap { $0["id"]?.text }
  }

  /// An offer that has rooms of two kinds from now on, and a few nights of them.
  private mutating func letRooms(_ place: Int) async throws {
    let offer = known.offers[place]
    let kinds: JSON = [["kind": "twin", "sleeps": 2], ["kind": "single", "sleeps": 1]]
    try await send("PATCH", "/v1/offers/\(offer.id)", ["unitKinds": luck.one(of: [kinds, kinds, []])], as: offer.token)
    let start = town.clock.now.adding(hours: 24 * (3 + luck.next(40)))
    let nights: [JSON] = (0...luck.next(3)).map { night in
      let begins = start.adding(hours: 24 * night)
      return [
        "startsAt": .string(begins.text), "endsAt": .string(begins.adding(hours: 18 + luck.next(8)).text), "places": 6,
        "kinds": [["kind": "twin", "units": .int(Int64(1 + luck.next(2)))], ["kind": "single", "units": 1]],
      ]
    }
    try await send("POST", "/v1/offers/\(offer.id)/slots", ["slots": .array(nights)], as: offer.token)
  }

  private mutating func repeatDates(_ offer: String, _ token: String?) async throws {
    let from = London.day(of: town.clock.now).adding(days: luck.next(30))
    let rule: JSON = [
      "weekdays": luck.one(of: [["monday"], ["tuesday", "friday"], ["sunday"]]), "starts": "10:00",
      "ends": luck.one(of: ["12:00", "09:00"]), "from": .string(from.text),
      "until": .string(from.adding(days: luck.next(60)).text), "everyWeeks": .int(Int64(1 + luck.next(3))),
      "exceptBankHolidays": true, "places": 3,
    ]
    try await send("POST", "/v1/offers/\(offer)/slots", ["repeat": rule], as: token)
  }

  private mutating func pauseDates(_ offer: String, _ token: String?) async throws {
    let from = London.day(of: town.clock.now).adding(days: luck.next(40))
    var span = JSONObject()
    span["from"] = .string(from.text)
    span["to"] = .string(from.adding(days: luck.next(9)).text)
    let verb = luck.one(of: ["pause", "resume", "resume"])
    if verb == "pause" { span["reason"] = "A wedding." }
    try await send("POST", "/v1/offers/\(offer)/\(verb)", .object(span), as: token)
  }

  private mutating func changeDate(_ path: String, _ token: String?) async throws {
    if luck.next(2) == 0 { try await send("GET", path, as: token) }
    switch luck.next(4) {
    case 0: try await send("DELETE", path, as: token)
    case 1:
      let kinds: JSON = [["kind": "twin", "units": .int(Int64(1 + luck.next(3)))]]
      try await send("PATCH", path, ["kinds": kinds], as: token)
    default:
      let tag = luck.next(3) == 0 ? known.tags[path] : nil
      try await send(
        "PATCH", path, ["places": .int(Int64(1 + luck.next(6)))], as: token,
        headers: tag.map { ["If-Match": $0] } ?? [:]
      )
    }
  }
}
