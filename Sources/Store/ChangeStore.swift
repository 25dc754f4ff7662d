import Breaks
import SQL

/// Changes of bookings: those made at once, and those that wait for the partner's answer.
package struct ChangeStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Holds a booking, and before it the one that it would replace: whoever ends either goes this way round.
  package func hold(_ reference: Reference) throws {
    guard !tx.sql.dialect.lockRows.isEmpty else { return }
    let old = try tx.sql.first(
      """
      SELECT old.reference
      FROM booking JOIN booking AS old ON old.id = booking.replaces_id
      WHERE booking.reference = $1
      """, [.text(reference.text)])
    if let old { try tx.hold(.booking(Reference(stored: try old.text("reference")))) }
    try tx.hold(.booking(reference))
  }

  /// Keeps a booking as it was changed, with its dates and its party; the places are taken and given back already.
  ///
  /// - Throws: `Refusal.wrongState` when it has moved on meanwhile.
  package func change(_ booking: Booking, days: [CountedDay]) throws {
    let need = booking.need
    let moved = try tx.sql.execute(
      """
      UPDATE booking
      SET starts_at = $1, ends_at = $2, starts_on = $3, people = $4, units = $5, unit_kind = $6, staff = $7, cover = $8,
        note = $9, decide_by = $10, cancel_free_until = $11, breaks = $12, agreed_at = $13,
        needs_seen_at = NULL,
        calendar_sequence = calendar_sequence + 1, version = version + 1
      WHERE id = $14 AND state = $15 AND version = $16
      """,
      [
        .at(booking.startsAt), .at(booking.endsAt), .on(London.day(of: booking.startsAt)), .number(need.people),
        .number(need.units), .textIfAny(need.unitKind?.rawValue), .number(need.staff),
        .textIfAny(booking.cover?.rawValue),
        try tx.keys.sealedIfAny(booking.note, place: "booking.note.\(booking.id)"), .atIfAny(booking.decideBy),
        .at(booking.cancelFreeUntil), .number(max(1, days.breaks)), .atIfAny(booking.agreedAt),
        .id(booking.id), .text(booking.state.rawValue),
        .number(booking.version),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
    try tx.sql.execute("DELETE FROM booking_slot WHERE booking_id = $1", [.id(booking.id)])
    try tx.bookings.insertSlots(of: booking)
    try replaceDays(of: booking.id, by: days)
    try tx.sql.execute("DELETE FROM party_member WHERE booking_id = $1", [.id(booking.id)])
    try tx.bookings.insertParty(of: booking)
  }

  /// Notes on a booking which change of it waits for the partner's answer.
  ///
  /// - Throws: `Refusal.wrongState` when it has moved on meanwhile.
  package func asked(_ change: ID<Booking>, of booking: Booking) throws {
    let moved = try tx.sql.execute(
      "UPDATE booking SET change_id = $1, version = version + 1 WHERE id = $2 AND state = 'confirmed' AND version = $3",
      [.id(change), .id(booking.id), .number(booking.version)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Takes back what a late cancellation cost, now that it is known why it came so late.
  ///
  /// - Throws: `Refusal.wrongState` when it was not late, or is excused already.
  package func excuse(_ booking: Booking, _ why: CancelReason) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE booking SET why = $1, counts_towards_cap = FALSE, version = version + 1
      WHERE id = $2 AND state = 'cancelled' AND late AND ended_by <> 'partner' AND version = $3
      """, [.text(why.rawValue), .id(booking.id), .number(booking.version)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Lets a change take the place of the booking that it asked to replace, which has ended: its dates are whole, it
  /// counts, and calendars know it by the same name.
  ///
  /// - Parameters:
  ///   - prescription: what the old one was paid with.
  ///   - days: what each of its days counts for, now that the old one does not any more.
  /// - Throws: `Refusal.wrongState` when it did not wait any more.
  package func takeOver(
    _ change: Booking, from old: Booking, paidWith prescription: ID<Prescription>?, days: [CountedDay]
  ) throws {
    let need = change.need
    try tx.sql.execute(
      """
      UPDATE booking_slot SET people = $1, units = $2, unit_kind = $3, staff = $4, extra = FALSE
      WHERE booking_id = $5 AND extra
      """,
      [
        .number(need.people), .number(need.units), .textIfAny(need.unitKind?.rawValue), .number(need.staff),
        .id(change.id),
      ])
    let moved = try tx.sql.execute(
      """
      UPDATE booking
      SET counts_towards_cap = care IS NULL, calendar_id = $1, calendar_sequence = $2, prescription_id = $3
      WHERE id = $4 AND state = 'requested'
      """,
      [
        .id(old.calendarID), .number(old.calendarSequence), .idIfAny(prescription), .id(change.id),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
    try replaceDays(of: change.id, by: days)
  }

  private func replaceDays(of booking: ID<Booking>, by days: [CountedDay]) throws {
    try tx.sql.execute("DELETE FROM booking_day WHERE booking_id = $1", [.id(booking)])
    try tx.bookings.insertDays(days, of: booking)
  }
}

extension BookingStore {
  /// What a booking keeps of each of its dates just now, by date; nothing once it has ended.
  package func kept(by booking: ID<Booking>) throws -> [(slot: ID<Slot>, need: Need)] {
    try tx.sql.query(
      """
      SELECT slot_id, people, units, unit_kind, staff FROM booking_slot
      WHERE booking_id = $1 AND live
      ORDER BY slot_id
      """, [.id(booking)]
    ).map { row in
      (
        try row.id("slot_id"),
        Need(
          people: try row.number("people"), units: try row.number("units"), unitKind: try row.wordIfAny("unit_kind"),
          staff: try row.number("staff"))
      )
    }
  }
}

extension StoreTransaction {
  /// Changes of bookings.
  package var changes: ChangeStore { ChangeStore(self) }
}
