/// What an offer must say, before it may be kept and before carers may see it.
package enum OfferRules {
  /// What is wrong with an offer in any state, in the order of its fields; empty when it may be kept.
  ///
  /// - Parameter area: the area that the request names, if it names one: an offer stands where its partner stands.
  package static func problems(
    of details: OfferDetails, area: AreaSlug?, partner: PartnerDetails, today: Day
  ) -> [Problem] {
    var problems: [Problem] = []
    if let area, area != partner.area {
      problems.append(
        Problem("/area", "not_allowed_here", "An offer stands in its partner's area, \(partner.area.text)."))
    }
    if details.postcode == nil {
      problems.append(Problem("/postcode", "required", "Please say where it is: the partner has no postcode either."))
    }
    if let day = details.provides.allergensStatedOn, day > today {
      problems.append(
        Problem("/provides/allergensStatedOn", "in_the_future", "The kitchen cannot have said so in the future."))
    }
    return problems + UnitKindRules.problems(details.unitKinds) + SeasonRules.problems(of: details.season)
  }

  /// What carers would miss in an offer, in the order of its fields; empty when it may be published.
  package static func missing(in details: OfferDetails, partner: PartnerDetails) -> [Problem] {
    var problems: [Problem] = []
    if details.category == .care, partner.cqcLocationID == nil, !partner.noPersonalCare {
      problems.append(
        Problem(
          "/category", "cqc_needed",
          "Care needs the partner's Care Quality Commission location, or the partner's word that no personal care is given."
        ))
    }
    if details.summary.isEmpty {
      problems.append(Problem("/summary", "required", "Please say in a sentence what the break is."))
    }
    if details.description.isEmpty {
      problems.append(Problem("/description", "required", "Please describe the break."))
    }
    if details.postcode == nil {
      problems.append(Problem("/postcode", "required", "Please say where it is."))
    }
    if details.town == nil {
      problems.append(Problem("/town", "required", "Please say in which town it is."))
    }
    if !details.provides.allergensAvoided.isEmpty, details.provides.allergensStatedOn == nil {
      problems.append(
        Problem(
          "/provides/allergensStatedOn", "required", "Please say when the kitchen said which allergens it can avoid."))
    }
    if details.audience.youngCarersWelcome, partner.safeguarding == nil {
      problems.append(
        Problem(
          "/audience/youngCarersWelcome", "safeguarding_needed",
          "Before young carers may come, a coordinator must have seen who answers for their safety, the policy and the insurance."
        ))
    }
    return problems
  }
}

extension OfferRules {
  /// What keeps carers from booking an offer that they see; it may be published all the same, for dates may follow.
  package static func warnings(of offer: Offer, today: Day) -> [Problem] {
    if let season = offer.details.season, season.to < today {
      return [Problem("/season", "season_over", "Carers see it but cannot book it: its season is over.")]
    }
    if offer.nextSlotAt == nil {
      return [
        Problem("/slots", "no_coming_dates", "Carers see it but cannot book it: no coming date has a place left.")
      ]
    }
    return []
  }
}

/// An offer as it is first told: what it leaves out, its partner fills.
package struct OfferDraft: Sendable, Equatable {
  package var title: String
  package var stay: Stay
  /// The partner's kind when left out.
  package var category: Category?
  /// The partner's area when left out; no other is taken.
  package var area: AreaSlug?
  /// The partner's postcode when left out.
  package var postcode: Postcode?
  /// The partner's town when left out.
  package var town: String?
  package var summary = ""
  package var description = ""
  package var provides = Provides()
  package var audience = Audience()
  package var contributionPence = Pence(0)
  package var contributionPer = ContributionPer.person
  package var valuePence: Pence?
  /// 0...2160.
  package var bookBeforeHours = 0
  /// 0...2160.
  package var cancelFreeHours = OfferDraft.usualCancelFreeHours
  package var confirmation = Confirmation.instant
  package var season: Season?
  package var visibility = Visibility.open
  package var unitKinds: [UnitKindOffered] = []

  /// Until how many hours before the start a carer may cancel, where the partner says nothing.
  package static let usualCancelFreeHours = 24

  /// Begins with what only the partner knows.
  package init(title: String, stay: Stay) {
    self.title = title
    self.stay = stay
  }

  /// The whole offer.
  ///
  /// A town is the partner's only together with the partner's postcode: an offer elsewhere says its own.
  package func filled(by partner: PartnerDetails) -> OfferDetails {
    let isElsewhere = postcode != nil && postcode != partner.postcode
    var details = OfferDetails(
      title: title, summary: summary, description: description, category: category ?? partner.kind, stay: stay,
      postcode: postcode ?? partner.postcode, town: town ?? (isElsewhere ? nil : partner.town), provides: provides,
      audience: audience, contributionPence: contributionPence, contributionPer: contributionPer,
      valuePence: valuePence, bookBeforeHours: bookBeforeHours, cancelFreeHours: cancelFreeHours,
      confirmation: confirmation, visibility: visibility, unitKinds: unitKinds)
    details.season = season
    return details
  }
}

/// What somebody wants changed of an offer.
package struct OfferChange: Sendable {
  /// The area that the request names; no other than the partner's is taken.
  package let area: AreaSlug?
  private let change: @Sendable (inout OfferDetails) -> Void

  /// Gathers the changed fields.
  package init(area: AreaSlug? = nil, _ change: @escaping @Sendable (inout OfferDetails) -> Void) {
    self.area = area
    self.change = change
  }

  /// The details after the change.
  package func applied(to details: OfferDetails) -> OfferDetails {
    var changed = details
    change(&changed)
    return changed
  }
}
