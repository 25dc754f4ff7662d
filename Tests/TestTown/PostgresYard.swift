#if Postgres
  import Foundation
  import PostgresEngine
  import SQL
  import Store

  /// Schemas for tests on the PostgreSQL server of this machine, one a test.
  ///
  /// To make a schema takes the server a third of a second, so one that a test has left is emptied, made sure of, and
  /// given to the next.
  actor PostgresYard {
    static let shared = PostgresYard()

    /// The schema that every other is compared with, and whose first rows they get.
    private struct Model: Sendable {
      let keeper: PostgresDatabase
      let schema: String
      let tables: [String]
      /// Those that the migrations put rows into.
      let filled: [String]
      let shape: String
    }

    private var preparing: Task<Model, any Error>?
    private var free: [String] = []
    private var made: [String] = []

    /// A schema of its own with our tables.
    func plot() async throws -> Ground.Plot {
      let model = try await model()
      let schema = try await taken()
      let database = try PostgresYard.open(schema)
      return Ground.Plot(database: database) {
        try await database.close()
        try await self.giveBack(schema, model)
      }
    }

    /// A schema of its own with our tables as they once were; nobody else gets it.
    func plot(at migrations: [Migration]) async throws -> Ground.Plot {
      let keeper = try await model().keeper
      let schema = try await PostgresYard.make(with: keeper, migrations)
      made.append(schema)
      let database = try PostgresYard.open(schema)
      return Ground.Plot(database: database) {
        try await database.close()
        try await self.takeAway(schema, keeper)
      }
    }

    private func takeAway(_ schema: String, _ keeper: PostgresDatabase) async throws {
      try await keeper.write { tx in try tx.execute("DROP SCHEMA \(schema) CASCADE") }
      made.removeAll { $0 == schema }
    }

    private func taken() async throws -> String {
      if let schema = free.popLast() { return schema }
      let model = try await model()
      let schema = try await PostgresYard.make(with: model.keeper)
      made.append(schema)
      return schema
    }

    private func giveBack(_ schema: String, _ model: Model) async throws {
      let isAsNew = try await model.keeper.write { tx in try PostgresYard.empty(schema, model, tx) }
      if isAsNew {
        free.append(schema)
      } else {
        try await model.keeper.write { tx in try tx.execute("DROP SCHEMA \(schema) CASCADE") }
        made.removeAll { $0 == schema }
      }
    }

    private func model() async throws -> Model {
      let task = preparing ?? Task { try await PostgresYard.prepare() }
      preparing = task
      return try await task.value
    }

    private static func prepare() async throws -> Model {
      let keeper = try open(nil)
      try await keeper.verify()
      try await sweep(keeper)
      let schema = try await make(with: keeper)
      return try await keeper.read { tx in
        let tables = try tx.query("SELECT tablename AS name FROM pg_tables WHERE schemaname = $1", [.text(schema)])
          .map { try $0.text("name") }
        let filled = try tables.filter { try tx.first("SELECT 1 AS one FROM \(schema).\($0) LIMIT 1") != nil }
        return Model(
          keeper: keeper, schema: schema, tables: tables, filled: filled, shape: try shape(of: schema, tx))
      }
    }

    /// A schema's name tells when it was made, in seconds since 1970, so that a later run finds what a killed one left.
    private static func make(
      with keeper: PostgresDatabase, _ migrations: [Migration] = Schema.migrations
    ) async throws -> String {
      let chance = String(UInt32.random(in: 0 ... .max), radix: 36)
      let schema = "t_\(time(nil))_\(chance)"
      try await keeper.write { tx in try tx.execute("CREATE SCHEMA \(schema)") }
      let database = try open(schema)
      _ = try await Migrator(migrations).migrate(database, now: Town.start.millis)
      try await database.close()
      return schema
    }

    private static func sweep(_ keeper: PostgresDatabase) async throws {
      let names = try await keeper.read { tx in
        try tx.query("SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 't\\_%\\_%'").map {
          try $0.text("name")
        }
      }
      for name in names {
        guard let seconds = Int(name.split(separator: "_")[1]), seconds < time(nil) - 3_600 else { continue }
        try await keeper.write { tx in try tx.execute("DROP SCHEMA IF EXISTS \(name) CASCADE") }
      }
    }

    /// Only a server on this machine: a test database is emptied without asking.
    private static func open(_ schema: String?) throws -> PostgresDatabase {
      let url = ProcessInfo.processInfo.environment["BREATHER_TEST_POSTGRES_URL"] ?? ""
      guard let host = URLComponents(string: url)?.host, ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
      else { throw SQLFault.cannotOpen("BREATHER_TEST_POSTGRES_URL must name a server on this machine.") }
      var settings = try PostgresSettings(url: url)
      settings.connections = 3
      settings.schema = schema
      settings.applicationName = "breather-tests"
      settings.deadlineSeconds = 60
      return try PostgresDatabase(settings)
    }

    /// Puts the first rows back into a schema that a test has used.
    ///
    /// - Returns: false when the test has changed its tables, and it is of no more use.
    private static func empty(_ schema: String, _ model: Model, _ tx: any SQLTransaction) throws -> Bool {
      guard try shape(of: schema, tx) == model.shape else { return false }
      // As a replica the server looks at no foreign key, so tables may be emptied in any order.
      _ = try tx.query("SELECT set_config('session_replication_role', 'replica', true)")
      for table in model.tables { try tx.execute("DELETE FROM \(schema).\(table)") }
      for table in model.filled {
        try tx.execute("INSERT INTO \(schema).\(table) SELECT * FROM \(model.schema).\(table)")
      }
      return true
    }

    /// A digest of tables, columns, indexes, constraints and triggers.
    private static func shape(of schema: String, _ tx: any SQLTransaction) throws -> String {
      let row = try tx.first(
        """
        SELECT md5(string_agg(c.relname || '.' || a.attname || a.attnotnull || a.atttypid, ',' ORDER BY c.relname, a.attnum))
          || (SELECT COUNT(*) FROM pg_trigger t JOIN pg_class d ON d.oid = t.tgrelid WHERE d.relnamespace = n.oid)
          || '.' || (SELECT COUNT(*) FROM pg_constraint k WHERE k.connamespace = n.oid) AS shape
        FROM pg_namespace n
        JOIN pg_class c ON c.relnamespace = n.oid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE n.nspname = $1
        GROUP BY n.oid
        """, [.text(schema)])
      return try row?.text("shape") ?? ""
    }

    private func clear() async throws {
      guard let preparing else { return }
      let model = try await preparing.value
      for schema in made + [model.schema] {
        try await model.keeper.write { tx in try tx.execute("DROP SCHEMA IF EXISTS \(schema) CASCADE") }
      }
      try await model.keeper.close()
    }

    /// Takes all schemas away as the process ends; a server that has gone away is not waited for.
    nonisolated static func clearAtExit() {
      let done = DispatchSemaphore(value: 0)
      Task.detached {
        do {
          try await shared.clear()
        } catch {
          FileHandle.standardError.write(Data("schemas of tests stayed behind: \(error)\n".utf8))
        }
        done.signal()
      }
      _ = done.wait(timeout: .now() + .seconds(20))
    }
  }
#endif
