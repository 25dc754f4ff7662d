import Breaks
import Store

/// A group of wishes as the one who asks may see it.
package struct DemandSeen: Sendable {
  package let demand: Demand
  /// The words of the first of its wishes, for coordinators; nil for everybody else.
  package let wishes: [(id: ID<Wish>, words: String)]?
}

/// A page of demand.
package struct DemandRead: Sendable {
  /// The groups; one more than asked for says that there is a next page.
  package let groups: [DemandSeen]
  /// How many groups, of all pages, are too small for the one who asks.
  package let suppressed: Int
}

extension Errand {
  /// The most wishes of one group that are shown with their words.
  private static let wordsMax = 20

  /// What carers wish for: what no offer meets first, then what most people want.
  ///
  /// Who does not coordinate an area is told of no group of it in which somebody might be recognised, but how many there are.
  /// - Parameters:
  ///   - area: only of this one.
  ///   - after: the last group of the page before.
  ///   - limit: most groups to give; the answer may hold one more, which says that there is a next page.
  /// - Throws: `Refusal.notAllowed`; `Invalid` at `/area`.
  package func demand(in area: AreaSlug?, after: DemandMark?, limit: Int) throws -> DemandRead {
    let areas = try areasToList(.readDemand, wanted: area) ?? Set(try store.areas.all().map(\.slug))
    let all = DemandRules.groups(try store.demand.facts(in: areas, now: now))
    let (groups, suppressed) = DemandRules.told(all) { may(.moveWish, in: $0) }
    let page = groups.filter { group in after.map { $0 < group.standing } ?? true }.prefix(limit + 1)
    let shown = page.filter { may(.moveWish, in: $0.kind.area) }
    let words = try store.wishes.words(of: shown.flatMap { $0.wishes.prefix(Errand.wordsMax) })
    if !shown.isEmpty { try note("demand_read", "wish", "many") }
    let seen = page.map { group in
      guard may(.moveWish, in: group.kind.area) else { return DemandSeen(demand: group, wishes: nil) }
      return DemandSeen(
        demand: group,
        wishes: group.wishes.prefix(Errand.wordsMax).compactMap { id in words[id].map { (id, $0) } })
    }
    return DemandRead(groups: seen, suppressed: suppressed)
  }
}
