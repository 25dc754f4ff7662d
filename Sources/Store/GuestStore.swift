import Breaks
import SQL

extension BookingStore {
  /// The bookings whose guests are at a partner's at some time of a span, by start.
  ///
  /// Only those that stand: confirmed, or marked as come while the break is still going on.
  /// - Parameter limit: most bookings to give.
  package func guests(of partner: ID<Partner>, in span: Range<Instant>, limit: Int) throws -> [Booking] {
    // No date is longer than this, so none that began earlier reaches into the span.
    let earliest = span.lowerBound.adding(hours: -24 * (SlotRules.daysLong + 1))
    return try load(
      """
      WHERE booking.state IN ('confirmed', 'attended') AND booking.id IN (
        SELECT booking_slot.booking_id
        FROM offer
        JOIN slot ON slot.offer_id = offer.id
        JOIN booking_slot ON booking_slot.slot_id = slot.id AND booking_slot.live
        WHERE offer.partner_id = $1 AND slot.starts_at >= $2 AND slot.starts_at < $3 AND slot.ends_at > $4
      )
      ORDER BY booking.starts_at, booking.id
      LIMIT \(limit)
      """, [.id(partner), .at(earliest), .at(span.upperBound), .at(span.lowerBound)])
  }
}

extension CarerStore {
  /// The carers of some ids; ids that nobody has are passed over.
  package func find(_ ids: Set<ID<Carer>>) throws -> [ID<Carer>: Carer] {
    var arguments = SQLArguments()
    let carers = try load("WHERE carer.id IN (\(arguments.list(ids.sorted().map { .id($0) })))", arguments.values)
    return Dictionary(carers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
