import SQL

/// Waiting lists: parties in line for dates, and every step of each.
let migrationWaiting = Migration(
  number: 8, name: "waiting lists",
  statements: [
    """
    CREATE TABLE waiting_entry (
      id UUID PRIMARY KEY,
      offer_id UUID NOT NULL REFERENCES offer (id),
      carer_id UUID NOT NULL REFERENCES carer (id),
      area TEXT NOT NULL REFERENCES area (slug),
      starts_at TIMESTAMPTZ NOT NULL,
      people BIGINT NOT NULL CHECK (people BETWEEN 1 AND 12),
      units BIGINT NOT NULL CHECK (units BETWEEN 0 AND 12),
      unit_kind TEXT,
      staff BIGINT NOT NULL CHECK (staff BETWEEN 0 AND 24),
      party BYTEA,
      note BYTEA,
      prescription_id UUID REFERENCES prescription (id),
      cover TEXT,
      care BYTEA,
      share_needs BOOLEAN NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'taken', 'left', 'ended')),
      passed BOOLEAN NOT NULL DEFAULT FALSE,
      channel TEXT NOT NULL,
      made_by UUID REFERENCES person (id),
      joined_at TIMESTAMPTZ NOT NULL,
      look_at TIMESTAMPTZ NOT NULL,
      version BIGINT NOT NULL DEFAULT 1,
      CONSTRAINT waiting_party_kept CHECK ((party IS NOT NULL) = (state IN ('waiting', 'offered')))
    )
    """,
    """
    CREATE TABLE waiting_slot (
      entry_id UUID NOT NULL REFERENCES waiting_entry (id),
      slot_id UUID NOT NULL REFERENCES slot (id),
      carer_id UUID NOT NULL REFERENCES carer (id),
      joined_at TIMESTAMPTZ NOT NULL,
      live BOOLEAN NOT NULL,
      PRIMARY KEY (entry_id, slot_id)
    )
    """,
    """
    CREATE TABLE waiting_step (
      entry_id UUID NOT NULL REFERENCES waiting_entry (id),
      position BIGINT NOT NULL,
      at TIMESTAMPTZ NOT NULL,
      what TEXT NOT NULL,
      needed BIGINT,
      free BIGINT,
      detail TEXT,
      until_at TIMESTAMPTZ,
      PRIMARY KEY (entry_id, position)
    )
    """,
    "ALTER TABLE booking ADD COLUMN waiting_id UUID REFERENCES waiting_entry (id)",
    "CREATE INDEX waiting_by_carer ON waiting_entry (carer_id, joined_at, id)",
    "CREATE INDEX waiting_by_area ON waiting_entry (area, joined_at, id)",
    "CREATE INDEX waiting_by_offer ON waiting_entry (offer_id, joined_at, id)",
    "CREATE INDEX waiting_to_look ON waiting_entry (look_at, id) WHERE state = 'waiting'",
    "CREATE INDEX waiting_to_end ON waiting_entry (starts_at, id) WHERE state = 'waiting'",
    "CREATE UNIQUE INDEX waiting_slot_once_a_carer ON waiting_slot (slot_id, carer_id) WHERE live",
    "CREATE INDEX waiting_line ON waiting_slot (slot_id, joined_at, entry_id) WHERE live",
    "CREATE UNIQUE INDEX booking_of_waiting ON booking (waiting_id)"
      + " WHERE waiting_id IS NOT NULL AND state IN ('held', 'requested', 'confirmed', 'attended', 'absent')",
  ])
