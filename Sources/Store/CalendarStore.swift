import Breaks
import SQL

/// What calendars were told of bookings, and what has to be taken out of them again.
package struct CalendarStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Whether a calendar entry of a booking was sent to one side, or is on its way, so that it has to be taken back there.
  ///
  /// One that replaced another moved the other's entry, so the other's letters count too.
  /// - Parameter recipient: `carer` or `partner`.
  package func wasTold(of booking: Booking, _ recipient: String) throws -> Bool {
    try tx.sql.first(
      """
      SELECT id FROM letter
      WHERE booking_id IN ($1, $2) AND booking_id IS NOT NULL AND recipient = $3 AND by_way = 'email'
        AND state IN ('sent', 'sending')
        AND kind IN ('booking_confirmed', 'booking_accepted', 'partner_new_booking', 'booking_changed',
          'partner_booking_changed')
      LIMIT 1
      """, [.id(booking.id), .id(booking.calendarID), .text(recipient)]) != nil
  }

  /// Keeps the events that a booking has no more since a step of its calendar entry.
  package func keep(_ events: [CalendarEvent], of booking: ID<Booking>, sequence: Int) throws {
    for event in events {
      try tx.sql.execute(
        """
        INSERT INTO fallen_event (booking_id, calendar_sequence, number, starts_at, ends_at)
        VALUES ($1, $2, $3, $4, $5)
        """,
        [
          .id(booking), .number(sequence), .number(event.number), .at(event.time.lowerBound),
          .at(event.time.upperBound),
        ])
    }
  }

  /// The events that a booking has no more since a step of its calendar entry, in their order.
  package func fallen(of booking: ID<Booking>, sequence: Int) throws -> [CalendarEvent] {
    try tx.sql.query(
      """
      SELECT number, starts_at, ends_at FROM fallen_event
      WHERE booking_id = $1 AND calendar_sequence = $2
      ORDER BY number
      """, [.id(booking), .number(sequence)]
    ).map { CalendarEvent(number: try $0.number("number"), time: try $0.at("starts_at")..<(try $0.at("ends_at"))) }
  }
}

extension StoreTransaction {
  /// What calendars were told of bookings.
  package var calendars: CalendarStore { CalendarStore(self) }
}
