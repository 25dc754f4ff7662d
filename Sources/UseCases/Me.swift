import Breaks
import Store

/// Whoever asks, as they see themselves.
package struct Me: Sendable, Equatable {
  package let id: ID<Person>
  package let name: String
  package let roles: [RoleGrant]
  /// The areas of the roles, each once, by name.
  package let areas: [AreaSlug]
  /// The caller's own registration, if they are a carer.
  package let carer: ID<Carer>?
  /// The young carers for whom they may act.
  package let actsFor: [Acted]
  /// How many concerns wait for them; nil unless they are named to read an area's.
  package let concernsOpen: Int?

  /// A young carer for whom somebody may act.
  package struct Acted: Sendable, Equatable {
    package let carer: ID<Carer>
    package let name: String

    /// Names a young carer.
    package init(carer: ID<Carer>, name: String) {
      self.carer = carer
      self.name = name
    }
  }
}

extension Errand {
  /// Who the caller is, and what they may be.
  package func me() throws -> Me {
    let caller = try signedIn()
    return Me(
      id: caller.person, name: caller.name, roles: caller.grants, areas: Set(caller.grants.map(\.area)).sorted(),
      carer: caller.carer,
      actsFor: try store.people.namesActedFor(caller.person, on: today).map {
        Me.Acted(carer: $0.carer, name: $0.name)
      },
      concernsOpen: try openConcerns(for: caller.person)
    )
  }
}
