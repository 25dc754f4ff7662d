import Breaks
import Foundation
import SQL
import Store
import TestTown
import Testing
import UseCases

@Suite(.onEveryEngine) struct PeopleRolesTests {
  @Test func `a person is kept whole, with roles in their order`() async throws {
    let bench = try await PeopleBench()
    let roles = [
      RoleGrant(role: .worker, area: bench.wigan), RoleGrant(role: .volunteer, area: bench.liverpool),
      RoleGrant(role: .commissioner, area: bench.liverpool),
    ]
    let details = PersonDetails(
      name: "Bronagh Keane", email: try EmailAddress(text: "B.Keane@example.org"),
      phone: try UKPhone(text: "0151 496 0120"), languages: [try LanguageTag(text: "en"), try LanguageTag(text: "ga")],
      roles: roles, profession: .gp, registration: try Registration(text: "7654321", profession: .gp))
    let person = try await bench.town.carryOut(as: bench.administrator) { try $0.makePerson(details) }
    let found = try await bench.town.carryOut(as: bench.administrator) { try $0.readPerson(person.id) }
    #expect(found == person)
    #expect(found.details == details)
  }

  @Test func `all that is wrong with a person's roles is told at once, and nobody is made`() async throws {
    let bench = try await PeopleBench()
    let before = try await bench.count("person")
    let details = PersonDetails(
      name: "N", email: nil, phone: nil,
      roles: [
        RoleGrant(role: .partner, area: bench.liverpool), RoleGrant(role: .volunteer, area: AreaSlug(stored: "bolton")),
        RoleGrant(role: .carer, area: bench.liverpool),
      ])
    do {
      _ = try await bench.town.carryOut(as: bench.administrator) { try $0.makePerson(details) }
      Issue.record("the person was made")
    } catch let invalid as Invalid {
      #expect(invalid.problems.map(\.pointer) == ["/roles/0/partnerId", "/roles/1/area", "/roles/2/role"])
    }
    #expect(try await bench.count("person") == before)
  }

