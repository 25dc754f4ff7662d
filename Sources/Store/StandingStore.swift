import Breaks
import SQL

/// What carers bring to a draw from before: when they last had a break of a kind, and how often they lost since they won.
package struct StandingStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// So many carers are asked for at once: an engine takes only so many values.
  private static let carersAtOnce = 500

  /// When each of some carers last began a break of a kind that counts, or is to begin one; who had none is missing.
  ///
  /// What counts towards a cap counts here: a break that was declined, excused or given back in time does not.
  package func lastTookAt(_ carers: [ID<Carer>], stay: Stay) throws -> [ID<Carer>: Instant] {
    try inParts(carers) { part in
      var arguments = SQLArguments()
      let kind = arguments.add(.text(stay.rawValue))
      return try tx.sql.query(
        """
        SELECT carer_id, MAX(starts_at) AS last_took_at FROM booking
        WHERE counts_towards_cap AND stay = \(kind) AND carer_id IN (\(arguments.list(part.map { .id($0) })))
        GROUP BY carer_id
        """, arguments.values
      ).map { (try $0.id("carer_id"), try $0.at("last_took_at")) }
    }
  }

  /// How often each of some carers lost a ballot for a kind of break since they last won one; who never did is missing.
  ///
  /// Only the lot makes losers: who won and could not have the break after all lost nothing by it, and who lost and was
  /// given it by a person has won.
  package func losses(_ carers: [ID<Carer>], stay: Stay) throws -> [ID<Carer>: Int] {
    try inParts(carers) { part in
      var arguments = SQLArguments()
      let kind = arguments.add(.text(stay.rawValue))
      return try tx.sql.query(
        """
        SELECT lost.carer_id, COUNT(*) AS losses FROM round_entry lost
        WHERE lost.carer_id IN (\(arguments.list(part.map { .id($0) })))
          AND lost.stay = \(kind) AND lost.allocation = 'ballot' AND lost.state = 'lost' AND lost.loss IS NOT NULL
          AND lost.booking_id IS NULL
          AND NOT EXISTS (
            SELECT won.id FROM round_entry won
            WHERE won.carer_id = lost.carer_id AND won.stay = lost.stay AND won.allocation = 'ballot'
              AND (won.state = 'won' OR won.booking_id IS NOT NULL) AND won.drawn_at > lost.drawn_at)
        GROUP BY lost.carer_id
        """, arguments.values
      ).map { (try $0.id("carer_id"), try $0.number("losses")) }
    }
  }

  private func inParts<Value>(
    _ carers: [ID<Carer>], _ ask: ([ID<Carer>]) throws -> [(ID<Carer>, Value)]
  ) throws -> [ID<Carer>: Value] {
    var found: [ID<Carer>: Value] = [:]
    for start in stride(from: 0, to: carers.count, by: StandingStore.carersAtOnce) {
      let part = Array(carers[start..<min(start + StandingStore.carersAtOnce, carers.count)])
      for (carer, value) in try ask(part) { found[carer] = value }
    }
    return found
  }
}

extension StoreTransaction {
  /// What carers bring to a draw from before.
  package var standings: StandingStore { StandingStore(self) }
}
