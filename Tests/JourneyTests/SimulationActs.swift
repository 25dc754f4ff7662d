import Breaks
import TestTown
import Wire

// What people do in the simulation, through the API as they would.

extension Simulation {
  /// A party for one or two dates of one offer; nil where there is none just now.
  ///
  /// - Parameter full: whether a date without a free place is looked for first.
  private mutating func wish(full: Bool = false) -> (body: JSONObject, offer: Int)? {
    let stage = luck.one(of: Stage.allCases.filter { $0 != .sitting })
    // Everybody would like one of the next few.
    var open = slots.filter { offers[$0.offer].stage == stage }.sorted { $0.startsAt < $1.startsAt }.prefix(3)
    let sought = open.filter { watch.isFull($0.id) }
    if full, !sought.isEmpty { open = ArraySlice(sought) }
    guard !open.isEmpty else { return nil }
    let slot = luck.one(of: Array(open))
    var dates: JSON = [.string(slot.id)]
    let others = slots.filter { $0.offer == slot.offer && $0.id != slot.id }
    if [.home, .asks].contains(stage), luck.next(4) == 0, !others.isEmpty {
      dates = [.string(slot.id), .string(luck.one(of: others).id)]
    }
    var body = JSONObject()
    body["slots"] = dates
    body["party"] = party()
    if stage == .rooms, luck.next(2) == 0 { body["unitKind"] = luck.one(of: ["double", "single"]) }
    return (body, slot.offer)
  }

  private mutating func party() -> JSON {
    let people = 1 + luck.next(3)
    return .array((0..<people).map { number in number == 0 ? ["kind": "carer"] : ["kind": "companion"] })
  }

  /// Books, or keeps the places for a while; now and then with a sitter.
  mutating func book(hold: Bool) async throws -> String {
    guard let (wish, offer) = wish() else { return "book nothing" }
    var body = wish
    body["offerId"] = .string(offers[offer].id)
    if hold { body["hold"] = true }
    var what = hold ? "hold" : "book"
    if !hold, offers[offer].stage == .home, luck.next(2) == 0, let care = care(for: body) {
      body["replacementCare"] = care
      what = "book-with-care"
    }
    let answer = try await town.post(
      "/v1/bookings", .object(body), token: luck.one(of: carers).token, headers: ["Idempotency-Key": "b\(number)"])
    keep(answer, offer)
    return note(what, answer)
  }

  private mutating func keep(_ answer: Answer, _ offer: Int) {
    guard answer.status == 201 || answer.status == 200 else { return }
    if let reference = answer.json["reference"]?.text { bookings.append((reference, offer)) }
    if let care = answer.json["replacementCare"]?["reference"]?.text {
      bookings.append((care, offers.firstIndex { $0.stage == .sitting } ?? offer))
    }
  }

  /// The sitters' dates around those of a wish; nil where one is missing.
  private mutating func care(for body: JSONObject) -> JSON? {
    let wanted = (body["slots"]?.items ?? []).compactMap(\.text)
    let sittings = slots.filter { offers[$0.offer].stage == .sitting }
    let around = wanted.compactMap { id -> String? in
      guard let away = slots.first(where: { $0.id == id }) else { return nil }
      return sittings.first { $0.startsAt <= away.startsAt && $0.endsAt >= away.endsAt }?.id
    }
    guard let sitting = sittings.first?.offer, around.count == wanted.count, Set(around).count == around.count else {
      return nil
    }
    return [
      "offerId": .string(offers[sitting].id), "slots": .array(around.map(JSON.string)), "needs": ["Company"],
      "ratio": luck.one(of: ["shared", "one_to_one", "two_to_one"]),
    ]
  }

  /// Stands in line.
  mutating func join() async throws -> String {
    guard let (wish, offer) = wish(full: luck.next(4) > 0) else { return "join nothing" }
    var body = wish
    body["offerId"] = .string(offers[offer].id)
    let answer = try await town.post(
      "/v1/waiting", .object(body), token: luck.one(of: carers).token, headers: ["Idempotency-Key": "w\(number)"])
    if let id = answer.json["id"]?.text { lines.append(id) }
    return note("join", answer)
  }

  /// Asks in one of the latest rounds.
  mutating func enter() async throws -> String {
    guard let round = latest(of: rounds, among: 2) else { return "enter nothing" }
    var body = JSONObject()
    body["slots"] = [.string(luck.one(of: round.slots))]
    body["party"] = party()
    let answer = try await town.post(
      "/v1/rounds/\(round.id)/entries", .object(body), token: luck.one(of: carers).token)
    if let id = answer.json["id"]?.text { entries.append(id) }
    return note("enter", answer)
  }

