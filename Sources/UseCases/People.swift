import Breaks
import Store

extension Errand {
  /// Adds somebody who works with Breather, with their roles.
  ///
  /// - Throws: `Refusal.notAllowed` when the caller may not give one of the roles; `Invalid` with all that is wrong.
  package func makePerson(_ details: PersonDetails) throws -> Person {
    _ = try requireSomewhere(.makePerson)
    let caller = try signedIn()
    let places = try places(of: details.roles)
    let problems = PersonRules.problems(in: details.roles, places)
    // An area that there is not, and the role carer, are mistakes rather than reaching too far.
    let known = details.roles.filter { $0.role != .carer && places.areas.contains($0.area) }
    guard known.allSatisfy({ PersonRules.mayHandle($0, caller) }) else { throw Refusal.notAllowed }
    try Invalid.throwIfAny(problems)
    // Whom seeds bring, the scheme has written to before.
    let provenAt = quiet && details.email != nil ? now : nil
    let person = try store.people.insert(details, emailProvenAt: provenAt, id: world.id(), now: now)
    try note("person_made", "person", person.id.text)
    return person
  }

  /// A person with roles; reading one is audited.
  ///
  /// - Throws: `Refusal.notFound` also for somebody of another area.
  package func readPerson(_ id: ID<Person>) throws -> Person {
    let person = try person(id, for: .readPerson)
    try note("person_read", "person", id.text)
    return person
  }

  /// Ends a person's access and all their sessions at once; doing it again changes nothing.
  ///
  /// - Parameter expected: the version of the caller's If-Match; nil when none was sent.
  /// - Throws: `Refusal.wrongState` for oneself; `.notAllowed` when one of the roles is not the caller's to take.
  package func disablePerson(_ id: ID<Person>, expected: Int?) throws -> Person {
    try store.hold(.person(id))
    let person = try person(id, for: .disablePerson)
    let caller = try signedIn()
    guard caller.person != id else { throw Refusal.wrongState }
    guard person.details.roles.allSatisfy({ PersonRules.mayHandle($0, caller) }) else { throw Refusal.notAllowed }
    try requireVersion(expected, is: person.version)
    guard try store.people.disable(id, at: now) else { return person }
    try store.sessions.closeAll(of: id)
    try note("person_disabled", "person", id.text)
    return Person(
      id: id, details: person.details, disabledAt: now, emailProvenAt: person.emailProvenAt,
      version: person.version + 1)
  }

  /// A person whom the caller may see because of a role in one of the person's areas.
  private func person(_ id: ID<Person>, for act: Act) throws -> Person {
    let areas = try requireSomewhere(act)
    guard let person = try store.people.find(id) else { throw Refusal.notFound }
    guard let areas else { return person }
    guard person.details.roles.contains(where: { areas.contains($0.area) }) else { throw Refusal.notFound }
    return person
  }

  /// What there is, of all that the roles name.
  private func places(of roles: [RoleGrant]) throws -> PersonRules.Places {
    var places = PersonRules.Places(areas: try store.areas.known(of: Set(roles.map(\.area))))
    for partner in Set(roles.compactMap(\.partner)) {
      places.partners[partner] = try store.partners.find(partner)?.details.area
    }
    for practice in Set(roles.compactMap(\.practice)) {
      places.practices[practice] = try store.practices.find(practice)?.details.area
    }
    return places
  }
}
