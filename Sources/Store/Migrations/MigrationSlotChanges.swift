import SQL

/// What partners change of a date counts as a version; a pause has a reason; whether a date was ever booked is found quickly.
let migrationSlotChanges = Migration(
  number: 7, name: "changes of dates",
  statements: [
    "ALTER TABLE slot ADD COLUMN version BIGINT NOT NULL DEFAULT 1",
    "ALTER TABLE slot ADD COLUMN pause_reason BYTEA",
    "CREATE INDEX booking_slot_by_slot ON booking_slot (slot_id)",
  ])
