import Foundation

/// Lets another program compare our reading and writing of JSON with its own, one text a line.
///
/// A line holds a text in base 64 (RFC 4648, section 4). The answer is `no` when `JSON.parse` refuses the text, else `ok`, a blank,
/// and the base 64 of what `WireEncoder` writes for it.
package enum JSONCheck {
  /// The answer to one line.
  package static func answer(_ line: String) -> String {
    guard let text = Data(base64Encoded: line) else { return "no" }
    guard let json = try? JSON.parse(text), let written = try? WireEncoder().encode(json) else { return "no" }
    return "ok " + Data(written).base64EncodedString()
  }

  /// The answers to lines, in order.
  package static func run(lines: some Sequence<String>) -> [String] { lines.map(answer) }
}
