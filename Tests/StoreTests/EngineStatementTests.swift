import Foundation
import SQL
import SQLiteEngine
import TestYard
import Testing

/// The shared SQL, as the store writes it.
@Suite(.inTurn) struct EngineStatementTests {
  @Test(arguments: [
    ("SELECT $2 || $1 AS it", ["a", "b"], "ba"),
    ("SELECT $1 || $1 || $2 AS it", ["a", "b"], "aab"),
    ("SELECT '$1' || $1 AS it", ["a"], "$1a"),
    ("SELECT 'it''s $2 ?' || $1 AS it", ["a"], "it's $2 ?a"),
    ("SELECT \"$1\" || $1 AS it FROM (SELECT 'x' AS \"$1\")", ["a"], "xa"),
    ("SELECT $1 AS it -- not $2 'nor ?", ["a"], "a"),
    ("/* SELECT $9 ' */ SELECT $1 /* $3 */ AS it", ["a"], "a"),
    ("SELECT a$1 || $1 AS it FROM (SELECT 'x' AS a$1)", ["a"], "xa"),
    ("SELECT $10 || $1 AS it", ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"], "ja"),
    ("SELECT $2 AS it WHERE $1 = $1;", ["a", "b"], "b"),
  ])
  func `a placeholder takes the value of its number, and text stays text`(
    sql: String, values: [String], it: String
  ) async throws {
    let bench = try Bench()
    let database = try bench.open()
    for _ in 1...2 {
      let found = try await database.read { tx in try tx.first(sql, values.map { .text($0) })?.text("it") }
      #expect(found == it)
    }
    try await database.close()
  }

  @Test(arguments: [
    ("SELECT $1 AS it", 0), ("SELECT $1 AS it", 2), ("SELECT 1 AS it", 1), ("SELECT ? AS it", 1),
    ("SELECT @a AS it", 1), ("SELECT $a AS it", 1), ("SELECT $0 AS it", 1), ("SELECT $99999999999 AS it", 1),
    ("SELECT 1 AS it; SELECT 2 AS it", 0), ("", 0), ("-- nothing", 0), ("SELEC 1", 0), ("SELECT FROM", 0),
    ("BEGIN", 0), ("commit", 0), (" /* quiet */ ROLLBACK", 0), ("SAVEPOINT a", 0), ("RELEASE grdb", 0), ("END", 0),
    ("PRAGMA synchronous = OFF", 0), ("PRAGMA foreign_keys = OFF", 0), ("ATTACH ':memory:' AS x", 0), ("VACUUM", 0),
    ("SELECT 'open", 0), ("SELECT 1 /* open", 1),
  ])
  func `a statement that is wrong, or the engine's business, is refused and traps nothing`(
    sql: String, values: Int
  ) async throws {
    let bench = try Bench()
    let database = try await bench.database("CREATE TABLE kept (number BIGINT)")
    let bound = Array(repeating: SQLValue.int(1), count: values)
    let found = await fault {
      try await database.write { tx in
        try tx.execute("INSERT INTO kept (number) VALUES (1)")
        try tx.execute(sql, bound)
      }
    }
    guard case .invalid = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(try await database.count("kept") == 0)
    #expect(try await database.synchronous() == 2)
    try await database.close()
  }

  @Test func `a statement from optional filters binds what it names`() async throws {
    let bench = try Bench()
    let database = try await bench.database("CREATE TABLE offer (number BIGINT, kind TEXT)")
    let found = try await database.write { tx -> [Int64] in
      for number in 1...5 {
        try tx.execute(
          "INSERT INTO offer (number, kind) VALUES ($1, $2)",
          [.int(Int64(number)), .text(number.isMultiple(of: 2) ? "hotel" : "theatre")])
      }
      var arguments = SQLArguments()
      var sql = "SELECT number FROM offer WHERE number > \(arguments.add(.int(1)))"
      sql += " AND kind = \(arguments.add(.text("hotel")))"
      sql += " AND number IN (\(arguments.list([.int(2), .int(3), .int(4)])))"
      sql += " AND number NOT IN (\(arguments.list([.int(4)]))) ORDER BY number"
      return try tx.query(sql, arguments.values).map { try $0.int("number") }
    }
    #expect(found == [2])
    var none = SQLArguments()
    #expect(none.list([]) == "NULL")
    #expect(none.values.isEmpty)
    try await database.close()
  }

  @Test func `RETURNING, ON CONFLICT and keyset pages work as the store needs them`() async throws {
    let bench = try Bench()
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
    try await database.close()
  }

  @Test func `rows changed are counted, and a change of the schema counts none`() async throws {
    let bench = try Bench()
    let database = try await bench.database("CREATE TABLE place (number BIGINT, taken BIGINT)")
    let steps: [(String, Int)] = [
      ("INSERT INTO place (number, taken) VALUES (1, 0), (2, 0), (3, 5)", 3),
      ("CREATE INDEX place_by_number ON place (number)", 0),
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

  @Test(arguments: [
    ("INSERT INTO booking (number, slot, carer, state) VALUES (3, 9, 1, 'confirmed')", "foreign key"),
    (
      "INSERT INTO booking (number, slot, carer, state) VALUES (3, 1, 1, 'confirmed')",
      "unique booking.slot, booking.carer"
    ),
    ("INSERT INTO booking (number, slot, carer, state) VALUES (1, 1, 2, 'confirmed')", "unique booking.number"),
    ("INSERT INTO booking (number, slot, carer) VALUES (3, 1, 2)", "not null booking.state"),
    ("UPDATE slot SET taken = 3", "check slot_not_oversold"),
    ("DELETE FROM slot", "foreign key"),
  ])
  func `the schema refuses, and names the constraint but no value`(sql: String, name: String) async throws {
    let bench = try Bench()
    let database = try await bench.database(
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
      "INSERT INTO booking (number, slot, carer, state) VALUES (2, 1, 1, 'cancelled')")
    await expectFault(.constraint(name)) { try await database.write { tx in try tx.execute(sql) } }
    #expect(try await database.count("booking") == 2)
    try await database.close()
  }

  @Test func `a table that is not there is told apart from other mistakes`() async throws {
    let bench = try Bench()
    let database = try bench.open()
    let found = await fault { try await database.read { tx in try tx.query("SELECT 1 AS one FROM nowhere") } }
    #expect(found == .missingTable("nowhere"))
    try await database.close()
  }
}

extension SQLiteDatabase {
  /// How many rows a table holds.
  func count(_ table: String) async throws -> Int64 {
    try await read { tx in try tx.first("SELECT COUNT(*) AS n FROM \(table)")?.int("n") ?? -1 }
  }
}
