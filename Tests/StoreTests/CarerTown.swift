import Breaks
import Foundation
import SQL
import Store
import Synchronization
import TestTown
import Testing
import UseCases

/// A market with one area on a real database, for tests of carers and prescriptions.
final class CarerTown: Sendable {
  let market: Marketplace
  let area = AreaSlug(stored: "liverpool")
  /// Sunday 22 November 2026, noon.
  let now: Instant

  init() async throws {
    let now = try Instant(text: "2026-11-22T12:00:00Z")
    self.now = now
    let database = try await Ground.database()
    let count = Mutex<UInt8>(0)
    let world = World(
      now: { now },
      newID: {
        let number = count.withLock { number in
          number &+= 1
          return number
        }
        return UUID.v7(at: now, chance: Array(repeating: number, count: 10))
      },
      randomBytes: { length in (0..<length).map { _ in UInt8.random(in: 0...255) } })
    market = Marketplace(
      database: database, world: world, keys: Keys(id: "k1", master: Array(repeating: 1, count: 32)))
    let details = AreaDetails(
      name: "Liverpool", schemeName: "Mersey Breaks", phone: try UKPhone(text: "0151 496 0100"),
      phoneHours: "weekdays 9 to 5", email: try EmailAddress(text: "desk@example.org"), postalAddress: "1 Water Street",
      postcodeDistricts: [], controller: "Mersey Breaks",
      privacyNotice: PrivacyNotice(version: "2026-04", url: "https://example.org/privacy"),
      safeguardingPhone: try UKPhone(text: "0151 496 0101"))
    let area = area
    _ = try await market.carryOut(as: nil) { errand in
      try errand.store.areas.insert(area, details, now: errand.now)
    }
  }

  /// Loads something as seeds are loaded.
  func load<Answer: Sendable>(_ body: @escaping @Sendable (Errand) throws -> Answer) async throws -> Answer {
    let loader = Caller(
      person: ID(id(900)), name: "Loader", grants: [RoleGrant(role: .administrator, area: area)])
    return try await market.load(as: loader) { errand in
      try errand.writeLoaderDown()
      return try body(errand)
    }
  }

  /// Somebody who has signed in, with a role in the area.
  func caller(_ role: Role, practice: ID<Practice>? = nil, profession: Profession? = nil) async throws -> Caller {
    let area = area
    let person = try await market.carryOut(as: nil) { errand in
      try errand.store.people.insert(
        PersonDetails(
          name: "Dr Jo Lane", email: nil, phone: nil,
          roles: [RoleGrant(role: role, area: area, practice: practice)], profession: profession),
        id: errand.world.id(), now: errand.now)
    }
    return try await signIn(person.id)
  }

  func signIn(_ person: ID<Person>) async throws -> Caller {
    try #require(try await market.look(as: nil) { try $0.caller(person: person) })
  }

  func registration(_ change: (inout CarerDetails) throws -> Void = { _ in }) throws -> CarerRegistration {
    var details = CarerDetails(
      name: "Moira Ashcroft", email: try EmailAddress(text: "moira@example.org"),
      phone: try UKPhone(text: "07700 900123"), postcode: try Postcode(text: "L8 3SB"),
      birthDate: try Day(text: "1968-04-17"), area: area, languages: [LanguageSkill(tag: try LanguageTag(text: "en"))],
      contact: SafeContact(safeBy: [.email, .phone], note: "never ring in the evening"))
    try change(&details)
    return CarerRegistration(details: details, consents: Consents(privacy: true, shareWithPartners: true))
  }

  func register(
    as caller: Caller? = nil, _ change: (inout CarerDetails) throws -> Void = { _ in }
  ) async throws -> Carer {
    let registration = try registration(change)
    return try await market.carryOut(as: caller) { try $0.registerCarer(registration) }
  }

  /// All values of a table, as one text.
  func dump(_ table: String, _ columns: String) async throws -> String {
    try await market.database.read { tx in
      try tx.query("SELECT \(columns) AS line FROM \(table)").map { try $0.text("line") }.joined(separator: "\n")
    }
  }
}
