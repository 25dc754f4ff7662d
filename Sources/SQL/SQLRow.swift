import Foundation

/// The names of a result's columns, shared by all its rows.
package final class SQLColumns: Sendable {
  private let places: [String: Int]
  /// The names in the order of the statement.
  package let names: [String]

  /// Names as the engine reports them; a name that stands twice cannot be asked for.
  package init(_ names: [String]) {
    self.names = names
    self.places = Dictionary(
      names.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { _, _ in SQLColumns.ambiguous }
    )
  }

  private static let ambiguous = -1

  /// The place of a column, or nil when there is none of that name or more than one.
  package func place(of name: String) -> Int? {
    guard let place = places[name], place != SQLColumns.ambiguous else { return nil }
    return place
  }
}

/// One row's values as an engine holds them, read by the type that is asked for.
package protocol SQLCells: Sendable {
  /// The value at a place as a type: `.null` when NULL, nil when it does not have that type's form.
  func value(at place: Int, as type: SQLType) -> SQLValue?
}

/// One row of an answer, read by column name and by type.
///
/// Every reader throws `SQLFault.unexpectedColumn` when the column is missing, stands twice, has another form, or is
/// NULL where the reader's name does not end in `IfAny`.
package struct SQLRow: Sendable {
  private let columns: SQLColumns
  private let cells: any SQLCells

  /// Made by an engine only.
  package init(columns: SQLColumns, cells: any SQLCells) {
    self.columns = columns
    self.cells = cells
  }

  /// The names of the columns, in the order of the statement.
  package var columnNames: [String] { columns.names }

  private func value(_ name: String, as type: SQLType) throws(SQLFault) -> SQLValue {
    guard let place = columns.place(of: name) else {
      throw .unexpectedColumn(name: name, wanted: type, found: "no such column, or two of that name")
    }
    guard let value = cells.value(at: place, as: type) else {
      throw .unexpectedColumn(name: name, wanted: type, found: "another form")
    }
    return value
  }

  private func present<T>(_ value: T?, _ name: String, _ type: SQLType) throws(SQLFault) -> T {
    guard let value else { throw .unexpectedColumn(name: name, wanted: type, found: "NULL") }
    return value
  }
}

extension SQLRow {
  /// The column as a UUID.
  package func uuid(_ name: String) throws -> UUID { try present(uuidIfAny(name), name, .uuid) }

  /// The column as a UUID, or nil when NULL.
  package func uuidIfAny(_ name: String) throws -> UUID? {
    if case .uuid(let value) = try value(name, as: .uuid) { value } else { nil }
  }

  /// The column as text.
  package func text(_ name: String) throws -> String { try present(textIfAny(name), name, .text) }

  /// The column as text, or nil when NULL.
  package func textIfAny(_ name: String) throws -> String? {
    if case .text(let value) = try value(name, as: .text) { value } else { nil }
  }

  /// The column as a whole number.
  package func int(_ name: String) throws -> Int64 { try present(intIfAny(name), name, .int) }

  /// The column as a whole number, or nil when NULL.
  package func intIfAny(_ name: String) throws -> Int64? {
    if case .int(let value) = try value(name, as: .int) { value } else { nil }
  }

  /// The column as yes or no.
  package func bool(_ name: String) throws -> Bool { try present(boolIfAny(name), name, .bool) }

  /// The column as yes or no, or nil when NULL.
  package func boolIfAny(_ name: String) throws -> Bool? {
    if case .bool(let value) = try value(name, as: .bool) { value } else { nil }
  }

  /// The column as milliseconds since 1970 UTC.
  package func instant(_ name: String) throws -> Int64 { try present(instantIfAny(name), name, .instant) }

  /// The column as milliseconds since 1970 UTC, or nil when NULL.
  package func instantIfAny(_ name: String) throws -> Int64? {
    if case .instant(let value) = try value(name, as: .instant) { value } else { nil }
  }

  /// The column as a day, `YYYY-MM-DD`.
  package func day(_ name: String) throws -> String { try present(dayIfAny(name), name, .day) }

  /// The column as a day, `YYYY-MM-DD`, or nil when NULL.
  package func dayIfAny(_ name: String) throws -> String? {
    if case .day(let value) = try value(name, as: .day) { value } else { nil }
  }

  /// The column as bytes.
  package func bytes(_ name: String) throws -> [UInt8] { try present(bytesIfAny(name), name, .bytes) }

  /// The column as bytes, or nil when NULL.
  package func bytesIfAny(_ name: String) throws -> [UInt8]? {
    if case .bytes(let value) = try value(name, as: .bytes) { value } else { nil }
  }
}

extension SQLRow: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The columns' names only: values are people's, and must not reach a log.
  package var description: String { "row(\(columns.names.joined(separator: ", ")))" }
  /// The same as `description`.
  package var debugDescription: String { description }
  /// Empty, so that nothing prints the values by reflection.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
