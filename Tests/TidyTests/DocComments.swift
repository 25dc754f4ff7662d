/// What other rooms may use carries a sentence that says what it is.
///
/// Asked of types, functions and subscripts. Stored properties, initialisers and aliases speak through their names; a
/// function that a protocol of the toolchain or of a library asks for is documented there. One sentence may stand over
/// several one-line declarations that follow each other directly.
enum DocComments {
  private static let asked: Set<Substring> = [
    "struct", "enum", "class", "actor", "protocol", "func", "subscript",
  ]
  private static let modifiers: Set<Substring> = [
    "package", "static", "final", "mutating", "nonmutating", "indirect", "nonisolated", "borrowing", "consuming",
    "async",
    "override", "convenience",
  ]

  /// Functions named by `Encodable`, `Equatable`, `Hashable`, `Comparable`, `MetricsFactory` and ArgumentParser.
  private static let askedByProtocols: Set<Substring> = [
    "encode", "==", "<", "hash", "run", "validate", "makeCounter", "makeFloatingPointCounter", "makeMeter",
    "makeRecorder",
    "makeTimer", "destroyCounter", "destroyFloatingPointCounter", "destroyMeter", "destroyRecorder", "destroyTimer",
  ]

  /// `package` declarations without a sentence, and any `public` at all.
  static func untidy(_ file: SourceFile) -> [Untidy] {
    file.code.indices.compactMap { place in
      let words = Self.words(of: file.code[place])
      if words.first == "public" || words.first == "open" {
        return Untidy(
          path: file.path, line: place + 1, what: "`\(words[0])`: nothing leaves this package; say `package`")
      }
      guard words.first == "package", isAsked(words), !isDocumented(place, in: file) else { return nil }
      return Untidy(path: file.path, line: place + 1, what: "no `///` above it: one plain sentence on what it is")
    }
  }

  private static func isAsked(_ words: [Substring]) -> Bool {
    guard let kind = words.first(where: { !modifiers.contains($0) }), asked.contains(kind) else { return false }
    guard kind == "func", let place = words.firstIndex(of: "func"), place + 1 < words.count else { return true }
    let name = words[place + 1].prefix { $0 != "(" }
    return !askedByProtocols.contains(name.isEmpty ? words[place + 1] : name)
  }

  /// Looks upwards over attributes, and over one-line siblings, for a `///`.
  private static func isDocumented(_ place: Int, in file: SourceFile) -> Bool {
    var above = place - 1
    while above >= 0 {
      let line = trimmed(file.lines[above])
      if line.hasPrefix("///") { return true }
      let isSibling = line.hasPrefix("package ") && !line.hasSuffix("{")
      guard line.hasPrefix("@") || isSibling else { return false }
      above -= 1
    }
    return false
  }

  private static func words(of line: Substring) -> [Substring] {
    trimmed(line).split(separator: " ").filter { !$0.hasPrefix("@") }
  }

  private static func trimmed(_ line: Substring) -> Substring { line.drop { $0 == " " } }
}
