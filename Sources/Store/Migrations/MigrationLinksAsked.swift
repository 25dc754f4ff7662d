import SQL

/// Links by which a carer says how a break was, and what becomes of care whose break is lost. A CHECK cannot be changed in
/// place on both engines, so the table is made anew; nothing points to it.
let migrationLinksAsked = Migration(
  number: 17, name: "links that ask how it was, and about care that is left",
  statements: [
    """
    CREATE TABLE link_2 (
      id UUID PRIMARY KEY,
      purpose TEXT NOT NULL CHECK (purpose IN
        ('partner_answer', 'carer_cancel', 'waiting_offer', 'absence_why', 'care_lost', 'feedback',
         'break_lost')),
      booking_id UUID NOT NULL REFERENCES booking (id),
      expires_at TIMESTAMPTZ NOT NULL,
      used_at TIMESTAMPTZ,
      answer TEXT,
      created_at TIMESTAMPTZ NOT NULL,
      CONSTRAINT link_answered_when_used CHECK ((used_at IS NULL) = (answer IS NULL))
    )
    """,
    """
    INSERT INTO link_2 (id, purpose, booking_id, expires_at, used_at, answer, created_at)
    SELECT id, purpose, booking_id, expires_at, used_at, answer, created_at FROM link
    """,
    "DROP TABLE link",
    "ALTER TABLE link_2 RENAME TO link",
    "CREATE INDEX link_by_booking ON link (booking_id, purpose, created_at, id)",
  ])
