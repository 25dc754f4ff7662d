import Breaks
import Store
import UseCases

// Who lives in a town, put there past the rules, so that a test can begin where it wants to.

extension Town {
  /// Puts an area there.
  @discardableResult package func area(_ slug: String = "liverpool") async throws -> AreaSlug {
    let name = AreaSlug(stored: slug)
    let details = AreaDetails(
      name: slug.capitalized, schemeName: "Breathe \(slug.capitalized)", phone: try UKPhone(text: "0151 496 0100"),
      phoneHours: "weekdays 9 to 5", email: try EmailAddress(text: "desk@\(slug).example"),
      postalAddress: "1 Dale Street\nLiverpool\nL1 1AA", postcodeDistricts: [], controller: "Breathe CIC",
      privacyNotice: PrivacyNotice(version: "2026-04", url: "https://breathe.example/privacy"),
      safeguardingPhone: try UKPhone(text: "0151 496 0199"))
    _ = try await carryOut { try $0.store.areas.insert(name, details, now: $0.now) }
    return name
  }

  /// Puts a person with one role there and opens a session.
  ///
  /// - Returns: the person's bearer token.
  package func token(_ role: Role, in area: AreaSlug, name: String = "Sam Porter") async throws -> String {
    try await token(PersonDetails(name: name, email: nil, phone: nil, roles: [RoleGrant(role: role, area: area)]))
  }

  /// Puts a person there and opens a session.
  ///
  /// - Returns: the person's bearer token.
  package func token(_ details: PersonDetails) async throws -> String {
    try await carryOut { errand in
      let person = try errand.store.people.insert(details, id: errand.world.id(), now: errand.now)
      return try errand.openSession(for: person.id, days: 400).token
    }
  }
}
