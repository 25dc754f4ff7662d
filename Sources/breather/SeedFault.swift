import Breaks
import Wire

/// A seed file that cannot be loaded: every bad row of it, by line and field.
struct SeedFault: Error, CustomStringConvertible {
  let file: String
  let rows: [BadRow]

  /// What is wrong in one place of a file.
  struct BadRow {
    let line: Int
    /// The column's header; empty when the row as a whole is meant.
    let field: String
    let sentence: String
  }

  var description: String {
    let shown = rows.prefix(40).map { row in
      "\(file) line \(row.line)\(row.field.isEmpty ? "" : ", \(row.field)"): \(row.sentence)"
    }
    let rest = rows.count > 40 ? ["… and \(rows.count - 40) more."] : []
    return (shown + rest + ["Nothing of \(file) was kept."]).joined(separator: "\n")
  }
}
