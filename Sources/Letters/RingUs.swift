/// The one line in the reader's own language that stands in a letter until letters are translated.
struct RingUs: Sendable {
  private let lines: [Line]

  /// One language's line, as `ring-us.json` has it.
  struct Line: Codable, Sendable {
    /// The primary BCP 47 language, such as `pa`.
    let language: String
    /// The script that the line is written in (ISO 15924), such as `Guru`.
    let script: String
    /// `ltr` or `rtl`.
    let direction: String
    /// The sentence; `{phone}` is filled in.
    let line: String
  }

  /// Reads the lines.
  ///
  /// - Throws: `LetterFault`, which names the file.
  static func load(folder: String) throws -> RingUs {
    let file = "ring-us.json"
    let lines = try decode([Line].self, file: file, folder: folder)
    for line in lines where !line.line.contains("{phone}") || !["ltr", "rtl"].contains(line.direction) {
      throw LetterFault.fileBroken(file, "the line for \(line.language) needs {phone}, and ltr or rtl as its direction")
    }
    return RingUs(lines: lines)
  }

  /// The line for a reader of these languages, best first; absent for readers of English and where no line is known.
  func fact(languages: [String], phone: String) -> Fact {
    let parsed = languages.map { $0.split(separator: "-").map(String.init) }
    if parsed.contains(where: { $0.first?.lowercased() == "en" }) { return .absent }
    guard let line = parsed.lazy.compactMap({ tag in lines.first { $0.serves(tag) } }).first else { return .absent }
    // The marks keep "0151 705 2307" in its order inside a line that runs from right to left.
    let shown = line.direction == "rtl" ? "\u{200E}\(oneLine(phone))\u{200E}" : oneLine(phone)
    return .sheet([
      "language": .words(line.language), "direction": .words(line.direction),
      "line": .words(fill(line.line, ["phone": shown])),
    ])
  }
}

extension RingUs.Line {
  /// Whether this line can be read by a reader of a tag; one who reads Punjabi in Arabic letters cannot read Gurmukhi.
  func serves(_ tag: [String]) -> Bool {
    guard tag.first?.lowercased() == language else { return false }
    guard let script = tag.dropFirst().first(where: { $0.utf8.count == 4 && $0.utf8.allSatisfy { $0 > 0x39 } })
    else { return true }
    return script.lowercased() == self.script.lowercased()
  }
}
