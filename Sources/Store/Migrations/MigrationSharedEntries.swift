import SQL

/// What is published of an entry is kept beside it, so that nobody opens its party to show the file of a draw.
let migrationSharedEntries = Migration(
  number: 20, name: "what is published of an entry",
  statements: ["ALTER TABLE round_entry ADD COLUMN shared TEXT"])
