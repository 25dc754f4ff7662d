/// An offer, as the API shows it.
package struct OfferShape: Codable, Sendable, Equatable {
  package var id: String
  package var partner: PartnerNamed
  package var area: String
  package var title: String
  /// May be missing while the offer is a draft; so may `description` and `town`.
  package var summary: String?
  package var description: String?
  package var category: String
  package var stay: String
  package var postcode: String?
  package var town: String?
  package var provides: Provides
  package var audience: Audience
  package var contributionPence: Int
  package var contributionPer: String
  package var valuePence: Int?
  package var bookBeforeHours: Int
  package var cancelFreeHours: Int
  package var confirmation: String
  /// Left out where only people are counted.
  package var unitKinds: [UnitKind]?
  package var allocation: String
  package var state: String
  package var nextSlotAt: String?
  /// What guests say, once they are enough.
  package var recommended: StarsShape?
  package var visibility = "open"
  package var version: Int
  /// Only where it was asked how offers fit a carer.
  package var fit: FitShape?
  /// The days on which dates may begin; left out when they may on any.
  package var season: SeasonShape?
  /// What keeps carers from booking it; only where it was just published.
  package var warnings: [Problem]?

  /// The days on which dates may begin, both included.
  package struct SeasonShape: Codable, Sendable, Equatable {
    package var from: String
    package var to: String

    /// Says from when to when.
    package init(from: String, to: String) {
      self.from = from
      self.to = to
    }
  }

  /// As much of a partner as an offer shows.
  package struct PartnerNamed: Codable, Sendable, Equatable {
    package var id: String
    package var name: String
    package var kind: String

    /// Names a partner.
    package init(id: String, name: String, kind: String) {
      self.id = id
      self.name = name
      self.kind = kind
    }
  }

  /// What a place has for its guests.
  package struct Provides: Codable, Sendable, Equatable {
    package var diets: [String]
    package var allergensAvoided: [String]
    package var allergensStatedOn: String?
    package var languages: [String]
    package var access: [String]

    /// Puts together what a place has.
    package init(
      diets: [String], allergensAvoided: [String], allergensStatedOn: String?, languages: [String], access: [String]
    ) {
      self.diets = diets
      self.allergensAvoided = allergensAvoided
      self.allergensStatedOn = allergensStatedOn
      self.languages = languages
      self.access = access
    }
  }

  /// Whom an offer is for.
  package struct Audience: Codable, Sendable, Equatable {
    package var partyMax: Int
    package var childrenWelcome: Bool
    package var youngCarersWelcome: Bool
    package var caredForWelcome: Bool
    /// 0 for none.
    package var minimumAge: Int

    /// Says whom an offer is for.
    package init(
      partyMax: Int, childrenWelcome: Bool, youngCarersWelcome: Bool, caredForWelcome: Bool, minimumAge: Int
    ) {
      self.partyMax = partyMax
      self.childrenWelcome = childrenWelcome
      self.youngCarersWelcome = youngCarersWelcome
      self.caredForWelcome = caredForWelcome
      self.minimumAge = minimumAge
    }
  }

  /// A kind of room, table or bed, and how many people one of it takes.
  package struct UnitKind: Codable, Sendable, Equatable {
    package var kind: String
    package var sleeps: Int

    /// Names a kind.
    package init(kind: String, sleeps: Int) {
      self.kind = kind
      self.sleeps = sleeps
    }
  }

  /// Puts an answer together.
  package init(
    id: String, partner: PartnerNamed, area: String, title: String, summary: String?, description: String?,
    category: String, stay: String, postcode: String?, town: String?, provides: Provides, audience: Audience,
    contributionPence: Int, contributionPer: String, valuePence: Int?, bookBeforeHours: Int, cancelFreeHours: Int,
    confirmation: String, unitKinds: [UnitKind]? = nil, allocation: String, state: String, nextSlotAt: String?,
    version: Int
  ) {
    self.id = id
    self.partner = partner
    self.area = area
    self.title = title
    self.summary = summary
    self.description = description
    self.category = category
    self.stay = stay
    self.postcode = postcode
    self.town = town
    self.provides = provides
    self.audience = audience
    self.contributionPence = contributionPence
    self.contributionPer = contributionPer
    self.valuePence = valuePence
    self.bookBeforeHours = bookBeforeHours
    self.cancelFreeHours = cancelFreeHours
    self.confirmation = confirmation
    self.unitKinds = unitKinds
    self.allocation = allocation
    self.state = state
    self.nextSlotAt = nextSlotAt
    self.version = version
  }
}
