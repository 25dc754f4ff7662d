/// Somebody who can sign in: a carer, a partner's person, a prescriber, a volunteer, a coordinator.
package struct Person: Sendable, Equatable {
  package let id: ID<Person>
  package var details: PersonDetails
  /// Set when the person may not sign in any more.
  package var disabledAt: Instant?
  /// Since when we know that letters to the address reach the person: they typed a code that was sent there.
  package var emailProvenAt: Instant?
  /// Raised by one at every change.
  package let version: Int

  /// Puts a person together.
  package init(id: ID<Person>, details: PersonDetails, disabledAt: Instant?, emailProvenAt: Instant?, version: Int) {
    self.id = id
    self.details = details
    self.disabledAt = disabledAt
    self.emailProvenAt = emailProvenAt
    self.version = version
  }
}

/// What is said about a person who works with Breather.
package struct PersonDetails: Sendable, Equatable {
  package var name: String
  package var email: EmailAddress?
  package var phone: UKPhone?
  package var languages: [LanguageTag]
  package var roles: [RoleGrant]
  /// For prescribers: what they are.
  package var profession: Profession?
  /// For prescribers: their number in their profession's register.
  package var registration: Registration?

  /// Puts the details together.
  package init(
    name: String, email: EmailAddress?, phone: UKPhone?, languages: [LanguageTag] = [], roles: [RoleGrant],
    profession: Profession? = nil, registration: Registration? = nil
  ) {
    self.name = name
    self.email = email
    self.phone = phone
    self.languages = languages
    self.roles = roles
    self.profession = profession
    self.registration = registration
  }
}

/// What a person may be in Breather.
package enum Role: String, CaseIterable, Sendable, Codable {
  case carer, partner, prescriber
  case practiceStaff = "practice_staff"
  case worker, volunteer, coordinator, commissioner, administrator
}

/// One role of a person, and where it holds.
package struct RoleGrant: Sendable, Hashable {
  package var role: Role
  package var area: AreaSlug
  /// For the role partner: which one.
  package var partner: ID<Partner>?
  /// For the roles prescriber and practice_staff: which practice.
  package var practice: ID<Practice>?

  /// Grants a role.
  package init(role: Role, area: AreaSlug, partner: ID<Partner>? = nil, practice: ID<Practice>? = nil) {
    self.role = role
    self.area = area
    self.partner = partner
    self.practice = practice
  }
}

/// A general practice, or another organisation whose professionals prescribe breaks.
package struct Practice: Sendable, Equatable {
  package let id: ID<Practice>
  package var details: PracticeDetails
  package let version: Int

  /// Puts a practice together.
  package init(id: ID<Practice>, details: PracticeDetails, version: Int) {
    self.id = id
    self.details = details
    self.version = version
  }
}

/// What is said about a practice.
package struct PracticeDetails: Sendable, Equatable {
  package var odsCode: ODSCode
  package var name: String
  package var area: AreaSlug
  package var email: EmailAddress
  package var phone: UKPhone?
  /// The member of staff who looks after carers there.
  package var carersLead: String?

  /// Puts the details together.
  package init(
    odsCode: ODSCode, name: String, area: AreaSlug, email: EmailAddress, phone: UKPhone?, carersLead: String?
  ) {
    self.odsCode = odsCode
    self.name = name
    self.area = area
    self.email = email
    self.phone = phone
    self.carersLead = carersLead
  }
}
