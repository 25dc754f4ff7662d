import Breaks
import Foundation
import SQL
import Store
import TestTown
import Testing
import UseCases

@Suite(.onEveryEngine) struct PeopleSessionTests {
  private func open(_ bench: PeopleBench, _ person: Person, days: Int = 1) async throws -> String {
    try await bench.town.carryOut { try $0.openSession(for: person.id, days: days).token }
  }

  private func volunteer(_ bench: PeopleBench, _ name: String = "Vera Nolan") async throws -> Person {
    try await bench.person(name, nil, [RoleGrant(role: .volunteer, area: bench.liverpool)])
  }

  @Test func `a token is unguessable, and stands for its person until it runs out`() async throws {
    let bench = try await PeopleBench()
    let vera = try await volunteer(bench)
    let token = try await open(bench, vera)
    #expect(token.hasPrefix("br_"))
    #expect(token.count == 3 + 43)
    #expect(token.dropFirst(3).allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
    #expect(try await bench.town.market.caller(token: token).person == vera.id)
    bench.town.clock.pass(hours: 24)
    await #expect(throws: Refusal.notSignedIn) { try await bench.town.market.caller(token: token) }
  }

  @Test(arguments: ["", "br_", "br_nonsense", "nonsense", String(repeating: "x", count: 5000)])
  func `what is no token of ours opens nothing`(token: String) async throws {
    let bench = try await PeopleBench()
    await #expect(throws: Refusal.notSignedIn) { try await bench.town.market.caller(token: token) }
  }

  @Test func `signing out ends one session, disabling ends all`() async throws {
    let bench = try await PeopleBench()
    let (vera, omar) = (try await volunteer(bench), try await volunteer(bench, "Omar Khan"))
    let tokens = [try await open(bench, vera), try await open(bench, vera), try await open(bench, omar)]
    try await bench.town.carryOut { try $0.closeSession(tokens[0]) }
    await #expect(throws: Refusal.notSignedIn) { try await bench.town.market.caller(token: tokens[0]) }
    _ = try await bench.town.market.caller(token: tokens[1])
    let disabled = try await bench.town.carryOut(as: bench.administrator) {
      try $0.disablePerson(vera.id, expected: vera.version)
    }
    #expect(disabled.disabledAt == Town.start)
    #expect(try await bench.count("session") == 1)
    #expect(disabled.version == vera.version + 1)
    await #expect(throws: Refusal.notSignedIn) { try await bench.town.market.caller(token: tokens[1]) }
    _ = try await bench.town.market.caller(token: tokens[2])
    // Again changes nothing.
    let again = try await bench.town.carryOut(as: bench.administrator) {
      try $0.disablePerson(vera.id, expected: nil)
    }
    #expect(again.version == disabled.version)
    // A session opened past the door does not help either.
    let late = try await open(bench, vera)
    await #expect(throws: Refusal.notSignedIn) { try await bench.town.market.caller(token: late) }
  }

  @Test func `a carer's session knows the registration, and for whom they may act`() async throws {
    let bench = try await PeopleBench()
    let parent = try await volunteer(bench, "Nadia Rahman")
    let child = try await volunteer(bench, "Sami Rahman")
    let carer: ID<Carer> = ID(UUID.v7(at: Town.start, chance: [UInt8](repeating: 7, count: 10)))
    try await bench.town.carryOut { errand in
      try errand.store.sql.execute(
        """
        INSERT INTO carer (id, person_id, reference, area, state, name_canonical, postcode, birth_date, profile, created_at)
        VALUES ($1, $2, 'AAAAAAA', 'liverpool', 'registered', 'sami rahman', 'L1 9DZ', $3, $4, $5)
        """, [.id(carer), .id(child.id), .day("2014-05-01"), .bytes([0]), .at(errand.now)])
      try errand.store.people.letActFor(parent.id, carer)
      try errand.store.people.letActFor(parent.id, carer)
    }
    let parentToken = try await open(bench, parent)
    let caller = try await bench.town.market.caller(token: parentToken)
    #expect(caller.carer == nil)
    #expect(caller.actsFor == [carer])
    let me = try await bench.town.market.look(as: caller) { try $0.me() }
    #expect(me.actsFor == [Me.Acted(carer: carer, name: "Sami Rahman")])
    #expect(me.areas == [bench.liverpool])
    let childToken = try await open(bench, child)
    #expect(try await bench.town.market.caller(token: childToken).carer == carer)
    try await bench.town.carryOut { try $0.store.people.letNobodyActFor(carer) }
    #expect(try await bench.town.market.caller(token: parentToken).actsFor == [])
  }

  @Test func `a responsible adult without roles is written to in the young carer's area`() async throws {
    let bench = try await PeopleBench()
    let child = try await volunteer(bench, "Sami Rahman")
    let carer: ID<Carer> = ID(UUID.v7(at: Town.start, chance: [UInt8](repeating: 7, count: 10)))
    let adult: ID<Person> = ID(UUID.v7(at: Town.start, chance: [UInt8](repeating: 8, count: 10)))
    let email = try EmailAddress(text: "nadia@example.org")
    try await bench.town.carryOut { errand in
      try errand.store.sql.execute(
        """
        INSERT INTO carer (id, person_id, reference, area, state, name_canonical, postcode, birth_date, profile, created_at)
        VALUES ($1, $2, 'AAAAAAA', 'wigan', 'registered', 'sami rahman', 'L1 9DZ', $3, $4, $5)
        """, [.id(carer), .id(child.id), .day("2014-05-01"), .bytes([0]), .at(errand.now)])
      let details = PersonDetails(name: "Nadia Rahman", email: email, phone: nil, roles: [])
      try errand.store.people.insert(details, id: adult, now: errand.now)
      try errand.store.people.letActFor(adult, carer)
      try errand.startSignIn(email)
    }
    let letter = try #require(try await bench.letters().first)
    #expect(letter.state == "queued")
    #expect(letter.area == "wigan")
  }
}
