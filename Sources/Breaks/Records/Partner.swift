/// An organisation that gives breaks: a hotel, a theatre, a rowing club.
package struct Partner: Sendable, Equatable {
  package let id: ID<Partner>
  package var details: PartnerDetails
  package let version: Int

  /// Puts a partner together.
  package init(id: ID<Partner>, details: PartnerDetails, version: Int) {
    self.id = id
    self.details = details
    self.version = version
  }

  /// Its name and kind, as offers show them.
  package var summary: PartnerSummary { PartnerSummary(id: id, name: details.name, kind: details.kind) }
}

/// As much of a partner as an offer shows.
package struct PartnerSummary: Sendable, Equatable {
  package let id: ID<Partner>
  package let name: String
  package let kind: Category

  /// Puts a summary together.
  package init(id: ID<Partner>, name: String, kind: Category) {
    self.id = id
    self.name = name
    self.kind = kind
  }
}

/// What is said about a partner.
package struct PartnerDetails: Sendable, Equatable {
  package var name: String
  package var kind: Category
  package var area: AreaSlug
  /// Where letters about bookings go.
  package var email: EmailAddress
  package var phone: UKPhone?
  package var postcode: Postcode?
  package var town: String?
  package var address: String?
  package var description: String?
  /// What was seen before young people may come; nil when nothing was.
  package var safeguarding: Safeguarding?
  /// For partners who care: where the Care Quality Commission lists them.
  package var cqcLocationID: String?
  /// For partners of category care who give no personal care, and so need no registration.
  package var noPersonalCare: Bool

  /// Puts the details together.
  package init(
    name: String, kind: Category, area: AreaSlug, email: EmailAddress, phone: UKPhone? = nil,
    postcode: Postcode? = nil, town: String? = nil, address: String? = nil, description: String? = nil,
    safeguarding: Safeguarding? = nil, cqcLocationID: String? = nil, noPersonalCare: Bool = false
  ) {
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
    self.cqcLocationID = cqcLocationID
    self.noPersonalCare = noPersonalCare
  }
}

/// What a coordinator has seen of a partner who welcomes young people.
package struct Safeguarding: Sendable, Equatable, Codable {
  /// Who answers for young people's safety there.
  package var lead: String
  package var policySeenOn: Day
  package var insuranceSeenOn: Day

  /// Records what was seen.
  package init(lead: String, policySeenOn: Day, insuranceSeenOn: Day) {
    self.lead = lead
    self.policySeenOn = policySeenOn
    self.insuranceSeenOn = insuranceSeenOn
  }
}
