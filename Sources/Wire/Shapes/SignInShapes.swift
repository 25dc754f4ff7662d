/// An answer that says nothing: `{}`.
package struct NothingShape: Codable, Sendable, Equatable {
  /// Says nothing.
  package init() {}
}

/// A session, shown once.
package struct SessionShape: Codable, Sendable, Equatable {
  package let token: String
  package let expiresAt: String
  package let roles: [RoleShape]

  /// Puts an answer together.
  package init(token: String, expiresAt: String, roles: [RoleShape]) {
    self.token = token
    self.expiresAt = expiresAt
    self.roles = roles
  }
}

/// The people who share an address, to choose from.
package struct PeopleToChooseShape: Codable, Sendable, Equatable {
  package let people: [PersonLabelShape]

  /// Puts an answer together.
  package init(people: [PersonLabelShape]) { self.people = people }
}

/// One of the people who share an address.
package struct PersonLabelShape: Codable, Sendable, Equatable {
  package let id: String
  /// First name and initial.
  package let label: String

  /// Labels a person.
  package init(id: String, label: String) {
    self.id = id
    self.label = label
  }
}

/// Whoever asks, as they see themselves.
package struct MeShape: Codable, Sendable, Equatable {
  package let id: String
  package let name: String
  package let roles: [RoleShape]
  package let areas: [String]
  /// Only for a carer.
  package let carerId: String?
  package let actsFor: [ActedForShape]
  /// Only for those who are named to read an area's concerns.
  package let concernsOpen: Int?

  /// Puts an answer together.
  package init(
    id: String, name: String, roles: [RoleShape], areas: [String], carerId: String?, actsFor: [ActedForShape],
    concernsOpen: Int? = nil
  ) {
    self.id = id
    self.name = name
    self.roles = roles
    self.areas = areas
    self.carerId = carerId
    self.actsFor = actsFor
    self.concernsOpen = concernsOpen
  }
}

/// A young carer for whom somebody may act.
package struct ActedForShape: Codable, Sendable, Equatable {
  /// The carer's id.
  package let id: String
  package let name: String

  /// Names a young carer.
  package init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}
