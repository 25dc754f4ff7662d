import SQL

/// Rounds that open by themselves, and the title under which a draw was published.
///
/// An offer that was there before is looked at once: the first instant there is, is over.
let migrationRoundsBySelf = Migration(
  number: 16, name: "rounds that open by themselves",
  statements: [
    "ALTER TABLE offer ADD COLUMN rounds_look_at TIMESTAMPTZ DEFAULT '1970-01-01T00:00:00.000Z'",
    "CREATE INDEX offer_rounds_to_open ON offer (rounds_look_at, id) WHERE rounds_look_at IS NOT NULL",
    "ALTER TABLE round ADD COLUMN title TEXT",
  ])
