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

  /// Reads where the Care Quality Commission lists a place: `1-123456789`.
  ///
  /// - Throws: `BadValue` with code `not_a_cqc_location`.
  package static func cqcLocation(_ text: String) throws -> String {
    let fits = text.utf8.allSatisfy { $0.isDigit || $0.isLetter || $0 == UInt8(ascii: "-") }
    guard (3...20).contains(text.utf8.count), fits, text.first != "-" else {
      throw BadValue("not_a_cqc_location", "This is not a location of the Care Quality Commission, like 1-123456789.")
    }
    return text
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