  @Test func `a coordinator makes, reads and disables people of her own area only`() async throws {
    let bench = try await PeopleBench()
    let cora = try await bench.caller(
      try await bench.person("Cora Lane", nil, [RoleGrant(role: .coordinator, area: bench.liverpool)]))
    let vera = try await bench.town.carryOut(as: cora) {
      try $0.makePerson(
        PersonDetails(
          name: "Vera", email: nil, phone: nil, roles: [RoleGrant(role: .volunteer, area: bench.liverpool)]))
    }
    for grant in [
      RoleGrant(role: .volunteer, area: bench.wigan), RoleGrant(role: .administrator, area: bench.liverpool),
      RoleGrant(role: .coordinator, area: bench.liverpool),
    ] {
      await #expect(throws: Refusal.notAllowed) {
        try await bench.town.carryOut(as: cora) {
          try $0.makePerson(PersonDetails(name: "N", email: nil, phone: nil, roles: [grant]))
        }
      }
    }
    let far = try await bench.person("Far", nil, [RoleGrant(role: .volunteer, area: bench.wigan)])
    let both = try await bench.person(
      "Both", nil, [RoleGrant(role: .worker, area: bench.liverpool), RoleGrant(role: .worker, area: bench.wigan)])
    await #expect(throws: Refusal.notFound) { try await bench.town.carryOut(as: cora) { try $0.readPerson(far.id) } }
    await #expect(throws: Refusal.notFound) {
      try await bench.town.carryOut(as: cora) { try $0.disablePerson(far.id, expected: nil) }
    }
    await #expect(throws: Refusal.notAllowed) {
      try await bench.town.carryOut(as: cora) { try $0.disablePerson(both.id, expected: nil) }
    }
    await #expect(throws: Refusal.wrongState) {
      try await bench.town.carryOut(as: cora) { try $0.disablePerson(cora.person, expected: nil) }
    }
    await #expect(throws: Refusal.changedMeanwhile) {
      try await bench.town.carryOut(as: cora) { try $0.disablePerson(vera.id, expected: 7) }
    }
    #expect(try await bench.town.carryOut(as: cora) { try $0.disablePerson(vera.id, expected: 1) }.disabledAt != nil)
  }

  @Test func `a volunteer makes and reads nobody`() async throws {
    let bench = try await PeopleBench()
    let vera = try await bench.person("Vera", nil, [RoleGrant(role: .volunteer, area: bench.liverpool)])
    let caller = try await bench.caller(vera)
    await #expect(throws: Refusal.notAllowed) {
      try await bench.town.carryOut(as: caller) { try $0.readPerson(vera.id) }
    }
    await #expect(throws: Refusal.notSignedIn) { try await bench.town.carryOut { try $0.readPerson(vera.id) } }
  }

  @Test func `a new address is not proven, the same one in capitals stays so`() async throws {
    let bench = try await PeopleBench()
    let vera = try await bench.person("Vera", "v@example.org", [RoleGrant(role: .volunteer, area: bench.liverpool)])
    try await bench.town.carryOut { try $0.store.people.markEmailProven(vera.id, at: $0.now) }
    func proven(after email: String?) async throws -> Instant? {
      let address = try email.map { try EmailAddress(text: $0) }
      return try await bench.town.carryOut { errand in
        try errand.store.people.setEmail(vera.id, address)
        return try errand.store.people.find(vera.id)?.emailProvenAt
      }
    }
    #expect(try await proven(after: "V@example.org") == Town.start)
    #expect(try await proven(after: "w@example.org") == nil)
    try await bench.town.carryOut { try $0.store.people.markEmailProven(vera.id, at: $0.now) }
    #expect(try await proven(after: nil) == nil)
    let address = try EmailAddress(text: "w@example.org")
    #expect(try await bench.town.carryOut { try $0.store.people.byEmail(address) }.isEmpty)
  }

  @Test func `a person is changed only on the version that was read`() async throws {
    let bench = try await PeopleBench()
    let old = try await bench.person("Vera", "v@example.org", [RoleGrant(role: .volunteer, area: bench.liverpool)])
    let new = renamed(old, "Vera Nolan", RoleGrant(role: .worker, area: bench.wigan))
    try await bench.town.carryOut { try $0.store.people.update(new, expectedVersion: 1) }
    let found = try await bench.town.carryOut { try $0.store.people.find(old.id) }
    #expect(found?.details == new.details)
    #expect(found?.version == 2)
    await #expect(throws: Refusal.changedMeanwhile) {
      try await bench.town.carryOut { try $0.store.people.update(new, expectedVersion: 1) }
    }
  }

  private func renamed(_ person: Person, _ name: String, _ role: RoleGrant) -> Person {
    var person = person
    person.details.name = name
    person.details.roles = [role]
    return person
  }

  @Test func `every change stands in the audit, by ids only`() async throws {
    let bench = try await PeopleBench()
    let vera = try await bench.person("Vera", "v@example.org", [RoleGrant(role: .volunteer, area: bench.liverpool)])
    _ = try await bench.town.carryOut(as: bench.administrator) { try $0.readPerson(vera.id) }
    _ = try await bench.town.carryOut(as: bench.administrator) { try $0.disablePerson(vera.id, expected: nil) }
    let acts = try await bench.town.carryOut { errand in
      try errand.store.sql.query(
        "SELECT act, actor_id, note FROM audit_entry WHERE subject_id = $1 ORDER BY number", [.text(vera.id.text)]
      ).map { "\(try $0.text("act")) \(try $0.idIfAny("actor_id", Person.self)?.text ?? "-")\(try $0.text("note"))" }
    }
    let by = bench.administrator.person.text
    #expect(acts == ["person_made \(by)", "person_read \(by)", "person_disabled \(by)"])
    #expect(try await bench.town.carryOut { try $0.store.audit.firstBrokenLink() } == nil)
  }
}
