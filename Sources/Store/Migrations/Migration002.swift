import SQL

/// Places that are kept for a while, rooms and staff beside people, and letters that tell of more than bookings.
///
/// A CHECK cannot be changed in SQLite, nor a table dropped in PostgreSQL that others point to: so the bookings and all that
/// points to them are made anew, filled, and given the old names.
let migration002 = Migration(
  number: 2, name: "holds, units and staff",
  statements: capacitySQL + newBookingSQL + newPartsSQL + newLetterSQL + oldTablesSQL + newIndexesSQL)

private let capacitySQL = [
  "ALTER TABLE slot ADD COLUMN units BIGINT CHECK (units BETWEEN 1 AND 1000)",
  "ALTER TABLE slot ADD COLUMN units_taken BIGINT NOT NULL DEFAULT 0"
    + " CONSTRAINT slot_units_never_oversold CHECK (units_taken BETWEEN 0 AND COALESCE(units, 0))",
  "ALTER TABLE slot ADD COLUMN staff BIGINT CHECK (staff BETWEEN 0 AND 1000)",
  "ALTER TABLE slot ADD COLUMN staff_taken BIGINT NOT NULL DEFAULT 0"
    + " CONSTRAINT slot_staff_never_oversold CHECK (staff_taken BETWEEN 0 AND COALESCE(staff, 0))",
  "ALTER TABLE slot ADD COLUMN paused BOOLEAN NOT NULL DEFAULT FALSE",
  """
  CREATE TABLE slot_unit (
    slot_id UUID NOT NULL REFERENCES slot (id),
    kind TEXT NOT NULL,
    units BIGINT NOT NULL CHECK (units BETWEEN 1 AND 1000),
    taken BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (slot_id, kind),
    CONSTRAINT slot_unit_never_oversold CHECK (taken BETWEEN 0 AND units)
  )
  """,
]

private let newBookingSQL = [
  """
  CREATE TABLE booking_2 (
    id UUID PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    carer_id UUID NOT NULL REFERENCES carer (id),
    offer_id UUID NOT NULL REFERENCES offer (id),
    partner_id UUID NOT NULL REFERENCES partner (id),
    area TEXT NOT NULL REFERENCES area (slug),
    stay TEXT NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    starts_on DATE NOT NULL,
    people BIGINT NOT NULL CHECK (people BETWEEN 1 AND 12),
    units BIGINT NOT NULL DEFAULT 0 CHECK (units BETWEEN 0 AND 12),
    unit_kind TEXT,
    staff BIGINT NOT NULL DEFAULT 0 CHECK (staff BETWEEN 0 AND 24),
    state TEXT NOT NULL CHECK (state IN
      ('held', 'requested', 'confirmed', 'declined', 'cancelled', 'lapsed', 'attended', 'absent')),
    channel TEXT NOT NULL,
    prescription_id UUID REFERENCES prescription (id),
    cover TEXT,
    note BYTEA,
    decide_by TIMESTAMPTZ,
    held_until TIMESTAMPTZ,
    hold_extended BOOLEAN NOT NULL DEFAULT FALSE,
    cancel_free_until TIMESTAMPTZ NOT NULL,
    counts_towards_cap BOOLEAN NOT NULL,
    breaks BIGINT NOT NULL CHECK (breaks >= 1),
    override_reason BYTEA,
    made_by UUID REFERENCES person (id),
    created_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    ended_by TEXT,
    why TEXT,
    reason BYTEA,
    message BYTEA,
    late BOOLEAN,
    needs_seen_at TIMESTAMPTZ,
    calendar_sequence BIGINT NOT NULL DEFAULT 0,
    version BIGINT NOT NULL DEFAULT 1,
    CONSTRAINT booking_held_until CHECK ((state = 'held') = (held_until IS NOT NULL))
  )
  """,
  """
  INSERT INTO booking_2 (id, reference, carer_id, offer_id, partner_id, area, stay, starts_at, ends_at, starts_on, people,
    state, channel, prescription_id, cover, note, decide_by, cancel_free_until, counts_towards_cap, breaks, made_by,
    created_at, ended_at, ended_by, why, reason, message, late, needs_seen_at, calendar_sequence, version)
  SELECT id, reference, carer_id, offer_id, partner_id, area, stay, starts_at, ends_at, starts_on, people,
    state, channel, prescription_id, cover, note, decide_by, cancel_free_until, counts_towards_cap, breaks, made_by,
    created_at, ended_at, ended_by, why, reason, message, late, needs_seen_at, calendar_sequence, version
  FROM booking
  """,
]

