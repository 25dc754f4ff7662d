import SQL

/// Offers of partners who will not advertise openly.
let migrationVisibility = Migration(
  number: 6, name: "offers that only carers see",
  statements: [
    "ALTER TABLE offer ADD COLUMN visibility TEXT NOT NULL DEFAULT 'open' CHECK (visibility IN ('open', 'carers'))"
  ])
