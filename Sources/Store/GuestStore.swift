import Breaks
import SQL

extension BookingStore {
  /// The bookings whose guests are at a partner's at some time of a span, by start; nil when there are too many to list.
  ///
  /// Only those that stand: confirmed, or marked as come while the break is still going on.
  /// - Parameter limit: most bookings to give.
  package func guests(of partner: ID<Partner>, in span: Range<Instant>, limit: Int) throws -> [Booking]? {
    // No date is longer than this, so none that began earlier reaches into the span.
    let earliest = span.lowerBound.adding(hours: -24 * (SlotRules.daysLong + 1))
    let rows = try tx.sql.query(
      """
      SELECT DISTINCT booking_slot.booking_id
      FROM offer
      JOIN slot ON slot.offer_id = offer.id
      JOIN booking_slot ON booking_slot.slot_id = slot.id AND booking_slot.live
      WHERE offer.partner_id = $1 AND slot.starts_at >= $2 AND slot.starts_at < $3 AND slot.ends_at > $4
      LIMIT \(4 * limit)
      """, [.id(partner), .at(earliest), .at(span.upperBound), .at(span.lowerBound)])
    if rows.count == 4 * limit { return nil }
    var arguments = SQLArguments()
    let ids = arguments.list(try rows.map { .uuid(try $0.uuid("booking_id")) })
    let bookings = try load(
      """
      WHERE booking.state IN ('confirmed', 'attended') AND booking.id IN (\(ids))
      ORDER BY booking.starts_at, booking.id
      LIMIT \(limit + 1)
      """, arguments.values)
    return bookings.count > limit ? nil : bookings
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
