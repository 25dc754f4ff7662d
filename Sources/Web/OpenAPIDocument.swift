import Wire
import Yams

/// The written contract, as it is served.
package struct OpenAPIDocument: Sendable {
  /// What `/openapi.json` answers.
  package let json: [UInt8]
  /// The same as a tree.
  package let tree: JSON
  /// What each code of `x-breather-codes` means.
  package let titles: [String: String]

  /// Reads openapi.yaml.
  ///
  /// - Throws: what Yams finds wrong, or `OpenAPIFault`.
  package init(yaml: [UInt8]) throws {
    guard let root = try Yams.compose(yaml: String(decoding: yaml, as: UTF8.self)) else { throw OpenAPIFault.empty }
    tree = try Self.json(root)
    json = try WireEncoder().encode(tree)
    var titles: [String: String] = [:]
    for member in tree["components"]?["x-breather-codes"]?.object?.members ?? [] {
      titles[member.name] = member.value["title"]?.text
    }
    self.titles = titles
  }

  /// Every method, in capitals, and path that the contract names.
  package var operations: [(method: String, path: String)] {
    let methods: Set = ["get", "head", "post", "put", "patch", "delete", "options"]
    return (tree["paths"]?.object?.members ?? []).flatMap { path in
      (path.value.object?.names ?? []).filter { methods.contains($0) }.map { ($0.uppercased(), path.name) }
    }
  }

  private static func json(_ node: Node) throws -> JSON {
    switch node {
    case .scalar(let scalar): return value(scalar)
    case .sequence(let items): return .array(try items.map { try json($0) })
    case .mapping(let pairs):
      var object = JSONObject()
      for (key, value) in pairs {
        guard let name = key.scalar?.string else { throw OpenAPIFault.nameIsNoText }
        object[name] = try json(value)
      }
      return .object(object)
    case .alias: throw OpenAPIFault.alias
    }
  }

  /// A scalar by the JSON schema of YAML 1.2, so that `no` and dates stay texts.
  /// - Source: YAML 1.2.2, section 10.2.
  private static func value(_ scalar: Node.Scalar) -> JSON {
    guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
    switch scalar.string {
    case "null", "~", "": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case let text:
      if let whole = Int64(text) { return .int(whole) }
      let isNumber = text.utf8.allSatisfy { (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }
      if isNumber, let number = Double(text), number.isFinite { return .double(number) }
      return .string(text)
    }
  }
}

/// Why openapi.yaml cannot be served.
package enum OpenAPIFault: Error, Sendable, Equatable {
  case empty
  case nameIsNoText
  /// Aliases are not followed.
  case alias
}
