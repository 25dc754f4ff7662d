import ArgumentParser
import Wire

/// A field that a change can take away, and what stands there afterwards.
struct Clearable: Sendable {
  let path: [String]
  let nothing: JSON

  /// A field that is gone then.
  static func value(_ path: String...) -> Clearable { Clearable(path: path, nothing: .null) }

  /// A list that is empty then.
  static func list(_ path: String...) -> Clearable { Clearable(path: path, nothing: .array([])) }
}

extension JSON {
  /// The change with these fields taken away as well.
  ///
  /// - Parameters:
  ///   - typed: the fields, as they are typed: `value-pence`.
  ///   - known: all that can be taken away.
  /// - Throws: `DeskFault` with `.usage` for another one.
  func clearing(_ typed: [String], of known: KeyValuePairs<String, Clearable>) throws -> JSON {
    try typed.reduce(self) { change, name in
      guard let field = known.first(where: { $0.key == name.lowercased() })?.value else {
        throw DeskFault(.usage, "Only these can be taken away: \(known.map(\.key).joined(separator: ", ")).")
      }
      return change.setting(field.path[...], to: field.nothing)
    }
  }

  private func setting(_ path: ArraySlice<String>, to value: JSON) -> JSON {
    guard let name = path.first else { return value }
    var object = object ?? JSONObject()
    object[name] = (object[name] ?? .object(JSONObject())).setting(path.dropFirst(), to: value)
    return .object(object)
  }
}

extension ArgumentHelp {
  /// Names all that a change can take away.
  static func clear(_ known: KeyValuePairs<String, Clearable>) -> ArgumentHelp {
    let names = known.map(\.key)
    return "Take something away: \(names.dropLast().joined(separator: ", ")) or \(names.last ?? ""). May be repeated."
  }
}
