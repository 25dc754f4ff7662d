import Breaks
import SQL

/// Places that are kept for a while: bookings in the state `held`.
package struct HoldStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Holds whose time is over, the longest over first.
  package func lapsed(limit: Int, now: Instant) throws -> [ID<Booking>] {
    try tx.sql.query(
      """
      SELECT id FROM booking
      WHERE state = 'held' AND held_until <= $1
      ORDER BY held_until, id
      LIMIT $2
      """, [.at(now), .number(limit)]
    ).map { try $0.id("id") }
  }

  /// Holds of some dates whose time is over, in id order.
  package func lapsed(of slots: [ID<Slot>], now: Instant) throws -> [ID<Booking>] {
    var arguments = SQLArguments()
    return try tx.sql.query(
      """
      SELECT DISTINCT booking.id
      FROM booking_slot JOIN booking ON booking.id = booking_slot.booking_id
      WHERE booking_slot.live AND booking_slot.slot_id IN (\(arguments.list(slots.map { .id($0) })))
        AND booking.state = 'held' AND booking.held_until <= \(arguments.add(.at(now)))
      ORDER BY booking.id
      """, arguments.values
    ).map { try $0.id("id") }
  }

  /// What is kept of a date just now, and until when.
  package func holds(of slot: ID<Slot>) throws -> [Hold] {
    try tx.sql.query(
      """
      SELECT booking.held_until, booking_slot.people, booking_slot.units, booking_slot.unit_kind, booking_slot.staff
      FROM booking_slot JOIN booking ON booking.id = booking_slot.booking_id
      WHERE booking_slot.live AND booking_slot.slot_id = $1 AND booking.state = 'held'
      """, [.id(slot)]
    ).map { row in
      Hold(
        until: try row.at("held_until"),
        need: Need(
          people: try row.number("people"), units: try row.number("units"), unitKind: try row.wordIfAny("unit_kind"),
          staff: try row.number("staff")))
    }
  }

  /// Whether a hold was made longer before.
  package func wasExtended(_ booking: ID<Booking>) throws -> Bool {
    try tx.sql.first("SELECT hold_extended FROM booking WHERE id = $1", [.id(booking)])?.bool("hold_extended") ?? false
  }

  /// Keeps the places longer.
  ///
  /// - Throws: `Refusal.wrongState` when it was not held any more, or had been made longer before.
  package func extend(_ booking: ID<Booking>, until: Instant) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE booking SET held_until = $1, hold_extended = TRUE, version = version + 1
      WHERE id = $2 AND state = 'held' AND NOT hold_extended
      """, [.at(until), .id(booking)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Makes a booking of a hold: its state, and all that is said of it only now.
  ///
  /// - Throws: `Refusal.wrongState` when it was not held any more.
  package func settle(_ new: NewBooking) throws {
    let booking = new.booking
    let moved = try tx.sql.execute(
      """
      UPDATE booking
      SET state = $1, held_until = NULL, prescription_id = $2, cover = $3, note = $4, decide_by = $5,
        version = version + 1
      WHERE id = $6 AND state = 'held'
      """,
      [
        .text(booking.state.rawValue), .idIfAny(new.prescription), .textIfAny(booking.cover?.rawValue),
        try tx.keys.sealedIfAny(booking.note, place: "booking.note.\(booking.id)"), .atIfAny(booking.decideBy),
        .id(booking.id),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
    try tx.sql.execute("DELETE FROM party_member WHERE booking_id = $1", [.id(booking.id)])
    try tx.bookings.insertParty(of: booking)
  }

  /// Forgets who would have come and what they wrote; how many it was is kept.
  package func forget(_ booking: ID<Booking>) throws {
    try tx.sql.execute("DELETE FROM party_member WHERE booking_id = $1", [.id(booking)])
    try tx.sql.execute(
      "UPDATE booking SET note = NULL, cover = NULL, care = NULL, prescription_id = NULL WHERE id = $1 AND state = 'lapsed'",
      [.id(booking)])
  }
}

extension StoreTransaction {
  /// Places that are kept for a while.
  package var holds: HoldStore { HoldStore(self) }
}
