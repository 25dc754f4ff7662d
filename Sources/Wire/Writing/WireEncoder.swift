/// Writes `Encodable` shapes as compact UTF-8 JSON, members in the order in which they are encoded.
///
/// Dictionaries with text keys are written sorted by key; `UUID`s in lower case. A nil goes missing where the shape uses
/// `encodeIfPresent` (as made-up conformances do) and is written as `null` where it uses `encode`. `Date`, `Data` and
/// `Decimal` have no agreed form here and are refused: shapes hold text.
package struct WireEncoder: Sendable {
  /// An encoder keeps nothing between values.
  package init() {}

  /// Writes one value.
  /// - Throws: `WireFault` when the value cannot be JSON, and whatever the value itself throws.
  package func encode(_ value: some Encodable) throws -> [UInt8] {
    let output = WireOutput()
    try output.write(value)
    if let fault = output.fault { throw fault }
    return output.bytes
  }
}

/// Why a shape could not be written; a programmer's error.
package enum WireFault: Error, Sendable, Equatable {
  /// A number that is infinite or not a number.
  case notFinite
  /// A value that encodes nothing at all.
  case nothingWritten
  /// Members written to a container after a later one was begun beside it, or two kinds of container for one value.
  case outOfOrder
  /// A type with no agreed form in JSON.
  case noForm(String)
}

/// The bytes so far and the containers that are still open, shared by all encoders of one value.
final class WireOutput {
  private(set) var bytes: [UInt8] = []
  private(set) var fault: WireFault?
  private var open: [Level] = []
  private var lastID = 0
  private var sortable: [ObjectIdentifier: Bool] = [:]

  /// An array or object that is not closed yet.
  private struct Level {
    let id: Int
    let isObject: Bool
    var isEmpty = true
  }

  init() { bytes.reserveCapacity(1024) }

  /// Writes a whole value and closes whatever it opened.
  func write<T: Encodable>(_ value: T) throws {
    if try writeKnown(value) { return }
    let depth = open.count
    let before = bytes.count
    try value.encode(to: ValueEncoder(output: self, depth: depth))
    close(to: depth)
    if bytes.count == before { throw WireFault.nothingWritten }
  }

  /// Opens a container, or finds the one that the same value opened before.
  /// - Parameter depth: how many containers are open around the value.
  /// - Returns: the container's number, for `element` and `member`.
  func begin(isObject: Bool, depth: Int) -> Int {
    if open.count > depth, open[depth].isObject == isObject {
      return open[depth].id
    }
    if open.count != depth { note(.outOfOrder) }
    lastID += 1
    open.append(Level(id: lastID, isObject: isObject))
    bytes.append(UInt8(ascii: isObject ? "{" : "["))
    return lastID
  }

  /// Makes ready for the next element of an array.
  func element(of id: Int) {
    goBack(to: id)
    comma()
  }

  /// Makes ready for the next member of an object.
  func member(_ name: String, of id: Int) {
    goBack(to: id)
    comma()
    append(name)
    bytes.append(UInt8(ascii: ":"))
  }

  /// How many containers are open.
  var depth: Int { open.count }

  func note(_ fault: WireFault) { self.fault = self.fault ?? fault }

  /// Closes that container and all inside it.
  func end(_ id: Int) {
    guard let place = open.lastIndex(where: { $0.id == id }) else { return note(.outOfOrder) }
    close(to: place)
  }

  /// Closes the containers opened inside that one.
  private func goBack(to id: Int) {
    guard let place = open.lastIndex(where: { $0.id == id }) else { return note(.outOfOrder) }
    close(to: place + 1)
  }

  private func close(to depth: Int) {
    while open.count > depth {
      bytes.append(UInt8(ascii: open.removeLast().isObject ? "}" : "]"))
    }
  }

  private func comma() {
    guard let last = open.indices.last else { return }
    if !open[last].isEmpty { bytes.append(UInt8(ascii: ",")) }
    open[last].isEmpty = false
  }

  /// Whether the type is a dictionary with text keys; remembered, as the question is slow.
  func isSortable<T>(_ value: T) -> Bool {
    if let known = sortable[ObjectIdentifier(T.self)] { return known }
    let answer = value is any SortedMembers
    sortable[ObjectIdentifier(T.self)] = answer
    return answer
  }
}

// Scalars.
extension WireOutput {
  func appendNull() { append(literal: "null") }

  func append(_ value: Bool) { append(literal: value ? "true" : "false") }

  func append(_ number: some FixedWidthInteger) { bytes.append(contentsOf: String(number).utf8) }

  func append(_ number: Double) throws {
    guard number.isFinite else { throw WireFault.notFinite }
    bytes.append(contentsOf: number.description.utf8)
  }

  /// Writes a text in quotes; escapes what JSON demands, and U+007F, U+2028 and U+2029.
  func append(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { source in
      var plain = 0
      for place in source.indices where Self.mayNeedEscape(source[place]) {
        guard let escape = Self.escape(source, place) else { continue }
        bytes.append(contentsOf: source[plain..<place])
        bytes.append(contentsOf: escape.text.utf8)
        plain = place + escape.length
      }
      bytes.append(contentsOf: source[plain...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func append(literal: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  private static func mayNeedEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F || byte == 0xE2
  }

  private static func escape(_ source: UnsafeBufferPointer<UInt8>, _ place: Int) -> (text: String, length: Int)? {
    switch source[place] {
    case UInt8(ascii: "\""): return ("\\\"", 1)
    case UInt8(ascii: "\\"): return ("\\\\", 1)
    case 0x0A: return ("\\n", 1)
    case 0x0D: return ("\\r", 1)
    case 0x09: return ("\\t", 1)
    case 0xE2:
      guard place + 2 < source.count, source[place + 1] == 0x80 else { return nil }
      switch source[place + 2] {
      case 0xA8: return ("\\u2028", 3)
      case 0xA9: return ("\\u2029", 3)
      default: return nil
      }
    case let byte:
      let digits = String(byte, radix: 16)
      return ("\\u00" + (digits.utf8.count == 1 ? "0" : "") + digits, 1)
    }
  }
}
