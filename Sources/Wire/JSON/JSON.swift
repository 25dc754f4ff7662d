/// A JSON value as it was written: members keep their order, and whole numbers stay whole.
///
/// `1` is `.int`, `1.0` and `1e2` are `.double`. Two values are equal when they are written alike, order included.
/// - Source: RFC 8259.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case array([JSON])
  case object(JSONObject)
}

extension JSON {
  /// The member of that name, if this is an object that has one.
  package subscript(_ name: String) -> JSON? {
    if case .object(let object) = self { object[name] } else { nil }
  }

  /// The element at that place, counted from 0, if this is an array that long.
  package subscript(_ index: Int) -> JSON? {
    if case .array(let items) = self, items.indices.contains(index) { items[index] } else { nil }
  }

  /// The text, if this is a string.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The whole number, if this is one; `3.0` counts, `3.5` does not.
  package var int: Int? {
    switch self {
    case .int(let number): Int(exactly: number)
    case .double(let number): Int(exactly: number)
    default: nil
    }
  }

  /// The number, if this is one; a whole number beyond 2^53 is rounded.
  package var number: Double? {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  /// The truth value, if this is one.
  package var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The elements, if this is an array.
  package var items: [JSON]? {
    if case .array(let items) = self { items } else { nil }
  }

  /// The members, if this is an object.
  package var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// Whether this is the literal `null`.
  package var isNull: Bool { self == .null }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A text, written as a literal.
  package init(stringLiteral text: String) { self = .string(text) }
  /// A truth value, written as a literal.
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A whole number, written as a literal.
  package init(integerLiteral number: Int64) { self = .int(number) }
  /// A number, written as a literal; it must be finite to be encoded.
  package init(floatLiteral number: Double) { self = .double(number) }
  /// `null`, written as `nil`.
  package init(nilLiteral: ()) { self = .null }
  /// An array, written as a literal.
  package init(arrayLiteral items: JSON...) { self = .array(items) }

  /// Makes an object; of two members with one name the later wins.
  package init(dictionaryLiteral members: (String, JSON)...) {
    var object = JSONObject()
    for (name, value) in members { object[name] = value }
    self = .object(object)
  }
}

extension JSON: Encodable {
  /// Writes the value with any encoder; `WireEncoder` keeps the order of members.
  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .null, .bool, .int, .double, .string:
      var container = encoder.singleValueContainer()
      try encode(into: &container)
    case .array(let items):
      var container = encoder.unkeyedContainer()
      for item in items { try container.encode(item) }
    case .object(let object):
      var container = encoder.container(keyedBy: MemberName.self)
      for member in object.members { try container.encode(member.value, forKey: MemberName(member.name)) }
    }
  }

  private func encode(into container: inout any SingleValueEncodingContainer) throws {
    switch self {
    case .bool(let value): try container.encode(value)
    case .int(let number): try container.encode(number)
    case .double(let number): try container.encode(number)
    case .string(let text): try container.encode(text)
    case .null, .array, .object: try container.encodeNil()
    }
  }
}

/// A coding key for any member name.
struct MemberName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
