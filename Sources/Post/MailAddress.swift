/// Whose letter it is, or who writes it: a bare address and, if known, the name to show.
package struct MailAddress: Sendable, Equatable {
  package var name: String?
  package var address: String

  /// Only puts the parts together; `check(as:)` and `MIME.bytes(of:)` do the checking.
  package init(name: String? = nil, address: String) {
    self.name = name
    self.address = address
  }

  /// Refuses an address that SMTP could misread, before libcurl or a server sees it.
  ///
  /// Only a bare, ASCII `local@domain` passes. A non-ASCII local part needs SMTPUTF8, which few relays offer, and without
  /// it libcurl sends raw 8-bit bytes. A non-ASCII domain is refused too: libcurl would translate it in the envelope but
  /// not in the `To` header, so whoever stores addresses keeps the `xn--` form. Quoted local parts and address literals
  /// are refused as well: no carer has one, and parsers disagree about them.
  /// - Throws: `MailFault.control`, then `.address`; neither repeats the address.
  /// - Source: RFC 5321, sections 4.1.2 and 4.5.3.1; RFC 5322, section 3.2.3 (dot-atom).
  package func check(as field: MailField) throws(MailFault) {
    try MailFault.refuseControls(in: address, field)
    let bytes = Array(address.utf8)
    guard bytes.allSatisfy({ $0 < 0x80 }) else { throw .address(field, .notASCII) }
    guard !bytes.isEmpty, bytes.count <= 254 else { throw .address(field, .length) }
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { throw .address(field, .notBare) }
    guard (1...64).contains(at), Self.isDotAtom(bytes[..<at]) else { throw .address(field, .notBare) }
    guard Self.isHostName(bytes[(at + 1)...]) else { throw .address(field, .notBare) }
  }

  /// Letters, digits and the marks of RFC 5322 `atext`, in runs parted by single dots.
  static func isDotAtom(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
  }

  /// A host name of labels of 1...63 letters, digits and hyphens, 253 in all. Source: RFC 1123, section 2.1.
  static func isHostName(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count <= 253 else { return false }
    return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
        && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }
  }

  static func isAtomText(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
