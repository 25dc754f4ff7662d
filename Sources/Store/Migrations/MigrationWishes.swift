import SQL

/// What carers wish for, and who would like it too.
let migrationWishes = Migration(
  number: 11, name: "wishes",
  statements: [
    """
    CREATE TABLE wish (
      id UUID PRIMARY KEY,
      area TEXT NOT NULL REFERENCES area (slug),
      carer_id UUID NOT NULL REFERENCES carer (id),
      words BYTEA NOT NULL,
      category TEXT,
      stay TEXT,
      outward TEXT,
      language TEXT,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'shown', 'closed')),
      why TEXT CHECK (why IN ('offered', 'not_possible', 'not_fitting')),
      offer_id UUID REFERENCES offer (id),
      made_by UUID REFERENCES person (id),
      created_at TIMESTAMPTZ NOT NULL,
      shown_at TIMESTAMPTZ,
      closed_at TIMESTAMPTZ,
      version BIGINT NOT NULL DEFAULT 1,
      CONSTRAINT wish_closed_says_why CHECK ((state = 'closed') = (why IS NOT NULL)),
      CONSTRAINT wish_offered_as_an_offer CHECK (offer_id IS NULL OR why = 'offered')
    )
    """,
    "CREATE INDEX wish_by_area ON wish (area, created_at, id)",
    "CREATE INDEX wish_by_carer ON wish (carer_id, created_at, id)",
    "CREATE INDEX wish_live ON wish (area, id) WHERE state IN ('waiting', 'shown')",
    """
    CREATE TABLE wish_second (
      wish_id UUID NOT NULL REFERENCES wish (id),
      carer_id UUID NOT NULL REFERENCES carer (id),
      at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (wish_id, carer_id)
    )
    """,
    "CREATE INDEX wish_second_by_carer ON wish_second (carer_id, wish_id)",
  ])
