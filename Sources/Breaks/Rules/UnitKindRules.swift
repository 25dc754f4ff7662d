/// Which kinds of room, table or bed an offer may have.
package enum UnitKindRules {
  /// What is wrong with the kinds of an offer, each at its place; empty when it may have them.
  package static func problems(_ kinds: [UnitKindOffered]) -> [Problem] {
    var seen: Set<UnitKind> = []
    return kinds.enumerated().compactMap { place, offered in
      if !seen.insert(offered.kind).inserted {
        return Problem("/unitKinds/\(place)/kind", "duplicate", "This kind stands here twice.")
      }
      let sleeps = sleeps(offered.kind)
      if !sleeps.contains(offered.sleeps) {
        let words = sleeps.count == 1 ? "\(sleeps.lowerBound)" : "\(sleeps.lowerBound) to \(sleeps.upperBound)"
        return Problem("/unitKinds/\(place)/sleeps", "malformed", "One of this kind is for \(words).")
      }
      return nil
    }
  }

  /// What stands against an offer's new kinds: those that its dates to come have rooms of.
  package static func stillInUse(_ used: Set<UnitKind>, without kinds: [UnitKindOffered]) -> [Problem] {
    let gone = UnitKind.allCases.filter { kind in used.contains(kind) && !kinds.contains { $0.kind == kind } }
    if gone.isEmpty { return [] }
    let names = gone.map(\.rawValue).joined(separator: ", ")
    return [
      Problem("/unitKinds", "unit_kind_in_use", "Dates to come have rooms or tables of these kinds still: \(names).")
    ]
  }

  /// How many people one of a kind may take.
  private static func sleeps(_ kind: UnitKind) -> ClosedRange<Int> {
    switch kind {
    case .single: 1...1
    case .double, .accessible, .table, .bed: 1...12
    case .twin, .family: 2...12
    }
  }
}
