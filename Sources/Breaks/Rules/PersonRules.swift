/// What a person with roles must be, and who may make and disable one.
package enum PersonRules {
  /// What there is, of all that a request's roles name.
  package struct Places: Sendable {
    /// The areas that there are.
    package var areas: Set<AreaSlug>
    /// In which area each partner is.
    package var partners: [ID<Partner>: AreaSlug]
    /// In which area each practice is.
    package var practices: [ID<Practice>: AreaSlug]

    /// Gathers what there is.
    package init(
      areas: Set<AreaSlug>, partners: [ID<Partner>: AreaSlug] = [:], practices: [ID<Practice>: AreaSlug] = [:]
    ) {
      self.areas = areas
      self.partners = partners
      self.practices = practices
    }
  }

  /// Whether a caller may give a role, or take it with the person who has it.
  ///
  /// An administrator may with every role. A coordinator may within her own areas, but not with the roles that stand
  /// above or beside her own.
  package static func mayHandle(_ grant: RoleGrant, _ caller: Caller) -> Bool {
    if caller.isAny([.administrator]) { return true }
    switch grant.role {
    case .administrator, .coordinator, .commissioner: return false
    case .carer, .partner, .prescriber, .practiceStaff, .worker, .volunteer:
      return caller.isAny([.coordinator], in: grant.area)
    }
  }

  /// Everything that is wrong with a new person's roles, at the places where a request has them.
  package static func problems(in roles: [RoleGrant], _ places: Places) -> [Problem] {
    roles.enumerated().flatMap { position, grant in
      let here = "/roles/\(position)"
      var problems: [Problem] = []
      if roles.firstIndex(of: grant) != position {
        problems.append(Problem(here, "duplicate", "This is already in the list."))
      }
      if grant.role == .carer {
        problems.append(Problem("\(here)/role", "not_allowed_here", "Carers are not made here: they register."))
      }
      if !places.areas.contains(grant.area) { problems.append(AreaRules.unknown(at: "\(here)/area")) }
      return problems + partnerProblems(grant, here, places) + practiceProblems(grant, here, places)
    }
  }

  private static func partnerProblems(_ grant: RoleGrant, _ here: String, _ places: Places) -> [Problem] {
    switch (grant.role == .partner, grant.partner) {
    case (true, nil): [Problem("\(here)/partnerId", "missing", "This role needs the partner it is for.")]
    case (false, _?): [Problem("\(here)/partnerId", "not_allowed_here", "Only the role partner has a partner.")]
    case (true, let partner?) where places.partners[partner] != grant.area:
      [Problem("\(here)/partnerId", "not_found", "There is no such partner in this area.")]
    default: []
    }
  }

  private static func practiceProblems(_ grant: RoleGrant, _ here: String, _ places: Places) -> [Problem] {
    let works = grant.role == .prescriber || grant.role == .practiceStaff
    return switch (works, grant.practice) {
    case (true, nil): [Problem("\(here)/practiceId", "missing", "This role needs the practice it is for.")]
    case (false, _?):
      [
        Problem(
          "\(here)/practiceId", "not_allowed_here", "Only the roles prescriber and practice_staff have a practice.")
      ]
    case (true, let practice?) where places.practices[practice] != grant.area:
      [Problem("\(here)/practiceId", "not_found", "There is no such practice in this area.")]
    default: []
    }
  }
}
