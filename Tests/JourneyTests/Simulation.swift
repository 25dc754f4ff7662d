import Breaks
import Foundation
import SQL
import TestTown
import Testing
import Wire

/// A town in which everybody does everything at random, step by step; what must always hold is looked at after every one.
///
/// The same seed plays the same story again, on either engine.
struct Simulation {
  /// How many steps the usual run has on each engine, and how many the long one: `BREATHER_SIMULATION_STEPS=10000`.
  static let steps = ProcessInfo.processInfo.environment["BREATHER_SIMULATION_STEPS"].flatMap(Int.init) ?? 600
  /// Which story: `BREATHER_SIMULATION_SEED`.
  static let seed = ProcessInfo.processInfo.environment["BREATHER_SIMULATION_SEED"].flatMap(UInt64.init) ?? 20_261_127

  let town: Town
  var luck: Luck
  var hosts: [TestTown.Host] = []
  var coordinator = ""
  var carers: [(id: String, token: String)] = []
  /// Offers by their kind: `home` has no cap, `night` and `asks` have one, `asks` waits for the partner's yes.
  var offers: [(id: String, host: Int, stay: String)] = []
  var slots: [(id: String, offer: Int)] = []
  var bookings: [String] = []
  var lines: [String] = []
  var watch: Watch
  /// How often each kind of step had an effect.
  var done: [String: Int] = [:]
  var number = 0

  init(seed: UInt64) async throws {
    town = try await Town.make(seed: seed)
    luck = Luck(state: seed)
    watch = Watch(database: town.database)
    let area = try await town.area()
    coordinator = try await town.token(.coordinator, in: area)
    for name in ["Bluebell House", "The Lantern"] {
      hosts.append(try await town.host(name: name, email: "desk\(hosts.count)@place.example"))
    }
    for number in 0..<30 {
      carers.append(try await town.carer(["email": .string("carer\(number)@example.org")]))
    }
    for (host, stay, says) in [(0, "at_home", "instant"), (1, "at_home", "partner"), (0, "overnight", "instant")] {
      let offer = try await town.offer(
        of: hosts[host], ["stay": .string(stay), "confirmation": .string(says)], dates: 0)
      offers.append((offer.id, host, stay))
    }
    for offer in offers.indices { try await addDates(to: offer) }
  }

  /// Plays so many steps; ends at the first thing that does not hold.
  ///
  /// - Throws: `Broken`, which names the seed and the step.
  mutating func play(_ steps: Int) async throws {
    try await watch.look(now: town.clock.now)
    while number < steps {
      number += 1
      let what = try await step()
      let wrong = try await watch.look(now: town.clock.now)
      guard wrong.isEmpty else { throw Broken(seed: Simulation.seed, step: number, what: what, wrong: wrong) }
    }
  }

  /// Something that must always hold, and did not.
  struct Broken: Error, CustomStringConvertible {
    let seed: UInt64
    let step: Int
    let what: String
    let wrong: [String]

    var description: String {
      "seed \(seed), step \(step), \(what):\n  \(wrong.joined(separator: "\n  "))"
    }
  }

  private mutating func step() async throws -> String {
    switch luck.next(24) {
    case 0...4: try await book(hold: false)
    case 5...6: try await book(hold: true)
    case 7...8: try await act(on: bookings, "/v1/bookings/", ["confirm", "extend"], [:])
    case 9...12: try await cancel()
    case 13...14: try await answer()
    case 15...17: try await join()
    case 18...20: try await act(on: lines, "/v1/waiting/", ["accept", "turn-down", "turn-down", "leave"], [:])
    case 21: try await resize()
    case 22: await chores()
    default: try await pass()
    }
  }

  private mutating func note(_ what: String, _ answer: Answer) -> String {
    let kind = what.split(separator: " ").first.map(String.init) ?? what
    if answer.status < 300 { done[kind, default: 0] += 1 }
    return "\(what) \(answer.status) \(answer.code ?? "")"
  }

  private mutating func wish() -> JSON {
    let slot = luck.one(of: slots)
    var dates: JSON = [.string(slot.id)]
    let others = slots.filter { $0.offer == slot.offer && $0.id != slot.id }
    if offers[slot.offer].stay == "at_home", luck.next(4) == 0, !others.isEmpty {
      dates = [.string(slot.id), .string(luck.one(of: others).id)]
    }
    let people = 1 + luck.next(3)
    let party = (0..<people).map { number -> JSON in number == 0 ? ["kind": "carer"] : ["kind": "companion"] }
    return ["offerId": .string(offers[slot.offer].id), "slots": dates, "party": .array(party)]
  }

