#if Postgres
  import PostgresEngine
  import SQL
  import Store
  import TestYard
  import Testing

  /// The schema on PostgreSQL.
  @Suite(.enabled(if: PostgresBench.url != nil), .inTurn) struct PostgresMigratorTests {
    @Test func `two processes that migrate at once apply each migration once`() async throws {
      try await PostgresBench.run { bench in
        let one = try bench.open()
        let other = try bench.open()
        let migrator = Migrator(Schema.migrations)
        async let first = migrator.migrate(one, now: 1_000)
        async let second = migrator.migrate(other, now: 2_000)
        let applied = try await (first, second)
        #expect((applied.0 + applied.1).map(\.number).sorted() == Schema.migrations.map(\.number))
        #expect(try await migrator.version(one) == Schema.migrations.count)
        #expect(try await migrator.migrate(other, now: 3_000) == [])
        #expect(try await one.count("letter") == 0)
        try await one.close()
        try await other.close()
      }
    }

    @Test func `a migration that fails half-way leaves nothing`() async throws {
      try await PostgresBench.run { bench in
        let database = try bench.open()
        let bad = Migration(
          number: 1, name: "bad",
          statements: ["CREATE TABLE offer (number BIGINT)", "CREATE TABLE offer (number BIGINT)"])
        let found = await fault { try await Migrator([bad]).migrate(database, now: 1) }
        guard case .invalid = found else {
          Issue.record("\(String(describing: found))")
          return
        }
        let good = Migration(number: 1, name: "good", statements: ["CREATE TABLE offer (number BIGINT)"])
        #expect(try await Migrator([good]).migrate(database, now: 1) == [good])
        await expectFault(.newerSchema(found: 1, known: 0)) { try await Migrator([]).requireCurrent(database) }
        try await database.close()
      }
    }

    @Test func `the server and its database are found fit, and tell how they are`() async throws {
      try await PostgresBench.run { bench in
        let database = try bench.open()
        try await database.verify()
        let health = try await database.health()
        #expect(health.serverVersion >= 150_000)
        #expect(!health.isStandby)
        #expect(health.replayLagSeconds == nil)
        #expect(health.databaseBytes > 1_000_000)
        #expect(health.synchronousCommit == "on")
        try await database.close()
      }
    }

    @Test(arguments: ["off", "local", "remote_write"])
    func `a role that would lose answered commits is overruled`(setting: String) async throws {
      try await PostgresBench.run { bench in
        let keeper = try bench.open()
        let role = bench.schema + "_role"
        try await keeper.write { tx in
          try tx.execute("CREATE ROLE \(role) LOGIN")
          try tx.execute("ALTER ROLE \(role) SET synchronous_commit = \(setting)")
        }
        let url = try #require(PostgresBench.url)
        var settings = try PostgresSettings(url: url + (url.contains("?") ? "&" : "?") + "user=\(role)")
        settings.connections = 1
        let database = try PostgresDatabase(settings)
        #expect(try await database.health().synchronousCommit == "on")
        try await database.close()
        try await keeper.write { tx in try tx.execute("DROP ROLE \(role)") }
        try await keeper.close()
      }
    }
  }
#endif
