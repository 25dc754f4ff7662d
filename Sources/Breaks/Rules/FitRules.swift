/// Whether a break fits what a carer needs, need by need (domain, section 4).
///
/// What the partner has not said is asked, never denied. A severe allergy is always asked: no list of a kitchen is a
/// promise.
package enum FitRules {
  /// Says how an offer fits.
  ///
  /// - Parameter day: the London day on which it is asked.
  package static func fit(_ facts: FitFacts, _ needs: FitNeeds, on day: Day) -> Fit {
    Fit(
      says: area(facts, needs) + age(facts, needs, on: day) + leaving(facts, needs) + cap(facts)
        + food(facts.offer.details, needs.food, on: day) + access(facts.offer.details, needs.access)
        + languages(facts.offer.details, needs.languages))
  }

  /// How long an allergen statement holds, in months.
  private static let statementMonths = 12

  private static func area(_ facts: FitFacts, _ needs: FitNeeds) -> [FitSay] {
    guard facts.offer.area != needs.area else { return [] }
    return [FitSay(FitPoint.area.rawValue, .no, why: "This break is for carers of another area.")]
  }

  private static func age(_ facts: FitFacts, _ needs: FitNeeds, on day: Day) -> [FitSay] {
    let age = needs.birthDate.age(on: facts.nextOn ?? day)
    let audience = facts.offer.details.audience
    let isYoung = age < PartyRules.adultAge
    if let least = audience.minimumAge, age < least {
      return [FitSay(FitPoint.age.rawValue, .no, why: "Everybody who comes must be at least \(least) years old.")]
    }
    if isYoung, !audience.youngCarersWelcome {
      return [FitSay(FitPoint.age.rawValue, .no, why: "This break is not open to carers under 18.")]
    }
    return isYoung ? [FitSay(FitPoint.age.rawValue, .yes)] : []
  }

  /// Whether the carer can be away from whom they care for; care itself is what makes that possible.
  private static func leaving(_ facts: FitFacts, _ needs: FitNeeds) -> [FitSay] {
    let details = facts.offer.details
    let isWelcome = details.audience.caredForWelcome
    guard details.stay != .atHome, details.category != .care else { return [] }
    if details.stay == .overnight, !needs.canLeaveOvernight {
      if isWelcome {
        return [
          FitSay(
            FitPoint.overnight.rawValue, .ask,
            why: "You cannot leave overnight, but the person you care for may come along: please ask.")
        ]
      }
      if needs.careIsOffered {
        return [
          FitSay(
            FitPoint.overnight.rawValue, .ask,
            why: "You cannot leave overnight, but somebody may be found to stay: please ask us.")
        ]
      }
      return [FitSay(FitPoint.overnight.rawValue, .no, why: "You told us that you cannot leave overnight.")]
    }
    guard needs.needsReplacementCare else { return [] }
    if isWelcome { return [FitSay(FitPoint.replacementCare.rawValue, .yes)] }
    return [
      FitSay(
        FitPoint.replacementCare.rawValue, .ask,
        why: "Somebody has to be with the person you care for meanwhile: please ask us.")
    ]
  }

  private static func cap(_ facts: FitFacts) -> [FitSay] {
    guard let nextOn = facts.nextOn else { return [] }
    let resets = facts.used.filter { $0.left == 0 }.map { $0.cap.per.bounds(around: nextOn).until }
    guard let resetsOn = resets.max() else { return [] }
    let isLater = facts.lastSlotAt.map { London.day(of: $0) >= resetsOn } ?? false
    return [
      FitSay(
        FitPoint.cap.rawValue, isLater ? .ask : .no,
        why: "You have had all the breaks of this kind for now. You can book dates from \(resetsOn.text) on.")
    ]
  }

  private static func food(_ details: OfferDetails, _ food: FoodNeeds, on day: Day) -> [FitSay] {
    let severe = food.severe.map { allergen in
      FitSay(allergen.rawValue, .ask, why: "This allergy is severe: please ring the place before you book.")
    }
    guard servesFood(details) else { return severe }
    let diets = food.diets.map { diet in said(diet.rawValue, isProvided(diet, details.provides)) }
    let isFresh = details.provides.allergensStatedOn.map { $0.adding(months: statementMonths) >= day } ?? false
    let avoids = food.avoids.filter { !food.severe.contains($0) }.map { allergen in
      guard details.provides.allergensAvoided.contains(allergen) else { return said(allergen.rawValue, false) }
      return isFresh
        ? FitSay(allergen.rawValue, .yes)
        : FitSay(allergen.rawValue, .ask, why: "The kitchen said so more than a year ago: please ask whether it holds.")
    }
    let notes = food.notes.map { _ in
      FitSay(FitPoint.foodNotes.rawValue, .ask, why: "You told us more about food: please ask the kitchen.")
    }
    return severe + diets + avoids + (notes.map { [$0] } ?? [])
  }

  /// Whether one eats there; where a partner says something of food, one does.
  private static func servesFood(_ details: OfferDetails) -> Bool {
    details.stay == .overnight || details.category == .restaurant || details.category == .hotel
      || !details.provides.diets.isEmpty || !details.provides.allergensAvoided.isEmpty
  }

  /// What is vegan is vegetarian too.
  private static func isProvided(_ diet: Diet, _ provides: Provides) -> Bool {
    provides.diets.contains(diet) || (diet == .vegetarian && provides.diets.contains(.vegan))
  }

  private static func access(_ details: OfferDetails, _ access: [Access]) -> [FitSay] {
    access.filter { matters($0, details) }.map { said($0.rawValue, details.provides.access.contains($0)) }
  }

  /// A bedroom matters by night, a shower by night and after sport; at home the place is one's own.
  private static func matters(_ access: Access, _ details: OfferDetails) -> Bool {
    if details.stay == .atHome { return false }
    switch access {
    case .accessibleBedroom: return details.stay == .overnight
    case .rollInShower:
      return details.stay == .overnight || [.leisure, .sport, .wellbeing].contains(details.category)
    default: return true
    }
  }

  /// A place where English is spoken says so by saying nothing.
  private static func languages(_ details: OfferDetails, _ skills: [LanguageSkill]) -> [FitSay] {
    let spoken = skills.filter(\.speaks)
    guard !spoken.isEmpty else { return [] }
    if spoken.contains(where: { $0.tag.language == "en" && !$0.interpreter }) { return [] }
    let offered = Set(details.provides.languages.map(\.language))
    if spoken.contains(where: { offered.contains($0.tag.language) }) {
      return [FitSay(FitPoint.language.rawValue, .yes)]
    }
    if skills.contains(where: \.interpreter) {
      return [FitSay(FitPoint.interpreter.rawValue, .ask, why: "You want an interpreter: please ask us.")]
    }
    return [said(FitPoint.language.rawValue, false)]
  }

  private static func said(_ what: String, _ isStated: Bool) -> FitSay {
    isStated ? FitSay(what, .yes) : FitSay(what, .ask, why: "The place has not said: please ask.")
  }
}
