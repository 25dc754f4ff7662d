import Breaks
import Store

extension Errand {
  /// Those who are named to read an area's concerns.
  ///
  /// - Throws: `Refusal.notFound`, `.notAllowed`.
  package func safeguardingPeople(of slug: AreaSlug) throws -> [SafeguardingPerson] {
    try require(.nameSafeguardingPeople, in: slug)
    _ = try area(slug)
    return try store.safeguarding.people(of: slug)
  }

  /// Names those who read an area's concerns, in place of those who did so far.
  ///
  /// - Parameter people: at least one, so that somebody always reads them.
  /// - Throws: `Refusal.notFound`, `.notAllowed`; `Invalid` with all that is wrong.
  package func nameSafeguardingPeople(_ people: [ID<Person>], of slug: AreaSlug) throws -> [SafeguardingPerson] {
    let caller = try signedIn()
    try require(.nameSafeguardingPeople, in: slug)
    try store.hold(.area(slug))
    _ = try area(slug)
    var found: [ID<Person>: PersonDetails] = [:]
    for id in Set(people) {
      guard let person = try store.people.find(id), person.disabledAt == nil else { continue }
      found[id] = person.details
    }
    try Invalid.throwIfAny(ConcernRules.problems(naming: people, found: found, in: slug))
    let before = Set(try store.safeguarding.people(of: slug).map(\.id))
    for id in before.subtracting(people).sorted() {
      try store.safeguarding.unname(id, for: slug)
      try note("safeguarding_unnamed", "person", id.text, slug.text)
    }
    for id in Set(people).subtracting(before).sorted() {
      try store.safeguarding.name(id, for: slug, by: caller.person, now: now)
      try note("safeguarding_named", "person", id.text, slug.text)
    }
    return try store.safeguarding.people(of: slug)
  }
}
