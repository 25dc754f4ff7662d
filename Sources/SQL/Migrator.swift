/// One numbered step of the schema, written in the SQL both engines share; never edited after it landed.
package struct Migration: Sendable, Equatable {
  /// 1 for the first, each later one greater by one.
  package let number: Int
  /// A few words for people.
  package let name: String
  /// One SQL statement each, run in order.
  package let statements: [String]

  /// A step of the schema; its statements hold values as literals, never our types.
  package init(number: Int, name: String, statements: [String]) {
    self.number = number
    self.name = name
    self.statements = statements
  }

  /// Sixteen hexadecimal digits over all statements, to notice an edit.
  ///
  /// - Source: FNV-1a, 64 bits (draft-eastlake-fnv).
  package var checksum: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for statement in statements {
      for byte in Array(statement.utf8) + [0] {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Brings a schema up to date, and tells whether it is.
package struct Migrator: Sendable {
  private let migrations: [Migration]

  /// All migrations there are, in order.
  ///
  /// - Precondition: numbered 1, 2, 3, … without a gap.
  package init(_ migrations: [Migration]) {
    precondition(
      migrations.map(\.number) == Array(1..<(migrations.count + 1)),
      "Migrations must be numbered 1, 2, 3, … in order."
    )
    self.migrations = migrations
  }

  /// Applies what is missing, each migration in one transaction with its record.
  ///
  /// Two processes may do so at once: one takes the engine's lock, the other waits for it and finds nothing to do.
  /// - Parameter now: the instant to record, in milliseconds since 1970 UTC.
  /// - Returns: the migrations that this call applied, in order; empty when none was missing.
  /// - Throws: `SQLFault.newerSchema` or `.editedMigration` before anything is changed; other faults of the database.
  package func migrate(_ database: any SQLDatabase, now: Int64) async throws -> [Migration] {
    let records = try await records(in: database)
    try compare(records)
    if records.isEmpty { try await database.write { tx in try Migrator.createTable(tx) } }
    var applied: [Migration] = []
    for migration in migrations.dropFirst(records.count) {
      if try await database.write({ tx in try Migrator.apply(migration, tx, now: now) }) { applied.append(migration) }
    }
    try await requireCurrent(database)
    return applied
  }

  /// The number of the last migration applied; 0 for an empty database. Writes nothing.
  package func version(_ database: any SQLDatabase) async throws -> Int {
    try await records(in: database).last?.number ?? 0
  }

  /// Refuses a schema that is not exactly ours. Writes nothing.
  ///
  /// - Throws: `SQLFault.newerSchema`, `.olderSchema` or `.editedMigration`.
  package func requireCurrent(_ database: any SQLDatabase) async throws {
    let records = try await records(in: database)
    try compare(records)
    guard records.count == migrations.count else {
      throw SQLFault.olderSchema(found: records.count, known: migrations.count)
    }
  }

  private struct Record: Sendable {
    let number: Int
    let name: String
    let checksum: String
  }

  /// What is recorded must be the beginning of what we know.
  private func compare(_ records: [Record]) throws(SQLFault) {
    if let last = records.last, last.number > migrations.count {
      throw .newerSchema(found: last.number, known: migrations.count)
    }
    for (place, record) in records.enumerated() {
      let migration = migrations[place]
      guard record.number == migration.number, record.checksum == migration.checksum else {
        throw .editedMigration(number: record.number, name: record.name)
      }
    }
  }

  /// The records in order, none when the table is not there yet.
  ///
  /// The missing table is caught outside the transaction that met it, which PostgreSQL has given up by then.
  private func records(in database: any SQLDatabase) async throws -> [Record] {
    do {
      return try await database.read { tx in
        try tx.query("SELECT number, name, checksum FROM schema_migration ORDER BY number").map { row in
          Record(number: Int(try row.int("number")), name: try row.text("name"), checksum: try row.text("checksum"))
        }
      }
    } catch SQLFault.missingTable {
      return []
    }
  }

  private static func lock(_ tx: any SQLTransaction) throws {
    if let statement = tx.dialect.lockMigrations { _ = try tx.query(statement) }
  }

  private static func createTable(_ tx: any SQLTransaction) throws {
    try lock(tx)
    try tx.execute(
      """
      CREATE TABLE IF NOT EXISTS schema_migration (
        number BIGINT PRIMARY KEY,
        name TEXT NOT NULL,
        checksum TEXT NOT NULL,
        applied_at TIMESTAMPTZ NOT NULL
      )
      """)
  }

  /// Records first, so that a migration which another process has applied meanwhile is passed over, then runs the
  /// statements.
  private static func apply(_ migration: Migration, _ tx: any SQLTransaction, now: Int64) throws -> Bool {
    try lock(tx)
    let recorded = try tx.execute(
      """
      INSERT INTO schema_migration (number, name, checksum, applied_at)
      VALUES ($1, $2, $3, $4)
      ON CONFLICT (number) DO NOTHING
      """,
      [.int(Int64(migration.number)), .text(migration.name), .text(migration.checksum), .instant(now)])
    guard recorded == 1 else { return false }
    for statement in migration.statements { try tx.execute(statement) }
    return true
  }
}
