/// A language, as a BCP 47 tag such as `pa`, `en-GB` or `zh-Hant`; British Sign Language is `bfi`.
///
/// - Source: RFC 5646, section 2.1 (language, script, region and variant; no extensions or private use).
package struct LanguageTag: Hashable, Sendable, Codable {
  /// The tag with the usual capitals: `zh-Hant-TW`.
  package let text: String

  /// Reads a tag.
  ///
  /// - Throws: `BadValue` with code `not_a_language`.
  package init(text typed: String) throws {
    let bad = BadValue("not_a_language", "This is not a language tag. Write pa for Panjabi, ur for Urdu, cy for Welsh.")
    let parts = typed.split(separator: "-", omittingEmptySubsequences: false)
    guard let language = parts.first, (2...3).contains(language.utf8.count), language.utf8.allSatisfy(\.isLetter),
      typed.utf8.count <= 35
    else { throw bad }
    var shaped = [language.lowercased()]
    var place = Place.language
    for part in parts.dropFirst() {
      guard let (next, word) = LanguageTag.subtag(part), next > place || (next == place && next == .variant),
        !shaped.contains(word)
      else { throw bad }
      shaped.append(word)
      place = next
    }
    text = shaped.joined(separator: "-")
  }

  package init(from decoder: any Decoder) throws {
    try self.init(text: decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// Where in a tag a part may stand; only variants may be several.
  private enum Place: Int, Comparable {
    case language, script, region, variant

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private static func subtag(_ part: Substring) -> (Place, String)? {
    guard part.utf8.allSatisfy({ $0.isLetter || $0.isDigit }) else { return nil }
    let letters = part.utf8.allSatisfy(\.isLetter)
    switch part.utf8.count {
    case 4 where letters: return (.script, part.prefix(1).uppercased() + part.dropFirst().lowercased())
    case 2 where letters: return (.region, part.uppercased())
    case 3 where part.utf8.allSatisfy(\.isDigit): return (.region, String(part))
    case 4 where part.utf8.first?.isDigit == true: return (.variant, part.lowercased())
    case 5...8: return (.variant, part.lowercased())
    default: return nil
    }
  }

  /// The language alone, without script or region: `zh` of `zh-Hant`.
  package var language: String { String(text.prefix { $0 != "-" }) }
}

/// Money in whole pence, 0 to £10,000.00.
package struct Pence: Hashable, Comparable, Sendable, Codable {
  /// The most that a field may say.
  package static let max = 1_000_000

  /// Whole pence.
  package let value: Int

  /// Takes whole pence; the caller has checked the range.
  package init(_ value: Int) { self.value = value }

  package init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(Int.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }

  package static func < (left: Self, right: Self) -> Bool { left.value < right.value }

  /// As people write it: `free`, `£12`, `£7.50`.
  package var shown: String {
    if value == 0 { return "free" }
    return value % 100 == 0 ? "£\(value / 100)" : "£\(value / 100).\(padded(value % 100, 2))"
  }
}

/// The short name of an area in addresses: `liverpool`.
package struct AreaSlug: Hashable, Sendable, Codable, Comparable {
  /// Lower-case letters, digits and single hyphens; 2...40.
  package let text: String

  /// Reads a slug.
  ///
  /// - Throws: `BadValue` with code `not_a_slug`.
  package init(text: String) throws {
    let words = text.split(separator: "-", omittingEmptySubsequences: false)
    let fits = words.allSatisfy { word in
      !word.isEmpty && word.utf8.allSatisfy { $0.isDigit || (0x61...0x7A).contains($0) }
    }
    guard (2...40).contains(text.utf8.count), fits else {
      throw BadValue(
        "not_a_slug", "An area's short name has 2 to 40 small letters, digits and hyphens, like liverpool.")
    }
    self.text = text
  }

  /// Trusts a slug that was read before, as the database hands it back.
  package init(stored text: String) { self.text = text }

  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
