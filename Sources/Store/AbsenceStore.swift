import Breaks
import SQL

/// What is known of parties that did not come.
package struct AbsenceStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Notes that the carer is asked what happened; it costs nothing until that is settled.
  package func ask(_ booking: ID<Booking>, now: Instant) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE booking
      SET counts_towards_cap = FALSE, absence_asked_at = $1, absence_why = NULL, absence_reason = NULL,
        absence_settled_at = NULL, absence_settled_by = NULL, absence_excused = NULL
      WHERE id = $2 AND state = 'absent'
      """, [.at(now), .id(booking)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Settles what an absence costs.
  ///
  /// - Throws: `Refusal.wrongState` when nobody was absent.
  package func settle(_ booking: Booking, _ absence: Absence) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE booking
      SET counts_towards_cap = $1, absence_asked_at = $2, absence_why = $3, absence_reason = $4, absence_settled_at = $5,
        absence_settled_by = $6, absence_excused = $7, version = version + 1
      WHERE id = $8 AND state = 'absent'
      """,
      [
        .bool(absence.excused == false && booking.care == nil), .atIfAny(absence.askedAt),
        .textIfAny(absence.why?.rawValue),
        try tx.keys.sealedIfAny(absence.reason, place: "booking.absence_reason.\(booking.id)"),
        .atIfAny(absence.settledAt), .textIfAny(absence.settledBy?.rawValue), .boolIfAny(absence.excused),
        .id(booking.id),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Forgets an absence that was marked by mistake: the break was had.
  package func undo(_ booking: ID<Booking>) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE booking
      SET counts_towards_cap = care IS NULL, absence_asked_at = NULL, absence_why = NULL, absence_reason = NULL,
        absence_settled_at = NULL, absence_settled_by = NULL, absence_excused = NULL
      WHERE id = $1 AND state = 'attended'
      """, [.id(booking)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Absences of which the carer was asked by an instant and said nothing, the longest asked first.
  package func silent(askedBy: Instant, limit: Int) throws -> [ID<Booking>] {
    try tx.sql.query(
      """
      SELECT id FROM booking
      WHERE state = 'absent' AND absence_settled_at IS NULL AND absence_asked_at <= $1
      ORDER BY absence_asked_at, id
      LIMIT $2
      """, [.at(askedBy), .number(limit)]
    ).map { try $0.id("id") }
  }

  /// A carer's absences that are not settled.
  package func open(of carer: ID<Carer>) throws -> [ID<Booking>] {
    try tx.sql.query(
      """
      SELECT id FROM booking
      WHERE carer_id = $1 AND state = 'absent' AND absence_settled_at IS NULL
      ORDER BY id
      """, [.id(carer)]
    ).map { try $0.id("id") }
  }
}

extension BookingStore {
  static func absence(_ row: SQLRow, _ id: ID<Booking>, _ keys: Keys) throws -> Absence? {
    let (askedAt, settledAt) = (try row.atIfAny("absence_asked_at"), try row.atIfAny("absence_settled_at"))
    guard askedAt != nil || settledAt != nil else { return nil }
    return Absence(
      askedAt: askedAt, why: try row.wordIfAny("absence_why"),
      reason: try keys.openedIfAny(row.bytesIfAny("absence_reason"), place: "booking.absence_reason.\(id)"),
      settledAt: settledAt, excused: try row.boolIfAny("absence_excused"),
      settledBy: try row.wordIfAny("absence_settled_by"))
  }
}

extension StoreTransaction {
  /// Parties that did not come.
  package var absences: AbsenceStore { AbsenceStore(self) }
}
