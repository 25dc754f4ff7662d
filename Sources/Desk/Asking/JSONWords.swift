import Wire

extension JSON {
  /// The text at that path, fit for a terminal: without control characters and marks that turn the direction of writing.
  func said(_ path: String...) -> String? {
    var value: JSON? = self
    for name in path { value = value?[name] }
    return value?.text.map(Self.fit)
  }

  /// The texts of the list at that path, fit for a terminal.
  func saidList(_ path: String...) -> [String] {
    var value: JSON? = self
    for name in path { value = value?[name] }
    return (value?.items ?? []).compactMap { $0.text.map(Self.fit) }
  }

  /// Words of the API as people say them, with commas: `[step_free]` is "step free".
  func sayings(_ path: String...) -> String? {
    var value: JSON? = self
    for name in path { value = value?[name] }
    let words = (value?.items ?? []).compactMap { $0.text.map { FieldWords.camel(Self.fit($0)) } }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  /// Keeps line feeds and drops what could play tricks on a terminal.
  static func fit(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A: kept.append(scalar)
      case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: continue
      default: kept.append(scalar)
      }
    }
    return String(kept)
  }

  /// Members in the order given; those without a value, and nulls, are left out.
  static func made(_ members: KeyValuePairs<String, JSON?>) -> JSON {
    JSON.object(JSONObject()).with(members)
  }

  /// The object with these members as well; those without a value, and nulls, are left out.
  func with(_ members: KeyValuePairs<String, JSON?>) -> JSON {
    var object = object ?? JSONObject()
    for (name, value) in members {
      if let value, !value.isNull { object[name] = value }
    }
    return .object(object)
  }

  /// A member only when something was said; `flag(discreet)` is `true` or nothing.
  static func flag(_ isSaid: Bool, as value: Bool = true) -> JSON? { isSaid ? JSON.bool(value) : Optional.none }

  /// An object only when it has members.
  var unlessEmpty: JSON? { object?.isEmpty == true ? Optional.none : self }

  /// A text, when there is one.
  static func text(_ value: String?) -> JSON? { value.map(JSON.string) }

  /// A whole number, when there is one.
  static func number(_ value: Int?) -> JSON? { value.map { .int(Int64($0)) } }

  /// A list of texts, when it is not empty.
  static func list(_ values: [String]) -> JSON? { list(values.map(JSON.string)) }

  /// A list, when it is not empty.
  static func list(_ values: [JSON]) -> JSON? { values.isEmpty ? Optional.none : JSON.array(values) }
}
