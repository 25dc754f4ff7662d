/// Who may come along: every problem of a party, each with its pointer into the request.
package enum PartyRules {
  /// Under this age somebody away from home needs an adult in charge.
  package static let inChargeUntilAge = 16
  /// From this age somebody counts as an adult.
  package static let adultAge = 18

  /// All problems of a request's party, in the order of its members; empty when it may come.
  package static func problems(_ facts: BookingFacts, _ request: BookingRequest) -> [Problem] {
    let isCare = facts.offer.details.category == .care
    var audience = facts.offer.details.audience
    if isCare { (audience.caredForWelcome, audience.childrenWelcome) = (true, true) }
    let carerAge = facts.carer.details.birthDate.age(on: facts.startsOn)
    var problems: [Problem] = []
    if request.party.count > audience.partyMax {
      problems.append(
        Problem("/party", "party_too_large", "This break takes at most \(audience.partyMax) people in one booking."))
    }
    let carers = request.party.filter { $0.kind == .carer }.count
    if isCare {
      problems += careProblems(facts, request)
    } else if request.care != nil {
      problems.append(Problem("/care", "not_allowed_here", "What care is needed is said for care only."))
    }
    if carers > 1 || (carers == 0 && !isCare) {
      problems.append(Problem("/party", "carer_needed_in_party", "The party has the carer in it, exactly once."))
    }
    for (place, member) in request.party.enumerated() {
      problems += problemsOf(member, at: "/party/\(place)", audience: audience, carerAge: carerAge)
    }
    if needsAdult(request.party, facts), !hasAdult(request.party, carerAge) {
      problems.append(
        Problem(
          "/party", "adult_needed_in_party",
          "Somebody in the party is under 16: please say which adult is in charge (inCharge)."))
    }
    if carerAge < inChargeUntilAge, facts.carer.details.responsibleAdult == nil {
      problems.append(
        Problem("/party", "responsible_adult_needed", "A carer under 16 needs a responsible adult who has agreed."))
    }
    if request.replacementCare != nil, request.holdOnly {
      problems.append(Problem("/hold", "not_allowed_here", "A break with care is booked at once or not at all."))
    }
    if request.cover == nil, request.replacementCare == nil, !request.holdOnly,
      coverMatters(facts.carer.details.caring, facts.offer.details)
    {
      problems.append(
        Problem("/cover", "cover_not_said", "Please say who looks after the person at home meanwhile (cover)."))
    }
    return problems
  }

  /// Whether somebody must look after the person at home while the carer is away.
  package static func coverMatters(_ caring: CaringSituation, _ offer: OfferDetails) -> Bool {
    offer.stay != .atHome && offer.category != .care
      && (caring.needsReplacementCare || (offer.stay == .overnight && !caring.canLeaveOvernight))
  }

  /// Whoever gives care must know what the person needs: the request says it, or the registration does.
  private static func careProblems(_ facts: BookingFacts, _ request: BookingRequest) -> [Problem] {
    var problems: [Problem] = []
    if CareRules.asked(facts, request)?.needs.isEmpty ?? true {
      problems.append(Problem("/care/needs", "required", "Please say what the person needs, so that it can be given."))
    }
    if request.replacementCare != nil {
      problems.append(Problem("/replacementCare", "not_allowed_here", "Care needs no other care meanwhile."))
    }
    return problems
  }

  private static func problemsOf(
    _ member: PartyMember, at place: String, audience: Audience, carerAge: Int
  ) -> [Problem] {
    var problems: [Problem] = []
    let isChild = member.kind != .carer && (member.kind == .child || (member.age ?? adultAge) < adultAge)
    if isChild, !audience.childrenWelcome {
      problems.append(Problem(place, "children_not_welcome", "This break is for adults only."))
    }
    if member.kind == .caredFor, !audience.caredForWelcome {
      problems.append(
        Problem(place + "/kind", "cared_for_not_welcome", "This break is for the carer without the person cared for."))
    }
    let age = member.kind == .carer ? carerAge : member.age
    if member.inCharge == true, (age ?? adultAge) < adultAge {
      problems.append(Problem(place + "/inCharge", "not_allowed_here", "Only an adult can be in charge."))
    }
    if let least = audience.minimumAge, let age, age < least {
      problems.append(
        Problem(place + "/age", "age_not_allowed", "Everybody in the party must be at least \(least) years old."))
    } else if member.kind == .carer, carerAge < adultAge, !audience.youngCarersWelcome {
      problems.append(Problem(place, "age_not_allowed", "This break is not open to carers under 18."))
    }
    return problems
  }

  /// Whether somebody under 16 is away from home in a party.
  static func needsAdult(_ party: [PartyMember], _ facts: BookingFacts) -> Bool {
    facts.offer.details.stay != .atHome && facts.offer.details.category != .care
      && needsAdult(party, facts.carer.details.birthDate.age(on: facts.startsOn))
  }

  private static func needsAdult(_ party: [PartyMember], _ carerAge: Int) -> Bool {
    party.contains { (age(of: $0, carerAge) ?? adultAge) < inChargeUntilAge }
  }

  /// An adult carer is in charge unless the request says otherwise; any other adult must be named.
  private static func hasAdult(_ party: [PartyMember], _ carerAge: Int) -> Bool {
    party.contains { member in
      guard (age(of: member, carerAge) ?? adultAge) >= adultAge, member.kind != .caredFor else { return false }
      return member.inCharge ?? (member.kind == .carer)
    }
  }

  private static func age(of member: PartyMember, _ carerAge: Int) -> Int? {
    member.kind == .carer ? carerAge : member.age
  }
}
