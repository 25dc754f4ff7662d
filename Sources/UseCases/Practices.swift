import Breaks
import Store

extension Errand {
  /// Adds a practice to the table that says which organisations are practices.
  ///
  /// - Throws: `Refusal.alreadyThere` when its organisation code is in the table; `Invalid` when the area is unknown.
  package func makePractice(_ details: PracticeDetails) throws -> Practice {
    try requireToMake(.makePractice, in: details.area)
    let practice = Practice(id: world.id(), details: details, version: 1)
    guard try store.practices.insert(practice, now: now) else { throw Refusal.alreadyThere }
    try note("practice_made", "practice", practice.id.text)
    return practice
  }

  /// The practices of the caller's areas, by name.
  ///
  /// - Parameters:
  ///   - area: only of this one.
  ///   - after: the last practice of the page before.
  ///   - limit: most practices to give; the answer may hold one more, which says that there is a next page.
  package func practices(
    in area: AreaSlug?, after: (name: String, id: ID<Practice>)?, limit: Int
  ) throws -> [Practice] {
    try store.practices.list(areas: areasToList(.listPractices, wanted: area), after: after, limit: limit + 1)
  }
}
