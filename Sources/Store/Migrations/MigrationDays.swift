import SQL

/// What each day of a booking counts for, so that a booking of several dates counts in the period and the week of each.
///
/// Bookings that stand keep what they counted for, on their first day.
let migrationDays = Migration(
  number: 15, name: "days that count",
  statements: [
    """
    CREATE TABLE booking_day (
      booking_id UUID NOT NULL REFERENCES booking (id),
      starts_on DATE NOT NULL,
      breaks BIGINT NOT NULL CHECK (breaks >= 0),
      care_minutes BIGINT NOT NULL CHECK (care_minutes >= 0),
      PRIMARY KEY (booking_id, starts_on)
    )
    """,
    """
    INSERT INTO booking_day (booking_id, starts_on, breaks, care_minutes)
    SELECT id, starts_on, breaks, care_minutes FROM booking
    """,
    "ALTER TABLE booking DROP COLUMN care_minutes",
  ])
