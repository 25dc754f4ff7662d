import Foundation
import SQL
import SQLiteEngine
import TestYard
import Testing

/// What goes in comes out, of every type.
@Suite(.inTurn) struct EngineValueTests {
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

  /// The bounds of each type, and what is easily taken for something else.
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
      .day("9999-12-31"), .bytes(Array(repeating: 0xab, count: 100_000)),
    ],
    [
      .uuid(id(1)), .text("1e5 '$1' \"$2\" %_\\ \r\n\t"), .int(0), .bool(false), .instant(-1), .day("2024-02-29"),
      .bytes([39]),
    ],
    [.null(.uuid), .null(.text), .null(.int), .null(.bool), .null(.instant), .null(.day), .null(.bytes)],
  ]

  @Test func `every type comes back as it went in, at its bounds and as nothing`() async throws {
    let bench = try Bench()
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

  @Test func `the file holds a UUID as sixteen bytes, an instant as text and a bool as a number`() async throws {
    let bench = try Bench()
    let database = try await bench.database(Self.table)
    try await database.write { tx in try tx.execute(Self.insert, [.int(0)] + Self.things[0]) }
    let row = try await database.read { tx in
      try tx.first(
        """
        SELECT typeof(a_uuid) AS u, length(a_uuid) AS n, typeof(an_instant) AS i,
          CAST(an_instant AS TEXT) AS instant, typeof(a_bool) AS b, typeof(a_day) AS d, typeof(some_bytes) AS y
        FROM thing
        """)
    }
    let found = try #require(row)
    #expect(try found.text("u") == "blob")
    #expect(try found.int("n") == 16)
    #expect(try found.text("i") == "text")
    #expect(try found.text("instant") == "2026-11-22T02:10:41.123Z")
    #expect(try found.text("b") == "integer")
    #expect(try found.text("d") == "text")
    #expect(try found.text("y") == "blob")
    try await database.close()
  }

  @Test func `empty bytes are not nothing`() async throws {
    let bench = try Bench()
    let database = try await bench.database("CREATE TABLE thing (some_bytes BYTEA NOT NULL)")
    let changed = try await database.write { tx in
      try tx.execute("INSERT INTO thing (some_bytes) VALUES ($1)", [.bytes([])])
    }
    #expect(changed == 1)
    try await database.close()
  }

  @Test func `a column that is missing, doubled, nothing or of another form is told, without its value`() async throws {
    let bench = try Bench()
    let database = try bench.open()
    let row = try #require(
      try await database.read { tx in
        try tx.first("SELECT 'Mrs Secret' AS name, 2 AS two, NULL AS absent, 1 AS twice, 1 AS twice")
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
    ]
    for fault in faults {
      let fault = try #require(fault)
      guard case .unexpectedColumn = fault else {
        Issue.record("\(fault)")
        continue
      }
      #expect(!"\(fault)".contains("Secret"))
    }
    #expect(try row.textIfAny("absent") == nil)
    #expect(!"\(row) \(SQLValue.text("Secret"))".contains("Secret"))
    try await database.close()
  }

  @Test(arguments: [
    SQLValue.text("a\0b"), .day("2026-02-29"), .day("2026-1-1"), .day("yesterday"), .day("0000-01-01"),
    .instant(InstantText.range.upperBound + 1), .instant(InstantText.range.lowerBound - 1), .instant(.min),
  ])
  func `what PostgreSQL could not keep is refused here too`(value: SQLValue) async throws {
    let bench = try Bench()
    let database = try bench.open()
    let found = await fault { try await database.read { tx in try tx.query("SELECT $1 AS it", [value]) } }
    guard case .invalid = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    try await database.close()
  }
}

/// The text of instants and days.
@Suite struct CalendarTextTests {
  @Test func `an instant is written with three decimals and a Z`() {
    #expect(InstantText.format(0) == "1970-01-01T00:00:00.000Z")
    #expect(InstantText.format(-1) == "1969-12-31T23:59:59.999Z")
    #expect(InstantText.format(1_795_313_441_123) == "2026-11-22T02:10:41.123Z")
    #expect(InstantText.format(951_782_400_000) == "2000-02-29T00:00:00.000Z")
    #expect(InstantText.format(InstantText.range.lowerBound) == "0001-01-01T00:00:00.000Z")
    #expect(InstantText.format(InstantText.range.upperBound) == "9999-12-31T23:59:59.999Z")
    #expect(InstantText.format(InstantText.range.upperBound + 1) == nil)
  }

  @Test func `every day of four centuries and more reads back, and sorts as it lies`() {
    var last = ""
    for day in stride(from: Int64(-135_140), through: 120_000, by: 1) {
      let instant = day * 86_400_000 + 86_399_999
      guard let text = InstantText.format(instant), InstantText.parse(text) == instant, text > last else {
        Issue.record("day \(day)")
        return
      }
      last = text
    }
  }

  @Test func `our calendar is Foundation's`() throws {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    for instant in stride(from: Int64(-11_000_000_000_000), through: 60_000_000_000_000, by: 86_413_123_457) {
      let text = Date(timeIntervalSince1970: Double(instant / 1_000)).formatted(style)
      #expect(InstantText.format(instant / 1_000 * 1_000) == text)
    }
  }

  @Test(arguments: [
    "", "2026-11-22T02:10:41Z", "2026-11-22T02:10:41.12Z", "2026-11-22T02:10:41.1234Z", "2026-11-22 02:10:41.123Z",
    "2026-11-22T02:10:41.123z", "2026-11-22T24:00:00.000Z", "2026-11-22T02:60:00.000Z", "2026-11-22T02:10:60.000Z",
    "2026-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z", "2026-01-00T00:00:00.000Z",
    "0000-01-01T00:00:00.000Z", "2026-11-22T02:10:41.123+", "+026-11-22T02:10:41.123Z", "２026-11-22T02:10:41.1Z",
  ])
  func `no other form is an instant`(text: String) {
    #expect(InstantText.parse(text) == nil)
  }

  @Test func `a day is a real one`() {
    for day in ["2026-11-22", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] { #expect(DayText.isDay(day)) }
    for day in ["2026-02-29", "1900-02-29", "2026-04-31", "2026-11-2", "26-11-22", "2026/11/22", "2026-11-22 ", ""] {
      #expect(!DayText.isDay(day))
    }
  }
}
