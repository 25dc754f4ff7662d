import SQL

/// Care that goes with a break, and the hours of it.
let migrationCare = Migration(
  number: 3, name: "replacement care",
  statements: [
    "ALTER TABLE booking ADD COLUMN care_id UUID REFERENCES booking (id)",
    "ALTER TABLE booking ADD COLUMN agreed_at TIMESTAMPTZ",
    "ALTER TABLE booking ADD COLUMN care BYTEA",
    "ALTER TABLE booking ADD COLUMN care_minutes BIGINT NOT NULL DEFAULT 0 CHECK (care_minutes >= 0)",
    "CREATE UNIQUE INDEX booking_by_care ON booking (care_id) WHERE care_id IS NOT NULL",
  ])
