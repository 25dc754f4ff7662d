import Breaks
import SQL

/// The care that goes with breaks, and the hours a carer has of it.
package struct CareStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Ties care to the break that it is for; nil takes the tie away.
  ///
  /// - Throws: `Refusal.wrongState` when the break is not live any more.
  package func tie(_ care: ID<Booking>?, to booking: ID<Booking>) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE booking SET care_id = $1, version = version + 1
      WHERE id = $2 AND state IN ('held', 'requested', 'confirmed')
      """, [.idIfAny(care), .id(booking)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// The live break that care is for, or nil.
  package func waiting(for care: ID<Booking>) throws -> ID<Booking>? {
    try tx.sql.first(
      "SELECT id FROM booking WHERE care_id = $1 AND care_id IS NOT NULL AND state IN ('requested', 'confirmed')",
      [.id(care)]
    )?.id("id")
  }

  /// Breaks that waited for care that is lost, and for which nobody has said anything else in time; the next to begin first.
  package func toGiveUp(limit: Int, now: Instant) throws -> [ID<Booking>] {
    try tx.sql.query(
      """
      SELECT booking.id FROM booking JOIN booking AS care ON care.id = booking.care_id
      WHERE booking.state = 'requested' AND booking.agreed_at IS NOT NULL AND booking.starts_at <= $1
        AND care.state IN ('declined', 'cancelled', 'lapsed') AND (care.ended_at <= $2 OR booking.starts_at <= $3)
      ORDER BY booking.starts_at, booking.id
      LIMIT $4
      """,
      [
        .at(now.adding(hours: CareRules.givenUpHours)), .at(now.adding(hours: -CareRules.answerHours)), .at(now),
        .number(limit),
      ]
    ).map { try $0.id("id") }
  }

  /// Notes that the place itself has agreed, while the care is not certain yet.
  ///
  /// - Throws: `Refusal.wrongState` when it had agreed before, or does not wait any more.
  package func agree(_ booking: Booking, message: String?, reason: String?, now: Instant) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE booking
      SET agreed_at = $1, decide_by = NULL, message = $2, reason = $3, version = version + 1
      WHERE id = $4 AND state = 'requested' AND agreed_at IS NULL
      """,
      [
        .at(now), try tx.keys.sealedIfAny(message, place: "booking.message.\(booking.id)"),
        try tx.keys.sealedIfAny(reason, place: "booking.reason.\(booking.id)"), .id(booking.id),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Makes a break final that waited only for its care.
  ///
  /// - Throws: `Refusal.wrongState` when it does not wait any more.
  package func confirm(_ booking: Booking) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE booking
      SET state = 'confirmed', calendar_sequence = calendar_sequence + 1, version = version + 1
      WHERE id = $1 AND state = 'requested' AND agreed_at IS NOT NULL
      """, [.id(booking.id)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Writes down who looks after the person at home now.
  package func say(_ cover: Cover, of booking: ID<Booking>) throws {
    try tx.sql.execute(
      "UPDATE booking SET cover = $1, version = version + 1 WHERE id = $2", [.text(cover.rawValue), .id(booking)])
  }

  /// The minutes of care that a carer has between two London days.
  ///
  /// - Parameter own: a booking that is judged anew and does not count against itself.
  package func minutes(of carer: ID<Carer>, from: Day, until: Day, but own: ID<Booking>? = nil) throws -> Int {
    try tx.sql.first(
      """
      SELECT CAST(COALESCE(SUM(booking_day.care_minutes), 0) AS BIGINT) AS minutes
      FROM booking JOIN booking_day ON booking_day.booking_id = booking.id
      WHERE booking.carer_id = $1 AND booking.state IN ('held', 'requested', 'confirmed', 'attended', 'absent')
        AND booking_day.starts_on >= $2 AND booking_day.starts_on < $3 AND ($4 IS NULL OR booking.id <> $4)
      """, [.id(carer), .on(from), .on(until), .idIfAny(own)])?.number("minutes") ?? 0
  }
}

extension StoreTransaction {
  /// The care that goes with breaks.
  package var care: CareStore { CareStore(self) }
}
