#if Postgres
  import Foundation
  import PostgresEngine
  import SQL
  import TestYard
  import Testing

  /// What goes in comes out, of every type, on PostgreSQL.
  @Suite(.enabled(if: PostgresBench.url != nil), .inTurn) struct PostgresValueTests {
    private static let table = """
      CREATE TABLE thing (
        number BIGINT PRIMARY KEY, a_uuid UUID, a_text TEXT, an_int BIGINT, a_bool BOOLEAN,
        an_instant TIMESTAMPTZ, a_day DATE, some_bytes BYTEA
      )
      """
    private static let insert = """
      INSERT INTO thing (number, a_uuid, a_text, an_int, a_bool, an_instant, a_day, some_bytes)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      """

    private static let things: [[SQLValue]] = [
      [
        .uuid(id(7)), .text("Siân O'Brien, £5 — 👩‍👧"), .int(42), .bool(true), .instant(1_795_313_441_123),
        .day("2026-11-22"), .bytes([0, 1, 255, 0]),
      ],
      [
        .uuid(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))), .text(""), .int(.min), .bool(false),
        .instant(InstantText.range.lowerBound), .day("0001-01-01"), .bytes([]),
      ],
      [
        .uuid(id(255)), .text("007"), .int(.max), .bool(true), .instant(InstantText.range.upperBound),
        .day("9999-12-31"), .bytes(Array(repeating: 0xab, count: 3_000_000)),
      ],
      [
        .uuid(id(1)), .text("1e5 '$1' \"$2\" %_\\ \r\n\t"), .int(-1), .bool(false), .instant(-1), .day("2024-02-29"),
        .bytes([39]),
      ],
      [
        .uuid(id(2)), .text(String(repeating: "ż", count: 500_000)), .int(0), .bool(false), .instant(946_684_799_999),
        .day("1999-12-31"), .bytes([0]),
      ],
      [.null(.uuid), .null(.text), .null(.int), .null(.bool), .null(.instant), .null(.day), .null(.bytes)],
    ]

    @Test func `every type comes back as it went in, at its bounds and as nothing`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database(Self.table)
        try await database.write { tx in
          for (number, thing) in Self.things.enumerated() { try tx.execute(Self.insert, [.int(Int64(number))] + thing) }
        }
        let back = try await database.read { tx in
          try tx.query(
            """
            SELECT a_uuid, a_text, an_int, a_bool, an_instant, a_day, some_bytes
            FROM thing
            ORDER BY number
            """
          ).map { row -> [SQLValue] in
            [
              .uuidIfAny(try row.uuidIfAny("a_uuid")), .textIfAny(try row.textIfAny("a_text")),
              .intIfAny(try row.intIfAny("an_int")), .boolIfAny(try row.boolIfAny("a_bool")),
              .instantIfAny(try row.instantIfAny("an_instant")), .dayIfAny(try row.dayIfAny("a_day")),
              .bytesIfAny(try row.bytesIfAny("some_bytes")),
            ]
          }
        }
        #expect(back.count == Self.things.count)
        for (found, sent) in zip(back, Self.things) { #expect(found == sent) }
        try await database.close()
      }
    }

    @Test func `the server understands our instants, days and numbers as people do`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database(Self.table)
        try await database.write { tx in try tx.execute(Self.insert, [.int(0)] + Self.things[0]) }
        let found = try await database.read { tx in
          let row = try tx.first(
            """
            SELECT CAST(an_instant AS TEXT) AS instant, CAST(a_day AS TEXT) AS day, CAST(a_uuid AS TEXT) AS uuid,
              CAST(an_int AS TEXT) AS number, current_setting('TimeZone') AS zone
            FROM thing
            """)
          return try ["instant", "day", "uuid", "number", "zone"].map { try row?.text($0) }
        }
        #expect(
          found == [
            "2026-11-22 02:10:41.123+00", "2026-11-22", "01ff0080-0000-7000-8000-000000000007", "42", "UTC",
          ])
        try await database.close()
      }
    }

    @Test func `a column that is missing, doubled, nothing or of another form is told, without its value`()
      async throws
    {
      try await PostgresBench.run { bench in
        let database = try bench.open()
        let row = try #require(
          try await database.read { tx in
            try tx.first(
              """
              SELECT 'Mrs Secret' AS name, 2 AS two, NULL AS absent, 1 AS twice, 1 AS twice, SUM(n) AS total,
                1.5 AS half, TIMESTAMPTZ '2026-11-22 02:10:41.123456+00' AS fine, TIMESTAMPTZ 'infinity' AS never,
                DATE 'infinity' AS no_day, CAST('x' AS CHAR(3)) AS padded
              FROM (SELECT CAST(1 AS BIGINT) AS n) AS numbers
              """)
          })
        func refusal<T>(_ read: () throws -> T) -> SQLFault? {
          do {
            _ = try read()
            return nil
          } catch {
            return error as? SQLFault
          }
        }
        let faults = [
          refusal { try row.text("nam") }, refusal { try row.int("twice") }, refusal { try row.text("absent") },
          refusal { try row.bool("two") }, refusal { try row.uuid("name") }, refusal { try row.int("name") },
          refusal { try row.instant("name") }, refusal { try row.day("name") }, refusal { try row.bytes("name") },
          refusal { try row.int("total") }, refusal { try row.int("half") }, refusal { try row.instant("fine") },
          refusal { try row.instant("never") }, refusal { try row.day("no_day") }, refusal { try row.text("padded") },
        ]
        for fault in faults {
          guard case .unexpectedColumn = try #require(fault) else {
            Issue.record("\(String(describing: fault))")
            continue
          }
          #expect(!"\(String(describing: fault))".contains("Secret"))
        }
        #expect(try row.textIfAny("absent") == nil)
        #expect(try row.intIfAny("absent") == nil)
        #expect(try row.int("two") == 2)
        #expect(!"\(row)".contains("Secret"))
        try await database.close()
      }
    }

    @Test(arguments: [
      SQLValue.text("a\0b"), .day("2026-02-29"), .day("2026-1-1"), .day("yesterday"), .day("0000-01-01"),
      .instant(InstantText.range.upperBound + 1), .instant(InstantText.range.lowerBound - 1), .instant(.min),
    ])
    func `what cannot be kept is refused in the words SQLite's engine has for it`(value: SQLValue) async throws {
      try await PostgresBench.run { bench in
        let database = try bench.open()
        let found = await fault { try await database.read { tx in try tx.query("SELECT $1 AS it", [value]) } }
        let embedded = try Bench()
        let small = try embedded.open()
        let wanted = await fault { try await small.read { tx in try tx.query("SELECT $1 AS it", [value]) } }
        #expect(found == wanted)
        guard case .invalid = found else {
          Issue.record("\(String(describing: found))")
          return
        }
        try await small.close()
        try await database.close()
      }
    }
  }
#endif
