import Breaks
import Wire

/// A code that was typed, by whom, and for whom.
struct TypedCode: Sendable, Equatable {
  let email: EmailAddress
  /// Nil when it has not eight digits: a wrong code like any other.
  let code: SignInCode?
  /// Who of several people on the address it is.
  let person: ID<Person>?
}

/// Reads the address that asks for a code.
func readSignIn(_ reader: Reader) -> EmailAddress? {
  reader.value("email", EmailAddress.init(text:))
}

/// Reads a typed code.
func readTypedCode(_ reader: Reader) -> TypedCode? {
  let email = reader.value("email", EmailAddress.init(text:))
  let typed = reader.text("code", 6...12)
  let person = reader.valueIfAny("person", ID<Person>.init(text:))
  guard let email, let typed else { return nil }
  guard typed.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x20 || $0 == 0x2D }) else {
    reader.problem(at: "code", code: "not_a_code", detail: "A code has eight digits, like 4821 9937.")
    return nil
  }
  do {
    return TypedCode(email: email, code: try SignInCode(text: typed), person: person)
  } catch {
    return TypedCode(email: email, code: nil, person: person)
  }
}
