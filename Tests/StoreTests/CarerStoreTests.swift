import Breaks
import Foundation
import SQL
import Store
import TestTown
import Testing
import UseCases

/// Carers on a real database: what is kept, what is sealed, who may see it.
@Suite(.onEveryEngine) struct CarerStoreTests {
  @Test func `a carer comes back as registered, with a person, consents and a letter`() async throws {
    let town = try await CarerTown()
    let made = try await town.register()
    let kept = try await town.market.look(as: nil) { try $0.store.carers.find(made.id) }
    #expect(kept == made)
    #expect(made.state == .registered && made.emailProvenAt == nil)
    #expect(made.consents.map(\.value) == [true, true, false])
    #expect(made.consents.allSatisfy { $0.how == "web" && $0.by == nil && $0.noticeVersion == "2026-04" })
    #expect(try await town.dump("letter", "kind || ' ' || by_way") == "registration_received email")
  }

  @Test func `what a carer tells is sealed`() async throws {
    let town = try await CarerTown()
    let carer = try await town.register()
    let profile = try await town.market.database.read { tx in
      try tx.query("SELECT profile FROM carer").map { try $0.bytes("profile") }.first ?? []
    }
    for secret in ["evening", "Moira", "moira@example.org", "L8 3SB"] {
      #expect(!Data(profile).contains(Data(secret.utf8)))
    }
    #expect(throws: StoreFault.self) { try town.market.keys.open(profile, place: "carer.profile.elsewhere") }
    let evidence = Evidence(text: "Carer's Allowance letter", kind: .documentSeen)
    let volunteer = try await town.caller(.volunteer)
    _ = try await town.market.carryOut(as: volunteer) { try $0.verifyCarer(carer.id, evidence, ifVersion: 1) }
    let sealed = try await town.market.database.read { tx in
      try tx.query("SELECT evidence FROM carer_evidence").map { try $0.bytes("evidence") }
    }
    #expect(sealed.count == 1 && !Data(sealed[0]).contains(Data("Allowance".utf8)))
  }

  @Test func `verifying again changes nothing and tells nobody twice`() async throws {
    let town = try await CarerTown()
    let carer = try await town.register()
    let volunteer = try await town.caller(.volunteer)
    let evidence = Evidence(text: "seen", kind: .documentSeen)
    let first = try await town.market.carryOut(as: volunteer) { try $0.verifyCarer(carer.id, evidence, ifVersion: nil) }
    let again = try await town.market.carryOut(as: volunteer) { try $0.verifyCarer(carer.id, evidence, ifVersion: nil) }
    #expect(first.state == .verified && first.version == 2 && again == first)
    #expect(try await town.dump("letter", "kind").components(separatedBy: "carer_verified").count == 2)
  }

