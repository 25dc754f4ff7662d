import Foundation
import Hummingbird
import Wire

/// The query of an address as names and values.
enum Query {
  /// Reads the names and values in order, percent-decoded, `+` as a space as forms write it.
  ///
  /// - Throws: `InvalidInput` when a percent escape is broken or is not UTF-8.
  /// - Source: WHATWG URL Standard, section 5.1.
  static func pairs(of request: Request) throws(InvalidInput) -> [(name: String, value: String)] {
    guard let query = request.uri.query, !query.isEmpty else { return [] }
    var pairs: [(name: String, value: String)] = []
    for pair in query.split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(sides[0]) else { throw broken("") }
      guard let value = decoded(sides.count > 1 ? sides[1] : "") else { throw broken(name) }
      pairs.append((name, value))
    }
    return pairs
  }

  /// Writes names and values as a query, without the question mark; all but unreserved characters are escaped.
  /// - Source: RFC 3986, section 2.3.
  static func text(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
  }

  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  private static func escaped(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }

  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }

  private static func broken(_ name: String) -> InvalidInput {
    InvalidInput(problems: [
      Wire.Problem(parameter: name, code: "malformed", detail: "A percent escape in the address cannot be read.")
    ])
  }
}
