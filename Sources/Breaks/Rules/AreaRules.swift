/// What an area must be.
package enum AreaRules {
  /// Everything that is wrong with an area's details, at the places where a request has them.
  package static func problems(in details: AreaDetails) -> [Problem] {
    var problems: [Problem] = []
    for (place, district) in details.postcodeDistricts.enumerated() {
      if details.postcodeDistricts.firstIndex(of: district) != place {
        problems.append(Problem("/postcodeDistricts/\(place)", "duplicate", "This is already in the list."))
      }
    }
    for (place, cap) in details.caps.enumerated() {
      if details.caps.firstIndex(where: { $0.stay == cap.stay }) != place {
        problems.append(Problem("/caps/\(place)/stay", "duplicate", "There is already a cap for this kind of break."))
      }
    }
    return problems
  }

  /// What is said when a request names an area that there is not.
  package static func unknown(at pointer: String) -> Problem {
    Problem(pointer, "unknown_area", "There is no area of this name.")
  }
}
