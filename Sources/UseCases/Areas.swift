import Breaks
import Store

extension Errand {
  /// All areas, by name.
  package func areas() throws -> [Area] { try store.areas.all() }

  /// The area of that short name.
  ///
  /// - Throws: `Refusal.notFound`.
  package func area(_ slug: AreaSlug) throws -> Area {
    guard let area = try store.areas.find(slug) else { throw Refusal.notFound }
    return area
  }

  /// Adds an area.
  ///
  /// - Throws: `Refusal.alreadyThere` when the short name is taken; `Invalid` with all that is wrong.
  package func makeArea(_ slug: AreaSlug, _ details: AreaDetails) throws -> Area {
    try require(.makeArea, in: slug)
    try Invalid.throwIfAny(AreaRules.problems(in: details))
    guard try store.areas.insert(slug, details, now: now) else { throw Refusal.alreadyThere }
    try note("area_made", "area", slug.text)
    return Area(slug: slug, details: details, version: 1)
  }

  /// Changes an area.
  ///
  /// - Parameters:
  ///   - expected: the version of the caller's If-Match; nil when none was sent.
  ///   - change: what to change.
  /// - Throws: `Refusal.notFound`, `.changedMeanwhile`; `Invalid` with all that is wrong.
  package func changeArea(
    _ slug: AreaSlug, expected: Int?, _ change: (inout AreaDetails) -> Void
  ) throws -> Area {
    try require(.changeArea, in: slug)
    try store.hold(.area(slug))
    var area = try area(slug)
    try requireVersion(expected, is: area.version)
    change(&area.details)
    try Invalid.throwIfAny(AreaRules.problems(in: area.details))
    try store.areas.update(area, expectedVersion: area.version)
    try note("area_changed", "area", slug.text)
    return Area(slug: slug, details: area.details, version: area.version + 1)
  }

  /// Refuses to make something in an area that there is not, or where the caller's roles do not allow it.
  ///
  /// - Throws: `Refusal.notSignedIn`, `.notAllowed`; `Invalid` with `not_found` at `/area`.
  func requireToMake(_ act: Act, in area: AreaSlug) throws {
    _ = try requireSomewhere(act)
    guard try store.areas.find(area) != nil else { throw Invalid([AreaRules.unknown(at: "/area")]) }
    guard may(act, in: area) else { throw Refusal.notAllowed }
  }

  /// The areas whose things the caller may list.
  ///
  /// - Parameter wanted: only this one; nil means all of the caller's.
  /// - Returns: nil means every area.
  /// - Throws: `Refusal.notSignedIn`, `.notAllowed`; `Invalid` at `/area` when it is not the caller's.
  func areasToList(_ act: Act, wanted: AreaSlug?) throws -> Set<AreaSlug>? {
    let allowed = try requireSomewhere(act)
    guard let wanted else { return allowed }
    guard may(act, in: wanted), try store.areas.find(wanted) != nil else {
      throw Invalid([Problem("/area", "not_found", "There is no area of this name, or it is not yours.")])
    }
    return [wanted]
  }
}
