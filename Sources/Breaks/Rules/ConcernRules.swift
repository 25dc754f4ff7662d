/// Who may be named to read concerns, and what somebody hears who raises one.
package enum ConcernRules {
  /// The number for immediate danger, everywhere in the kingdom.
  package static let emergency = "999"
  /// The most people that one area names.
  package static let namedMax = 20

  private static let schemeRoles: Set<Role> = [.worker, .volunteer, .coordinator, .commissioner]

  /// Finds out in which area a concern is raised.
  ///
  /// - Parameters:
  ///   - said: the area that was said; anybody may speak of any.
  ///   - own: the areas of whoever raises it.
  /// - Throws: `Invalid` with `required` at `/area` when nothing was said and there is not just one.
  package static func area(said: AreaSlug?, own: Set<AreaSlug>) throws(Invalid) -> AreaSlug {
    if let said { return said }
    if own.count == 1, let only = own.first { return only }
    throw Invalid([
      Problem(
        "/area", "required", "Please say in which area this is (area). If somebody is in danger now, ring 999 first.")
    ])
  }

  /// Whether somebody may be named for an area: one of the scheme's own people there, who works for no partner there.
  ///
  /// An administrator's reach is every area.
  package static func mayBeNamed(_ person: PersonDetails, in area: AreaSlug) -> Bool {
    let here = person.roles.filter { $0.area == area }
    guard !here.contains(where: { $0.role == .partner }) else { return false }
    return here.contains { schemeRoles.contains($0.role) } || person.roles.contains { $0.role == .administrator }
  }

  /// Everything that is wrong with a list of people to be named, at the places where a request has them.
  ///
  /// - Parameter found: those of them that there are and who may sign in.
  package static func problems(
    naming people: [ID<Person>], found: [ID<Person>: PersonDetails], in area: AreaSlug
  ) -> [Problem] {
    people.enumerated().compactMap { place, id in
      let here = "/people/\(place)"
      if people.firstIndex(of: id) != place { return Problem(here, "duplicate", "This is already in the list.") }
      guard let person = found[id] else {
        return Problem(here, "not_found", "There is no such person, or they may not sign in any more.")
      }
      if mayBeNamed(person, in: area) { return nil }
      return Problem(
        here, "not_allowed_here",
        "Only the scheme's own people in this area can be named, and nobody who works for a partner."
      )
    }
  }

  /// What somebody hears who has raised a concern.
  ///
  /// - Parameters:
  ///   - phone: the area's number for somebody's safety.
  ///   - isRead: whether anybody is named who will read it; if not, it is said, for the telephone is all there is.
  package static func answer(dangerNow: Bool, phone: UKPhone, isRead: Bool) -> String {
    let readers =
      isRead
      ? "Only the people who look after safety in this area read what you wrote."
      : "Nobody is named yet to read this in your area, so please do ring \(phone.typed) as well."
    if dangerNow {
      return
        "Please ring 999 now, before anything else. Then ring \(phone.typed), who will help. You did right to tell us. "
        + readers
    }
    return "Thank you for telling us. \(readers) If it cannot wait, ring \(phone.typed); "
      + "if somebody is in danger, ring 999."
  }
}
