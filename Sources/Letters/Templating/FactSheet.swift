/// One fact, as a template can show it.
enum Fact: Equatable, Sendable {
  /// Words to print; never empty.
  case words(String)
  /// A yes or no for a section.
  case yes(Bool)
  /// Several facts, one after the other.
  case list([Fact])
  /// Facts that belong together, for a section.
  case sheet(FactSheet)
  /// A fact the letter knows of but does not have this time: its section stays out, and printing it is an error.
  case absent

  /// Words from text that somebody may have typed: on one line, without controls; absent when nothing is left.
  static func text(_ text: String?) -> Fact {
    guard let text else { return .absent }
    let line = oneLine(text)
    return line.isEmpty ? .absent : .words(line)
  }

  /// A list of texts; the empty ones are left out.
  static func texts(_ texts: [String]) -> Fact {
    .list(texts.map { Fact.text($0) }.filter { $0 != .absent })
  }
}

/// The facts of one letter under the names that its templates use.
typealias FactSheet = [String: Fact]

/// Text on a single line: line breaks, control characters and marks that turn the reading direction become one space.
///
/// So nothing that somebody typed can add a header, a line or a second "From us" to a letter.
func oneLine(_ text: String) -> String {
  var line = String.UnicodeScalarView()
  var gap = false
  for scalar in text.unicodeScalars {
    if isSpaceOrControl(scalar) {
      gap = !line.isEmpty
      continue
    }
    if gap { line.append(" ") }
    gap = false
    line.append(scalar)
  }
  return String(line)
}

private func isSpaceOrControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0...0x20, 0x7F...0xA0: true
  case 0x061C, 0x200E, 0x200F: true  // direction marks
  case 0x2028...0x202E, 0x2066...0x206F: true  // line and paragraph separators, embeddings, overrides, isolates
  case 0xFEFF, 0xFFF9...0xFFFB: true
  default: false
  }
}
