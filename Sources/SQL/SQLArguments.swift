/// The values of a statement that is put together from optional filters, and their placeholders.
///
///     var arguments = SQLArguments()
///     var sql = "SELECT id FROM offer WHERE area_id = \(arguments.add(.uuid(area)))"
///     if let kind { sql += " AND kind = \(arguments.add(.text(kind)))" }
///     let rows = try tx.query(sql, arguments.values)
package struct SQLArguments: Sendable {
  /// The values so far, in the order of their placeholders.
  package private(set) var values: [SQLValue] = []

  /// None yet.
  package init() {}

  /// Takes a value and gives its placeholder, as `$3`.
  package mutating func add(_ value: SQLValue) -> String {
    values.append(value)
    return "$\(values.count)"
  }

  /// Takes values and gives their placeholders, as `$4, $5, $6`, to stand in `IN (…)`.
  ///
  /// Of no values it makes `NULL`, which neither `IN` nor `NOT IN` finds anything by.
  package mutating func list(_ values: [SQLValue]) -> String {
    values.isEmpty ? "NULL" : values.map { add($0) }.joined(separator: ", ")
  }
}
