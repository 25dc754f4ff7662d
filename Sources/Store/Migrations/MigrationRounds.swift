import SQL

/// Sharing out scarce breaks: rounds with their sealed seeds, what carers ask for in them, and asking a person.
let migrationRounds = Migration(number: 13, name: "rounds and entries", statements: roundSQL + entrySQL + secondLookSQL)

private let roundSQL = [
  """
  CREATE TABLE round (
    id UUID PRIMARY KEY,
    offer_id UUID NOT NULL REFERENCES offer (id),
    area TEXT NOT NULL REFERENCES area (slug),
    stay TEXT NOT NULL,
    allocation TEXT NOT NULL CHECK (allocation IN ('rota', 'tiers', 'ballot')),
    prescription_percent BIGINT NOT NULL CHECK (prescription_percent BETWEEN 0 AND 100),
    opens_at TIMESTAMPTZ NOT NULL,
    closes_at TIMESTAMPTZ NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'drawn', 'called_off')),
    seed_hash BYTEA NOT NULL,
    sealed_seed BYTEA NOT NULL,
    seed BYTEA,
    dates TEXT,
    drawn_at TIMESTAMPTZ,
    made_by UUID REFERENCES person (id),
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT round_closes_after_it_opens CHECK (opens_at < closes_at),
    CONSTRAINT round_shows_its_seed_once_drawn CHECK ((state = 'drawn') = (seed IS NOT NULL))
  )
  """,
  "CREATE INDEX round_by_offer ON round (offer_id, created_at, id)",
  "CREATE INDEX round_to_close ON round (closes_at, id) WHERE state = 'open'",
  "CREATE INDEX round_to_draw ON round (closes_at, id) WHERE state = 'closed'",
  """
  CREATE TABLE round_slot (
    round_id UUID NOT NULL REFERENCES round (id),
    slot_id UUID NOT NULL REFERENCES slot (id),
    live BOOLEAN NOT NULL,
    PRIMARY KEY (round_id, slot_id)
  )
  """,
  "CREATE INDEX round_slot_by_slot ON round_slot (slot_id)",
  "CREATE UNIQUE INDEX round_slot_once ON round_slot (slot_id) WHERE live",
]

private let entrySQL = [
  """
  CREATE TABLE round_entry (
    id UUID PRIMARY KEY,
    round_id UUID NOT NULL REFERENCES round (id),
    carer_id UUID NOT NULL REFERENCES carer (id),
    pseudonym TEXT NOT NULL UNIQUE,
    stay TEXT NOT NULL,
    allocation TEXT NOT NULL,
    channel TEXT NOT NULL,
    request BYTEA NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('entered', 'withdrawn', 'won', 'lost')),
    drawn_at TIMESTAMPTZ,
    weight BIGINT CHECK (weight BETWEEN 1 AND 5),
    turn BIGINT CHECK (turn >= 1),
    needs TEXT,
    position BIGINT CHECK (position >= 1),
    from_kept BOOLEAN NOT NULL DEFAULT FALSE,
    loss TEXT,
    obstacle TEXT,
    booking_id UUID REFERENCES booking (id),
    settled BOOLEAN NOT NULL DEFAULT FALSE,
    made_by UUID REFERENCES person (id),
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT round_entry_drawn_whole CHECK ((drawn_at IS NULL) = (weight IS NULL))
  )
  """,
  "CREATE UNIQUE INDEX round_entry_once ON round_entry (round_id, carer_id) WHERE state <> 'withdrawn'",
  "CREATE INDEX round_entry_by_round ON round_entry (round_id, pseudonym)",
  "CREATE INDEX round_entry_by_carer ON round_entry (carer_id, created_at, id)",
  "CREATE INDEX round_entry_to_settle ON round_entry (drawn_at, id) WHERE state IN ('won', 'lost') AND NOT settled",
  "CREATE INDEX round_entry_to_book ON round_entry (round_id) WHERE state = 'won' AND NOT settled",
  "CREATE INDEX booking_counted ON booking (carer_id, stay, starts_at) WHERE counts_towards_cap",
]

private let secondLookSQL = [
  """
  CREATE TABLE second_look (
    id UUID PRIMARY KEY,
    entry_id UUID NOT NULL UNIQUE REFERENCES round_entry (id),
    area TEXT NOT NULL REFERENCES area (slug),
    words BYTEA,
    asked_by UUID REFERENCES person (id),
    asked_at TIMESTAMPTZ NOT NULL,
    outcome TEXT CHECK (outcome IN ('stands', 'given')),
    answer BYTEA,
    answered_by UUID REFERENCES person (id),
    answered_at TIMESTAMPTZ,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT second_look_answered_whole CHECK ((outcome IS NULL) = (answered_at IS NULL))
  )
  """,
  "CREATE INDEX second_look_open ON second_look (asked_at, id) WHERE outcome IS NULL",
  "CREATE INDEX second_look_answered ON second_look (asked_at, id) WHERE outcome IS NOT NULL",
]
