import SQL

/// Breaks that wait for nothing but their care are found by their start, so that one whose care is lost is given up in time.
let migrationLostCare = Migration(
  number: 21, name: "breaks without care",
  statements: [
    "CREATE INDEX booking_without_care ON booking (starts_at, id) WHERE state = 'requested' AND agreed_at IS NOT NULL"
  ])
