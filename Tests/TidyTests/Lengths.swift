/// How long a file and a function may be, and where they are longer.
enum Lengths {
  static let fileLinesMax = 400
  static let functionLinesMax = 60

  /// The file, when it is too long.
  static func file(_ file: SourceFile) -> [Untidy] {
    guard file.lines.count > fileLinesMax else { return [] }
    let what = "\(file.lines.count) lines, at most \(fileLinesMax): move one of its ideas to a file of its own"
    return [Untidy(path: file.path, line: 0, what: what)]
  }

  /// Every function, initialiser, subscript and computed property that is too long, by the line it begins in.
  static func functions(of file: SourceFile) -> [Untidy] {
    var scanner = FunctionScanner(file.masked)
    return scanner.functions().filter { $0.count > functionLinesMax }.map { lines in
      let what = "a function of \(lines.count) lines, at most \(functionLinesMax): name its steps and take them out"
      return Untidy(path: file.path, line: lines.lowerBound, what: what)
    }
  }
}

/// Finds functions by their keywords and their braces.
struct FunctionScanner {
  private let code: [UInt8]
  /// The line of every byte, from 1.
  private var line = 1

  private static let endless: Set<String> = [
    "func", "init", "deinit", "subscript", "var", "let", "case", "struct", "enum", "class", "actor", "protocol",
    "extension", "typealias", "package", "private", "static",
  ]

  init(_ code: [UInt8]) { self.code = code }

  /// The lines of every function, computed property included, in the order they begin.
  mutating func functions() -> [ClosedRange<Int>] {
    var found: [ClosedRange<Int>] = []
    var at = 0
    while at < code.count {
      guard Self.isName(code[at]) else {
        if code[at] == UInt8(ascii: "\n") { line += 1 }
        at += 1
        continue
      }
      let end = endOfName(from: at)
      let isCall = at > 0 && code[at - 1] == UInt8(ascii: ".")
      if !isCall, let brace = body(after: String(decoding: code[at..<end], as: UTF8.self), from: end) {
        found.append(line...(line + newlines(from: at, to: closing(brace))))
      }
      at = end
    }
    return found
  }

  /// Where the body begins of what a keyword declares; nil when it declares nothing with a body.
  private func body(after keyword: String, from start: Int) -> Int? {
    switch keyword {
    case "func", "init", "deinit", "subscript": brace(from: start, sameLine: false)
    case "var": brace(from: start, sameLine: true)
    default: nil
    }
  }

  /// The first opening brace outside parentheses, before anything else is declared.
  private func brace(from start: Int, sameLine: Bool) -> Int? {
    var depth = 0
    var at = start
    while at < code.count {
      switch code[at] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "{") where depth == 0: return at
      case UInt8(ascii: "}") where depth == 0: return nil
      case UInt8(ascii: "\n") where sameLine && depth == 0: return nil
      case let byte where depth == 0 && Self.isName(byte):
        let end = endOfName(from: at)
        if Self.endless.contains(String(decoding: code[at..<end], as: UTF8.self)) { return nil }
        at = end - 1
      default: break
      }
      if depth < 0 { return nil }
      at += 1
    }
    return nil
  }

  /// The brace that closes the one at `start`, or the end of the code.
  private func closing(_ start: Int) -> Int {
    var depth = 0
    for at in start..<code.count {
      if code[at] == UInt8(ascii: "{") { depth += 1 }
      if code[at] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return at }
    }
    return code.count - 1
  }

  private func newlines(from start: Int, to end: Int) -> Int {
    code[start...end].count { $0 == UInt8(ascii: "\n") }
  }

  private func endOfName(from start: Int) -> Int {
    code[start...].firstIndex { !Self.isName($0) } ?? code.count
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }
}
