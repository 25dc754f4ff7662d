import TestTown
import Wire

// What those ask for who stand in line in a random story.

extension Replay {
  /// Somebody waits for a date, most often for one that is full: the first offer's first dates are asked for often.
  mutating func joinLine() async throws {
    let offer = known.offers[luck.next(2)]
    guard offer.slots.count > 2 else { return }
    let token = carer()
    let first = luck.next(2)
    let slots = luck.next(3) == 0 ? [first, first + 1] : [first]
    let filling: JSON = [
      "offerId": .string(offer.id), "slots": .array(slots.map { .string(offer.slots[$0]) }),
      "party": Town.party(1 + luck.next(3)),
    ]
    if luck.next(3) == 0 {
      let key = ["Idempotency-Key": "fill-\(lines.count)"]
      let booked = try await send("POST", "/v1/bookings", filling, as: carer(), headers: key)
      if let reference = booked.json["reference"]?.text { known.bookings.append(reference) }
    }
    let joined = try await send("POST", "/v1/waiting", filling, as: token)
    if let id = joined.json["id"]?.text { known.waiting.append(("/v1/waiting/\(id)", token)) }
  }

  mutating func standInLine() async throws {
    let lists = ["", "?state=waiting&limit=2", "?area=liverpool", "?offerId=\(known.offers[0].id)", "?state=queueing"]
    try await send("GET", "/v1/waiting" + luck.one(of: lists), as: luck.next(2) == 0 ? carer() : somebody())
    guard !known.waiting.isEmpty else { return }
    let (path, token) = luck.one(of: known.waiting)
    let shown = try await send("GET", path, as: token)
    if let reference = shown.json["reference"]?.text { known.bookings.append(reference) }
    let act = luck.one(of: ["/accept", "/turn-down", "/leave", "/accept"])
    try await send("POST", path + act, as: luck.next(4) == 0 ? staff["volunteer liverpool"] : token)
  }
}
