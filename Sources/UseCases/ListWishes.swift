import Breaks
import Store

extension Errand {
  /// The wishes that the caller may see, newest first.
  ///
  /// A carer sees what a coordinator has let be shown, and their own in any state. The desk may look as a carer sees it, by
  /// `carer`; without, volunteers see what is shown, and coordinators everything, of their areas.
  /// - Parameters:
  ///   - asked: the filters; whose wishes may be seen is filled in here.
  ///   - carer: as this carer sees it.
  /// - Throws: `Refusal.notAllowed`; `Invalid` at `/area` or `/carerId`.
  package func wishes(_ asked: WishesAsked, asSeenBy carer: ID<Carer>?, limit: Int) throws -> [WishSeen] {
    let caller = try signedIn()
    let isDesk = caller.isAny(Permissions.roles(for: .readWishes))
    let own = [caller.carer].compactMap { $0 } + caller.actsFor
    guard isDesk || !own.isEmpty else { throw Refusal.notAllowed }
    if let area = asked.area, try store.areas.find(area) == nil { throw Invalid([AreaRules.unknown(at: "/area")]) }
    var asked = asked
    asked.carers = try carer.map { [try visible($0, own: own)] } ?? own
    asked.shownOf = Set(try asked.carers.compactMap { try store.carers.find($0)?.details.area })
    if carer == nil {
      asked.shownOf.formUnion(caller.areas(of: [.volunteer]) ?? [])
      asked.allOf = caller.areas(of: [.coordinator]) ?? []
    }
    if isDesk { try note("wishes_listed", "carer", carer?.text ?? "many") }
    return try seen(try store.wishes.list(asked, limit: limit), by: asked.carers)
  }

  private func visible(_ id: ID<Carer>, own: [ID<Carer>]) throws -> ID<Carer> {
    if own.contains(id) { return id }
    guard let carer = try store.carers.find(id), may(.readWishes, in: carer.details.area) else {
      throw Invalid([Problem("/carerId", "not_found", "There is no such carer, or not in your area.")])
    }
    return id
  }
}
