import Foundation

/// The seven kinds of value that both engines keep.
///
/// - Source: design §4. In SQLite a UUID is a 16-byte blob, an instant is ISO 8601 text, a bool is 0 or 1.
package enum SQLType: String, Sendable, Equatable {
  case uuid
  case text
  case int
  case bool
  case instant
  case day
  case bytes
}

/// A value bound to a placeholder, with its type, so that libpq can be told every parameter's type.
///
/// Its description names the type only: values are people's, and must not reach a log.
package enum SQLValue: Sendable, Equatable {
  case uuid(UUID)
  /// Text without U+0000, which PostgreSQL cannot keep.
  case text(String)
  case int(Int64)
  case bool(Bool)
  /// Milliseconds since 1970-01-01T00:00:00Z, in the years 0001...9999.
  case instant(Int64)
  /// A calendar day as `YYYY-MM-DD`.
  case day(String)
  case bytes([UInt8])
  case null(SQLType)

  /// The type that the value has in the database, also when it is NULL.
  package var type: SQLType {
    switch self {
    case .uuid: .uuid
    case .text: .text
    case .int: .int
    case .bool: .bool
    case .instant: .instant
    case .day: .day
    case .bytes: .bytes
    case .null(let type): type
    }
  }

  /// Whether the value is NULL.
  package var isNull: Bool {
    if case .null = self { true } else { false }
  }
}

/// Values that may be absent, bound as a typed NULL then.
extension SQLValue {
  /// A UUID, or NULL.
  package static func uuidIfAny(_ value: UUID?) -> SQLValue { value.map(SQLValue.uuid) ?? .null(.uuid) }

  /// A text, or NULL.
  package static func textIfAny(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null(.text) }

  /// A whole number, or NULL.
  package static func intIfAny(_ value: Int64?) -> SQLValue { value.map(SQLValue.int) ?? .null(.int) }

  /// A yes or no, or NULL.
  package static func boolIfAny(_ value: Bool?) -> SQLValue { value.map(SQLValue.bool) ?? .null(.bool) }

  /// An instant in milliseconds since 1970 UTC, or NULL.
  package static func instantIfAny(_ value: Int64?) -> SQLValue { value.map(SQLValue.instant) ?? .null(.instant) }

  /// A day as `YYYY-MM-DD`, or NULL.
  package static func dayIfAny(_ value: String?) -> SQLValue { value.map(SQLValue.day) ?? .null(.day) }

  /// Bytes, or NULL.
  package static func bytesIfAny(_ value: [UInt8]?) -> SQLValue { value.map(SQLValue.bytes) ?? .null(.bytes) }
}

extension SQLValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The type only, as `<text>`: values are people's, and must not reach a log.
  package var description: String { isNull ? "<null \(type.rawValue)>" : "<\(type.rawValue)>" }
  /// The same as `description`.
  package var debugDescription: String { description }
  /// Empty, so that nothing prints the value by reflection.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
