import Foundation

// Types that are written by us and not by their own `encode`.

extension WireOutput {
  /// Writes the value if it is of a type we write ourselves.
  func writeKnown<T: Encodable>(_ value: T) throws -> Bool {
    // The types are compared first because that is quick and the cast is not.
    if T.self == String.self, let text = value as? String {
      append(text)
    } else if T.self == JSON.self, let json = value as? JSON {
      try append(json)
    } else if T.self == UUID.self, let id = value as? UUID {
      append(id.uuidString.lowercased())
    } else if T.self == URL.self, let url = value as? URL {
      append(url.absoluteString)
    } else if T.self == Date.self || T.self == Data.self || T.self == Decimal.self {
      throw WireFault.noForm(String(describing: T.self))
    } else if isSortable(value), let dictionary = value as? any SortedMembers {
      try dictionary.write(to: self)
    } else {
      return false
    }
    return true
  }

  /// Writes a tree; as deep as its parser allows, so recursion is safe.
  private func append(_ json: JSON) throws {
    switch json {
    case .null: appendNull()
    case .bool(let value): append(value)
    case .int(let number): append(number)
    case .double(let number): try append(number)
    case .string(let text): append(text)
    case .array(let items):
      let id = begin(isObject: false, depth: depth)
      for item in items {
        element(of: id)
        try append(item)
      }
      end(id)
    case .object(let object):
      let id = begin(isObject: true, depth: depth)
      for member in object.members {
        self.member(member.name, of: id)
        try append(member.value)
      }
      end(id)
    }
  }
}

/// A dictionary that is written sorted by its text keys, so that the same shape always gives the same bytes.
protocol SortedMembers {
  func write(to output: WireOutput) throws
}

extension Dictionary: SortedMembers where Key == String, Value: Encodable {
  func write(to output: WireOutput) throws {
    let id = output.begin(isObject: true, depth: output.depth)
    for (name, value) in sorted(by: { $0.key < $1.key }) {
      output.member(name, of: id)
      try output.write(value)
    }
    output.end(id)
  }
}
