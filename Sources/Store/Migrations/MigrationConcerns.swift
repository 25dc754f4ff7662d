import SQL

/// Concerns about somebody's safety, and who is named to read them.
let migrationConcerns = Migration(
  number: 9, name: "concerns",
  statements: [
    """
    CREATE TABLE safeguarding_person (
      area TEXT NOT NULL REFERENCES area (slug),
      person_id UUID NOT NULL REFERENCES person (id),
      named_at TIMESTAMPTZ NOT NULL,
      named_by UUID REFERENCES person (id),
      PRIMARY KEY (area, person_id)
    )
    """,
    "CREATE INDEX safeguarding_person_by_person ON safeguarding_person (person_id, area)",
    """
    CREATE TABLE concern (
      id UUID PRIMARY KEY,
      area TEXT NOT NULL REFERENCES area (slug),
      about TEXT NOT NULL CHECK (about IN ('child', 'adult', 'partner_conduct', 'other')),
      danger_now BOOLEAN NOT NULL,
      said BYTEA NOT NULL,
      raised_by UUID NOT NULL REFERENCES person (id),
      raised_at TIMESTAMPTZ NOT NULL,
      kept_from UUID REFERENCES person (id),
      state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
      closed_at TIMESTAMPTZ,
      version BIGINT NOT NULL DEFAULT 1,
      CONSTRAINT concern_closed_has_a_time CHECK ((state = 'closed') = (closed_at IS NOT NULL))
    )
    """,
    "CREATE INDEX concern_by_area ON concern (area, raised_at, id)",
    "CREATE INDEX concern_open ON concern (area, raised_at, id) WHERE state = 'open'",
    """
    CREATE TABLE concern_note (
      id UUID PRIMARY KEY,
      concern_id UUID NOT NULL REFERENCES concern (id),
      kind TEXT NOT NULL CHECK (kind IN ('note', 'closing')),
      words BYTEA NOT NULL,
      by_person_id UUID NOT NULL REFERENCES person (id),
      at TIMESTAMPTZ NOT NULL
    )
    """,
    "CREATE INDEX concern_note_by_concern ON concern_note (concern_id, at, id)",
    "CREATE UNIQUE INDEX concern_closes_once ON concern_note (concern_id) WHERE kind = 'closing'",
  ])
