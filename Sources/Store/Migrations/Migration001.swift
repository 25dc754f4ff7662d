import SQL

/// The first schema: areas, people, partners, offers, carers, prescriptions, bookings, letters.
///
/// Sealed columns (BYTEA) hold personal or health data under AES-GCM; see `Keys`.
let migration001 = Migration(
  number: 1, name: "the first schema",
  statements: placesSQL + peopleSQL + offersSQL + carersSQL + bookingsSQL + lettersSQL + ledgerSQL)

private let placesSQL = [
  """
  CREATE TABLE area (
    slug TEXT PRIMARY KEY,
    details TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMPTZ NOT NULL
  )
  """,
  """
  CREATE TABLE outward_centre (
    outward TEXT PRIMARY KEY,
    latitude_micro BIGINT NOT NULL CHECK (latitude_micro BETWEEN 49000000 AND 61500000),
    longitude_micro BIGINT NOT NULL CHECK (longitude_micro BETWEEN -9000000 AND 2500000)
  )
  """,
]

private let peopleSQL = [
  """
  CREATE TABLE practice (
    id UUID PRIMARY KEY,
    ods_code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    area TEXT NOT NULL REFERENCES area (slug),
    email TEXT NOT NULL,
    phone TEXT,
    carers_lead TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMPTZ NOT NULL
  )
  """,
  """
  CREATE TABLE partner (
    id UUID PRIMARY KEY,
    area TEXT NOT NULL REFERENCES area (slug),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT,
    postcode TEXT,
    town TEXT,
    address TEXT,
    description TEXT,
    safeguarding TEXT,
    cqc_location_id TEXT,
    no_personal_care BOOLEAN NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMPTZ NOT NULL
  )
  """,
  "CREATE INDEX partner_by_area ON partner (area, name, id)",
  "CREATE INDEX partner_by_name ON partner (name, id)",
  """
  CREATE TABLE person (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT,
    email_canonical TEXT,
    phone TEXT,
    languages TEXT NOT NULL,
    profession TEXT,
    registration TEXT,
    email_sign_in BOOLEAN NOT NULL,
    email_proven_at TIMESTAMPTZ,
    disabled_at TIMESTAMPTZ,
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMPTZ NOT NULL
  )
  """,
  "CREATE INDEX person_by_email ON person (email_canonical) WHERE email_canonical IS NOT NULL",
  """
  CREATE TABLE person_role (
    person_id UUID NOT NULL REFERENCES person (id),
    position BIGINT NOT NULL,
    role TEXT NOT NULL,
    area TEXT NOT NULL REFERENCES area (slug),
    partner_id UUID REFERENCES partner (id),
    practice_id UUID REFERENCES practice (id),
    PRIMARY KEY (person_id, position)
  )
  """,
  """
  CREATE TABLE sign_in_code (
    id UUID PRIMARY KEY,
    email_canonical TEXT NOT NULL,
    code_hash BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    used_at TIMESTAMPTZ
  )
  """,
  "CREATE INDEX sign_in_code_by_email ON sign_in_code (email_canonical, created_at)",
  "CREATE INDEX sign_in_code_by_time ON sign_in_code (created_at)",
  """
  CREATE TABLE sign_in_address (
    email_canonical TEXT PRIMARY KEY,
    asked_at TIMESTAMPTZ NOT NULL
  )
  """,
  "CREATE INDEX sign_in_address_by_time ON sign_in_address (asked_at)",
  """
  CREATE TABLE session (
    token_hash BYTEA PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
  )
  """,
  "CREATE INDEX session_by_person ON session (person_id)",
]

