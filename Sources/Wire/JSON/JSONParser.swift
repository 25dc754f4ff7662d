extension JSON {
  /// Reads one JSON text, strictly.
  ///
  /// Beyond the grammar it refuses what two readers might understand differently: a byte order mark, the same name twice
  /// in one object, half surrogates, U+0000, a whole number beyond 64 bits (kept neither wrapped nor rounded) and a number
  /// that is no finite `Double`. `-0` is 0, `-0.0` is the
  /// double −0, and a number too small for a `Double` is 0.
  /// - Parameters:
  ///   - bytes: the whole text; the caller limits its length.
  ///   - limits: depth and number of values.
  /// - Throws: `JSONFault` for the first thing wrong.
  /// - Source: RFC 8259; RFC 7493 (I-JSON) for names and surrogates.
  package static func parse(
    _ bytes: some Collection<UInt8>, limits: JSONLimits = .request
  ) throws(JSONFault) -> JSON {
    var parser = JSONParser(bytes: Array(bytes), limits: limits)
    return try parser.document()
  }
}

/// One pass over the bytes with its own stack of open containers, so that no depth of input can use up the thread's.
struct JSONParser {
  let bytes: [UInt8]
  let limits: JSONLimits
  var at = 0
  private var values = 0
  private var open: [Container] = []

  /// An array or object whose end has not come yet.
  private struct Container {
    let isObject: Bool
    var items: [JSON] = []
    var object = JSONObject()
    var name = ""

    var value: JSON { isObject ? .object(object) : .array(items) }
  }

  init(bytes: [UInt8], limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func document() throws(JSONFault) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw fault(.byteOrderMark) }
    while true {
      guard var value = try startValue() else { continue }
      while !open.isEmpty {
        guard let closed = try settle(value) else { break }
        value = closed
      }
      if open.isEmpty {
        skipSpace()
        guard at == bytes.count else { throw fault(.trailingBytes) }
        return value
      }
    }
  }

  /// Reads a value that is complete at once; nil when a container was opened and its first value is next.
  private mutating func startValue() throws(JSONFault) -> JSON? {
    skipSpace()
    guard at < bytes.count else { throw fault(.unfinished) }
    values += 1
    if values > limits.values { throw fault(.tooManyValues) }
    switch bytes[at] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try openContainer()
    case UInt8(ascii: "\""):
      at += 1
      return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw fault(.misspelt)
    }
  }

  private mutating func openContainer() throws(JSONFault) -> JSON? {
    if open.count == limits.depth { throw fault(.tooDeep) }
    let isObject = bytes[at] == UInt8(ascii: "{")
    at += 1
    skipSpace()
    if at < bytes.count, bytes[at] == Self.end(isObject) {
      at += 1
      return isObject ? .object(JSONObject()) : .array([])
    }
    open.append(Container(isObject: isObject))
    if isObject { try memberName() }
    return nil
  }

  /// Puts a complete value into the innermost open container; gives that container back when it ends here.
  private mutating func settle(_ value: JSON) throws(JSONFault) -> JSON? {
    let top = open.count - 1
    let isObject = open[top].isObject
    if isObject {
      open[top].object.append(open[top].name, value)
    } else {
      open[top].items.append(value)
    }
    skipSpace()
    guard at < bytes.count else { throw fault(.unfinished) }
    switch bytes[at] {
    case UInt8(ascii: ","):
      at += 1
      if isObject {
        skipSpace()
        try memberName()
      }
      return nil
    case Self.end(isObject):
      at += 1
      return open.removeLast().value
    default: throw fault(.misspelt)
    }
  }

  private mutating func memberName() throws(JSONFault) {
    try expect(UInt8(ascii: "\""))
    let start = at - 1
    let name = try string()
    let top = open.count - 1
    if open[top].object.has(name) { throw JSONFault(offset: start, kind: .duplicateName) }
    open[top].name = name
    skipSpace()
    try expect(UInt8(ascii: ":"))
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONFault) -> JSON {
    for place in 0..<word.utf8CodeUnitCount {
      try expect(word.utf8Start[place])
    }
    return value
  }

  mutating func expect(_ byte: UInt8) throws(JSONFault) {
    guard at < bytes.count else { throw fault(.unfinished) }
    guard bytes[at] == byte else { throw fault(.misspelt) }
    at += 1
  }

  private mutating func skipSpace() {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      default: return
      }
    }
  }

  private static func end(_ isObject: Bool) -> UInt8 { UInt8(ascii: isObject ? "}" : "]") }

  func fault(_ kind: JSONFault.Kind) -> JSONFault { JSONFault(offset: at, kind: kind) }
}
