#if Postgres
  import CPostgres
  import Foundation
  import SQL

  /// The values of a whole answer in PostgreSQL's binary form, shared by its rows.
  final class PostgresTable: Sendable {
    let types: [Oid]
    let rowCount: Int
    private let spans: [Range<Int>?]
    private let bytes: [UInt8]

    /// - Parameter spans: each value's bytes, row by row; nil where it is NULL.
    init(types: [Oid], rowCount: Int, spans: [Range<Int>?], bytes: [UInt8]) {
      (self.types, self.rowCount, self.spans, self.bytes) = (types, rowCount, spans, bytes)
    }

    /// The bytes of a value, nil where it is NULL.
    func value(row: Int, column: Int) -> ArraySlice<UInt8>? { spans[row * types.count + column].map { bytes[$0] } }
  }

  /// The types of PostgreSQL that we bind or read, by their fixed numbers.
  ///
  /// - Source: PostgreSQL 15, `src/include/catalog/pg_type.dat`.
  enum PostgresType {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let name: Oid = 19
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let varchar: Oid = 1043
    static let date: Oid = 1082
    static let timestamptz: Oid = 1184
    static let uuid: Oid = 2950
  }

  /// One row of an answer; a cell has PostgreSQL's type, and must be of the type that is asked for.
  ///
  /// A number is read as `int` from any of PostgreSQL's three whole-number types, because a literal such as `1` is one of
  /// the shorter and SQLite knows one only; never from NUMERIC, which `SUM` gives.
  struct PostgresCells: SQLCells {
    let table: PostgresTable
    let row: Int

    func value(at place: Int, as type: SQLType) -> SQLValue? {
      guard let bytes = table.value(row: row, column: place) else { return .null(type) }
      return switch (type, table.types[place]) {
      case (.uuid, PostgresType.uuid): UUID(binary: bytes).map(SQLValue.uuid)
      case (.text, PostgresType.text), (.text, PostgresType.varchar), (.text, PostgresType.name):
        String(validating: bytes, as: UTF8.self).map(SQLValue.text)
      case (.int, PostgresType.int8), (.int, PostgresType.int4), (.int, PostgresType.int2):
        .int(PostgresCells.number(bytes))
      case (.bool, PostgresType.bool): .bool(bytes.first == 1)
      case (.instant, PostgresType.timestamptz):
        PostgresEpoch.instant(PostgresCells.number(bytes)).map(SQLValue.instant)
      case (.day, PostgresType.date): PostgresEpoch.day(PostgresCells.number(bytes)).map(SQLValue.day)
      case (.bytes, PostgresType.bytea): .bytes(Array(bytes))
      default: nil
      }
    }

    /// A signed number of 2, 4 or 8 bytes, most significant first.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64 {
      var value: Int64 = bytes.first.map { $0 & 0x80 != 0 } == true ? -1 : 0
      for byte in bytes { value = value << 8 | Int64(byte) }
      return value
    }
  }

  extension UUID {
    fileprivate init?(binary: ArraySlice<UInt8>) {
      guard binary.count == 16 else { return nil }
      var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
      withUnsafeMutableBytes(of: &bytes) { $0.copyBytes(from: binary) }
      self.init(uuid: bytes)
    }
  }

  /// PostgreSQL counts microseconds and days from the first of January 2000.
  enum PostgresEpoch {
    private static let millisecondsFrom1970: Int64 = 946_684_800_000
    private static let dayMilliseconds: Int64 = 86_400_000

    /// Milliseconds since 1970 UTC; nil for a finer instant, `infinity`, or a year outside 0001...9999.
    static func instant(_ microseconds: Int64) -> Int64? {
      guard microseconds % 1_000 == 0 else { return nil }
      let milliseconds = microseconds / 1_000 + millisecondsFrom1970
      return InstantText.range.contains(milliseconds) ? milliseconds : nil
    }

    /// Nil outside the years 0001...9999.
    static func microseconds(_ instant: Int64) -> Int64? {
      InstantText.range.contains(instant) ? (instant - millisecondsFrom1970) * 1_000 : nil
    }

    /// The text of a day; nil for `infinity` or a year outside 0001...9999.
    static func day(_ days: Int64) -> String? {
      InstantText.format(days * dayMilliseconds + millisecondsFrom1970).map { String($0.prefix(10)) }
    }

    /// Nil for what is no day.
    static func days(_ day: String) -> Int32? {
      guard DayText.isDay(day), let midnight = InstantText.parse(day + "T00:00:00.000Z") else { return nil }
      return Int32((midnight - millisecondsFrom1970) / dayMilliseconds)
    }
  }
#endif
