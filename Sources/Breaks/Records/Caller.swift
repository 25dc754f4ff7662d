/// Who asks: a person who has signed in, with all they may be.
package struct Caller: Sendable, Equatable {
  package let person: ID<Person>
  package let name: String
  package let grants: [RoleGrant]
  /// The caller's own registration, if they are a carer.
  package let carer: ID<Carer>?
  /// Young carers for whom the caller may act as responsible adult.
  package let actsFor: [ID<Carer>]

  /// Puts a caller together.
  package init(
    person: ID<Person>, name: String, grants: [RoleGrant], carer: ID<Carer>? = nil, actsFor: [ID<Carer>] = []
  ) {
    self.person = person
    self.name = name
    self.grants = grants
    self.carer = carer
    self.actsFor = actsFor
  }

  /// Whether the caller has a role anywhere.
  package func isAny(_ roles: Set<Role>) -> Bool { grants.contains { roles.contains($0.role) } }

  /// Whether the caller has one of the roles in an area; an administrator's reach is every area.
  package func isAny(_ roles: Set<Role>, in area: AreaSlug) -> Bool {
    grants.contains { roles.contains($0.role) && ($0.area == area || $0.role == .administrator) }
  }

  /// Whether the caller works for a partner.
  package func works(for partner: ID<Partner>) -> Bool {
    grants.contains { $0.role == .partner && $0.partner == partner }
  }

  /// The practices for which the caller prescribes or types.
  package var practices: [ID<Practice>] { grants.compactMap(\.practice) }

  /// The areas in which the caller has one of the roles; nil means every area.
  package func areas(of roles: Set<Role>) -> Set<AreaSlug>? {
    let held = grants.filter { roles.contains($0.role) }
    return held.contains { $0.role == .administrator } ? nil : Set(held.map(\.area))
  }
}