  /// Somebody does something to one of the very latest, in the name of whoever may.
  mutating func act(on things: [String], _ path: String, _ acts: [String]) async throws -> String {
    guard let thing = latest(of: things, among: 5) else { return "nothing" }
    let act = luck.one(of: acts)
    let answer = try await town.post("\(path)\(thing)/\(act)", [:], token: coordinator)
    return note("\(path.split(separator: "/")[1])/\(act)", answer)
  }

  /// Gives up one of the latest bookings.
  mutating func cancel() async throws -> String {
    guard let booking = latest(of: bookings) else { return "cancel nothing" }
    var body = JSONObject()
    body["why"] = luck.one(of: ["illness", "changed_mind", "other", "bereavement"])
    if luck.next(3) == 0 { body["careToo"] = true }
    return note(
      "cancel", try await town.post("/v1/bookings/\(booking.reference)/cancel", .object(body), token: coordinator))
  }

  /// The place answers, or says who came.
  mutating func answer() async throws -> String {
    let asked = bookings.filter { offers[$0.offer].stage == .asks }
    guard let booking = luck.next(2) == 0 ? latest(of: asked, among: 4) : latest(of: bookings) else {
      return "answer nothing"
    }
    let act = luck.one(of: ["accept", "accept", "decline", "decline", "attended", "absent"])
    let token = hosts[offers[booking.offer].host].token
    return note(act, try await town.post("/v1/bookings/\(booking.reference)/\(act)", token: token))
  }

  /// Another party, or other dates of the same offer.
  mutating func change() async throws -> String {
    guard let booking = latest(of: bookings) else { return "change nothing" }
    var body = JSONObject()
    if luck.next(2) == 0 { body["party"] = party() }
    let dates = slots.filter { $0.offer == booking.offer }
    if body.members.isEmpty || luck.next(2) == 0, !dates.isEmpty { body["slots"] = [.string(luck.one(of: dates).id)] }
    if offers[booking.offer].stage == .rooms, luck.next(3) == 0 {
      body["unitKind"] = luck.one(of: ["double", "single"])
    }
    guard !body.members.isEmpty else { return "change nothing" }
    let answer = try await town.post(
      "/v1/bookings/\(booking.reference)/change", .object(body), token: coordinator,
      headers: ["Idempotency-Key": "c\(number)"])
    if let other = answer.json["reference"]?.text, other != booking.reference {
      bookings.append((other, booking.offer))
    }
    return note("change", answer)
  }

  /// Says what becomes of a break whose sitter fell away.
  mutating func answerCare() async throws -> String {
    guard let booking = latest(of: bookings.filter({ offers[$0.offer].stage == .home })) else { return "care nothing" }
    let answer = try await town.post(
      "/v1/bookings/\(booking.reference)/care", ["how": "arranged"], token: coordinator)
    return note("care", answer)
  }

  /// A carer is left in peace, or is there again.
  mutating func quieten() async throws -> String {
    let carer = luck.one(of: carers)
    if luck.next(5) > 0 {
      return note("lift", try await town.post("/v1/carers/\(carer.id)/lift", [:], token: coordinator))
    }
    let why: JSON = ["why": luck.one(of: ["bereavement", "emergency", "asked", "carer_died"])]
    return note("quiet", try await town.post("/v1/carers/\(carer.id)/quiet", why, token: coordinator))
  }

  /// A date gets more room or less.
  mutating func resize() async throws -> String {
    guard !slots.isEmpty else { return "resize nothing" }
    let slot = luck.one(of: slots)
    let token = hosts[offers[slot.offer].host].token
    let room = JSON.object(offers[slot.offer].stage.room(&luck))
    return note("resize", try await town.patch("/v1/slots/\(slot.id)", room, token: token))
  }

  /// An offer takes no bookings for some days, or takes them again.
  mutating func pause() async throws -> String {
    let offer = luck.one(of: offers)
    let act = luck.one(of: ["pause", "resume", "resume"])
    let first = London.day(of: town.clock.now).adding(days: luck.next(3))
    let body: JSON = ["from": .string(first.text), "to": .string(first.adding(days: luck.next(2)).text)]
    return note(act, try await town.post("/v1/offers/\(offer.id)/\(act)", body, token: hosts[offer.host].token))
  }

  /// One of the last few: those before are long settled.
  private mutating func latest<Thing>(of things: [Thing], among count: Int = 30) -> Thing? {
    things.isEmpty ? nil : things[things.count - 1 - luck.next(min(count, things.count))]
  }
}
