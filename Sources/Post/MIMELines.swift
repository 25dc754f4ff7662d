import Foundation

/// Body encodings, in lines of at most 76 characters.
enum MIMELines {
  private static let lineMax = 76
  private static let hexDigits = Array("0123456789ABCDEF".utf8)

  /// The text with every kind of line break (CRLF, LF, CR) written as CRLF, ending in one.
  static func withCRLF(_ text: String) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + 64)
    var afterCR = false
    for byte in text.utf8 {
      if byte == 0x0A && afterCR {
        afterCR = false
        continue
      }
      afterCR = byte == 0x0D
      if byte == 0x0A || byte == 0x0D {
        out.append(contentsOf: [0x0D, 0x0A])
      } else {
        out.append(byte)
      }
    }
    if !out.isEmpty && out.suffix(2) != [0x0D, 0x0A] { out.append(contentsOf: [0x0D, 0x0A]) }
    return out
  }

  /// Writes text whose line breaks are CRLF as quoted-printable. Source: RFC 2045, section 6.7.
  static func writeQuotedPrintable(_ bytes: [UInt8], to out: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      let end = bytes[index...].firstIndex(of: 0x0D) ?? bytes.count
      writeQuotedPrintableLine(bytes[index..<end], to: &out)
      out.append(contentsOf: [0x0D, 0x0A])
      index = end + 2
    }
  }

  private static func writeQuotedPrintableLine(_ line: ArraySlice<UInt8>, to out: inout [UInt8]) {
    var column = 0
    for (index, byte) in zip(line.indices, line) {
      let isLast = index == line.endIndex - 1
      let isBlank = byte == 0x20 || byte == 0x09
      let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !isLast
      let width = isPlain ? 1 : 3
      if column + width > (isLast ? lineMax : lineMax - 1) {
        out.append(contentsOf: [UInt8(ascii: "="), 0x0D, 0x0A])
        column = 0
      }
      if isPlain {
        out.append(byte)
      } else {
        out.append(contentsOf: [UInt8(ascii: "="), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]])
      }
      column += width
    }
  }

  /// Writes bytes as base64 in lines of 76. Source: RFC 2045, section 6.8.
  static func writeBase64(_ bytes: [UInt8], to out: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let lines = Data(bytes).base64EncodedString(
      options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    out.line(lines)
  }
}
