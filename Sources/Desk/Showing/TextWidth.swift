/// How many columns a text takes on a terminal, roughly.
enum TextWidth {
  static func of(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + of($1) } }

  /// 2 for East Asian wide characters and emoji, else 1.
  /// - Source: Unicode Standard Annex 11, the large blocks only.
  static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// Filled up with blanks at the end.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  /// Lines of at most that width, broken between words where that is possible; line feeds stay.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { wrappedLine($0, to: max(width, 1)) }
  }

  private static func wrappedLine(_ line: Substring, to width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    var taken = 0
    for word in words(of: line) {
      var word = word[...]
      let wide = of(word)
      if taken > 0, taken + 1 + wide <= width {
        current += " " + word
        taken += 1 + wide
        continue
      }
      if taken > 0 { lines.append(current) }
      while of(word) > width {
        let head = start(of: word, within: width)
        lines.append(String(head))
        word = word[head.endIndex...]
      }
      current = String(word)
      taken = of(word)
    }
    if taken > 0 || lines.isEmpty { lines.append(current) }
    return lines
  }

  /// The words of a line; a clock time stays whole: `9 am` is one.
  private static func words(of line: Substring) -> [String] {
    line.split(whereSeparator: { $0 == " " || $0 == "\t" }).reduce(into: []) { words, word in
      let isHalfOfDay = word.hasPrefix("am") || word.hasPrefix("pm")
      if isHalfOfDay, word.dropFirst(2).allSatisfy(\.isPunctuation), words.last?.last?.isNumber == true {
        words[words.count - 1] += " " + word
      } else {
        words.append(String(word))
      }
    }
  }

  /// A line of prose on as many lines as it takes; one that is laid out in columns, coloured, or a single long word that
  /// somebody is to copy is left as it is.
  static func folded(_ line: String, to width: Int) -> [String] {
    let indent = line.prefix { $0 == " " }
    let prose = line.dropFirst(indent.count)
    guard of(line) > width, prose.contains(" "), !prose.contains("  "), !prose.contains("\u{1B}") else { return [line] }
    return wrapped(String(prose), to: width - indent.count - 2).enumerated().map { number, part in
      indent + (number == 0 ? "" : "  ") + part
    }
  }

  /// As many characters as fit, at least one.
  private static func start(of word: Substring, within width: Int) -> Substring {
    var taken = 0
    var end = word.startIndex
    while end < word.endIndex {
      let wide = of(word[end])
      if taken + wide > width, end > word.startIndex { break }
      taken += wide
      end = word.index(after: end)
    }
    return word[..<end]
  }
}
