/// A United Kingdom postcode, in capitals with its one space: `L1 9DZ`.
///
/// - Source: ONS Postcode Directory user guide and Royal Mail's Programmers' Guide to PAF, "Postcode format";
///   GIR 0AA and BFPO numbers are accepted too.
package struct Postcode: Hashable, Sendable, Codable {
  /// The postcode as it is written.
  package let text: String

  /// Reads a postcode whatever its case and spacing.
  ///
  /// - Throws: `BadValue` with code `not_a_postcode`; when a letter O stands for a nought or an I for a one, the
  ///   sentence says so, but nothing is corrected silently.
  package init(text typed: String) throws {
    let squeezed = typed.uppercased().filter { $0 != " " }
    guard typed.isASCII, squeezed.utf8.count <= 8, let shape = Postcode.normalised(squeezed) else {
      if typed.isASCII, let meant = Postcode.likelySlip(squeezed) {
        throw BadValue(
          "not_a_postcode", "This postcode has a letter where a number belongs, or the other way. Is it \(meant)?"
        )
      }
      throw BadValue("not_a_postcode", "This is not a UK postcode. It looks like L1 9DZ.")
    }
    text = shape
  }

  package init(from decoder: any Decoder) throws {
    try self.init(text: decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The part before the space: the postal district, such as `L1`.
  package var outward: String { String(text.prefix { $0 != " " }) }

  /// Whether a text is the first half of a postcode, in capitals: `L15`.
  package static func isOutwardCode(_ text: String) -> Bool {
    isOutward(Array(text.utf8)) && text.utf8.allSatisfy { $0.isDigit || $0.isLetter }
  }

  private static func normalised(_ squeezed: String) -> String? {
    if squeezed == "GIR0AA" { return "GIR 0AA" }
    if squeezed.hasPrefix("BFPO") {
      let number = squeezed.dropFirst(4)
      return (1...4).contains(number.utf8.count) && number.utf8.allSatisfy(\.isDigit) ? "BFPO \(number)" : nil
    }
    guard squeezed.utf8.count >= 5, squeezed.utf8.allSatisfy({ $0.isDigit || $0.isLetter }) else { return nil }
    let (outward, inward) = (Array(squeezed.utf8.dropLast(3)), Array(squeezed.utf8.suffix(3)))
    let inwardLetters = Set("ABDEFGHJLNPQRSTUWXYZ".utf8)
    guard inward[0].isDigit, inwardLetters.contains(inward[1]), inwardLetters.contains(inward[2]),
      isOutward(outward)
    else { return nil }
    return String(decoding: outward, as: UTF8.self) + " " + String(decoding: inward, as: UTF8.self)
  }

  /// A9, A99, AA9, AA99, A9A or AA9A, with the letters that each place allows.
  private static func isOutward(_ code: [UInt8]) -> Bool {
    let first = Set("ABCDEFGHIJKLMNOPRSTUWYZ".utf8)
    let second = Set("ABCDEFGHKLMNOPQRSTUVWXY".utf8)
    let third = Set("ABCDEFGHJKPSTUW".utf8)
    let fourth = Set("ABEHMNPRVWXY".utf8)
    guard let lead = code.first, first.contains(lead) else { return false }
    switch code.map({ $0.isDigit ? "9" : "A" }).joined() {
    case "A9", "A99": return true
    case "AA9", "AA99": return second.contains(code[1])
    case "A9A": return third.contains(code[2])
    case "AA9A": return second.contains(code[1]) && fourth.contains(code[3])
    default: return false
    }
  }

  private static func likelySlip(_ squeezed: String) -> String? {
    guard (5...7).contains(squeezed.utf8.count) else { return nil }
    let swaps: [Character: Character] = ["O": "0", "0": "O", "I": "1", "1": "I"]
    let letters = Array(squeezed)
    for (position, letter) in letters.enumerated() {
      guard let other = swaps[letter] else { continue }
      var changed = letters
      changed[position] = other
      if let shape = normalised(String(changed)) { return shape }
    }
    return nil
  }
}
