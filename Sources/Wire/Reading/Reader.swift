/// Reads one JSON object field by field and notes everything wrong with it, each with its JSON pointer.
///
///     let request = try Reader.read(json) { body -> SignIn? in
///       let email = body.value("email", EmailAddress.init)
///       let person = body.textIfAny("person", 1...60)
///       guard let email else { return nil }
///       return SignIn(email: email, person: person)
///     }
///
/// Ask for every field before the first `guard`, so that all problems are found. A plain method notes a problem when the
/// field is absent or null; its `IfAny` twin takes that as nil. Fields that nobody asked for are problems too.
package final class Reader {
  /// Where this object stands in the body (RFC 6901); `""` is the body itself.
  package let pointer: String
  let object: JSONObject
  let list: ProblemList
  private var asked: Set<ExactName> = []

  /// A field name longer than this is not repeated in a pointer.
  private static let longestNameShown = 100

  init(_ object: JSONObject, at pointer: String, list: ProblemList) {
    self.object = object
    self.pointer = pointer
    self.list = list
  }

  /// Reads a whole body.
  /// - Parameters:
  ///   - json: the body; anything but an object is a problem at `""`.
  ///   - body: asks for the fields; returns nil only after a problem was noted.
  /// - Throws: `InvalidInput` with every problem found.
  package static func read<T>(_ json: JSON, _ body: (Reader) -> T?) throws(InvalidInput) -> T {
    let list = ProblemList()
    guard case .object(let object) = json else {
      throw InvalidInput(
        problems: [Problem(pointer: "", code: Wrong.notAnObject.code, detail: Wrong.notAnObject.detail)])
    }
    let reader = Reader(object, at: "", list: list)
    let value = body(reader)
    reader.noteUnknownFields()
    if let value, list.problems.isEmpty { return value }
    if list.problems.isEmpty { reader.note(.unreadable, at: "") }
    throw InvalidInput(problems: list.problems)
  }

  /// Whether anything has been found wrong so far, anywhere in the body.
  package var failed: Bool { !list.problems.isEmpty }

  /// The names of all fields that are there, known or not.
  package var names: [String] { object.names }

  /// Whether the field is there, null or not; asking makes it a known field.
  package func has(_ key: String) -> Bool {
    asked.insert(ExactName(key))
    return object.has(key)
  }

  /// Whether the field is there and null.
  package func isNull(_ key: String) -> Bool {
    asked.insert(ExactName(key))
    return object[key] == .null
  }

  /// Takes the field as known without reading it.
  package func skip(_ key: String) { asked.insert(ExactName(key)) }

  /// Notes a problem of the caller's own.
  /// - Parameter key: a field of this object, a path below it such as `party/1/age`, or `""` for the object itself.
  package func problem(at key: String, code: String, detail: String) {
    let place = key.isEmpty ? pointer : pointer + "/" + key
    list.add(Problem(pointer: place, code: code, detail: detail))
  }

  /// The field as it is, unread: for fields whose shape depends on another.
  package func json(_ key: String) -> JSON? { given(key) }

  /// The field, unless it is absent or null.
  func given(_ key: String) -> JSON? {
    asked.insert(ExactName(key))
    guard let json = object[key], json != .null else { return nil }
    return json
  }

  /// The field; notes `missing` when it is absent or null.
  func needed(_ key: String) -> JSON? {
    if let json = given(key) { return json }
    note(.missing, at: pointer(to: key))
    return nil
  }

  func pointer(to key: String) -> String {
    guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return pointer + "/" + key
    }
    var escaped = String.UnicodeScalarView()
    for scalar in key.unicodeScalars {
      switch scalar {
      case "~": escaped.append(contentsOf: "~0".unicodeScalars)
      case "/": escaped.append(contentsOf: "~1".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return pointer + "/" + String(escaped)
  }

  func note(_ wrong: Wrong, at pointer: String) {
    list.add(Problem(pointer: pointer, code: wrong.code, detail: wrong.detail))
  }

  func noteUnknownFields() {
    for name in object.names where !asked.contains(ExactName(name)) {
      let isShort = name.unicodeScalars.count <= Self.longestNameShown
      note(.unknownField, at: isShort ? pointer(to: name) : pointer)
    }
  }
}
