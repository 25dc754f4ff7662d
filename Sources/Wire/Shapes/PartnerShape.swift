/// A partner, as its own people and coordinators see it.
package struct PartnerShape: Codable, Sendable, Equatable {
  package let id: String
  package let name: String
  package let kind: String
  package let area: String
  package let email: String
  package let phone: String?
  package let postcode: String?
  package let town: String?
  package let address: String?
  package let description: String?
  package let safeguarding: SafeguardingShape?
  package let cqcLocationId: String?
  package let noPersonalCare: Bool
  /// Whether there is `safeguarding`.
  package let youngCarersWelcome: Bool
  /// Always `active`, for now.
  package let state: String
  package let version: Int

  /// Puts an answer together.
  package init(
    id: String, name: String, kind: String, area: String, email: String, phone: String?, postcode: String?,
    town: String?, address: String?, description: String?, safeguarding: SafeguardingShape?, cqcLocationId: String?,
    noPersonalCare: Bool, youngCarersWelcome: Bool, state: String, version: Int
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.area = area
    self.email = email
    self.phone = phone
    self.postcode = postcode
    self.town = town
    self.address = address
    self.description = description
    self.safeguarding = safeguarding
    self.cqcLocationId = cqcLocationId
    self.noPersonalCare = noPersonalCare
    self.youngCarersWelcome = youngCarersWelcome
    self.state = state
    self.version = version
  }
}

/// What a coordinator has seen of a partner who welcomes young people.
package struct SafeguardingShape: Codable, Sendable, Equatable {
  package let lead: String
  package let policySeenOn: String
  package let insuranceSeenOn: String

  /// Names what was seen.
  package init(lead: String, policySeenOn: String, insuranceSeenOn: String) {
    self.lead = lead
    self.policySeenOn = policySeenOn
    self.insuranceSeenOn = insuranceSeenOn
  }
}
