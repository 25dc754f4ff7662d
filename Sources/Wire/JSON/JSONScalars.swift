extension JSONParser {
  /// Reads a number; `at` is at its first byte.
  mutating func number() throws(JSONFault) -> JSON {
    let start = at
    let isNegative = bytes[at] == UInt8(ascii: "-")
    if isNegative { at += 1 }
    let whole = at
    try digits()
    if bytes[whole] == UInt8(ascii: "0"), at > whole + 1 {
      throw JSONFault(offset: whole, kind: .leadingZero)
    }
    var isWhole = true
    if next(is: UInt8(ascii: ".")) {
      isWhole = false
      at += 1
      try digits()
    }
    if next(is: UInt8(ascii: "e")) || next(is: UInt8(ascii: "E")) {
      isWhole = false
      at += 1
      if next(is: UInt8(ascii: "+")) || next(is: UInt8(ascii: "-")) { at += 1 }
      try digits()
    }
    if isWhole { return .int(try integer(whole..<at, isNegative)) }
    guard let value = Double(String(decoding: bytes[start..<at], as: UTF8.self)), value.isFinite else {
      throw JSONFault(offset: start, kind: .numberTooLarge)
    }
    return .double(value)
  }

  /// Steps over one digit or more.
  private mutating func digits() throws(JSONFault) {
    let start = at
    while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
    if at == start { throw fault(at < bytes.count ? .misspelt : .unfinished) }
  }

  private func integer(_ places: Range<Int>, _ isNegative: Bool) throws(JSONFault) -> Int64 {
    var total: Int64 = 0
    for place in places {
      let digit = Int64(bytes[place] - UInt8(ascii: "0"))
      let (tens, lost) = total.multipliedReportingOverflow(by: 10)
      let (sum, over) = isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      if lost || over { throw JSONFault(offset: places.lowerBound, kind: .numberTooLarge) }
      total = sum
    }
    return total
  }

  private func next(is byte: UInt8) -> Bool { at < bytes.count && bytes[at] == byte }

  /// Reads a text to its closing quote; `at` is just behind the opening one.
  mutating func string() throws(JSONFault) -> String {
    var decoded: [UInt8] = []
    var plain = at
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        defer { at += 1 }
        if decoded.isEmpty { return String(decoding: bytes[plain..<at], as: UTF8.self) }
        decoded += bytes[plain..<at]
        return String(decoding: decoded, as: UTF8.self)
      case UInt8(ascii: "\\"):
        decoded += bytes[plain..<at]
        try escape(into: &decoded)
        plain = at
      case 0x00: throw fault(.nulCharacter)
      case 0x01..<0x20: throw fault(.controlCharacter)
      case 0x20..<0x80: at += 1
      default:
        guard let length = UTF8Check.length(of: bytes, at: at) else { throw fault(.invalidUTF8) }
        at += length
      }
    }
    throw fault(.unfinished)
  }

  private mutating func escape(into decoded: inout [UInt8]) throws(JSONFault) {
    let start = at
    at += 1
    guard at < bytes.count else { throw fault(.unfinished) }
    let letter = bytes[at]
    at += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"): decoded += Array(String(try escapedScalar(start)).utf8)
    default: throw JSONFault(offset: start, kind: .unknownEscape)
    }
  }

  private mutating func escapedScalar(_ start: Int) throws(JSONFault) -> Character {
    let first = try fourHexDigits()
    if first == 0 { throw JSONFault(offset: start, kind: .nulCharacter) }
    var value = UInt32(first)
    if (0xD800...0xDBFF).contains(first), next(is: UInt8(ascii: "\\")) {
      at += 1
      guard next(is: UInt8(ascii: "u")) else { throw JSONFault(offset: start, kind: .loneSurrogate) }
      at += 1
      let second = try fourHexDigits()
      guard (0xDC00...0xDFFF).contains(second) else { throw JSONFault(offset: start, kind: .loneSurrogate) }
      value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw JSONFault(offset: start, kind: .loneSurrogate) }
    return Character(scalar)
  }

  private mutating func fourHexDigits() throws(JSONFault) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard at < bytes.count else { throw fault(.unfinished) }
      switch bytes[at] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt16(bytes[at] - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt16(bytes[at] - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt16(bytes[at] - UInt8(ascii: "A") + 10)
      default: throw fault(.unknownEscape)
      }
      at += 1
    }
    return value
  }
}

/// Well-formedness of UTF-8, shared by the JSON and CSV readers.
/// - Source: The Unicode Standard, table 3-7.
enum UTF8Check {
  /// How many bytes the character that begins there takes; nil when it is not well formed.
  static func length(of bytes: [UInt8], at place: Int) -> Int? {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[place] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if bytes[place] == 0xE0 { second = 0xA0...0xBF }
      if bytes[place] == 0xED { second = 0x80...0x9F }
    case 0xF0...0xF4:
      length = 4
      if bytes[place] == 0xF0 { second = 0x90...0xBF }
      if bytes[place] == 0xF4 { second = 0x80...0x8F }
    default: return nil
    }
    guard place + length <= bytes.count, second.contains(bytes[place + 1]) else { return nil }
    for next in bytes[place + 1..<place + length].dropFirst() where !(0x80...0xBF).contains(next) { return nil }
    return length
  }
}
