import SQL

/// Changes that wait for a partner's answer, what was said of an absence, and carers who are to be left in peace.
///
/// What was marked absent before anybody was asked costs nothing: silence excuses.
let migrationLife = Migration(
  number: 14, name: "changes, absences and quiet", statements: changesSQL + absencesSQL + quietSQL)

private let changesSQL = [
  "ALTER TABLE booking ADD COLUMN replaces_id UUID REFERENCES booking (id)",
  "ALTER TABLE booking ADD COLUMN calendar_id UUID REFERENCES booking (id)",
  // The change that was asked for last; one at a time, and found without a search.
  "ALTER TABLE booking ADD COLUMN change_id UUID REFERENCES booking (id)",
  // A change keeps only what it takes beside the booking that it would replace.
  "ALTER TABLE booking_slot ADD COLUMN extra BOOLEAN NOT NULL DEFAULT FALSE",
  "DROP INDEX booking_slot_once_a_carer",
  "CREATE UNIQUE INDEX booking_slot_once_a_carer ON booking_slot (slot_id, carer_id) WHERE live AND NOT extra",
  "CREATE INDEX booking_slot_live ON booking_slot (slot_id, carer_id) WHERE live",
]

private let absencesSQL = [
  "ALTER TABLE booking ADD COLUMN absence_asked_at TIMESTAMPTZ",
  "ALTER TABLE booking ADD COLUMN absence_why TEXT",
  "ALTER TABLE booking ADD COLUMN absence_reason BYTEA",
  "ALTER TABLE booking ADD COLUMN absence_settled_at TIMESTAMPTZ",
  "ALTER TABLE booking ADD COLUMN absence_settled_by TEXT",
  "ALTER TABLE booking ADD COLUMN absence_excused BOOLEAN"
    + " CONSTRAINT booking_absence_settled CHECK ((absence_excused IS NULL) = (absence_settled_at IS NULL))",
  """
  UPDATE booking
  SET counts_towards_cap = FALSE, absence_settled_at = ends_at, absence_settled_by = 'time', absence_excused = TRUE
  WHERE state = 'absent'
  """,
  "CREATE INDEX booking_absence_open ON booking (absence_asked_at, id)"
    + " WHERE state = 'absent' AND absence_settled_at IS NULL",
  "CREATE INDEX booking_absence_of_carer ON booking (carer_id, id)"
    + " WHERE state = 'absent' AND absence_settled_at IS NULL",
]

private let quietSQL = [
  "ALTER TABLE carer ADD COLUMN quiet_since TIMESTAMPTZ",
  "ALTER TABLE carer ADD COLUMN quiet_why BYTEA"
    + " CONSTRAINT carer_quiet_why CHECK ((quiet_why IS NULL) = (quiet_since IS NULL))",
  // Whether it was we who ended the access then, so that a mistaken report can be undone.
  "ALTER TABLE carer ADD COLUMN quiet_ended_access BOOLEAN NOT NULL DEFAULT FALSE",
  "CREATE INDEX letter_by_reader ON letter (recipient_id, created_at, id) WHERE recipient_id IS NOT NULL",
]
