/// A patient's NHS number: ten digits, the last a check digit.
///
/// - Source: NHS Data Dictionary, "NHS NUMBER": weights 10 to 2, eleven minus the sum modulo 11; 11 becomes 0, 10 is
///   invalid. Numbers of one repeated digit pass the sum but are never issued.
package struct NHSNumber: Hashable, Sendable, Codable {
  /// Its ten digits without spaces.
  package let digits: String

  /// Reads a number whatever its spacing.
  ///
  /// - Throws: `BadValue` with code `not_an_nhs_number`.
  package init(text: String) throws {
    let digits = text.filter { $0 != " " && $0 != "-" }
    let values = digits.utf8.map { Int($0) - 0x30 }
    guard values.count == 10, digits.utf8.allSatisfy(\.isDigit), Set(values).count > 1 else { throw NHSNumber.bad }
    let sum = zip(values, stride(from: 10, through: 2, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
    let check = (11 - sum % 11) % 11
    guard check != 10, check == values[9] else { throw NHSNumber.bad }
    self.digits = digits
  }

  package init(from decoder: any Decoder) throws {
    try self.init(text: decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(digits)
  }

  /// As people read it: `943 476 5919`.
  package var shown: String { "\(digits.prefix(3)) \(digits.dropFirst(3).prefix(3)) \(digits.suffix(4))" }

  private static let bad = BadValue(
    "not_an_nhs_number", "This is not an NHS number: it has ten digits, and they do not add up. Please check them."
  )
}

/// An organisation's code in the NHS register: one to twelve capitals and digits.
///
/// The code alone no longer tells what kind of organisation it is; only our table of practices does.
/// - Source: NHS England, Organisation Data Service, DCB0090.
package struct ODSCode: Hashable, Sendable, Codable {
  /// The code in capitals.
  package let text: String

  /// Reads a code whatever its case.
  ///
  /// - Throws: `BadValue` with code `not_an_ods_code`.
  package init(text typed: String) throws {
    let code = typed.uppercased()
    guard typed.isASCII, (1...12).contains(code.utf8.count), code.utf8.allSatisfy({ $0.isDigit || $0.isLetter }) else {
      throw BadValue(
        "not_an_ods_code", "This is not an organisation code: 1 to 12 letters and digits, like Y9L01.")
    }
    text = code
  }

  package init(from decoder: any Decoder) throws {
    try self.init(text: decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// What somebody who prescribes breaks is by profession.
package enum Profession: String, CaseIterable, Sendable, Codable {
  case gp, nurse, pharmacist
  case alliedHealth = "allied_health"
  case socialPrescriber = "social_prescriber"
  case socialWorker = "social_worker"
  case other
}

/// A health professional's number in the register of their profession.
///
/// - Source: GMC (seven digits; a leading C is dropped; limited registration L and six digits), NMC (`NNANNNNA`),
///   HCPC (two letters and up to six digits), GPhC (seven digits that begin with 2).
package struct Registration: Hashable, Sendable, Codable {
  /// The number in capitals, without spaces.
  package let text: String

  /// Reads a number in the form that a profession's register gives.
  ///
  /// Social prescribers and others have no register: any 1 to 20 letters and digits are taken as their employer's.
  /// - Throws: `BadValue` with code `not_a_registration`.
  package init(text typed: String, profession: Profession) throws {
    var code = typed.uppercased().filter { $0 != " " }
    if profession == .gp, code.hasPrefix("C") { code = String(code.dropFirst()) }
    let shape = code.utf8.map { $0.isDigit ? "9" : $0.isLetter ? "A" : "?" }.joined()
    let fits =
      switch profession {
      case .gp: shape == "9999999" || (shape == "A999999" && code.hasPrefix("L"))
      case .nurse: shape == "99A9999A"
      case .pharmacist: shape == "9999999" && code.hasPrefix("2")
      case .alliedHealth, .socialWorker:
        shape.hasPrefix("AA9") && shape.dropFirst(2).allSatisfy { $0 == "9" }
          && code.utf8.count <= 8
      case .socialPrescriber, .other: (1...20).contains(code.utf8.count) && !shape.contains("?")
      }
    guard typed.isASCII, fits else {
      throw BadValue("not_a_registration", "This number does not have the form that this profession's register gives.")
    }
    text = code
  }

  /// Trusts a number that was read before, as the database hands it back.
  package init(stored text: String) { self.text = text }

  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
