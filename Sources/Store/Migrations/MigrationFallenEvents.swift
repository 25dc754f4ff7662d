import SQL

/// Which event of a booking each of its dates is in calendars, and the events that a change has left over there, kept for
/// the letters that take them out.
let migrationFallenEvents = Migration(
  number: 22, name: "events that fall away",
  statements: [
    "ALTER TABLE booking_slot ADD COLUMN event BIGINT CHECK (event BETWEEN 1 AND 28)",
    """
    CREATE TABLE fallen_event (
      booking_id UUID NOT NULL REFERENCES booking (id),
      calendar_sequence BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 28),
      starts_at TIMESTAMPTZ NOT NULL,
      ends_at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (booking_id, calendar_sequence, number),
      CONSTRAINT fallen_event_lasts CHECK (starts_at < ends_at)
    )
    """,
  ])
