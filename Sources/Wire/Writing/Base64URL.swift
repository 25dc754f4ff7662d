import Foundation

/// Base 64 with `-` and `_`, without padding: safe in addresses and headers.
/// - Source: RFC 4648, section 5.
package enum Base64URL {
  /// Writes bytes as text.
  package static func encode(_ bytes: some Sequence<UInt8>) -> String {
    let standard = Data(bytes).base64EncodedString()
    return String(
      decoding: standard.utf8.lazy.compactMap { byte -> UInt8? in
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        case UInt8(ascii: "="): nil
        default: byte
        }
      }, as: UTF8.self)
  }

  /// Reads text back; nil unless it is exactly what `encode` would have written.
  package static func decode(_ text: String) -> [UInt8]? {
    var standard: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"): standard.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_"): standard.append(UInt8(ascii: "/"))
      case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
      default: standard.append(byte)
      }
    }
    while standard.count % 4 != 0 { standard.append(UInt8(ascii: "=")) }
    guard let data = Data(base64Encoded: Data(standard)), encode(data) == text else { return nil }
    return [UInt8](data)
  }
}

/// The opaque mark that says where the next page of a list begins; made of the sort values of the last item shown.
package enum Cursor {
  /// Longest cursor that is read, in bytes.
  private static let longest = 2_000

  /// Makes a cursor of its parts.
  package static func encode(_ parts: [String]) -> String {
    let output = WireOutput()
    let list = output.begin(isObject: false, depth: 0)
    for part in parts {
      output.element(of: list)
      output.append(part)
    }
    output.end(list)
    return Base64URL.encode(output.bytes)
  }

  /// Reads the parts back; nil for anything that `encode` would not have made.
  package static func decode(_ text: String) -> [String]? {
    guard text.utf8.count <= longest, let bytes = Base64URL.decode(text) else { return nil }
    guard case .array(let items)? = try? JSON.parse(bytes) else { return nil }
    let parts = items.compactMap(\.text)
    return parts.count == items.count && encode(parts) == text ? parts : nil
  }
}
