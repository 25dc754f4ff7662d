import Breaks
import Store
import TestTown
import Testing
import UseCases
import Wire

/// What happens when people ask at the same moment. An engine with many writers must hold what it decides on; on one
/// with a single writer these hold by themselves.
@Suite(.onEveryEngine) struct TogetherTests {
  @Test func `twenty carers ask at once for the last five places, and five have them`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), places: 5)
    let tokens = try await carers(20, in: town)
    let answers = try await together(tokens) { try await town.book(offer, $0) }
    #expect(answers.count { $0.status == 201 } == 5)
    #expect(answers.count { $0.code == "full" } == 15)
    #expect(try await town.placesLeft(offer) == 0)
  }

  @Test func `one carer asks for four dates at once and gets what the cap allows: one`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host(), dates: 4), try await town.carer())
    let answers = try await together(Array(0..<4)) {
      try await town.book(offer, carer.token, key: "key-\($0)", slot: $0)
    }
    #expect(answers.count { $0.status == 201 } == 1)
    #expect(answers.count { $0.code == "cap_reached" } == 3)
  }

  @Test func `the same request sent eight times at once has one effect and one answer`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host()), try await town.carer())
    let answers = try await together(Array(0..<8)) { _ in try await town.book(offer, carer.token) }
    #expect(Set(answers.map(\.status)) == [201])
    #expect(Set(answers.map(\.text)).count == 1)
    #expect(try await town.placesLeft(offer) == 3)
  }

  @Test func `a booking cancelled by six at once frees its places once`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host()), try await town.carer())
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    let answers = try await together(Array(0..<6)) { _ in
      try await town.post("/v1/bookings/\(reference)/cancel", ["why": "illness"], token: carer.token)
    }
    #expect(answers.count { $0.status == 200 } == 1)
    #expect(answers.count { $0.code == "wrong_state" } == 5)
    #expect(try await town.placesLeft(offer) == 4)
  }

  @Test func `a request is accepted or declined, never both`() async throws {
    let town = try await Town.make()
    try await town.area()
    let (offer, carer) = (
      try await town.offer(of: town.host(), ["confirmation": "partner"]), try await town.carer()
    )
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    let words = ["accept", "decline", "accept", "decline"]
    let answers = try await together(words) {
      try await town.post("/v1/bookings/\(reference)/\($0)", token: offer.host.token)
    }
    #expect(answers.count { $0.status == 200 } == 1)
    let state = try await town.get("/v1/bookings/\(reference)", token: carer.token).json["state"]?.text
    #expect(try await town.placesLeft(offer) == (state == "confirmed" ? 3 : 4))
  }

  @Test func `a prescription that two people of one name redeem at once is used once`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let doctor = try await town.doctor(in: area)
    let issued = try await town.post("/v1/prescriptions", town.prescription(), token: doctor)
    let code = try #require(issued.json["code"]?.text)
    let tokens = [try await town.carer().token, try await town.carer(["email": "other@example.org"]).token]
    let answers = try await together(tokens + tokens) {
      try await town.post("/v1/prescriptions/\(code)/redeem", [:], token: $0)
    }
    #expect(answers.contains { $0.status == 200 })
    #expect(answers.allSatisfy { $0.status == 200 || $0.code == "prescription_used" }, "\(answers.map(\.text))")
    let holders = try await town.carryOut { errand in
      try errand.store.prescriptions.find(Reference(stored: code.replacing("-", with: "")))?.carer
    }
    #expect(holders != nil)
    #expect(answers.count { $0.code == "prescription_used" } == 2)
  }

  @Test func `changes of one carer without a version follow each other and none is refused`() async throws {
    let town = try await Town.make()
    try await town.area()
    let carer = try await town.carer()
    let answers = try await together(Array(0..<8)) {
      try await town.patch("/v1/carers/me", ["phone": .string("0151 496 031\($0)")], token: carer.token)
    }
    #expect(Set(answers.map(\.status)) == [200], "\(answers.map(\.text))")
  }

  @Test func `twenty at once ask for a code for one address, and five letters go`() async throws {
    let town = try await Town.make()
    try await town.area()
    _ = try await town.carer()
    let asked = try await together(Array(0..<20)) { _ in
      try await town.post("/v1/sign-in", ["email": "aisha@example.org"])
    }
    #expect(Set(asked.map(\.status)) == [202])
    let queued = try await town.carryOut { errand in
      try errand.store.sql.first(
        "SELECT CAST(COUNT(*) AS BIGINT) AS codes FROM letter WHERE kind = 'sign_in_code' AND state = 'queued'")?
        .number("codes")
    }
    #expect(queued == SignInRules.codesPerHourMax)
  }

  @Test func `the audit's chains are whole after forty changes at once`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let coordinators = try await together(Array(0..<5)) { _ in try await town.token(.coordinator, in: area) }
    let made = try await together((0..<40).map { coordinators[$0 % 5] }) {
      try await town.post(
        "/v1/partners",
        [
          "name": "The Heron", "kind": "hotel", "area": "liverpool", "email": "desk@heron.example", "town": "Crosby",
          "postcode": "L23 3ZE", "phone": "0151 496 0455",
        ],
        token: $0)
    }
    #expect(Set(made.map(\.status)) == [201], "\(made.map(\.text))")
    #expect(try await town.carryOut { try $0.store.audit.firstBrokenLink() } == nil)
  }

  /// Carers of different addresses, signed in.
  private func carers(_ count: Int, in town: Town) async throws -> [String] {
    var tokens: [String] = []
    for number in 0..<count {
      tokens.append(try await town.carer(["email": .string("carer\(number)@example.org")]).token)
    }
    return tokens
  }

  private func together<Item: Sendable, Value: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
      for item in items { group.addTask { try await body(item) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }
}
