/// A person with roles, as answers show it.
package struct PersonShape: Codable, Sendable, Equatable {
  package let id: String
  package let name: String
  package let email: String?
  package let phone: String?
  package let languages: [String]
  package let roles: [RoleShape]
  package let profession: String?
  package let registration: String?
  /// Whether the person may not sign in any more.
  package let disabled: Bool
  package let version: Int

  /// Puts an answer together.
  package init(
    id: String, name: String, email: String?, phone: String?, languages: [String], roles: [RoleShape],
    profession: String?, registration: String?, disabled: Bool, version: Int
  ) {
    self.id = id
    self.name = name
    self.email = email
    self.phone = phone
    self.languages = languages
    self.roles = roles
    self.profession = profession
    self.registration = registration
    self.disabled = disabled
    self.version = version
  }
}

/// One role, and where it holds.
package struct RoleShape: Codable, Sendable, Equatable {
  package let role: String
  package let area: String
  package let partnerId: String?
  package let practiceId: String?

  /// Names a role.
  package init(role: String, area: String, partnerId: String?, practiceId: String?) {
    self.role = role
    self.area = area
    self.partnerId = partnerId
    self.practiceId = practiceId
  }
}
