/// What a partner must be, and what a partner may change of itself.
package enum PartnerRules {
  /// Everything that is wrong with a partner's details, at the places where a request has them.
  ///
  /// - Parameter today: the day in London; nothing was seen after it.
  package static func problems(in details: PartnerDetails, today: Day) -> [Problem] {
    guard let safeguarding = details.safeguarding else { return [] }
    var problems: [Problem] = []
    if safeguarding.policySeenOn > today { problems.append(inTheFuture("policySeenOn")) }
    if safeguarding.insuranceSeenOn > today { problems.append(inTheFuture("insuranceSeenOn")) }
    return problems
  }

  /// Whether a change touches only what a partner may say of itself.
  ///
  /// Where it is, what kind it is, and what was seen before young people or carers in need may come, a coordinator says.
  package static func isOwnToChange(from old: PartnerDetails, to new: PartnerDetails) -> Bool {
    old.area == new.area && old.kind == new.kind && old.safeguarding == new.safeguarding
      && old.cqcLocationID == new.cqcLocationID && old.noPersonalCare == new.noPersonalCare
  }

  private static func inTheFuture(_ field: String) -> Problem {
    Problem("/safeguarding/\(field)", "in_the_future", "This day has not come yet.")
  }
}
