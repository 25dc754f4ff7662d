/// What a carer brings to a draw from before: facts that are recorded, nothing that is said for the occasion.
///
/// Diet, health and language are no part of it.
package struct ShareStanding: Sendable, Equatable {
  /// How often the carer lost a ballot for this kind of break since they last won one.
  package let losses: Int
  /// The need tier; 1 is the greatest need, 3 the least.
  package let tier: Int
  /// When the last break of this kind began that the carer took, or is to take; nil when there is none.
  ///
  /// An absence without an excuse is a break taken, so it costs one turn; an excused one is none.
  package let lastTookAt: Instant?

  /// Puts a standing together.
  package init(losses: Int = 0, tier: Int = 3, lastTookAt: Instant? = nil) {
    self.losses = losses
    self.tier = tier
    self.lastTookAt = lastTookAt
  }

  /// The most tickets anybody has in a lot.
  package static let weightMax = 5

  /// How many tickets an entry has: in a ballot one, and one more for every loss since the last win, at most 5; elsewhere
  /// one.
  package func weight(in allocation: Allocation) -> Int {
    allocation == .ballot ? min(1 + losses, ShareStanding.weightMax) : 1
  }

  /// Who comes before whom, whatever the lot says: for each standing a turn, the first 1, equals the same.
  ///
  /// Turns are published and standings are not: a turn shows neither when somebody last had a break nor why they need one.
  package static func turns(_ standings: [ShareStanding], in allocation: Allocation) -> [Int] {
    let keys = standings.map { $0.key(in: allocation) }
    let ranks = Dictionary(
      uniqueKeysWithValues: Set(keys).sorted().enumerated().map { ($0.element, $0.offset + 1) })
    return keys.map { ranks[$0] ?? 1 }
  }

  private func key(in allocation: Allocation) -> Key {
    switch allocation {
    case .firstCome, .ballot: Key(tier: 0, since: 0)
    case .rota: Key(tier: 0, since: lastTookAt?.millis ?? .min)
    case .tiers: Key(tier: tier, since: lastTookAt?.millis ?? .min)
    }
  }

  private struct Key: Hashable, Comparable {
    let tier: Int
    let since: Int64

    static func < (left: Key, right: Key) -> Bool { (left.tier, left.since) < (right.tier, right.since) }
  }
}

/// The need tiers, from recorded facts alone.
package enum NeedTier {
  /// The tier of a carer: 1 is the greatest need, 3 the least.
  ///
  /// An urgent prescription is tier 1. Otherwise 50 hours of caring a week count 2 and 20 hours 1, not being able to leave
  /// overnight 1, and needing replacement care 1: with 3 or 4 it is tier 1, with 1 or 2 tier 2, with none tier 3.
  /// - Parameter hasUrgentPrescription: whether the entry names one that was issued as urgent.
  package static func tier(of caring: CaringSituation, hasUrgentPrescription: Bool) -> Int {
    if hasUrgentPrescription { return 1 }
    let hours = caring.hoursPerWeek ?? 0
    var points = hours >= 50 ? 2 : hours >= 20 ? 1 : 0
    if !caring.canLeaveOvernight { points += 1 }
    if caring.needsReplacementCare { points += 1 }
    return points >= 3 ? 1 : points >= 1 ? 2 : 3
  }
}
