/// Content lines of RFC 5545, folded and ended as section 3.1 wants them.
struct CalendarLines {
  private(set) var text = ""

  /// Adds one line; what stands before the colon must already be safe.
  mutating func add(_ name: String, _ value: String) {
    var room = 75
    for scalar in "\(name):\(value)".unicodeScalars {
      let width = UTF8.width(scalar)
      if width > room {
        text += "\r\n "
        room = 74  // the space counts
      }
      text.unicodeScalars.append(scalar)
      room -= width
    }
    text += "\r\n"
  }

  /// A TEXT value (section 3.3.11): one line without control characters; backslash, semicolon and comma escaped.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in oneLine(text).unicodeScalars {
      if character == "\\" || character == ";" || character == "," { escaped += "\\" }
      escaped.unicodeScalars.append(character)
    }
    return escaped
  }

  /// A quoted parameter value (section 3.2), which cannot hold a double quote.
  static func parameter(_ text: String) -> String {
    "\"" + oneLine(text).replacing("\"", with: "'") + "\""
  }

  /// A mailto URI (RFC 6068); every byte that is not plain in an address is percent-encoded.
  static func mailto(_ address: String) -> String {
    let digits = Array("0123456789ABCDEF".unicodeScalars)
    var uri = "mailto:"
    for byte in address.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: uri.unicodeScalars.append(Unicode.Scalar(byte))
      case _ where "@.-_+!*'~".utf8.contains(byte): uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        uri += "%"
        uri.unicodeScalars.append(digits[Int(byte >> 4)])
        uri.unicodeScalars.append(digits[Int(byte & 15)])
      }
    }
    return uri
  }
}
