import TestTown
import Wire

// What happens to people in a random story: bookings change, somebody could not come, somebody is left in peace.

extension Replay {
  mutating func change() async throws {
    guard !known.bookings.isEmpty else { return }
    let reference = luck.one(of: known.bookings)
    let offer = luck.one(of: known.offers)
    let party: JSON = luck.one(of: [
      [["kind": "carer"]], [["kind": "carer"], ["kind": "companion", "name": "Joe"]],
      [["kind": "carer", "food": ["diets": ["vegan"]]], ["kind": "child", "age": 6]],
    ])
    let body: JSON = luck.one(of: [
      ["party": party], ["party": party, "note": "A week later."], ["note": .null], ["cover": ["how": "arranged"]],
      ["slots": .array(offer.slots.isEmpty ? [] : [.string(luck.one(of: offer.slots))])], ["what": 1],
      ["party": party, "identity": ["checked": ["birth_date", "postcode"]]],
    ])
    let token = luck.one(of: [carer(), carer(), staff["coordinator liverpool"], staff["volunteer liverpool"]])
    let answer = try await send(
      "POST", "/v1/bookings/\(reference)/change", body, as: token,
      headers: ["Idempotency-Key": "change-\(luck.next(500))"])
    if answer.status == 201, let made = answer.json["reference"]?.text { known.bookings.append(made) }
  }

  mutating func explain() async throws {
    guard !known.bookings.isEmpty else { return }
    let body: JSON = luck.one(of: [
      ["why": "illness"], ["why": "changed_mind"], ["why": "other", "reason": "Seen.", "excused": true],
      ["why": "rain"],
    ])
    try await send(
      "POST", "/v1/bookings/\(luck.one(of: known.bookings))/absence", body,
      as: luck.one(of: [carer(), staff["coordinator liverpool"], staff["volunteer liverpool"]]))
  }

  mutating func leaveInPeace() async throws {
    guard !known.carers.isEmpty else { return }
    let carer = luck.one(of: known.carers)
    let why: JSON = luck.one(of: [["why": "bereavement"], ["why": "asked"], ["why": "carer_died"]])
    let by = luck.one(of: [carer.token, staff["volunteer liverpool"]])
    try await send("POST", "/v1/carers/\(carer.id)/quiet", why, as: by)
    try await send("POST", "/v1/carers/\(carer.id)/lift", as: staff["volunteer liverpool"])
  }

  /// What has come due by the clock.
  mutating func sweep() async { _ = await town.market.doChores() }
}
