/// A telephone number, kept as it was typed and in international form.
///
/// - Source: ITU-T E.164; Ofcom, National Telephone Numbering Plan (ten digits after the 0; some that begin 01 and 08 have
///   nine).
package struct UKPhone: Hashable, Sendable, Codable {
  /// As the person gave it, for reading aloud.
  package let typed: String
  /// E.164, such as `+441514960123`; `0151 496 0123` and `+44 151 496 0123` give the same.
  package let e164: String

  /// Reads a UK number that begins 0, 0044 or +44; spaces, hyphens, dots and brackets are ignored.
  ///
  /// - Throws: `BadValue` with code `not_a_phone`.
  package init(text typed: String) throws {
    let bad = BadValue("not_a_phone", "This is not a UK telephone number. It looks like 0151 496 0123.")
    var digits = typed.filter { !" -.()".contains($0) }
    if digits.hasPrefix("+44") {
      digits = String(digits.dropFirst(3))
    } else if digits.hasPrefix("0044") {
      digits = String(digits.dropFirst(4))
    } else if !digits.hasPrefix("0") {
      throw bad
    }
    if digits.hasPrefix("0") { digits = String(digits.dropFirst()) }
    guard typed.utf8.count <= 30, digits.utf8.allSatisfy(\.isDigit), let first = digits.first,
      digits.utf8.count == 10 ? "1235789".contains(first) : digits.utf8.count == 9 && "18".contains(first)
    else { throw bad }
    self.typed = typed
    e164 = "+44" + digits
  }

  package init(from decoder: any Decoder) throws {
    try self.init(text: decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(typed)
  }

  package static func == (left: Self, right: Self) -> Bool { left.e164 == right.e164 }

  package func hash(into hasher: inout Hasher) { hasher.combine(e164) }
}
