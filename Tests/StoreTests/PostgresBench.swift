#if Postgres
  import Foundation
  import PostgresEngine
  import SQL
  import Testing

  /// A schema of its own for one test, on the server that `BREATHER_TEST_POSTGRES_URL` names.
  struct PostgresBench: Sendable {
    /// The server's address; nil where none is given, and then these tests are left out.
    static let url = ProcessInfo.processInfo.environment["BREATHER_TEST_POSTGRES_URL"]

    let schema: String

    /// Runs a test in a fresh schema and takes the schema away afterwards.
    static func run(_ test: (PostgresBench) async throws -> Void) async throws {
      let bench = PostgresBench(schema: "t_" + String(UInt64.random(in: 0 ... .max), radix: 36))
      let keeper = try PostgresDatabase(try settings())
      try await keeper.write { tx in try tx.execute("CREATE SCHEMA \(bench.schema)") }
      do {
        try await test(bench)
      } catch {
        Issue.record(error)
      }
      try await keeper.write { tx in try tx.execute("DROP SCHEMA \(bench.schema) CASCADE") }
      try await keeper.close()
    }

    /// The server's address as the tests are given it, in no schema.
    static func settings() throws -> PostgresSettings {
      let url = try #require(url)
      return try PostgresSettings(url: url)
    }

    /// The parts of the server's address.
    static func address() throws -> URLComponents {
      let url = try #require(url)
      return try #require(URLComponents(string: url))
    }

    /// A database in the schema.
    func open(_ change: (inout PostgresSettings) -> Void = { _ in }) throws -> PostgresDatabase {
      var settings = try PostgresBench.settings()
      settings.schema = schema
      change(&settings)
      return try PostgresDatabase(settings)
    }

    /// A database in the schema, through a relay that can misbehave.
    func open(through relay: TCPRelay, _ change: (inout PostgresSettings) -> Void = { _ in }) throws -> PostgresDatabase
    {
      var address = try PostgresBench.address()
      (address.host, address.port) = ("127.0.0.1", relay.port)
      let relayed = try #require(address.string)
      var settings = try PostgresSettings(url: relayed)
      settings.schema = schema
      settings.connections = 1
      change(&settings)
      return try PostgresDatabase(settings)
    }

    /// A relay before the server.
    func relay() throws -> TCPRelay {
      try TCPRelay(to: UInt16(try PostgresBench.address().port ?? 5_432))
    }

    /// A database with some tables.
    func database(_ statements: String...) async throws -> PostgresDatabase {
      let database = try open()
      try await database.write { tx in for statement in statements { try tx.execute(statement) } }
      return database
    }

    /// Ends sessions as an administrator would.
    func endSession(_ process: Int64) async throws {
      let other = try open { $0.connections = 1 }
      _ = try await other.read { tx in
        try tx.query("SELECT pg_terminate_backend(CAST($1 AS INTEGER), 5000) AS ended", [.int(process)])
      }
      try await other.close()
    }
  }

  extension PostgresDatabase {
    /// How many rows a table holds.
    func count(_ table: String) async throws -> Int64 {
      try await read { tx in try tx.first("SELECT COUNT(*) AS n FROM \(table)")?.int("n") ?? -1 }
    }
  }

  extension SQLTransaction {
    /// The server's process that serves this transaction's session.
    func session() throws -> Int64 { try first("SELECT pg_backend_pid() AS process")?.int("process") ?? -1 }
  }
#endif
