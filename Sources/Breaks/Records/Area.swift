/// A town or county where one scheme gives breaks, with the words and numbers its letters carry.
package struct Area: Sendable, Equatable {
  /// Its short name in addresses; never changes.
  package let slug: AreaSlug
  /// All that a coordinator may change.
  package var details: AreaDetails
  /// Raised by one at every change.
  package let version: Int

  /// Puts an area together.
  package init(slug: AreaSlug, details: AreaDetails, version: Int) {
    self.slug = slug
    self.details = details
    self.version = version
  }
}

/// What is said about an area.
package struct AreaDetails: Sendable, Equatable, Codable {
  /// `Wigan`; 1...120 characters.
  package var name: String
  /// What the carers chose to call their scheme; 1...120 characters.
  package var schemeName: String
  /// The number that every letter gives.
  package var phone: UKPhone
  /// When somebody answers it, in words; 1...120 characters.
  package var phoneHours: String
  /// The address that answers come back to.
  package var email: EmailAddress
  /// Where post reaches the scheme; 1...300 characters.
  package var postalAddress: String
  /// The outward codes that belong to the area; empty when its bounds are not set by post.
  package var postcodeDistricts: [String]
  /// Who answers for personal data (UK GDPR, article 4(7)).
  package var controller: String
  /// The notice that carers read, hear or are sent before they register.
  package var privacyNotice: PrivacyNotice
  /// Whom to ring about somebody's safety.
  package var safeguardingPhone: UKPhone
  /// How many breaks a person may have in a period, by kind of break.
  package var caps: [Cap]
  /// How many hours of sitting care one person may have in a week; 1...168, nil where they are not limited.
  package var careHoursPerWeek: Int?

  /// Puts the details together.
  package init(
    name: String, schemeName: String, phone: UKPhone, phoneHours: String, email: EmailAddress, postalAddress: String,
    postcodeDistricts: [String], controller: String, privacyNotice: PrivacyNotice, safeguardingPhone: UKPhone,
    caps: [Cap] = Cap.usual, careHoursPerWeek: Int? = nil
  ) {
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
  }
}

/// Which words about personal data somebody was shown.
package struct PrivacyNotice: Sendable, Equatable, Codable {
  /// Changes whenever the words do, such as `2026-04`.
  package var version: String
  /// Where the words stand.
  package var url: String

  /// Names a notice.
  package init(version: String, url: String) {
    self.version = version
    self.url = url
  }
}

/// How many breaks of a kind one person may have in a period: of the person, never of the household.
package struct Cap: Sendable, Equatable, Codable {
  /// The kind of break that is counted.
  package var stay: Stay
  /// How many; 1...100.
  package var count: Int
  /// In which calendar period.
  package var per: CapPeriod

  /// Makes a cap.
  package init(stay: Stay, count: Int, per: CapPeriod) {
    self.stay = stay
    self.count = count
    self.per = per
  }

  /// One night away each half-year and four daytime breaks a quarter.
  package static let usual = [
    Cap(stay: .overnight, count: 1, per: .halfYear), Cap(stay: .daytime, count: 4, per: .quarter),
  ]
}

/// A calendar period over which breaks are counted, in London days.
package enum CapPeriod: String, CaseIterable, Sendable, Codable {
  case month, quarter
  case halfYear = "half_year"
  case year

  /// The first day of the period that holds a day, and the first of the next.
  package func bounds(around day: Day) -> (from: Day, until: Day) {
    let months =
      switch self {
      case .month: 1
      case .quarter: 3
      case .halfYear: 6
      case .year: 12
      }
    let first = (day.month - 1) / months * months + 1
    let from = Day(year: day.year, month: first, day: 1) ?? day
    return (from, from.adding(months: months))
  }
}
