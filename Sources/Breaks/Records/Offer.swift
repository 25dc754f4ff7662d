/// A break that a partner gives, on dates of its own.
package struct Offer: Sendable, Equatable {
  package let id: ID<Offer>
  package let partner: PartnerSummary
  /// The partner's area, where the offer is shown.
  package let area: AreaSlug
  package var details: OfferDetails
  package var state: OfferState
  /// When the next slot with a place begins; nil when there is none.
  package var nextSlotAt: Instant?
  package let version: Int

  /// Puts an offer together.
  package init(
    id: ID<Offer>, partner: PartnerSummary, area: AreaSlug, details: OfferDetails, state: OfferState,
    nextSlotAt: Instant?, version: Int
  ) {
    self.id = id
    self.partner = partner
    self.area = area
    self.details = details
    self.state = state
    self.nextSlotAt = nextSlotAt
    self.version = version
  }
}

/// Whether carers see an offer.
package enum OfferState: String, CaseIterable, Sendable, Codable {
  case draft, published, withdrawn
}

/// What is said about an offer; everything a partner may change.
package struct OfferDetails: Sendable, Equatable, Codable {
  package var title: String
  package var summary: String
  package var description: String
  package var category: Category
  package var stay: Stay
  /// Where it is; the partner's own postcode when left out.
  package var postcode: Postcode?
  package var town: String?
  package var provides: Provides
  package var audience: Audience
  /// What a person, party or unit pays towards it; 0 is free.
  package var contributionPence: Pence
  package var contributionPer: ContributionPer
  /// What it would cost others; nil when not said.
  package var valuePence: Pence?
  /// How many hours before the start booking ends; 0...2160.
  package var bookBeforeHours: Int
  /// Until how many hours before the start a carer may cancel without being late; 0...2160.
  package var cancelFreeHours: Int
  package var confirmation: Confirmation
  package var visibility: Visibility
  /// The kinds of room, table or bed it has; empty where only people are counted.
  package var unitKinds: [UnitKindOffered]
  /// The days on which its dates may begin; nil for any.
  package var season: Season?

  /// Puts the details together, with the defaults of the contract.
  package init(
    title: String, summary: String = "", description: String = "", category: Category, stay: Stay,
    postcode: Postcode? = nil, town: String? = nil, provides: Provides = Provides(), audience: Audience = Audience(),
    contributionPence: Pence = Pence(0), contributionPer: ContributionPer = .person, valuePence: Pence? = nil,
    bookBeforeHours: Int = 0, cancelFreeHours: Int = 24, confirmation: Confirmation = .instant,
    visibility: Visibility = .open, unitKinds: [UnitKindOffered] = [], season: Season? = nil
  ) {
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
    self.visibility = visibility
    self.unitKinds = unitKinds
    self.season = season
  }
}

extension OfferDetails {
  /// Reads details as they were kept; what was not known yet when they were written has its default.
  package init(from decoder: any Decoder) throws {
    let kept = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      title: try kept.decode(String.self, forKey: .title), summary: try kept.decode(String.self, forKey: .summary),
      description: try kept.decode(String.self, forKey: .description),
      category: try kept.decode(Category.self, forKey: .category), stay: try kept.decode(Stay.self, forKey: .stay),
      postcode: try kept.decodeIfPresent(Postcode.self, forKey: .postcode),
      town: try kept.decodeIfPresent(String.self, forKey: .town),
      provides: try kept.decode(Provides.self, forKey: .provides),
      audience: try kept.decode(Audience.self, forKey: .audience),
      contributionPence: try kept.decode(Pence.self, forKey: .contributionPence),
      contributionPer: try kept.decode(ContributionPer.self, forKey: .contributionPer),
      valuePence: try kept.decodeIfPresent(Pence.self, forKey: .valuePence),
      bookBeforeHours: try kept.decode(Int.self, forKey: .bookBeforeHours),
      cancelFreeHours: try kept.decode(Int.self, forKey: .cancelFreeHours),
      confirmation: try kept.decode(Confirmation.self, forKey: .confirmation))
    visibility = try kept.decodeIfPresent(Visibility.self, forKey: .visibility) ?? .open
    unitKinds = try kept.decodeIfPresent([UnitKindOffered].self, forKey: .unitKinds) ?? []
    season = try kept.decodeIfPresent(Season.self, forKey: .season)
  }
}

/// What a place has for its guests.
package struct Provides: Sendable, Equatable, Codable {
  package var diets: [Diet]
  /// What the kitchen says it can keep out; never a promise for a severe allergy.
  package var allergensAvoided: [Allergen]
  /// When the kitchen last said so.
  package var allergensStatedOn: Day?
  package var languages: [LanguageTag]
  package var access: [Access]

  /// Puts together what a place has.
  package init(
    diets: [Diet] = [], allergensAvoided: [Allergen] = [], allergensStatedOn: Day? = nil,
    languages: [LanguageTag] = [], access: [Access] = []
  ) {
    self.diets = diets
    self.allergensAvoided = allergensAvoided
    self.allergensStatedOn = allergensStatedOn
    self.languages = languages
    self.access = access
  }
}

/// Whom an offer is for.
package struct Audience: Sendable, Equatable, Codable {
  /// The most people in one booking; 1...12.
  package var partyMax: Int
  package var childrenWelcome: Bool
  /// Whether carers under 18 may book it for themselves.
  package var youngCarersWelcome: Bool
  package var caredForWelcome: Bool
  /// The least age of anybody in the party; nil for none.
  package var minimumAge: Int?

  /// Says whom an offer is for.
  package init(
    partyMax: Int = 2, childrenWelcome: Bool = false, youngCarersWelcome: Bool = false,
    caredForWelcome: Bool = false, minimumAge: Int? = nil
  ) {
    self.partyMax = partyMax
    self.childrenWelcome = childrenWelcome
    self.youngCarersWelcome = youngCarersWelcome
    self.caredForWelcome = caredForWelcome
    self.minimumAge = minimumAge
  }
}

/// For what a contribution is paid once.
package enum ContributionPer: String, CaseIterable, Sendable, Codable { case person, party, unit }

/// Whether a booking stands at once or when the partner has said yes.
package enum Confirmation: String, CaseIterable, Sendable, Codable { case instant, partner }

/// Who is shown an offer: everybody, or only those who have signed in, for partners who will not advertise openly.
package enum Visibility: String, CaseIterable, Sendable, Codable { case open, carers }
