import SQL

/// Links that letters carry: what each is for and until when, never its token.
let migrationLinks = Migration(
  number: 4, name: "links",
  statements: [
    """
    CREATE TABLE link (
      id UUID PRIMARY KEY,
      purpose TEXT NOT NULL CHECK (purpose IN
        ('partner_answer', 'carer_cancel', 'waiting_offer', 'absence_why', 'care_lost')),
      booking_id UUID NOT NULL REFERENCES booking (id),
      expires_at TIMESTAMPTZ NOT NULL,
      used_at TIMESTAMPTZ,
      answer TEXT,
      created_at TIMESTAMPTZ NOT NULL,
      CONSTRAINT link_answered_when_used CHECK ((used_at IS NULL) = (answer IS NULL))
    )
    """,
    "CREATE INDEX link_by_booking ON link (booking_id, purpose, created_at, id)",
  ])
