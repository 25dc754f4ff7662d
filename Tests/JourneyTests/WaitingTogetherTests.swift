import Breaks
import Foundation
import Store
import TestTown
import Testing
import Wire

@testable import UseCases

/// What happens to waiting lists when everybody asks at the same moment, and after any story whatever.
@Suite(.onEveryEngine) struct WaitingTogetherTests {
  @Test func `fifty ask at once while a place comes free: it is kept for the first in line, and for nobody else`()
    async throws
  {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 1)
    let carers = try await town.carers(25)
    let booking = try await town.booked(offer, carers[0].token)
    let pair = try await town.wait(for: offer, carers[1].token, people: 1, ["note": "The first in line."])
    #expect(pair.status == 201)
    town.clock.pass(seconds: 1)
    for carer in carers[2...4] { _ = try await town.inLine(for: offer, carer.token) }
    let answers = try await together(Array(0..<50)) { number in
      switch number {
      case 10: try await town.post(booking + "/cancel", ["why": "illness"], token: carers[0].token)
      case 0..<30: try await town.book(offer, carers[5 + number % 20].token, key: "key-\(number)")
      default: try await town.wait(for: offer, carers[5 + number % 20].token)
      }
    }
    #expect(answers.count { $0.json["reference"] != nil && $0.status == 201 } == 0, "\(answers.map(\.text))")
    #expect(answers[10].status == 200)
    #expect(answers.allSatisfy { [200, 201, 409].contains($0.status) }, "\(answers.map(\.text))")
    let first = try await town.get("/v1/waiting/\(try #require(pair.json["id"]?.text))", token: carers[1].token)
    #expect(first.json["state"]?.text == "offered")
    #expect(try await town.placesLeft(offer) == 0)
    #expect(try await offers(in: town) == 1)
  }

  @Test func `an offer that is accepted, turned down and left at once ends in one way`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 1)
    let carers = try await town.carers(3)
    let booking = try await town.booked(offer, carers[0].token)
    let path = try await town.inLine(for: offer, carers[1].token)
    let next = try await town.inLine(for: offer, carers[2].token)
    _ = try await town.post(booking + "/cancel", ["why": "illness"], token: carers[0].token)
    let answers = try await together(["accept", "turn-down", "leave", "accept", "turn-down"]) {
      try await town.post("\(path)/\($0)", token: carers[1].token)
    }
    let (state, behind) = (
      try await town.get(path, token: carers[1].token).json["state"]?.text,
      try await town.get(next, token: carers[2].token).json["state"]?.text
    )
    #expect(answers.allSatisfy { [200, 409].contains($0.status) }, "\(answers.map(\.text))")
    #expect(["taken", "waiting", "left"].contains(state))
    #expect(behind == (state == "taken" ? "waiting" : "offered"))
    #expect(try await town.placesLeft(offer) == 0)
  }

  @Test(arguments: [2]) func `after every step of a random story nobody in line is overlooked`(seed: UInt64)
    async throws
  {
    let town = try await Town.make(seed: seed)
    try await town.area()
    let offer = try await town.offer(of: town.host(), ["stay": "daytime"], places: 2, dates: 3)
    let carers = try await town.carers(9)
    var (luck, paths, bookings) = (Luck(state: seed), [(String, String)](), [(String, String)]())
    for step in 0..<200 {
      let token = luck.one(of: carers).token
      switch luck.next(10) {
      case 0, 1, 2:
        let party: [String: JSON] = ["party": Town.party(1 + luck.next(3)), "hold": .bool(luck.next(5) == 0)]
        let made = try await town.book(offer, token, key: "\(step)", slot: luck.next(3), party)
        if let reference = made.json["reference"]?.text { bookings.append(("/v1/bookings/\(reference)", token)) }
      case 3, 4:
        let slots = luck.one(of: [[0], [1], [2], [0, 1], [1, 2]])
        let joined = try await town.wait(for: offer, token, people: 1 + luck.next(3), slots: slots)
        if let id = joined.json["id"]?.text { paths.append(("/v1/waiting/\(id)", token)) }
      case 5...6 where !bookings.isEmpty:
        let (path, owner) = luck.one(of: bookings)
        _ = try await town.post(path + "/cancel", ["why": "illness"], token: owner)
      case 7...8 where !paths.isEmpty:
        let (path, owner) = luck.one(of: paths)
        _ = try await town.post(path + luck.one(of: ["/accept", "/turn-down", "/leave"]), token: owner)
      default:
        town.clock.pass(minutes: luck.next(240))
        _ = await town.market.doChores()
      }
      let overlooked = try await overlooked(offer, in: town)
      #expect(overlooked == [], "seed \(seed), step \(step)")
      #expect(try await miscounted(in: town) == 0, "seed \(seed), step \(step)")
    }
    #expect(try await stepsKept(in: town) > 40)
  }

  /// The first in line for each date who could have what is free of it, and was not offered it.
  private func overlooked(_ offer: Break, in town: Town) async throws -> [String] {
    let slots: [ID<Slot>] = try offer.slots.map { try ID(text: $0) }
    return try await town.carryOut { errand in
      try slots.compactMap { try errand.turn(of: errand.store.waiting.line(for: [$0])).served?.id.text }
    }
  }

  /// How many dates count another number of people than their live bookings have.
  private func miscounted(in town: Town) async throws -> Int {
    try await town.carryOut { errand in
      try errand.store.sql.query(
        """
        SELECT slot.id FROM slot LEFT JOIN booking_slot ON booking_slot.slot_id = slot.id AND booking_slot.live
        GROUP BY slot.id, slot.taken
        HAVING slot.taken <> COALESCE(SUM(booking_slot.people), 0)
        """
      ).count
    }
  }

  private func offers(in town: Town) async throws -> Int? {
    try await town.carryOut { errand in
      try errand.store.sql.first(
        "SELECT CAST(COUNT(*) AS BIGINT) AS offers FROM booking WHERE waiting_id IS NOT NULL AND state = 'held'")?
        .number("offers")
    }
  }

  private func stepsKept(in town: Town) async throws -> Int {
    try await town.carryOut { errand in
      try errand.store.sql.first("SELECT CAST(COUNT(*) AS BIGINT) AS steps FROM waiting_step")?.number("steps") ?? 0
    }
  }

  private func together<Item: Sendable, Value: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      for (place, item) in items.enumerated() { group.addTask { (place, try await body(item)) } }
      return try await group.reduce(into: [(Int, Value)]()) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
