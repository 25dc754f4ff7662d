import Breaks
import Foundation
import SQL
import Store
import TestTown
import UseCases

/// A town with Liverpool and Wigan in it, an administrator, and short ways to ask and to look.
struct PeopleBench: Sendable {
  let town: Town
  let administrator: Caller
  let liverpool = AreaSlug(stored: "liverpool")
  let wigan = AreaSlug(stored: "wigan")

  /// Founds the two areas.
  init() async throws {
    town = try await Town.make()
    administrator = try await PeopleBench.found(town)
  }

  private static func found(_ town: Town) async throws -> Caller {
    let founder = Caller(
      person: ID(UUID.v7(at: town.clock.now, chance: town.chance.bytes(10))), name: "Founder",
      grants: [RoleGrant(role: .administrator, area: AreaSlug(stored: "liverpool"))])
    for (slug, name) in [("liverpool", "Liverpool"), ("wigan", "Wigan")] {
      let details = try area(name)
      _ = try await town.carryOut(as: founder) { try $0.makeArea(AreaSlug(text: slug), details) }
    }
    return founder
  }

  static func area(_ name: String) throws -> AreaDetails {
    AreaDetails(
      name: name, schemeName: "\(name) Breathing Space", phone: try UKPhone(text: "0151 496 0100"),
      phoneHours: "Monday to Friday, 9 to 5", email: try EmailAddress(text: "desk@\(name.lowercased()).example"),
      postalAddress: "12 Lantern Street\n\(name)", postcodeDistricts: ["L1"], controller: "\(name) Carers",
      privacyNotice: PrivacyNotice(version: "2026-1", url: "https://breather.example/privacy"),
      safeguardingPhone: try UKPhone(text: "0151 496 0199"))
  }

  /// Adds a person through the use case.
  func person(_ name: String, _ email: String?, _ roles: [RoleGrant]) async throws -> Person {
    let address = try email.map { try EmailAddress(text: $0) }
    return try await town.carryOut(as: administrator) {
      try $0.makePerson(PersonDetails(name: name, email: address, phone: nil, roles: roles))
    }
  }

  /// A person as they ask after signing in.
  func caller(_ person: Person) async throws -> Caller {
    guard let caller = try await town.carryOut({ try $0.caller(person: person.id) }) else { throw Refusal.notSignedIn }
    return caller
  }

  /// Asks for a code.
  func askForCode(_ email: String) async throws {
    let address = try EmailAddress(text: email)
    try await town.carryOut { try $0.startSignIn(address) }
  }

  /// Types a code.
  func type(_ code: String, _ email: String, as person: Person? = nil) async throws -> SignedIn {
    let id = person?.id
    return try await town.market.confirmSignIn(
      EmailAddress(text: email), code: SignInCode(text: code), chosen: id)
  }

  /// The codes in the letters of an address, oldest first, also of letters that are never sent.
  func codes(in email: String) async throws -> [String] {
    let address = try EmailAddress(text: email)
    return try await letters().filter { $0.address == address.text }.map(\.code)
  }

  /// The letters that carry codes, oldest first.
  func letters() async throws -> [CodeLetter] {
    try await town.carryOut { errand in
      try errand.store.sql.query(
        "SELECT id, area, address, code, state, lane, expires_at, message_id FROM letter ORDER BY created_at, id"
      ).map { row in
        let id = try row.id("id", Letter.self)
        let keys = errand.store.keys
        return CodeLetter(
          id: id, address: try keys.openedIfAny(row.bytes("address"), place: "letter.address.\(id.text)") ?? "",
          code: try keys.openedIfAny(row.bytes("code"), place: "letter.code.\(id.text)") ?? "",
          area: try row.textIfAny("area"), state: try row.text("state"), lane: try row.number("lane"),
          expiresAt: try row.at("expires_at"), messageID: try row.text("message_id"))
      }
    }
  }

  /// How many rows a table has.
  func count(_ table: String) async throws -> Int {
    try await town.carryOut {
      try $0.store.sql.first("SELECT COUNT(*) AS rows_there FROM \(table)")?.number("rows_there") ?? 0
    }
  }
}

/// A letter that carries a code, opened.
struct CodeLetter: Sendable, Equatable {
  let id: ID<Letter>
  let address: String
  let code: String
  let area: String?
  let state: String
  let lane: Int
  let expiresAt: Instant
  let messageID: String
}
