import Foundation

/// Text that people typed, made fit to be stored, compared, printed and mailed.
enum PlainText {
  /// Longest text of a value that is then parsed, in characters.
  static let valueLength = 1...500

  /// Trims outer white space and brings the text into normalisation form C; refuses what cannot be seen.
  ///
  /// Length is counted in Unicode scalars after that, so a text of `n` takes at most 4·`n` bytes of UTF-8.
  /// - Parameters:
  ///   - raw: as it was sent.
  ///   - length: in Unicode scalars.
  ///   - lines: whether line feeds and tabs may stand inside; a CR LF becomes a line feed.
  /// - Throws: `too_short`, `too_long`, `control_character`.
  /// - Source: Unicode Standard Annex 15; Unicode Technical Report 36, 3 (bidirectional overrides).
  static func read(_ raw: String, _ length: ClosedRange<Int>, lines: Bool = false) throws(Wrong) -> String {
    var scalars = raw.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    // Form C joins at most four scalars into one, so that this is too long in any form.
    if scalars.count / 4 > length.upperBound { throw .tooLong(length.upperBound) }
    var text = String(scalars)
    if lines, text.utf8.contains(UInt8(ascii: "\r")) { text = withLineFeeds(text) }
    for scalar in text.unicodeScalars where !isAllowed(scalar, lines: lines) { throw .controlCharacter }
    if !text.unicodeScalars.allSatisfy({ $0.value < 0x300 }) {
      if hasHeapOfMarks(text) { throw .heapOfMarks }
      text = text.precomposedStringWithCanonicalMapping
    }
    let count = text.unicodeScalars.count
    if count > length.upperBound { throw .tooLong(length.upperBound) }
    if count < length.lowerBound { throw .tooShort(length.lowerBound) }
    let cannotBeSeen = text.unicodeScalars.allSatisfy { $0.properties.isDefaultIgnorableCodePoint }
    if length.lowerBound > 0, cannotBeSeen { throw .empty }
    return text
  }

  private static func isAllowed(_ scalar: Unicode.Scalar, lines: Bool) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: lines
    case 0x00..<0x20, 0x7F...0x9F: false  // C0, DEL, C1
    case 0x2028, 0x2029: false  // line and paragraph separator
    case 0x202A...0x202E, 0x2066...0x2069: false  // bidirectional overrides, embeddings and isolates
    case 0xFEFF, 0xFDD0...0xFDEF: false  // byte order mark, noncharacters
    default: scalar.value & 0xFFFE != 0xFFFE  // the last two of every plane are noncharacters too
    }
  }

  /// Whether more than 30 combining marks stand in a row: no language needs that, and a normaliser's work grows with the
  /// square of their number.
  /// - Source: Unicode Standard Annex 15, 13 (stream-safe text).
  private static func hasHeapOfMarks(_ text: String) -> Bool {
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : run + 1
      if run > 30 { return true }
    }
    return false
  }

  /// CR LF is one `Character`, so this walks the scalars.
  private static func withLineFeeds(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      if afterReturn, scalar != "\n" { result.append("\r") }
      afterReturn = scalar == "\r"
      if !afterReturn { result.append(scalar) }
    }
    if afterReturn { result.append("\r") }
    return String(result)
  }

  /// Finds the case written as that word.
  static func word<T: RawRepresentable & CaseIterable>(_ raw: String, _ type: T.Type) throws(Wrong) -> T
  where T.RawValue == String {
    let text = try read(raw, valueLength)
    guard let value = T(rawValue: text) else { throw .notOneOf(T.allCases.map(\.rawValue)) }
    return value
  }
}
