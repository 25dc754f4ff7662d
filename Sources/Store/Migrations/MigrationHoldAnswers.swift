import SQL

/// Which hold a kept answer tells of, so that it can be forgotten with the hold.
let migrationHoldAnswers = Migration(
  number: 19, name: "answers that tell of holds",
  statements: [
    "ALTER TABLE idempotency_key ADD COLUMN hold_id UUID REFERENCES booking (id)",
    "CREATE INDEX idempotency_key_by_hold ON idempotency_key (hold_id) WHERE hold_id IS NOT NULL",
  ])
