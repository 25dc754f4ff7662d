import Breaks
import SQL

// When rounds open by themselves.

extension RoundStore {
  /// Offers whose dates are to be looked at, the longest due first.
  package func offersToLookAt(limit: Int, now: Instant) throws -> [ID<Offer>] {
    try tx.sql.query(
      """
      SELECT id FROM offer
      WHERE rounds_look_at IS NOT NULL AND rounds_look_at <= $1
      ORDER BY rounds_look_at, id
      LIMIT $2
      """, [.at(now), .number(limit)]
    ).map { try $0.id("id") }
  }

  /// Whether an offer's dates are to be looked at by now.
  package func isToLook(at offer: ID<Offer>, now: Instant) throws -> Bool {
    try tx.sql.first("SELECT id FROM offer WHERE id = $1 AND rounds_look_at <= $2", [.id(offer), .at(now)]) != nil
  }

  /// Notes when an offer's dates are looked at next.
  ///
  /// - Parameter next: nil when its rounds do not open by themselves.
  package func look(at offer: ID<Offer>, next: Instant?) throws {
    try tx.sql.execute(
      "UPDATE offer SET rounds_look_at = $1 WHERE id = $2", [next.map { .at($0) } ?? .null(.instant), .id(offer)])
  }

  /// The first dates of an offer in a span that are open and never stood in a round, by their starts.
  package func neverShared(of offer: ID<Offer>, in span: Range<Instant>, limit: Int) throws -> [ID<Slot>] {
    try tx.sql.query(
      """
      SELECT slot.id FROM slot
      WHERE slot.offer_id = $1 AND slot.starts_at >= $2 AND slot.starts_at < $3 AND NOT slot.paused
        AND NOT EXISTS (SELECT round_slot.round_id FROM round_slot WHERE round_slot.slot_id = slot.id)
      ORDER BY slot.starts_at, slot.id
      LIMIT $4
      """, [.id(offer), .at(span.lowerBound), .at(span.upperBound), .number(limit)]
    ).map { try $0.id("id") }
  }
}
