import Foundation
import GRDB
import SQL

/// One row as SQLite holds it: a cell has a storage class, and gets its type from who reads it.
struct SQLiteCells: SQLCells {
  let values: [DatabaseValue]

  func value(at place: Int, as type: SQLType) -> SQLValue? {
    switch (type, values[place].storage) {
    case (_, .null): .null(type)
    case (.uuid, .blob(let data)): SQLiteCells.uuid(data).map(SQLValue.uuid)
    case (.text, .string(let text)): .text(text)
    case (.int, .int64(let number)): .int(number)
    case (.bool, .int64(0)): .bool(false)
    case (.bool, .int64(1)): .bool(true)
    case (.instant, .string(let text)): InstantText.parse(text).map(SQLValue.instant)
    case (.day, .string(let text)): DayText.isDay(text) ? .day(text) : nil
    case (.bytes, .blob(let data)): .bytes(Array(data))
    default: nil
    }
  }

  private static func uuid(_ data: Data) -> UUID? {
    guard data.count == 16 else { return nil }
    var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    _ = withUnsafeMutableBytes(of: &bytes) { data.copyBytes(to: $0) }
    return UUID(uuid: bytes)
  }
}

extension SQLValue {
  /// The longest text or bytes that we bind, far below SQLite's own limit, where GRDB would stop the program.
  private static let bytesMax = 256 * 1024 * 1024

  /// The value as SQLite keeps it.
  ///
  /// - Throws: `SQLFault.invalid` for what PostgreSQL could not keep either: U+0000 in a text, a day that is none.
  func databaseValue() throws(SQLFault) -> DatabaseValue {
    switch self {
    case .uuid(let value): return withUnsafeBytes(of: value.uuid) { Data($0) }.databaseValue
    case .text(let value):
      guard !value.utf8.contains(0) else { throw .invalid("a text holds U+0000") }
      guard value.utf8.count <= SQLValue.bytesMax else { throw .invalid("a text is too long") }
      return value.databaseValue
    case .int(let value): return value.databaseValue
    case .bool(let value): return Int64(value ? 1 : 0).databaseValue
    case .instant(let value):
      guard let text = InstantText.format(value) else { throw .invalid("an instant is outside the years 0001...9999") }
      return text.databaseValue
    case .day(let value):
      guard DayText.isDay(value) else { throw .invalid("a day is not a real YYYY-MM-DD") }
      return value.databaseValue
    case .bytes(let value):
      guard value.count <= SQLValue.bytesMax else { throw .invalid("bytes are too long") }
      return Data(value).databaseValue
    case .null: return .null
    }
  }
}
