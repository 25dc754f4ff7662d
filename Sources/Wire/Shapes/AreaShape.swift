/// An area, as answers show it.
package struct AreaShape: Codable, Sendable, Equatable {
  package let slug: String
  package let name: String
  package let schemeName: String
  package let phone: String
  package let phoneHours: String
  package let email: String
  package let postalAddress: String
  package let postcodeDistricts: [String]
  package let controller: String
  package let privacyNotice: PrivacyNoticeShape
  package let safeguardingPhone: String
  package let caps: [CapShape]
  package let careHoursPerWeek: Int?
  package let version: Int

  /// Puts an answer together.
  package init(
    slug: String, name: String, schemeName: String, phone: String, phoneHours: String, email: String,
    postalAddress: String, postcodeDistricts: [String], controller: String, privacyNotice: PrivacyNoticeShape,
    safeguardingPhone: String, caps: [CapShape], careHoursPerWeek: Int?,
    version: Int
  ) {
    self.slug = slug
    self.name = name
    self.schemeName = schemeName
    self.phone = phone
    self.phoneHours = phoneHours
    self.email = email
    self.postalAddress = postalAddress
    self.postcodeDistricts = postcodeDistricts
    self.controller = controller
    self.privacyNotice = privacyNotice
    self.safeguardingPhone = safeguardingPhone
    self.caps = caps
    self.careHoursPerWeek = careHoursPerWeek
    self.version = version
  }
}

/// Which words about personal data people are shown.
package struct PrivacyNoticeShape: Codable, Sendable, Equatable {
  package let version: String
  package let url: String

  /// Names a notice.
  package init(version: String, url: String) {
    self.version = version
    self.url = url
  }
}

/// How many breaks of a kind one person may have in a period.
package struct CapShape: Codable, Sendable, Equatable {
  package let stay: String
  package let count: Int
  package let per: String

  /// Names a cap.
  package init(stay: String, count: Int, per: String) {
    self.stay = stay
    self.count = count
    self.per = per
  }
}
