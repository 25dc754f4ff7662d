import TestTown
import Wire

// What is scarce in a random story: rounds, what is asked for in them, and a person who looks again.

extension Replay {
  /// Offers whose places are shared out: one whose rounds open by themselves, and one whose rounds somebody opens.
  mutating func foundScarce() async throws {
    let usual: [String: JSON] = ["stay": "at_home", "prescriptionPercent": 20]
    let ways: [[String: JSON]] = [
      ["allocation": "ballot", "window": ["opensHoursBefore": 144, "closesHoursBefore": 72]], ["allocation": "rota"],
      ["allocation": "tiers"],
    ]
    for way in ways {
      let offer = try await town.offer(of: known.hosts[0], usual.merging(way) { $1 }, places: 3, dates: 4)
      known.scarce.append((offer.id, offer.slots))
    }
  }

  /// A partner opens a round, or looks at what there is; sometimes one is called off.
  mutating func shareOut() async throws {
    let offer = luck.one(of: known.scarce)
    let (first, host) = (luck.next(offer.slots.count), known.hosts[0].token)
    let closesAt = town.clock.now.adding(hours: luck.one(of: [30, 26, 26, 3, -1])).text
    let body: JSON = luck.one(of: [
      ["slots": [.string(offer.slots[first])], "closesAt": .string(closesAt)],
      ["slots": .array(offer.slots.suffix(from: first).map(JSON.string)), "closesAt": .string(closesAt)],
      ["slots": [.string(offer.slots[first])]], ["slots": []],
    ])
    let path = "/v1/offers/\(offer.id)/rounds"
    let by = luck.one(of: [host, host, host, staff["volunteer liverpool"], nil])
    let opened = try await send("POST", path, body, as: by, headers: ["Idempotency-Key": "round-\(luck.next(90))"])
    if opened.status == 201, let id = opened.json["id"]?.text { known.rounds.append((id, offer.slots)) }
    let listed = try await send("GET", path + luck.one(of: ["", "?limit=1", "?limit=0"]), as: nil)
    for round in listed.json["items"]?.items ?? [] {
      guard let id = round["id"]?.text, !known.rounds.contains(where: { $0.id == id }) else { continue }
      known.rounds.append((id, offer.slots))
    }
    guard let round = known.rounds.last?.id else { return }
    try await send("GET", "/v1/rounds/\(round)", as: nil)
    try await send("GET", "/v1/rounds/\(luck.one(of: known.rounds).id)/ballot", as: nil)
    if luck.next(12) == 0 { try await send("POST", "/v1/rounds/\(round)/call-off", as: luck.one(of: [host, carer()])) }
  }

  /// Somebody asks in a round, for themselves or on the telephone; some think better of it.
  mutating func ask() async throws {
    guard !known.rounds.isEmpty else { return try await shareOut() }
    let round = luck.one(of: known.rounds.suffix(4))
    let carer = luck.one(of: known.carers)
    let first = luck.next(round.slots.count)
    let slots = luck.next(4) == 0 ? Array(round.slots.suffix(from: first).prefix(2)) : [round.slots[first]]
    var body = JSONObject()
    body["slots"] = .array(slots.map(JSON.string))
    body["party"] = Town.party(1 + luck.next(3))
    let isOnPhone = luck.next(4) == 0
    if isOnPhone {
      body["onBehalfOf"] = .string(carer.id)
      body["identity"] = ["checked": ["birth_date", "postcode"]]
    }
    if luck.next(20) == 0 { body["wish"] = "The front row." }
    let token = isOnPhone ? staff["volunteer liverpool"] : carer.token
    let made = try await send(
      "POST", "/v1/rounds/\(round.id)/entries", .object(body), as: token,
      headers: ["Idempotency-Key": "entry-\(luck.next(900))"])
    guard let id = made.json["id"]?.text else { return }
    known.entries.append((id, carer.token))
    if luck.next(6) == 0 { try await send("POST", "/v1/entries/\(id)/withdraw", as: carer.token) }
  }

  /// Somebody looks at what became of what they asked for, and asks a person; a coordinator answers.
  mutating func askAPerson() async throws {
    guard !known.entries.isEmpty else { return try await ask() }
    let desk = staff["coordinator liverpool"]
    let (id, token) = luck.one(of: known.entries.suffix(25))
    let shown = try await send("GET", "/v1/entries/\(id)", as: luck.one(of: [token, token, desk, carer()]))
    if let reference = shown.json["booking"]?.text { known.bookings.append(reference) }
    try await send("GET", "/v1/entries?limit=3", as: token)
    try await send("POST", "/v1/entries/\(id)/ask-a-person", ["words": "I had nothing for a year."], as: token)
    let listed = try await send("GET", "/v1/asks" + luck.one(of: ["", "?state=answered", "?area=wigan"]), as: desk)
    let isLost = shown.json["state"]?.text == "lost"
    let asked = isLost ? id : listed.json["items"]?[0]?["entry"]?["id"]?.text ?? id
    // A place more makes it possible to give what was lost.
    if isLost, luck.next(4) > 0, let slot = shown.json["slots"]?[0]?.text {
      try await send("PATCH", "/v1/slots/\(slot)", ["places": 12], as: known.hosts[0].token)
    }
    let answer: JSON = [
      "outcome": .string(luck.one(of: ["stands", "given", "given"])), "words": "We have looked again.",
    ]
    try await send("POST", "/v1/entries/\(asked)/answer", answer, as: luck.one(of: [desk, desk, token]))
  }
}
