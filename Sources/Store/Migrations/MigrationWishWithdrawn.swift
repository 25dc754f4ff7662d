import SQL

/// Wishes that their carers take back: the words go, the row stays for those who seconded. A CHECK cannot be changed in
/// place on both engines, so both tables are made anew.
let migrationWishWithdrawn = Migration(
  number: 18, name: "wishes taken back",
  statements: [
    """
    CREATE TABLE wish_2 (
      id UUID PRIMARY KEY,
      area TEXT NOT NULL REFERENCES area (slug),
      carer_id UUID NOT NULL REFERENCES carer (id),
      words BYTEA,
      category TEXT,
      stay TEXT,
      outward TEXT,
      language TEXT,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'shown', 'closed')),
      why TEXT CHECK (why IN ('offered', 'not_possible', 'not_fitting', 'withdrawn')),
      offer_id UUID REFERENCES offer (id),
      made_by UUID REFERENCES person (id),
      created_at TIMESTAMPTZ NOT NULL,
      shown_at TIMESTAMPTZ,
      closed_at TIMESTAMPTZ,
      version BIGINT NOT NULL DEFAULT 1,
      CONSTRAINT wish_closed_says_why CHECK ((state = 'closed') = (why IS NOT NULL)),
      CONSTRAINT wish_offered_as_an_offer CHECK (offer_id IS NULL OR why = 'offered'),
      CONSTRAINT wish_withdrawn_has_no_words CHECK ((COALESCE(why, '') = 'withdrawn') = (words IS NULL))
    )
    """,
    """
    INSERT INTO wish_2 (id, area, carer_id, words, category, stay, outward, language, state, why, offer_id, made_by,
      created_at, shown_at, closed_at, version)
    SELECT id, area, carer_id, words, category, stay, outward, language, state, why, offer_id, made_by,
      created_at, shown_at, closed_at, version
    FROM wish
    """,
    """
    CREATE TABLE wish_second_2 (
      wish_id UUID NOT NULL REFERENCES wish_2 (id),
      carer_id UUID NOT NULL REFERENCES carer (id),
      at TIMESTAMPTZ NOT NULL,
      PRIMARY KEY (wish_id, carer_id)
    )
    """,
    "INSERT INTO wish_second_2 (wish_id, carer_id, at) SELECT wish_id, carer_id, at FROM wish_second",
    "DROP TABLE wish_second",
    "DROP TABLE wish",
    "ALTER TABLE wish_2 RENAME TO wish",
    "ALTER TABLE wish_second_2 RENAME TO wish_second",
    "CREATE INDEX wish_by_area ON wish (area, created_at, id)",
    "CREATE INDEX wish_by_carer ON wish (carer_id, created_at, id)",
    "CREATE INDEX wish_live ON wish (area, id) WHERE state IN ('waiting', 'shown')",
    "CREATE INDEX wish_second_by_carer ON wish_second (carer_id, wish_id)",
  ])
