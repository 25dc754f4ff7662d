/// An e-mail address that Breather will write to: `name@domain`, plain ASCII, at most 254 characters.
///
/// The domain is kept in lower case; the part before the @ as typed, and compared without regard to case, because
/// people do not remember how they wrote it. Addresses with non-ASCII letters are refused until the relay is known to
/// take them (RFC 6531): otherwise the letter would be rubbish on the way.
/// - Source: RFC 5321, sections 4.1.2 and 4.5.3.1 (dot-string form only; quoted local parts are refused).
package struct EmailAddress: Hashable, Sendable, Codable {
  /// The address as letters are sent to it.
  package let text: String

  /// Reads an address.
  ///
  /// - Throws: `BadValue` with code `not_an_email`.
  package init(text typed: String) throws {
    let bad = BadValue("not_an_email", "This is not an e-mail address we can write to. It looks like name@example.org.")
    let halves = typed.split(separator: "@", omittingEmptySubsequences: false)
    guard typed.isASCII, typed.utf8.count <= 254, halves.count == 2 else { throw bad }
    let (local, domain) = (halves[0], halves[1].lowercased())
    guard (1...64).contains(local.utf8.count), EmailAddress.isDotString(local), EmailAddress.isDomain(domain) else {
      throw bad
    }
    text = "\(local)@\(domain)"
  }

  package init(from decoder: any Decoder) throws {
    try self.init(text: decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The form that is compared: all in lower case.
  package var canonical: String { text.lowercased() }

  package static func == (left: Self, right: Self) -> Bool { left.canonical == right.canonical }

  package func hash(into hasher: inout Hasher) { hasher.combine(canonical) }

  private static func isDotString(_ local: Substring) -> Bool {
    let special = Set("!#$%&'*+/=?^_`{|}~-".utf8)
    let atoms = local.split(separator: ".", omittingEmptySubsequences: false)
    return atoms.allSatisfy { atom in
      !atom.isEmpty && atom.utf8.allSatisfy { $0.isLetter || $0.isDigit || special.contains($0) }
    }
  }

  private static func isDomain(_ domain: String) -> Bool {
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, domain.utf8.count <= 253, labels.last?.utf8.allSatisfy(\.isDigit) == false else {
      return false
    }
    return labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.utf8.first != UInt8(ascii: "-")
        && label.utf8.last != UInt8(ascii: "-")
        && label.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
    }
  }
}

extension StringProtocol {
  /// Whether there are only ASCII characters. Asked before capitals are changed, because some other letters become
  /// ASCII ones then: the Kelvin sign a k, the ligature ff two letters.
  var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}

extension UInt8 {
  /// An ASCII digit.
  var isDigit: Bool { (0x30...0x39).contains(self) }
  /// An ASCII letter of either case.
  var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
}
