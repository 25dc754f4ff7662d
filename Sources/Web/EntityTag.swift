import Breaks

/// What an `ETag`, `If-Match` or `If-None-Match` names.
/// - Source: RFC 9110, section 8.8.3.
enum EntityTag: Equatable {
  /// `*`
  case any
  /// What stands between the quotes.
  case strong(String)
  case weak(String)
  /// No entity tag at all.
  case unreadable

  /// The tag of a body: the version that the change counts, and a hash that tells two views of one version apart.
  static func text(version: Int, body: [UInt8]) -> String {
    let hash = String(fnv1a(body), radix: 16)
    return "\"v\(version)-\(String(repeating: "0", count: 16 - hash.count))\(hash)\""
  }

  /// The version that a strong tag of ours names.
  var version: Int? {
    guard case .strong(let text) = self, text.first == "v" else { return nil }
    let digits = text.dropFirst().prefix { $0 != "-" }
    guard text.dropFirst(1 + digits.count).first == "-", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(digits)
  }

  /// What stands between the quotes, weak or not.
  var opaque: String? {
    switch self {
    case .strong(let text), .weak(let text): text
    case .any, .unreadable: nil
    }
  }

  /// Reads the tags of all fields of one name; commas inside quotes belong to the tag.
  static func list(_ fields: [String]) -> [EntityTag] {
    var tags: [EntityTag] = []
    for field in fields {
      var rest = Substring(field)
      while true {
        rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
        if rest.isEmpty { break }
        tags.append(next(&rest))
      }
    }
    return tags
  }

  private static func next(_ rest: inout Substring) -> EntityTag {
    let isWeak = rest.hasPrefix("W/")
    if isWeak { rest = rest.dropFirst(2) }
    guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else {
      let word = rest.prefix { $0 != "," && $0 != " " }
      rest = rest[word.endIndex...]
      return word == "*" && !isWeak ? .any : .unreadable
    }
    let text = String(rest[rest.index(after: rest.startIndex)..<end])
    rest = rest[rest.index(after: end)...]
    return isWeak ? .weak(text) : .strong(text)
  }

  /// Not for secrets: only to notice a change.
  /// - Source: The FNV Non-Cryptographic Hash Algorithm (RFC 9923), 64 bits.
  private static func fnv1a(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
