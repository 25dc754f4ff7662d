import SQL

/// Events that a change of a booking left over in calendars, kept for the letters that take them out.
let migrationFallenEvents = Migration(
  number: 21, name: "events that fall away",
  statements: [
    """
    CREATE TABLE fallen_event (
      booking_id UUID NOT NULL REFERENCES booking (id),
      calendar_sequence BIGINT NOT NULL,
      number BIGINT NOT NULL CHECK (number BETWEEN 2 AND 14),
      starts_at TIMESTAMPTZ NOT NULL,
      ends_at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (booking_id, calendar_sequence, number),
      CONSTRAINT fallen_event_lasts CHECK (starts_at < ends_at)
    )
    """
  ])
