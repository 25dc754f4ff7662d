import Breaks
import SQL

/// What waits for a partner's answer, and when the partner is reminded of it.
package struct AnswerStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Requests that were to be answered by now, the longest overdue first.
  package func overdue(limit: Int, now: Instant) throws -> [ID<Booking>] {
    try tx.sql.query(
      """
      SELECT id FROM booking
      WHERE state = 'requested' AND decide_by <= $1
      ORDER BY decide_by, id
      LIMIT $2
      """, [.at(now), .number(limit)]
    ).map { try $0.id("id") }
  }

  /// Plans a reminder.
  package func plan(_ nudge: ID<Nudge>, of booking: ID<Booking>, at due: Instant) throws {
    try tx.sql.execute(
      "INSERT INTO nudge (id, booking_id, due_at) VALUES ($1, $2, $3)", [.id(nudge), .id(booking), .at(due)])
  }

  /// Forgets the reminders of a booking that were planned and not done.
  package func forgetPlans(of booking: ID<Booking>) throws {
    try tx.sql.execute("DELETE FROM nudge WHERE booking_id = $1 AND done_at IS NULL", [.id(booking)])
  }

  /// Reminders that are due and not done, the longest due first.
  package func nudgesDue(limit: Int, now: Instant) throws -> [ID<Nudge>] {
    try tx.sql.query(
      """
      SELECT id FROM nudge
      WHERE done_at IS NULL AND due_at <= $1
      ORDER BY due_at, id
      LIMIT $2
      """, [.at(now), .number(limit)]
    ).map { try $0.id("id") }
  }

  /// The booking that a reminder is of; nil when there is none.
  package func booking(of nudge: ID<Nudge>) throws -> ID<Booking>? {
    try tx.sql.first("SELECT booking_id FROM nudge WHERE id = $1", [.id(nudge)])?.id("booking_id")
  }

  /// Strikes every reminder of a booking that is due by now, so that what was missed together is said once.
  ///
  /// - Returns: whether there was any: nobody else has struck them meanwhile.
  package func strike(of booking: ID<Booking>, now: Instant) throws -> Bool {
    try tx.sql.execute(
      "UPDATE nudge SET done_at = $1 WHERE booking_id = $2 AND due_at <= $1 AND done_at IS NULL",
      [.at(now), .id(booking)]) > 0
  }

  /// Puts off every reminder of a booking that is due by now.
  package func putOff(of booking: ID<Booking>, until later: Instant, now: Instant) throws {
    try tx.sql.execute(
      "UPDATE nudge SET due_at = $1 WHERE booking_id = $2 AND due_at <= $3 AND done_at IS NULL",
      [.at(later), .id(booking), .at(now)])
  }
}

/// A reminder to a partner; only ever named by its id.
package enum Nudge {}

extension StoreTransaction {
  /// What waits for a partner's answer.
  package var answers: AnswerStore { AnswerStore(self) }
}
