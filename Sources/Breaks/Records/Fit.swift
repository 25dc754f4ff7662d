/// How a break fits a carer's needs, point by point.
package struct Fit: Sendable, Equatable {
  /// What is said of each need that matters for this break, in the order of `FitRules`.
  package let says: [FitSay]

  /// Puts together what is said.
  package init(says: [FitSay]) { self.says = says }

  /// One no is enough, else one question.
  package var answer: FitAnswer {
    if says.contains(where: { $0.answer == .no }) { return .doesNot }
    return says.contains { $0.answer == .ask } ? .ask : .fits
  }

  /// In a line, as one would say it: `step free: yes; halal: ask`.
  package var words: String {
    says.map { "\($0.what.replacing("_", with: " ")): \($0.answer.rawValue)" }.joined(separator: "; ")
  }
}

/// Whether a break fits: a question to the partner is no no.
package enum FitAnswer: String, CaseIterable, Sendable {
  case fits, ask
  case doesNot = "does_not"
}

/// What is said of one need.
package struct FitSay: Sendable, Equatable {
  /// The answer to one need.
  package enum Answer: String, CaseIterable, Sendable { case yes, ask, no }

  /// The need: a word of diets, allergens or access, or one of `FitPoint`.
  package let what: String
  package let answer: Answer
  /// One kind sentence; nil for a yes.
  package let why: String?

  /// Says something.
  package init(_ what: String, _ answer: Answer, why: String? = nil) {
    self.what = what
    self.answer = answer
    self.why = why
  }
}

/// The needs that have no word of their own in the lists.
package enum FitPoint: String, CaseIterable, Sendable {
  case area, age, overnight
  case replacementCare = "replacement_care"
  case cap
  case foodNotes = "food_notes"
  case language, interpreter
}

/// What a carer needs of a break, as far as it decides what fits; nothing in it says who they are.
///
/// Equal needs are given the same order of the same offers.
package struct FitNeeds: Sendable, Equatable {
  package var area: AreaSlug
  package var birthDate: Day
  package var food: FoodNeeds
  package var access: [Access]
  package var languages: [LanguageSkill]
  package var canLeaveOvernight: Bool
  package var needsReplacementCare: Bool
  /// Whether somebody in the area offers care that might stand in for the carer.
  package var careIsOffered: Bool

  /// Takes from a registration what matters.
  package init(of carer: CarerDetails, careIsOffered: Bool) {
    area = carer.area
    birthDate = carer.birthDate
    food = carer.food
    access = carer.access
    languages = carer.languages
    canLeaveOvernight = carer.caring.canLeaveOvernight
    needsReplacementCare = carer.caring.needsReplacementCare
    self.careIsOffered = careIsOffered
  }
}

/// An offer, and what has to be known beside it to say how it fits.
package struct FitFacts: Sendable, Equatable {
  package let offer: Offer
  /// When its last date with a place begins; nil when there is none.
  package let lastSlotAt: Instant?
  /// How far it is from home, in whole kilometres; nil when one of the places is not in the table.
  package let km: Int?
  /// The caps for this kind of break, each with what was used in the period of the next date with a place.
  package let used: [CapUse]

  /// Gathers the facts.
  package init(offer: Offer, lastSlotAt: Instant? = nil, km: Int? = nil, used: [CapUse] = []) {
    self.offer = offer
    self.lastSlotAt = lastSlotAt
    self.km = km
    self.used = used
  }

  /// On which London day its next date with a place is.
  package var nextOn: Day? { offer.nextSlotAt.map(London.day(of:)) }
}
