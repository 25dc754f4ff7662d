import Foundation

/// A name as it is looked for: small letters without accents, words divided by single spaces.
package enum SearchName {
  /// Letters that Unicode does not take apart, and what people type for them.
  private static let plain: [Character: String] = ["ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"]

  /// The canonical form; hyphens divide words, apostrophes do not.
  package static func canonical(_ name: String) -> String { words(name).joined(separator: " ") }

  /// The words of the canonical form.
  package static func words(_ name: String) -> [String] {
    var bare = String.UnicodeScalarView()
    for scalar in name.decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar {
      case "\u{300}"..."\u{36F}", "'", "\u{2019}", "\u{2BC}": continue
      case "-", "\u{2010}"..."\u{2015}", ".", ",": bare.append(" ")
      default: bare.append(scalar)
      }
    }
    let folded = String(bare).lowercased().map { plain[$0] ?? String($0) }.joined()
    return folded.split(whereSeparator: \.isWhitespace).map { String($0).precomposedStringWithCanonicalMapping }
  }
}
