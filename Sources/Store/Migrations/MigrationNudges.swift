import SQL

/// When partners who have not answered are reminded.
let migrationNudges = Migration(
  number: 5, name: "nudges",
  statements: [
    """
    CREATE TABLE nudge (
      id UUID PRIMARY KEY,
      booking_id UUID NOT NULL REFERENCES booking (id),
      due_at TIMESTAMPTZ NOT NULL,
      done_at TIMESTAMPTZ
    )
    """,
    "CREATE INDEX nudge_due ON nudge (due_at, id) WHERE done_at IS NULL",
    "CREATE INDEX nudge_by_booking ON nudge (booking_id)",
  ])
