/// A short code that people say aloud: letters and digits that cannot be taken for one another, and one check character.
///
/// The sum of each character's place times its value is a multiple of 23, a prime above both, so that any one wrong
/// character and any two neighbours swapped are noticed.
package struct Reference: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Twenty-three characters, none of which looks or sounds like another.
  package static let alphabet = Array("34679ACDEFGHJKMNPQRTWXY")

  /// The characters without hyphens.
  package let text: String

  /// How many characters a booking's or a carer's reference has.
  package static let bookingLength = 7
  /// How many characters a prescription's code has: long enough not to be guessed.
  package static let prescriptionLength = 10

  /// Reads a code whatever its case, spaces and hyphens.
  ///
  /// - Throws: `BadValue` with code `not_a_reference`.
  package init(text typed: String, length: Int) throws {
    let code = typed.uppercased().filter { $0 != " " && $0 != "-" }
    guard typed.isASCII, code.utf8.count == length, Reference.sum(of: code) == 0 else {
      throw BadValue("not_a_reference", "There is no such reference. Please check each letter and number of it.")
    }
    text = code
  }

  /// Draws a new code from random bytes.
  ///
  /// - Parameter bytes: a source of unpredictable bytes; bytes of 230 and over are passed over so that no character
  ///   is likelier than another.
  package init(length: Int, randomBytes bytes: (Int) -> [UInt8]) {
    var values: [Int] = []
    while values.count < length - 1 {
      values += bytes(length).filter { $0 < 230 }.map { Int($0) % 23 }
    }
    values = Array(values.prefix(length - 1))
    let sum = values.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
    // The last character v must satisfy: sum + length * v = 0 (mod 23); 23 is prime, so exactly one does.
    let last = (0..<23).first { (sum + length * $0) % 23 == 0 } ?? 0
    text = String((values + [last]).map { Reference.alphabet[$0] })
  }

  /// Trusts a code that was read before, as the database hands it back.
  package init(stored text: String) { self.text = text }

  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// In groups for reading aloud: `HT4K-7QX`, `HT4K-7QX-9CD`.
  package var shown: String {
    let letters = Array(text)
    var groups = [String(letters.prefix(4))]
    groups += stride(from: 4, to: letters.count, by: 3).map { String(letters[$0..<min($0 + 3, letters.count)]) }
    return groups.joined(separator: "-")
  }

  package var description: String { shown }

  private static func sum(of code: String) -> Int? {
    var sum = 0
    for (position, character) in code.enumerated() {
      guard let value = alphabet.firstIndex(of: character) else { return nil }
      sum += (position + 1) * value
    }
    return sum % 23
  }
}
