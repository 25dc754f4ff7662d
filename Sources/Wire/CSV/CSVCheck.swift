import Foundation

/// Lets another program compare our reading and writing of CSV with its own, one file a line.
///
/// A line holds a file in base 64 (RFC 4648, section 4). The answer is `no` when `CSV.parse` refuses the file, else `ok`, a
/// blank, the base 64 of header and rows as a JSON list of lists, a blank, and the base 64 of what `CSV.write` makes of them.
package enum CSVCheck {
  /// The answer to one line.
  package static func answer(_ line: String) -> String {
    guard let file = Data(base64Encoded: line), let table = try? CSV.parse(file) else { return "no" }
    let rows = table.rows.map(\.fields)
    guard let read = try? WireEncoder().encode([table.header] + rows) else { return "no" }
    let written = CSV.write(header: table.header, rows: rows)
    return "ok \(Data(read).base64EncodedString()) \(Data(written).base64EncodedString())"
  }

  /// The answers to lines, in order.
  package static func run(lines: some Sequence<String>) -> [String] { lines.map(answer) }
}
