import Foundation
import Hummingbird

/// A form as a browser sends it, read strictly.
///
/// - Source: WHATWG URL Standard, section 5.1 (application/x-www-form-urlencoded).
enum Form {
  /// Most bytes of a form: a thousand signs of any script, of which an escaped one may take nine bytes.
  static let bytesMax = 12 * 1024
  /// Most fields of a form.
  static let fieldsMax = 10

  /// Reads the fields; a form that came without a body has none.
  ///
  /// - Throws: `HTTPProblem`: 413 when it is too large, 415 when it says that it is something else, and 400 when it has too
  ///   many fields, one of them twice, or an escape that is broken or not UTF-8.
  static func fields(_ bytes: [UInt8], contentType: [String]) throws(HTTPProblem) -> [String: String] {
    guard bytes.count <= bytesMax else { throw .tooLarge(bytesMax) }
    if bytes.isEmpty { return [:] }
    guard isForm(contentType) else { throw .notForm }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed }
    var fields: [String: String] = [:]
    let pairs = text.split(separator: "&")
    guard pairs.count <= fieldsMax else { throw .malformed }
    for pair in pairs {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(sides[0]), let value = decoded(sides.count > 1 ? sides[1] : ""), fields[name] == nil
      else { throw .malformed }
      fields[name] = value
    }
    return fields
  }

  /// Line ends as our texts have them: a browser sends CR LF (HTML Standard, section 4.10.21.8).
  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding?.replacingOccurrences(of: "\r\n", with: "\n")
  }

  private static func isForm(_ fields: [String]) -> Bool {
    guard fields.count == 1, let type = fields[0].split(separator: ";").first else { return false }
    return type.trimmingCharacters(in: .whitespaces).lowercased() == "application/x-www-form-urlencoded"
  }
}
