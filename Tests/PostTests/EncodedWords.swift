import Foundation

/// Reads headers back as a mail program would, in the simplest way that can fail. Source: RFC 2047.
enum EncodedWords {
  struct Broken: Error {
    var word: Substring
  }

  /// The value of a header, unfolded and decoded.
  static func decode(_ value: String) throws -> String {
    let words = value.replacingOccurrences(of: "\r\n", with: "").split(separator: " ", omittingEmptySubsequences: false)
    var out = ""
    var lastWasEncoded = false
    for (index, word) in words.enumerated() {
      let isEncoded = word.hasPrefix("=?")
      // White space between two encoded words is not part of the text.
      if index > 0 && !(isEncoded && lastWasEncoded) { out += " " }
      out += isEncoded ? try decodeWord(word) : String(word)
      lastWasEncoded = isEncoded
    }
    return out
  }

  private static func decodeWord(_ word: Substring) throws -> String {
    let parts = word.split(separator: "?", omittingEmptySubsequences: false)
    guard word.utf8.count <= 75, parts.count == 5, parts[0] == "=", parts[1] == "UTF-8", parts[4] == "=" else {
      throw Broken(word: word)
    }
    let bytes = parts[2] == "B" ? Data(base64Encoded: String(parts[3])) : quoted(parts[3])
    // Each word alone must be whole characters.
    guard let bytes, let text = String(data: bytes, encoding: .utf8) else { throw Broken(word: word) }
    return text
  }

  private static func quoted(_ text: Substring) -> Data? {
    var out = Data()
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "_"): out.append(0x20)
      case UInt8(ascii: "="):
        guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
        out.append(value)
        rest = rest.dropFirst(2)
      default: out.append(byte)
      }
    }
    return out
  }

  /// The raw value of a header in a letter, folds and all.
  static func header(_ name: String, in letter: [UInt8]) -> String? {
    let head = String(decoding: letter, as: UTF8.self).components(separatedBy: "\r\n\r\n")[0]
    var value: String?
    for line in head.components(separatedBy: "\r\n") {
      if line.hasPrefix(name + ": ") {
        value = String(line.dropFirst(name.count + 2))
      } else if let soFar = value {
        guard line.hasPrefix(" ") else { break }
        value = soFar + "\r\n" + line
      }
    }
    return value
  }
}
