import Breaks
import Foundation
import SQL
import TestTown
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
  var offers: [(id: String, stage: Stage, host: Int)] = []
  var slots: [Date] = []
  var bookings: [(reference: String, offer: Int)] = []
  var lines: [String] = []
  var rounds: [(id: String, slots: [String])] = []
  var entries: [String] = []
  var watch: Watch
  /// How often each kind of step had an effect.
  var done: [String: Int] = [:]
  var number = 0

  /// A date that is still to come.
  struct Date {
    let id: String
    let offer: Int
    let startsAt: Instant
    let endsAt: Instant
  }

  init(seed: UInt64) async throws {
    town = try await Town.make(seed: seed)
    luck = Luck(state: seed)
    watch = Watch(database: town.database)
    let area = try await town.area()
    coordinator = try await town.token(.coordinator, in: area)
    for name in ["Bluebell House", "The Lantern"] {
      let host = try await town.host(name: name, email: "desk\(hosts.count)@place.example")
      let vouched = try await town.patch("/v1/partners/\(host.id)", ["noPersonalCare": true], token: coordinator)
      guard vouched.status == 200 else { throw TownFault.refused(vouched.text) }
      hosts.append(host)
    }
    for number in 0..<30 {
      carers.append(try await town.carer(["email": .string("carer\(number)@example.org")]))
    }
    for (place, stage) in Stage.allCases.enumerated() {
      let offer = try await town.offer(of: hosts[place % hosts.count], stage.offer, dates: 0)
      offers.append((offer.id, stage, place % hosts.count))
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
      let isWhole = number.isMultiple(of: 250) || number == steps
      let wrong = try await watch.look(now: town.clock.now, isWhole: isWhole)
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
    switch luck.next(35) {
    case 0...5: try await book(hold: false)
    case 6...7: try await book(hold: true)
    case 8: try await act(on: bookings.map(\.reference), "/v1/bookings/", ["confirm", "extend"])
    case 9...12: try await cancel()
    case 13...14: try await answer()
    case 15...17: try await join()
    case 18...20: try await act(on: lines, "/v1/waiting/", ["accept", "accept", "turn-down", "leave"])
    case 21: try await resize()
    case 22: try await pause()
    case 23...25: try await change()
    case 26: try await answerCare()
    case 27: try await quieten()
    case 28...29: try await enter()
    case 30: try await act(on: entries, "/v1/entries/", ["withdraw", "ask-a-person"])
    case 31: try await join()
    case 32...33: await chores()
    default: try await pass()
    }
  }

  /// Keeps what came of a step.
  mutating func note(_ what: String, _ answer: Answer) -> String {
    let kind = what.split(separator: " ").first.map(String.init) ?? what
    if answer.status < 300 { done[kind, default: 0] += 1 }
    return "\(what) \(answer.status) \(answer.code ?? "")"
  }

  private mutating func chores() async -> String {
    let told = await town.market.doChores()
    for (name, count) in told.done { done[name, default: 0] += count }
    return told.faults.isEmpty ? "chores" : "chores: \(told.faults)"
  }

  /// Time goes by; dates that are over are replaced by new ones.
  private mutating func pass() async throws -> String {
    town.clock.pass(hours: luck.next(14), minutes: luck.next(60))
    let now = town.clock.now
    slots.removeAll { $0.startsAt <= now }
    for offer in offers.indices where offers[offer].stage != .sitting {
      if slots.filter({ $0.offer == offer }).count < 4 { try await addDates(to: offer) }
    }
    return "time"
  }

  private mutating func addDates(to offer: Int) async throws {
    let stage = offers[offer].stage
    guard stage != .sitting else { return }
    let new = (0..<3).map { number -> (Instant, Instant) in
      let start = town.clock.now.adding(hours: stage.hoursAhead + 24 * number + luck.next(20)).adding(
        seconds: number * 61)
      return (start, start.adding(hours: stage == .night ? 18 : 3))
    }
    let added = try await add(new, to: offer)
    if stage == .home, let sitting = offers.firstIndex(where: { $0.stage == .sitting }) {
      _ = try await add(new.map { ($0.adding(hours: -1), $1.adding(hours: 1)) }, to: sitting)
    }
    if stage == .ballot { try await openRound(of: offer, added) }
  }

  private mutating func add(_ new: [(Instant, Instant)], to offer: Int) async throws -> [String] {
    let dates = new.map { start, end in
      var date = offers[offer].stage.room(&luck)
      date["startsAt"] = .string(start.text)
      date["endsAt"] = .string(end.text)
      return JSON.object(date)
    }
    let made = try await town.post(
      "/v1/offers/\(offers[offer].id)/slots", ["slots": .array(dates)], token: hosts[offers[offer].host].token)
    guard made.status == 201 else { throw TownFault.refused(made.text) }
    let ids = (made.json["slots"]?.items ?? []).compactMap { $0["id"]?.text }
    slots += zip(ids, new).map { Date(id: $0, offer: offer, startsAt: $1.0, endsAt: $1.1) }
    return ids
  }

  private mutating func openRound(of offer: Int, _ dates: [String]) async throws {
    let opened = try await town.post(
      "/v1/offers/\(offers[offer].id)/rounds",
      ["slots": .array(dates.map(JSON.string)), "closesAt": .string(town.clock.now.adding(hours: 25).text)],
      token: hosts[offers[offer].host].token)
    guard opened.status == 201, let id = opened.json["id"]?.text else { throw TownFault.refused(opened.text) }
    rounds.append((id, dates))
  }
}

/// What an offer of the simulation is like.
enum Stage: CaseIterable {
  /// No cap, whoever comes first; a sitter may be booked with it.
  case home
  /// No cap, and the partner says yes or no.
  case asks
  /// One in half a year for everybody.
  case night
  /// Rooms of two kinds; four in a quarter for everybody.
  case rooms
  /// Sitters for those at `home`, with staff that is counted.
  case sitting
  /// Places that are drawn.
  case ballot
  /// Shown to carers only.
  case quietly

  /// What its offer says beside the usual.
  var offer: [String: JSON] {
    switch self {
    case .home: ["stay": "at_home"]
    case .asks: ["stay": "at_home", "confirmation": "partner"]
    case .night: ["stay": "overnight"]
    case .rooms:
      ["stay": "daytime", "unitKinds": [["kind": "double", "sleeps": 2], ["kind": "single", "sleeps": 1]]]
    case .sitting: ["stay": "at_home", "category": "care"]
    case .ballot: ["stay": "at_home", "allocation": "ballot"]
    case .quietly: ["stay": "at_home", "visibility": "carers"]
    }
  }

  /// In how many hours its new dates begin, at the earliest.
  var hoursAhead: Int { self == .ballot ? 60 : 30 }

  /// What one of its dates has room for.
  func room(_ luck: inout Luck) -> JSONObject {
    var room = JSONObject()
    switch self {
    case .rooms:
      let (doubles, singles) = (1 + luck.next(2), 1 + luck.next(2))
      room["kinds"] = [
        ["kind": "double", "units": .int(Int64(doubles))], ["kind": "single", "units": .int(Int64(singles))],
      ]
      room["places"] = .int(Int64(2 * doubles + singles))
    case .sitting:
      room["places"] = 4
      room["staff"] = .int(Int64(1 + luck.next(3)))
    default: room["places"] = .int(Int64(1 + luck.next(4)))
    }
    return room
  }
}
