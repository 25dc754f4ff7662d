import Foundation

/// The terminal, or whatever stands in its place: how wide, whether coloured, whether somebody can be asked.
struct Terminal: Sendable {
  /// In columns; at least 40.
  let width: Int
  let hasColour: Bool
  /// Whether a person sits there who can answer.
  let isInteractive: Bool
  /// The file handles that take what is shown, and what is said aside.
  private let output: Int32
  private let aside: Int32
  /// Whether long lines are broken between words there; a script gets them whole.
  private let folds: Bool
  private let foldsAside: Bool

  static let widthUsual = 80
  private static let widthLeast = 40

  init(environment: [String: String]) {
    let isShown = isatty(STDOUT_FILENO) == 1
    let wide = environment["COLUMNS"].flatMap { Int($0) } ?? (isShown ? Self.measured() : nil) ?? Self.widthUsual
    width = max(wide, Self.widthLeast)
    // NO_COLOR counts when it is there and not empty (no-color.org).
    hasColour = isShown && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
    (output, aside) = (STDOUT_FILENO, STDERR_FILENO)
    (folds, foldsAside) = (isShown, isatty(STDERR_FILENO) == 1)
  }

  /// A terminal that shows all on one file handle, also what is said aside.
  init(width: Int, hasColour: Bool = false, isInteractive: Bool = false, output: Int32 = STDOUT_FILENO) {
    self.width = width
    self.hasColour = hasColour
    self.isInteractive = isInteractive
    (self.output, aside) = (output, output)
    (folds, foldsAside) = (false, false)
  }

  func say(_ text: String) { hand(Array((text + "\n").utf8)) }

  func say(_ lines: [String]) { say(lines.flatMap { fold($0, folds) }.joined(separator: "\n")) }

  /// For warnings, questions and what went wrong.
  func sayAside(_ text: String) {
    emit(Array((fold(text, foldsAside).joined(separator: "\n") + "\n").utf8), to: aside)
  }

  private func fold(_ text: String, _ folds: Bool) -> [String] {
    folds
      ? text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
        TextWidth.folded(String($0), to: width)
      } : [text]
  }

  /// The server's bytes as they came, and a line feed.
  func pass(_ bytes: [UInt8]) { hand(bytes + [UInt8(ascii: "\n")]) }

  /// A file's bytes, as they are.
  func hand(_ bytes: [UInt8]) { emit(bytes, to: output) }

  /// - Returns: what was typed, trimmed; nil at the end of input.
  func ask(_ question: String) -> String? {
    emit(Array((question + " ").utf8), to: aside)
    return readLine().map { Typed.trimmed($0) }
  }

  /// Asks until it is y or n; the end of input is no.
  func agrees(_ question: String) -> Bool {
    while let answer = ask(question + " (y/n)")?.lowercased() {
      if ["y", "yes"].contains(answer) { return true }
      if ["n", "no"].contains(answer) { return false }
    }
    return false
  }

  func bold(_ text: String) -> String { hasColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  /// Bold red, for what must not be missed.
  func loud(_ text: String) -> String { hasColour ? "\u{1B}[1;31m\(text)\u{1B}[0m" : text }

  /// Writes all of it; a reader that has gone away is no trouble of ours.
  private func emit(_ bytes: [UInt8], to handle: Int32) { _ = Self.write(bytes, to: handle) }

  /// - Returns: whether every byte was taken.
  static func write(_ bytes: [UInt8], to handle: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(handle, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func measured() -> Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
