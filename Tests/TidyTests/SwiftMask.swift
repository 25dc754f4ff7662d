/// Blanks comments and the insides of strings, so that what is left can be searched as code.
///
/// It knows line and nested block comments, raw and multi-line strings, and the code inside an interpolation, which
/// stays. Lines keep their numbers and their lengths. A name in backticks becomes a name of `x`.
struct SwiftMask {
  private enum Place {
    /// Code; inside an interpolation with the number of parentheses still open.
    case code(open: Int)
    case string(hashes: Int, isLong: Bool)
  }

  private let bytes: [UInt8]
  private var masked: [UInt8]
  private var at = 0
  private var places: [Place] = [.code(open: 0)]

  /// The same number of bytes, with comments and the insides of strings as spaces.
  static func mask(_ bytes: [UInt8]) -> [UInt8] {
    var mask = SwiftMask(bytes)
    while mask.at < bytes.count { mask.step() }
    return mask.masked
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    masked = bytes
  }

  private mutating func step() {
    switch places[places.count - 1] {
    case .code(let open): stepInCode(open: open)
    case .string(let hashes, let isLong): stepInString(hashes: hashes, isLong: isLong)
    }
  }

  private mutating func stepInCode(open: Int) {
    switch bytes[at] {
    case UInt8(ascii: "/") where sees("//"): blank(to: bytes[at...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count)
    case UInt8(ascii: "/") where sees("/*"): blankBlockComment()
    case UInt8(ascii: "`"): blankName()
    case UInt8(ascii: "\""), UInt8(ascii: "#"): openString()
    case UInt8(ascii: "(") where places.count > 1: change(open: open + 1)
    case UInt8(ascii: ")") where places.count > 1 && open == 1:
      places.removeLast()
      at += 1
    case UInt8(ascii: ")") where places.count > 1: change(open: open - 1)
    default: at += 1
    }
  }

  private mutating func change(open: Int) {
    places[places.count - 1] = .code(open: open)
    at += 1
  }

  private mutating func stepInString(hashes: Int, isLong: Bool) {
    let quote = isLong ? "\"\"\"" : "\""
    let hash = String(repeating: "#", count: hashes)
    if sees("\\" + hash + "(") {
      blank(to: at + hashes + 1)
      places.append(.code(open: 1))
      at += 1
    } else if sees("\\" + hash) {
      blank(to: at + hashes + 2)
    } else if sees(quote + hash) {
      places.removeLast()
      at += quote.utf8.count + hashes
    } else if bytes[at] == UInt8(ascii: "\n"), !isLong {
      places.removeLast()
    } else {
      blank(to: at + 1)
    }
  }

  private mutating func openString() {
    var quote = at
    while quote < bytes.count, bytes[quote] == UInt8(ascii: "#") { quote += 1 }
    let hashes = quote - at
    guard quote < bytes.count, bytes[quote] == UInt8(ascii: "\"") else {
      at = max(quote, at + 1)
      return
    }
    at = quote
    let isLong = sees("\"\"\"")
    at += isLong ? 3 : 1
    places.append(.string(hashes: hashes, isLong: isLong))
  }

  private mutating func blankBlockComment() {
    var depth = 0
    repeat {
      if sees("/*") {
        depth += 1
        blank(to: at + 2)
      } else if sees("*/") {
        depth -= 1
        blank(to: at + 2)
      } else {
        blank(to: at + 1)
      }
    } while depth > 0 && at < bytes.count
  }

  private mutating func blankName() {
    let after = bytes[(at + 1)...].firstIndex { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "\n") } ?? bytes.count
    let end = after < bytes.count && bytes[after] == UInt8(ascii: "`") ? after + 1 : after
    for place in at..<end { masked[place] = UInt8(ascii: "x") }
    at = end
  }

  private mutating func blank(to end: Int) {
    for place in at..<min(end, bytes.count) where bytes[place] != UInt8(ascii: "\n") { masked[place] = 0x20 }
    at = min(end, bytes.count)
  }

  private func sees(_ text: String) -> Bool {
    var place = at
    for byte in text.utf8 {
      guard place < bytes.count, bytes[place] == byte else { return false }
      place += 1
    }
    return true
  }
}
