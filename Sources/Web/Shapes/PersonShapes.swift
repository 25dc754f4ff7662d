import Breaks
import Wire

extension PersonShape {
  /// A person as coordinators see them.
  init(_ person: Person) {
    let details = person.details
    self.init(
      id: person.id.text, name: details.name, email: details.email?.text, phone: details.phone?.typed,
      languages: details.languages.map(\.text), roles: details.roles.map(RoleShape.init),
      profession: details.profession?.rawValue, registration: details.registration?.text,
      disabled: person.disabledAt != nil, version: person.version)
  }
}

extension RoleShape {
  /// A role as answers show it.
  init(_ grant: RoleGrant) {
    self.init(
      role: grant.role.rawValue, area: grant.area.text, partnerId: grant.partner?.text,
      practiceId: grant.practice?.text)
  }
}
