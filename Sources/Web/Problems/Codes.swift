import Breaks
import Wire

extension BadValue: ExplainedFault {}

/// The contract's spelling of what the readers and the trade's values find wrong.
///
/// `x-breather-codes` in openapi.yaml is the promise to clients; the readers know the finer shades.
enum Codes {
  private static let spelled = [
    "missing": "required", "not_one_of": "unknown_value", "invalid": "malformed", "given_twice": "duplicate",
    "out_of_range": "malformed",
  ]

  /// The contract's word for a code.
  static func contract(_ code: String) -> String {
    if let word = spelled[code] { return word }
    return code.hasPrefix("not_a_") || code.hasPrefix("not_an_") ? "malformed" : code
  }
}
