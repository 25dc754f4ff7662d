import Breaks
import Store

/// What somebody is told who has raised a concern: where help is, and nothing of what became of it.
package struct ConcernRaised: Sendable {
  package let id: ID<Concern>
  package let area: AreaSlug
  package let dangerNow: Bool
  /// The area's number for somebody's safety.
  package let areaPhone: UKPhone
  /// Whether anybody is named who will read it.
  package let isRead: Bool
}

extension Errand {
  /// Raises a concern; anybody may who has signed in, a carer nobody has verified yet too.
  ///
  /// What it is said to be about is kept as it was said. Whether there is such a booking, partner or carer, and where, no
  /// answer tells.
  /// - Throws: `Refusal.notSignedIn`; `Invalid` at `/area` when that is not said and not clear, or is not there.
  package func raiseConcern(_ request: ConcernRequest) throws -> ConcernRaised {
    let caller = try signedIn()
    let slug = try ConcernRules.area(said: request.area, own: ownAreas(of: caller))
    guard let area = try store.areas.find(slug) else { throw Invalid([AreaRules.unknown(at: "/area")]) }
    let concern = Concern(
      id: world.id(), area: slug, about: request.about, dangerNow: request.dangerNow, said: request.said,
      raisedBy: caller.person, raisedAt: now,
      keptFrom: try request.said.carer.flatMap { try store.carers.find($0)?.person })
    try store.concerns.insert(concern)
    try note("concern_raised", "concern", concern.id.text)
    let named = try store.safeguarding.people(of: slug)
    return ConcernRaised(
      id: concern.id, area: slug, dangerNow: request.dangerNow, areaPhone: area.details.safeguardingPhone,
      isRead: named.contains { !$0.disabled && $0.id != concern.keptFrom })
  }

  /// The areas a caller belongs to: of their roles, of their registration, and of those they act for.
  func ownAreas(of caller: Caller) throws -> Set<AreaSlug> {
    let carers = ([caller.carer].compactMap { $0 } + caller.actsFor)
    let areas = try carers.compactMap { try store.carers.find($0)?.details.area }
    return Set(caller.grants.map(\.area)).union(areas)
  }
}
