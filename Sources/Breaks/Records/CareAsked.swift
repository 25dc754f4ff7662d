/// What care somebody needs who is looked after while the carer has a break.
package struct CareAsked: Sendable, Equatable {
  package var ratio: CareRatio

  /// Says what care is needed.
  package init(ratio: CareRatio) { self.ratio = ratio }
}

/// How many of the staff look after one person.
package enum CareRatio: String, CaseIterable, Sendable, Codable {
  /// With others.
  case shared
  case oneToOne = "one_to_one"
  case twoToOne = "two_to_one"

  /// How many of the staff one person has to themselves; 0 when shared.
  package var staff: Int {
    switch self {
    case .shared: 0
    case .oneToOne: 1
    case .twoToOne: 2
    }
  }
}