  @Test func `consents are a history, of which the last word holds`() async throws {
    let town = try await CarerTown()
    let carer = try await town.register()
    let me = try await town.signIn(carer.person)
    let change = CarerChange(consents: [.shareWithPartners: false]) { _ in }
    let changed = try await town.market.carryOut(as: me) { try $0.changeOwnRegistration(change, ifVersion: 1) }
    #expect(changed.consents.map(\.value) == [true, false, false])
    #expect(changed.version == 2)
    let history = try await town.market.look(as: nil) { try $0.store.consents.history(of: carer.id) }
    #expect(history.map(\.kind) == [.privacy, .shareWithPartners, .news, .shareWithPartners])
    let taken = CarerChange(consents: [.privacy: false]) { _ in }
    await #expect(throws: Invalid.self) {
      try await town.market.carryOut(as: me) { try $0.changeOwnRegistration(taken, ifVersion: nil) }
    }
    await #expect(throws: Refusal.changedMeanwhile) {
      try await town.market.carryOut(as: me) { try $0.changeOwnRegistration(change, ifVersion: 1) }
    }
  }

  @Test func `a new address is not proven, and a lost one is not safe`() async throws {
    let town = try await CarerTown()
    let carer = try await town.register()
    try await town.market.carryOut(as: nil) { try $0.store.people.markEmailProven(carer.person, at: $0.now) }
    let me = try await town.signIn(carer.person)
    let address = try EmailAddress(text: "new@example.org")
    let moved = try await town.market.carryOut(as: me) {
      try $0.changeOwnRegistration(CarerChange { $0.email = address }, ifVersion: nil)
    }
    #expect(moved.emailProvenAt == nil && moved.details.email == address)
    let without = try await town.market.carryOut(as: me) {
      try $0.changeOwnRegistration(CarerChange { $0.email = nil }, ifVersion: nil)
    }
    #expect(without.details.contact.safeBy == [.phone])
    let person = try await town.market.look(as: nil) { try $0.store.people.find(carer.person) }
    #expect(person?.details.email == nil)
  }

  @Test func `the desk finds carers by what is said on the phone`() async throws {
    let town = try await CarerTown()
    let moira = try await town.register { $0.name = "Máire O’Neill-Gill" }
    _ = try await town.register { $0.phone = try UKPhone(text: "0151 496 0199") }
    let volunteer = try await town.caller(.volunteer)
    func found(_ search: CarerSearch) async throws -> [ID<Carer>] {
      try await town.market.carryOut(as: volunteer) { try $0.findCarers(search).map(\.id) }
    }
    #expect(try await found(CarerSearch(phone: UKPhone(text: "+44 7700 900123"))) == [moira.id])
    #expect(try await found(CarerSearch(reference: moira.reference)) == [moira.id])
    #expect(try await found(CarerSearch(name: "gill maire", birthDate: Day(text: "1968-04-17"))) == [moira.id])
    #expect(try await found(CarerSearch(name: "%", birthDate: Day(text: "1968-04-17"))).isEmpty)
    #expect(
      try await found(CarerSearch(postcode: Postcode(text: "l83sb"), birthDate: Day(text: "1968-04-17"))).count == 2)
    await #expect(throws: Invalid.self) { try await found(CarerSearch(name: "gill")) }
    await #expect(throws: Refusal.notAllowed) { try await found(CarerSearch(state: .registered)) }
    let coordinator = try await town.caller(.coordinator)
    let all = try await town.market.carryOut(as: coordinator) { try $0.findCarers(CarerSearch(state: .registered)) }
    #expect(all.count == 2)
    #expect(try await town.dump("audit_entry", "act || subject_id || note").contains("carers_searched\n"))
  }

  @Test func `a responsible adult signs in and acts; nobody else sees the carer`() async throws {
    let town = try await CarerTown()
    let adult = ResponsibleAdult(
      name: "Joan Ashcroft", relation: .parent, contact: try AdultContact(text: "joan@example.org"),
      agreedAt: town.now, how: "by phone", mayAct: true)
    let young = try await town.register {
      $0.birthDate = try Day(text: "2014-01-01")
      $0.responsibleAdult = adult
    }
    let sibling = try await town.register {
      $0.birthDate = try Day(text: "2015-01-01")
      $0.responsibleAdult = adult
    }
    let people = try await town.market.look(as: nil) {
      try $0.store.people.byEmail(EmailAddress(text: "joan@example.org"))
    }
    #expect(people.count == 1)
    let joan = try await town.signIn(people[0].id)
    #expect(Set(joan.actsFor) == [young.id, sibling.id])
    #expect(try await town.market.carryOut(as: joan) { try $0.readCarer(young.id) }.id == young.id)
    let stranger = try await town.signIn(try await town.register().person)
    await #expect(throws: Refusal.notAllowed) {
      try await town.market.carryOut(as: stranger) { try $0.readCarer(young.id) }
    }
    let taken = CarerChange { $0.responsibleAdult?.mayAct = false }
    _ = try await town.market.carryOut(as: joan) { try $0.changeCarer(young.id, taken, ifVersion: nil) }
    #expect(try await town.signIn(people[0].id).actsFor == [sibling.id])
  }

  @Test func `who loads a list has proven addresses and writes no letters`() async throws {
    let town = try await CarerTown()
    let registration = try town.registration()
    let carer = try await town.load { errand in
      let carer = try errand.registerCarer(registration)
      return try errand.verifyCarer(carer.id, Evidence(text: "list", kind: .knownToService), ifVersion: nil)
    }
    #expect(carer.state == .verified && carer.emailProvenAt == town.now)
    #expect(try await town.dump("letter", "kind").isEmpty)
  }
}