private let newPartsSQL = [
  """
  CREATE TABLE booking_slot_2 (
    booking_id UUID NOT NULL REFERENCES booking_2 (id),
    slot_id UUID NOT NULL REFERENCES slot (id),
    carer_id UUID NOT NULL REFERENCES carer (id),
    people BIGINT NOT NULL,
    units BIGINT NOT NULL DEFAULT 0,
    unit_kind TEXT,
    staff BIGINT NOT NULL DEFAULT 0,
    live BOOLEAN NOT NULL,
    PRIMARY KEY (booking_id, slot_id)
  )
  """,
  """
  INSERT INTO booking_slot_2 (booking_id, slot_id, carer_id, people, live)
  SELECT booking_id, slot_id, carer_id, people, live FROM booking_slot
  """,
  """
  CREATE TABLE party_member_2 (
    booking_id UUID NOT NULL REFERENCES booking_2 (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    age BIGINT,
    details BYTEA NOT NULL,
    PRIMARY KEY (booking_id, position)
  )
  """,
  """
  INSERT INTO party_member_2 (booking_id, position, kind, age, details)
  SELECT booking_id, position, kind, age, details FROM party_member
  """,
]

private let newLetterSQL = [
  """
  CREATE TABLE letter_2 (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    area TEXT REFERENCES area (slug),
    recipient TEXT NOT NULL CHECK (recipient IN ('person', 'carer', 'partner', 'prescribed', 'desk', 'address')),
    recipient_id UUID,
    address BYTEA,
    code BYTEA,
    booking_id UUID REFERENCES booking_2 (id),
    prescription_id UUID REFERENCES prescription (id),
    about TEXT,
    about_id UUID,
    calendar_sequence BIGINT,
    by_way TEXT NOT NULL,
    state TEXT NOT NULL,
    lane BIGINT NOT NULL,
    message_id TEXT NOT NULL,
    not_before TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ,
    tries BIGINT NOT NULL DEFAULT 0,
    lease_until TIMESTAMPTZ,
    lease_owner UUID,
    trouble TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    settled_at TIMESTAMPTZ,
    done_by UUID REFERENCES person (id),
    done_how TEXT,
    done_note BYTEA,
    version BIGINT NOT NULL DEFAULT 1
  )
  """,
  """
  INSERT INTO letter_2 (id, kind, area, recipient, recipient_id, address, code, booking_id, prescription_id,
    calendar_sequence, by_way, state, lane, message_id, not_before, expires_at, tries, lease_until, lease_owner, trouble,
    created_at, settled_at, done_by, done_how, done_note, version)
  SELECT id, kind, area, recipient, recipient_id, address, code, booking_id, prescription_id,
    calendar_sequence, by_way, state, lane, message_id, not_before, expires_at, tries, lease_until, lease_owner, trouble,
    created_at, settled_at, done_by, done_how, done_note, version
  FROM letter
  """,
]

private let oldTablesSQL = [
  "DROP TABLE letter", "DROP TABLE party_member", "DROP TABLE booking_slot", "DROP TABLE booking",
  "ALTER TABLE booking_2 RENAME TO booking", "ALTER TABLE booking_slot_2 RENAME TO booking_slot",
  "ALTER TABLE party_member_2 RENAME TO party_member", "ALTER TABLE letter_2 RENAME TO letter",
]

private let newIndexesSQL = [
  "CREATE INDEX booking_by_carer ON booking (carer_id, created_at, id)",
  "CREATE INDEX booking_by_partner ON booking (partner_id, starts_at, id)",
  "CREATE INDEX booking_by_area ON booking (area, created_at, id)",
  "CREATE INDEX booking_held ON booking (held_until, id) WHERE state = 'held'",
  "CREATE INDEX booking_to_answer ON booking (decide_by, id) WHERE state = 'requested'",
  "CREATE UNIQUE INDEX booking_spends_prescription ON booking (prescription_id)"
    + " WHERE prescription_id IS NOT NULL AND state IN ('held', 'requested', 'confirmed', 'attended', 'absent')",
  "CREATE UNIQUE INDEX booking_slot_once_a_carer ON booking_slot (slot_id, carer_id) WHERE live",
  "CREATE INDEX letter_due ON letter (lane, not_before, id) WHERE state IN ('queued', 'sending')",
  "CREATE INDEX letter_for_hands ON letter (state, area, created_at, id)"
    + " WHERE state IN ('to_do', 'done', 'withheld', 'failed')",
  "CREATE INDEX letter_of_codes ON letter (created_at) WHERE recipient = 'address'",
  "CREATE INDEX letter_by_booking ON letter (booking_id, created_at, id) WHERE booking_id IS NOT NULL",
]
