/// The first schema's ledgers: answers that were given, who did what, and how often somebody was refused.
let ledgerSQL = [
  """
  CREATE TABLE idempotency_key (
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BYTEA NOT NULL,
    status BIGINT,
    headers TEXT,
    body BYTEA,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (caller, key)
  )
  """,
  "CREATE INDEX idempotency_key_by_time ON idempotency_key (created_at)",
  """
  CREATE TABLE audit_chain (
    chain BIGINT PRIMARY KEY,
    number BIGINT NOT NULL,
    hash BYTEA NOT NULL
  )
  """,
  """
  CREATE TABLE audit_entry (
    chain BIGINT NOT NULL REFERENCES audit_chain (chain),
    number BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    actor_id UUID,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    note TEXT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (chain, number)
  )
  """,
  "CREATE INDEX audit_entry_by_subject ON audit_entry (subject, subject_id, at)",
  """
  CREATE TABLE refusal_count (
    day DATE NOT NULL,
    area TEXT NOT NULL,
    code TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (day, area, code)
  )
  """,
]