private let offersSQL = [
  """
  CREATE TABLE offer (
    id UUID PRIMARY KEY,
    partner_id UUID NOT NULL REFERENCES partner (id),
    area TEXT NOT NULL REFERENCES area (slug),
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'withdrawn')),
    category TEXT NOT NULL,
    stay TEXT NOT NULL,
    outward TEXT,
    party_max BIGINT NOT NULL CHECK (party_max BETWEEN 1 AND 12),
    children_welcome BOOLEAN NOT NULL,
    contribution_pence BIGINT NOT NULL CHECK (contribution_pence >= 0),
    details TEXT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMPTZ NOT NULL
  )
  """,
  "CREATE INDEX offer_by_area ON offer (area, state, id)",
  "CREATE INDEX offer_by_partner ON offer (partner_id, id)",
  "CREATE INDEX offer_by_state ON offer (state, created_at, id)",
  """
  CREATE TABLE offer_word (
    offer_id UUID NOT NULL REFERENCES offer (id),
    kind TEXT NOT NULL CHECK (kind IN ('diet', 'avoid', 'access', 'language')),
    word TEXT NOT NULL,
    PRIMARY KEY (offer_id, kind, word)
  )
  """,
  "CREATE INDEX offer_word_by_word ON offer_word (kind, word, offer_id)",
  """
  CREATE TABLE offer_gram (
    offer_id UUID NOT NULL REFERENCES offer (id),
    gram TEXT NOT NULL,
    PRIMARY KEY (offer_id, gram)
  )
  """,
  "CREATE INDEX offer_gram_by_gram ON offer_gram (gram, offer_id)",
  """
  CREATE TABLE slot (
    id UUID PRIMARY KEY,
    offer_id UUID NOT NULL REFERENCES offer (id),
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    places BIGINT NOT NULL CHECK (places BETWEEN 1 AND 1000),
    taken BIGINT NOT NULL DEFAULT 0,
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT slot_never_oversold CHECK (taken BETWEEN 0 AND places),
    CONSTRAINT slot_ends_after_start CHECK (ends_at > starts_at)
  )
  """,
  "CREATE INDEX slot_by_offer ON slot (offer_id, starts_at, id)",
]

private let carersSQL = [
  """
  CREATE TABLE carer (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL UNIQUE REFERENCES person (id),
    reference TEXT NOT NULL UNIQUE,
    area TEXT NOT NULL REFERENCES area (slug),
    state TEXT NOT NULL CHECK (state IN ('registered', 'verified')),
    name_canonical TEXT NOT NULL,
    phone_e164 TEXT,
    postcode TEXT NOT NULL,
    birth_date DATE NOT NULL,
    profile BYTEA NOT NULL,
    verified_at TIMESTAMPTZ,
    version BIGINT NOT NULL DEFAULT 1,
    created_at TIMESTAMPTZ NOT NULL
  )
  """,
  "CREATE INDEX carer_by_phone ON carer (phone_e164) WHERE phone_e164 IS NOT NULL",
  "CREATE INDEX carer_by_postcode ON carer (postcode, birth_date)",
  "CREATE INDEX carer_by_birth ON carer (birth_date, name_canonical)",
  "CREATE INDEX carer_by_name ON carer (name_canonical, postcode)",
  """
  CREATE TABLE carer_consent (
    carer_id UUID NOT NULL REFERENCES carer (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    value BOOLEAN NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    how TEXT NOT NULL,
    by_person_id UUID REFERENCES person (id),
    notice_version TEXT NOT NULL,
    PRIMARY KEY (carer_id, position)
  )
  """,
  """
  CREATE TABLE carer_evidence (
    carer_id UUID NOT NULL REFERENCES carer (id),
    at TIMESTAMPTZ NOT NULL,
    kind TEXT NOT NULL,
    evidence BYTEA NOT NULL,
    by_person_id UUID REFERENCES person (id)
  )
  """,
  "CREATE INDEX carer_evidence_by_carer ON carer_evidence (carer_id)",
  """
  CREATE TABLE acts_for (
    person_id UUID NOT NULL REFERENCES person (id),
    carer_id UUID NOT NULL REFERENCES carer (id),
    PRIMARY KEY (person_id, carer_id)
  )
  """,
  "CREATE INDEX acts_for_by_carer ON acts_for (carer_id)",
  """
  CREATE TABLE prescription (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    area TEXT NOT NULL REFERENCES area (slug),
    practice_id UUID REFERENCES practice (id),
    state TEXT NOT NULL CHECK (state IN ('issued', 'redeemed', 'withdrawn', 'expired')),
    urgency TEXT NOT NULL,
    details BYTEA NOT NULL,
    issued_at TIMESTAMPTZ NOT NULL,
    issued_by UUID NOT NULL REFERENCES person (id),
    contact_by DATE NOT NULL,
    expires_on DATE NOT NULL,
    redeemed_at TIMESTAMPTZ,
    carer_id UUID REFERENCES carer (id),
    booking_id UUID,
    version BIGINT NOT NULL DEFAULT 1
  )
  """,
  "CREATE INDEX prescription_by_practice ON prescription (practice_id, contact_by, id)",
  "CREATE INDEX prescription_by_area ON prescription (area, contact_by, id)",
  "CREATE INDEX prescription_by_booking ON prescription (booking_id) WHERE booking_id IS NOT NULL",
]

