#if Postgres
  import Foundation
  import PostgresEngine
  import SQL
  import TestYard
  import Testing

  /// The shared SQL on PostgreSQL, as the store writes it.
  @Suite(.enabled(if: PostgresBench.url != nil), .inTurn) struct PostgresStatementTests {
    @Test func `a placeholder takes the value of its number, and text stays text`() async throws {
      let cases: [(String, [String], String)] = [
        ("SELECT $2 || $1 AS it", ["a", "b"], "ba"),
        ("SELECT $1 || $1 || $2 AS it", ["a", "b"], "aab"),
        ("SELECT '$1' || $1 AS it", ["a"], "$1a"),
        ("SELECT 'it''s $2 ?' || $1 AS it", ["a"], "it's $2 ?a"),
        ("SELECT \"$1\" || $1 AS it FROM (SELECT 'x' AS \"$1\") AS t", ["a"], "xa"),
        ("SELECT $1 AS it -- not $2 'nor ?", ["a"], "a"),
        ("/* SELECT $9 ' */ SELECT $1 /* $3 */ AS it", ["a"], "a"),
        (
          "SELECT $10 || $1 || $2 || $3 || $4 || $5 || $6 || $7 || $8 || $9 AS it", Array("abcdefghij").map { "\($0)" },
          "jabcdefghi"
        ),
        ("SELECT $2 AS it WHERE $1 = $1;", ["a", "b"], "b"),
        ("SELECT '\\' || $1 AS it", ["a"], "\\a"),
      ]
      try await PostgresBench.run { bench in
        let database = try bench.open { $0.connections = 1 }
        for (sql, values, it) in cases {
          // The first run is not prepared, the second prepares, the third finds it.
          for _ in 1...3 {
            let found = try await database.read { tx in try tx.first(sql, values.map { .text($0) })?.text("it") }
            #expect(found == it, "\(sql)")
          }
        }
        try await database.close()
      }
    }

    @Test func `a statement that is wrong, or the engine's business, is refused and spoils nothing`() async throws {
      let cases: [(String, Int)] = [
        ("SELECT $1 AS it", 0), ("SELECT $1 AS it", 2), ("SELECT 1 AS it", 1), ("SELECT ? AS it", 1),
        ("SELECT @a AS it", 1), ("SELECT $a AS it", 1), ("SELECT $0 AS it", 1), ("SELECT $99999999999 AS it", 1),
        ("SELECT 1 AS it; SELECT 2 AS it", 0), ("", 0), ("-- nothing", 0), ("SELEC 1", 0), ("SELECT FROM WHERE", 0),
        ("BEGIN", 0), ("commit", 0), (" /* quiet */ ROLLBACK", 0), ("SAVEPOINT a", 0), ("RELEASE a", 0), ("END", 0),
        ("SET synchronous_commit = off", 0), ("RESET ALL", 0), ("DISCARD ALL", 0), ("PREPARE x AS SELECT 1", 0),
        ("DEALLOCATE ALL", 0), ("COPY kept FROM STDIN", 0), ("LISTEN x", 0), ("VACUUM", 0), ("DO $$ BEGIN END $$", 0),
        ("/* /* */ SELECT 1 */ COMMIT", 0), ("SELECT 'open", 0), ("SELECT 1 /* open", 1),
        ("SELECT COUNT(*) AS n FROM kept WHERE number = 'x'", 0), ("SELECT $1 + 1 AS n", 1),
      ]
      try await PostgresBench.run { bench in
        let database = try await bench.database("CREATE TABLE kept (number BIGINT)")
        for (sql, count) in cases {
          let bound = Array(repeating: SQLValue.text("Mrs Secret"), count: count)
          let found = await fault {
            try await database.write { tx in
              try tx.execute("INSERT INTO kept (number) VALUES (1)")
              try tx.execute(sql, bound)
            }
          }
          guard case .invalid(let words) = found else {
            Issue.record("\(sql): \(String(describing: found))")
            continue
          }
          #expect(!words.contains("Secret"))
        }
        #expect(try await database.count("kept") == 0)
        try await database.close()
      }
    }

    @Test func `what a value was is never in a fault`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database(
          "CREATE TABLE kept (name TEXT UNIQUE, small VARCHAR(3), day DATE, CHECK (name <> 'x'))")
        let values = [SQLValue.text("Mrs Secret")]
        for sql in [
          "INSERT INTO kept (small) VALUES ($1)", "SELECT CAST($1 AS BIGINT) AS n", "SELECT CAST($1 AS DATE) AS n",
          "SELECT CAST($1 AS JSON) AS n", "SELECT CAST($1 AS UUID) AS n", "SELECT 1 / (LENGTH($1) - 10) AS n",
          "INSERT INTO kept (name) VALUES ($1), ($1)",
        ] {
          let found = await fault { try await database.write { tx in try tx.execute(sql, values) } }
          #expect(found != nil, "\(sql)")
          #expect(!"\(String(describing: found))".contains("Secret"), "\(sql)")
        }
        try await database.close()
      }
    }

    @Test func `RETURNING, ON CONFLICT, keyset pages and locks work as the store needs them`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database(
          "CREATE TABLE slot (id UUID PRIMARY KEY, starts_at TIMESTAMPTZ NOT NULL, taken BIGINT NOT NULL)")
        try await database.write { tx in
          for number in 1...6 {
            let row = try tx.first(
              "INSERT INTO slot (id, starts_at, taken) VALUES ($1, $2, 0) RETURNING id, starts_at",
              [.uuid(id(number)), .instant(Int64(number / 2) * 1_000)])
            #expect(try row?.uuid("id") == id(number))
            #expect(try row?.instant("starts_at") == Int64(number / 2) * 1_000)
          }
          let again = try tx.execute(
            "INSERT INTO slot (id, starts_at, taken) VALUES ($1, $2, 0) ON CONFLICT (id) DO NOTHING",
            [.uuid(id(1)), .instant(0)])
          #expect(again == 0)
          let raised = try tx.query(
            """
            INSERT INTO slot (id, starts_at, taken) VALUES ($1, $2, 0)
            ON CONFLICT (id) DO UPDATE SET taken = slot.taken + 1 RETURNING taken
            """, [.uuid(id(1)), .instant(0)])
          #expect(try raised.map { try $0.int("taken") } == [1])
        }
        let page = try await database.read { tx in
          try tx.query(
            "SELECT id FROM slot WHERE (starts_at, id) > ($1, $2) ORDER BY starts_at, id LIMIT $3",
            [.instant(1_000), .uuid(id(2)), .int(2)]
          ).map { try $0.uuid("id") }
        }
        #expect(page == [id(3), id(4)])
        try await Self.expectClaimsApart(on: database)
        try await database.close()
      }
    }

    /// One worker holds three rows, and another passes over them.
    private static func expectClaimsApart(on database: PostgresDatabase) async throws {
      let claim = """
        SELECT id FROM slot
        WHERE NOT EXISTS (SELECT 1 FROM slot AS older WHERE older.starts_at < slot.starts_at AND older.taken > 9)
        ORDER BY starts_at, id LIMIT 3\(Dialect.postgres.skipLocked)
        """
      let entered = DispatchSemaphore(value: 0)
      let mayGoOn = DispatchSemaphore(value: 0)
      let first = Task {
        try await database.write { tx in
          let claimed = try tx.query(claim).map { try $0.uuid("id") }
          entered.signal()
          mayGoOn.wait()
          return claimed
        }
      }
      await blocking { entered.wait() }
      let second = try await database.write { tx in try tx.query(claim).map { try $0.uuid("id") } }
      mayGoOn.signal()
      #expect(try await first.value == [id(1), id(2), id(3)])
      #expect(second == [id(4), id(5), id(6)])
    }

    @Test func `rows changed are counted, and a change of the schema counts none`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database("CREATE TABLE place (number BIGINT, taken BIGINT)")
        let steps: [(String, Int)] = [
          ("INSERT INTO place (number, taken) VALUES (1, 0), (2, 0), (3, 5)", 3),
          ("CREATE INDEX place_by_number ON place (number)", 0),
          ("CREATE TABLE copied AS SELECT number FROM place", 0),
          ("UPDATE place SET taken = taken + 1 WHERE taken < 5", 2),
          ("UPDATE place SET taken = taken + 1 WHERE number = 3 AND taken + 1 <= 5", 0),
          ("SELECT number FROM place", 0),
          ("WITH low AS (SELECT 1 AS n) DELETE FROM place WHERE number IN (SELECT n FROM low)", 1),
          ("DELETE FROM place", 2),
          ("DELETE FROM place", 0),
        ]
        let changed = try await database.write { tx in try steps.map { sql, _ in try tx.execute(sql) } }
        #expect(changed == steps.map(\.1))
        try await database.close()
      }
    }

    @Test func `the schema refuses in the very words of SQLite's engine`() async throws {
      let tables = [
        """
        CREATE TABLE slot (
          number BIGINT PRIMARY KEY, capacity BIGINT NOT NULL, taken BIGINT NOT NULL,
          CONSTRAINT slot_not_oversold CHECK (taken BETWEEN 0 AND capacity)
        )
        """,
        """
        CREATE TABLE booking (
          number BIGINT PRIMARY KEY, slot BIGINT NOT NULL REFERENCES slot (number), carer BIGINT NOT NULL,
          state TEXT NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX booking_one_live ON booking (slot, carer) WHERE state <> 'cancelled'",
        "INSERT INTO slot (number, capacity, taken) VALUES (1, 2, 0)",
        "INSERT INTO booking (number, slot, carer, state) VALUES (1, 1, 1, 'confirmed')",
        "INSERT INTO booking (number, slot, carer, state) VALUES (2, 1, 1, 'cancelled')",
      ]
      let folder = try Bench()
      let embedded = try folder.open()
      try await embedded.write { tx in for table in tables { try tx.execute(table) } }
      try await PostgresBench.run { bench in
        let database = try bench.open()
        try await database.write { tx in for table in tables { try tx.execute(table) } }
        for sql in [
          "INSERT INTO booking (number, slot, carer, state) VALUES (3, 9, 1, 'confirmed')",
          "INSERT INTO booking (number, slot, carer, state) VALUES (3, 1, 1, 'confirmed')",
          "INSERT INTO booking (number, slot, carer, state) VALUES (1, 1, 2, 'confirmed')",
          "INSERT INTO booking (number, slot, carer) VALUES (3, 1, 2)", "UPDATE slot SET taken = 3",
          "DELETE FROM slot", "SELECT 1 AS one FROM nowhere",
        ] {
          let found = await fault { try await database.write { tx in try tx.execute(sql) } }
          let wanted = await fault { try await embedded.write { tx in try tx.execute(sql) } }
          #expect(wanted != nil)
          #expect(found == wanted)
        }
        #expect(try await database.count("booking") == 2)
        try await database.close()
      }
      try await embedded.close()
      #expect(folder.bytes(of: "breather.db") != nil)
    }

    @Test func `more statements than a session keeps prepared are all run`() async throws {
      try await PostgresBench.run { bench in
        let database = try bench.open { $0.connections = 1 }
        for _ in 1...3 {
          try await database.read { tx in
            for number in 1...300 {
              let found = try tx.first("SELECT \(number) + $1 AS it", [.int(1)])
              #expect(try found?.int("it") == Int64(number) + 1)
            }
          }
        }
        let kept = try await database.read { tx in
          try tx.first("SELECT COUNT(*) AS n FROM pg_prepared_statements")?.int("n")
        }
        #expect(kept == 256)
        try await database.close()
      }
    }

    @Test func `a table that is altered under a prepared statement does not spoil it`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database("CREATE TABLE kept (number INTEGER)")
        try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (1)") }
        let look: @Sendable (any SQLTransaction) throws -> Int64? = { tx in
          try tx.first("SELECT number FROM kept")?.int("number")
        }
        for _ in 1...3 { #expect(try await database.read(look) == 1) }
        try await database.write { tx in try tx.execute("ALTER TABLE kept ALTER COLUMN number TYPE BIGINT") }
        #expect(try await database.read(look) == 1)
        try await database.close()
      }
    }
  }
#endif
