/// One part of a letter: its headers and its content, or the parts inside it.
struct MIMEPart {
  indirect enum Content {
    case quotedPrintable([UInt8])
    case base64([UInt8])
    case parts([MIMEPart], boundary: String)
  }

  var headers: [String]
  var content: Content

  /// Words for people. Mostly English stays readable in the raw letter; Punjabi or Urdu is shorter in base64.
  static func text(_ words: String, subtype: String) -> MIMEPart {
    let bytes = MIMELines.withCRLF(words)
    let foreign = bytes.count(where: { $0 >= 0x80 })
    return MIMEPart(
      headers: ["Content-Type: text/\(subtype); charset=utf-8"],
      content: foreign * 6 > bytes.count ? .base64(bytes) : .quotedPrintable(bytes))
  }

  /// Parts held together. The boundary follows from the message id, so the same letter is the same bytes; it begins
  /// "=_", which neither quoted-printable nor base64 can contain.
  static func several(_ kind: String, _ parts: [MIMEPart], id: String) -> MIMEPart {
    let digits = String(fingerprint(kind + " " + id), radix: 16)
    let boundary = "=_\(kind.prefix(3))-\(String(repeating: "0", count: 16 - digits.count))\(digits)"
    return MIMEPart(
      headers: ["Content-Type: multipart/\(kind); boundary=\"\(boundary)\""],
      content: .parts(parts, boundary: boundary))
  }

  func write(to out: inout [UInt8]) {
    for header in headers { out.line(header) }
    switch content {
    case .quotedPrintable(let bytes):
      out.line("Content-Transfer-Encoding: quoted-printable")
      out.line("")
      MIMELines.writeQuotedPrintable(bytes, to: &out)
    case .base64(let bytes):
      out.line("Content-Transfer-Encoding: base64")
      out.line("")
      MIMELines.writeBase64(bytes, to: &out)
    case .parts(let parts, let boundary):
      out.line("")
      for part in parts {
        out.line("--" + boundary)
        part.write(to: &out)
      }
      out.line("--" + boundary + "--")
    }
  }

  /// FNV-1a, 64 bits: only to tell letters' boundaries apart, not to keep a secret.
  private static func fingerprint(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

extension [UInt8] {
  /// Adds one line and its CRLF.
  mutating func line(_ text: String) {
    append(contentsOf: text.utf8)
    append(contentsOf: [0x0D, 0x0A])
  }
}
