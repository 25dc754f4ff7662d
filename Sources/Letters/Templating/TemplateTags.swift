/// The tags of one template, read before swift-mustache does, because the library forgives what a letter must not have.
struct TemplateTags {
  /// Names of the partials that it includes.
  private(set) var partials: [String] = []

  /// Reads the tags.
  ///
  /// - Throws: `RefusedTag` for unescaped values, changed delimiters, inheritance, names with dots, and functions.
  init(_ text: String) throws {
    var rest = Substring(text)
    while let open = rest.firstRange(of: "{{") {
      rest = rest[open.upperBound...]
      guard let close = rest.firstRange(of: "}}") else { throw RefusedTag("a tag is not closed") }
      try note(rest[..<close.lowerBound].trimmed)
      rest = rest[close.upperBound...]
    }
  }

  private mutating func note(_ tag: Substring) throws {
    switch tag.first {
    case "{", "&": throw RefusedTag("{{{ and {{& are not allowed: they print text without making it safe")
    case "=", "<", "$": throw RefusedTag("{{\(tag.prefix(1)) is not allowed in letters")
    case "!", "%": return
    case ">":
      let name = String(tag.dropFirst().trimmed)
      if name.hasPrefix("*") { throw RefusedTag("{{>* is not allowed in letters") }
      partials.append(name)
    case "#", "^", "/": try check(name: tag.dropFirst().trimmed)
    default: try check(name: tag)
    }
  }

  private func check(name: Substring) throws {
    let plain = !name.isEmpty && name.utf8.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) }
    if !plain, name != "." { throw RefusedTag("\"\(name)\" is not the name of a fact: names are letters only") }
  }
}

/// A tag that letters do not allow, and why.
struct RefusedTag: Error {
  let why: String
  init(_ why: String) { self.why = why }
}

extension Substring {
  /// Without spaces and tabs at both ends.
  var trimmed: Substring {
    var text = self
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return text
  }

  /// The first place at which a text of one-scalar characters stands.
  func firstRange(of sought: String) -> Range<Index>? {
    guard let lead = sought.first else { return nil }
    var from = startIndex
    while let found = self[from...].firstIndex(of: lead) {
      if self[found...].hasPrefix(sought) { return found..<index(found, offsetBy: sought.count) }
      from = index(after: found)
    }
    return nil
  }
}