  private mutating func book(hold: Bool) async throws -> String {
    guard !slots.isEmpty, var body = wish().object else { return "book nothing" }
    if hold { body["hold"] = true }
    let answer = try await town.post(
      "/v1/bookings", .object(body), token: luck.one(of: carers).token, headers: ["Idempotency-Key": "b\(number)"])
    if let reference = answer.json["reference"]?.text { bookings.append(reference) }
    return note(hold ? "hold" : "book", answer)
  }

  private mutating func join() async throws -> String {
    guard !slots.isEmpty else { return "join nothing" }
    let answer = try await town.post(
      "/v1/waiting", wish(), token: luck.one(of: carers).token, headers: ["Idempotency-Key": "w\(number)"])
    if let id = answer.json["id"]?.text { lines.append(id) }
    return note("join", answer)
  }

  /// Somebody does something to one of the latest, in the name of whoever may.
  private mutating func act(
    on things: [String], _ path: String, _ acts: [String], _ body: JSON
  ) async throws -> String {
    guard let thing = latest(of: things) else { return "nothing" }
    let act = luck.one(of: acts)
    return note(
      "\(path.split(separator: "/")[1])/\(act)", try await town.post("\(path)\(thing)/\(act)", body, token: coordinator)
    )
  }

  private mutating func cancel() async throws -> String {
    guard let reference = latest(of: bookings) else { return "cancel nothing" }
    let why: JSON = ["why": luck.one(of: ["illness", "changed_mind", "other", "bereavement"])]
    return note("cancel", try await town.post("/v1/bookings/\(reference)/cancel", why, token: coordinator))
  }

  private mutating func answer() async throws -> String {
    guard let reference = latest(of: bookings) else { return "answer nothing" }
    let act = luck.one(of: ["accept", "accept", "decline", "attended", "absent"])
    let token = luck.one(of: hosts).token
    return note(act, try await town.post("/v1/bookings/\(reference)/\(act)", token: token))
  }

  private mutating func resize() async throws -> String {
    guard !slots.isEmpty else { return "resize nothing" }
    let slot = luck.one(of: slots)
    let token = hosts[offers[slot.offer].host].token
    let answer = try await town.patch("/v1/slots/\(slot.id)", ["places": .int(Int64(1 + luck.next(6)))], token: token)
    return note("resize", answer)
  }

  private mutating func chores() async -> String {
    let told = await town.market.doChores()
    for (name, count) in told.done { done[name, default: 0] += count }
    return told.faults.isEmpty ? "chores" : "chores: \(told.faults)"
  }

  /// Time goes by; dates that are over are replaced by new ones.
  private mutating func pass() async throws -> String {
    town.clock.pass(hours: luck.next(14), minutes: luck.next(60))
    let (watch, now) = (watch, town.clock.now)
    slots.removeAll { watch.isOver($0.id, now) }
    for offer in offers.indices where slots.filter({ $0.offer == offer }).count < 4 { try await addDates(to: offer) }
    return "time"
  }

  private mutating func addDates(to offer: Int) async throws {
    let overnight = offers[offer].stay == "overnight"
    let dates = (0..<3).map { number -> JSON in
      let start = town.clock.now.adding(hours: 30 + 24 * number + luck.next(20)).adding(seconds: number * 61)
      let length = overnight ? 18 : 3
      return [
        "startsAt": .string(start.text), "endsAt": .string(start.adding(hours: length).text),
        "places": .int(Int64(1 + luck.next(4))),
      ]
    }
    let made = try await town.post(
      "/v1/offers/\(offers[offer].id)/slots", ["slots": .array(dates)], token: hosts[offers[offer].host].token)
    guard made.status == 201 else { throw TownFault.refused(made.text) }
    slots += (made.json["slots"]?.items ?? []).compactMap { $0["id"]?.text }.map { ($0, offer) }
  }

  /// Mostly one of the last thirty: those before are long settled.
  private mutating func latest(of things: [String]) -> String? {
    things.isEmpty ? nil : things[things.count - 1 - luck.next(min(30, things.count))]
  }
}