private let bookingsSQL = [
  """
  CREATE TABLE booking (
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
    state TEXT NOT NULL CHECK (state IN ('requested', 'confirmed', 'declined', 'cancelled', 'attended', 'absent')),
    channel TEXT NOT NULL,
    prescription_id UUID REFERENCES prescription (id),
    cover TEXT,
    note BYTEA,
    decide_by TIMESTAMPTZ,
    cancel_free_until TIMESTAMPTZ NOT NULL,
    counts_towards_cap BOOLEAN NOT NULL,
    breaks BIGINT NOT NULL CHECK (breaks >= 1),
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
    version BIGINT NOT NULL DEFAULT 1
  )
  """,
  "CREATE INDEX booking_by_carer ON booking (carer_id, created_at, id)",
  "CREATE INDEX booking_by_partner ON booking (partner_id, starts_at, id)",
  "CREATE INDEX booking_by_area ON booking (area, created_at, id)",
  "CREATE UNIQUE INDEX booking_spends_prescription ON booking (prescription_id)"
    + " WHERE prescription_id IS NOT NULL AND state IN ('requested', 'confirmed', 'attended', 'absent')",
  """
  CREATE TABLE booking_slot (
    booking_id UUID NOT NULL REFERENCES booking (id),
    slot_id UUID NOT NULL REFERENCES slot (id),
    carer_id UUID NOT NULL REFERENCES carer (id),
    people BIGINT NOT NULL,
    live BOOLEAN NOT NULL,
    PRIMARY KEY (booking_id, slot_id)
  )
  """,
  "CREATE UNIQUE INDEX booking_slot_once_a_carer ON booking_slot (slot_id, carer_id) WHERE live",
  """
  CREATE TABLE party_member (
    booking_id UUID NOT NULL REFERENCES booking (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    age BIGINT,
    details BYTEA NOT NULL,
    PRIMARY KEY (booking_id, position)
  )
  """,
]

private let lettersSQL = [
  """
  CREATE TABLE letter (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    area TEXT REFERENCES area (slug),
    recipient TEXT NOT NULL CHECK (recipient IN ('person', 'carer', 'partner', 'prescribed', 'desk', 'address')),
    recipient_id UUID,
    address BYTEA,
    code BYTEA,
    booking_id UUID REFERENCES booking (id),
    prescription_id UUID REFERENCES prescription (id),
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
  "CREATE INDEX letter_due ON letter (lane, not_before, id) WHERE state IN ('queued', 'sending')",
  "CREATE INDEX letter_for_hands ON letter (state, area, created_at, id)"
    + " WHERE state IN ('to_do', 'done', 'withheld', 'failed')",
  "CREATE INDEX letter_of_codes ON letter (created_at) WHERE recipient = 'address'",
  "CREATE INDEX letter_by_booking ON letter (booking_id, created_at, id) WHERE booking_id IS NOT NULL",
]
