import GRDB
import GRDBSQLite
import SQL

/// A compiled statement with its values, to be run once.
///
/// GRDB compiles it and keeps it; values and rows pass through SQLite's own interface, because GRDB's copies each of them
/// several times: that took longer than SQLite itself (`breather-bench bare` tells).
struct BoundStatement {
  private let connection: Database
  /// Keeps `raw` from being finalized.
  private let statement: Statement
  private let raw: OpaquePointer

  /// Binds the values.
  ///
  /// - Throws: `SQLFault.invalid`, `DatabaseError`.
  init(_ text: SQLText, _ values: [SQLValue], on connection: Database) throws {
    guard values.count == text.placeholders else {
      throw SQLFault.invalid("\(values.count) values stand against \(text.placeholders) placeholders")
    }
    self.connection = connection
    statement =
      try text.isKept ? connection.cachedStatement(sql: text.sql) : connection.makeStatement(sql: text.sql)
    raw = statement.sqliteStatement
    for (place, value) in values.enumerated() { try bind(value, at: Int32(place + 1)) }
  }

  /// Whether it changes nothing.
  var isReadonly: Bool { sqlite3_stmt_readonly(raw) != 0 }

  /// Runs it to its end and drops its rows.
  func run() throws {
    defer { _ = sqlite3_reset(raw) }
    while try step() {}
  }

  /// Runs it and gives all its rows.
  func rows(of text: SQLText) throws -> [SQLRow] {
    defer { _ = sqlite3_reset(raw) }
    let columns = text.columns(named: statement.columnNames)
    let count = Int32(columns.names.count)
    var rows: [SQLRow] = []
    while try step() {
      rows.append(SQLRow(columns: columns, cells: SQLiteCells((0..<count).map { SQLiteCell(raw, at: $0) })))
    }
    return rows
  }

  /// Goes to the next row; false after the last.
  private func step() throws -> Bool {
    switch sqlite3_step(raw) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw failure(code)
    }
  }

  private func failure(_ code: Int32) -> DatabaseError {
    DatabaseError(resultCode: ResultCode(rawValue: code), message: connection.lastErrorMessage, sql: statement.sql)
  }

  /// The longest text or bytes that we bind, far below SQLite's own limit.
  private static let bytesMax = 256 * 1024 * 1024
  /// Tells SQLite to copy a value before the call returns.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  /// Binds a value in the form in which SQLite keeps it.
  ///
  /// - Throws: `SQLFault.invalid` for what PostgreSQL could not keep either: U+0000 in a text, a day that is none.
  private func bind(_ value: SQLValue, at place: Int32) throws {
    let code: Int32
    switch value {
    case .uuid(let id):
      code = withUnsafeBytes(of: id.uuid) {
        sqlite3_bind_blob(raw, place, $0.baseAddress, Int32($0.count), BoundStatement.copied)
      }
    case .text(let text): code = try bind(text, at: place)
    case .int(let number): code = sqlite3_bind_int64(raw, place, number)
    case .bool(let isTrue): code = sqlite3_bind_int64(raw, place, isTrue ? 1 : 0)
    case .instant(let millis):
      guard let text = InstantText.format(millis) else {
        throw SQLFault.invalid("an instant is outside the years 0001...9999")
      }
      code = try bind(text, at: place)
    case .day(let text):
      guard DayText.isDay(text) else { throw SQLFault.invalid("a day is not a real YYYY-MM-DD") }
      code = try bind(text, at: place)
    case .bytes(let bytes):
      guard bytes.count <= BoundStatement.bytesMax else { throw SQLFault.invalid("bytes are too long") }
      // An empty array may have no address, and no address would bind NULL.
      code =
        bytes.isEmpty
        ? sqlite3_bind_zeroblob(raw, place, 0)
        : bytes.withUnsafeBytes {
          sqlite3_bind_blob(raw, place, $0.baseAddress, Int32($0.count), BoundStatement.copied)
        }
    case .null: code = sqlite3_bind_null(raw, place)
    }
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private func bind(_ text: String, at place: Int32) throws -> Int32 {
    var text = text
    return try text.withUTF8 { bytes throws(SQLFault) in
      guard !bytes.contains(0) else { throw .invalid("a text holds U+0000") }
      guard bytes.count <= BoundStatement.bytesMax else { throw .invalid("a text is too long") }
      guard let start = bytes.baseAddress else { return sqlite3_bind_text(raw, place, "", 0, BoundStatement.copied) }
      return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        sqlite3_bind_text(raw, place, $0, Int32(bytes.count), BoundStatement.copied)
      }
    }
  }
}
