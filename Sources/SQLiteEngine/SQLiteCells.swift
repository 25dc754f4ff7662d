import Foundation
import GRDBSQLite
import SQL

/// One value of a row, as SQLite holds it.
enum SQLiteCell: Sendable {
  case null
  case int(Int64)
  /// No type of ours.
  case real
  case text(String)
  /// Sixteen bytes: most likely an id.
  case sixteen(UUID)
  case bytes([UInt8])

  /// Copies the value at a place of the row that a statement stands on.
  init(_ statement: OpaquePointer, at place: Int32) {
    switch sqlite3_column_type(statement, place) {
    case SQLITE_INTEGER: self = .int(sqlite3_column_int64(statement, place))
    case SQLITE_FLOAT: self = .real
    case SQLITE_TEXT:
      // The text first: asking for it may change what the count says.
      let start = sqlite3_column_text(statement, place)
      let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, place)))
      self = .text(String(decoding: bytes, as: UTF8.self))
    case SQLITE_BLOB:
      let start = sqlite3_column_blob(statement, place)
      let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, place)))
      self = bytes.count == 16 ? .sixteen(UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))) : .bytes([UInt8](bytes))
    default: self = .null
    }
  }
}

/// One row as SQLite holds it: a cell has a storage class, and gets its type from who reads it.
struct SQLiteCells: SQLCells {
  private let cells: [SQLiteCell]

  init(_ cells: [SQLiteCell]) { self.cells = cells }

  func value(at place: Int, as type: SQLType) -> SQLValue? {
    switch (type, cells[place]) {
    case (_, .null): .null(type)
    case (.uuid, .sixteen(let id)): .uuid(id)
    case (.text, .text(let text)): .text(text)
    case (.int, .int(let number)): .int(number)
    case (.bool, .int(0)): .bool(false)
    case (.bool, .int(1)): .bool(true)
    case (.instant, .text(let text)): InstantText.parse(text).map(SQLValue.instant)
    case (.day, .text(let text)): DayText.isDay(text) ? .day(text) : nil
    case (.bytes, .bytes(let bytes)): .bytes(bytes)
    case (.bytes, .sixteen(let id)): .bytes(withUnsafeBytes(of: id.uuid) { Array($0) })
    default: nil
    }
  }
}
