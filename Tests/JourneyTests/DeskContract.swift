import TestTown
import Wire

/// What openapi.yaml says of the operations that the phone desk reaches.
struct DeskContract {
  /// One operation, and the schemas of what goes there and what comes back.
  struct Operation {
    let id: String
    let method: String
    let path: [String]
    /// Each field that a request may have: `?limit` of the address, `/party/0/age` of the body.
    let fields: Set<String>
    /// The schema of the answer when all goes well.
    let answer: JSON?
    /// The status of that answer.
    let status: Int

    /// How many parts of the path stand for anything.
    var blanks: Int { path.count { $0.hasPrefix("{") } }
  }

  let operations: [Operation]
  private let tree: JSON

  init() throws {
    tree = try Town.contract.get().tree
    var operations: [Operation] = []
    for path in tree["paths"]?.object?.members ?? [] {
      for method in path.value.object?.members ?? [] where method.name != "parameters" {
        operations.append(Self.operation(method, at: path, in: tree))
      }
    }
    self.operations = operations
  }

  /// The operation that answers a request; parts in braces stand for anything, and a path without braces goes first.
  func operation(_ method: String, _ path: [String]) -> Operation? {
    let fitting = operations.filter { operation in
      operation.method == method && operation.path.count == path.count
        && zip(operation.path, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
    return fitting.min { one, other in one.blanks < other.blanks }
  }

  /// The schema that a reference stands for.
  static func resolved(_ schema: JSON, in tree: JSON) -> JSON {
    guard let reference = schema["$ref"]?.text else { return schema }
    let found = reference.dropFirst(2).split(separator: "/").reduce(tree) { $0[String($1)] ?? .null }
    return resolved(found, in: tree)
  }

  private static func operation(
    _ method: JSONObject.Member, at path: JSONObject.Member, in tree: JSON
  ) -> Operation {
    let said = method.value
    let parameters = (path.value["parameters"]?.items ?? []) + (said["parameters"]?.items ?? [])
    let query = parameters.map { resolved($0, in: tree) }.filter { $0["in"]?.text == "query" }
    let request = said["requestBody"].map { resolved($0, in: tree) }?["content"]?["application/json"]?["schema"]
    let answers = said["responses"]?.object?.members ?? []
    let answer = answers.first { $0.name.hasPrefix("2") }
    return Operation(
      id: said["operationId"]?.text ?? "", method: method.name.uppercased(),
      path: path.name.split(separator: "/").map(String.init),
      fields: Set(query.map { "?" + ($0["name"]?.text ?? "") })
        .union(request.map { leaves(of: $0, in: tree) } ?? []),
      answer: answer?.value["content"]?["application/json"]?["schema"], status: answer.flatMap { Int($0.name) } ?? 200)
  }

  /// Every field of a schema that holds no others, by its pointer.
  private static func leaves(of schema: JSON, in tree: JSON, at pointer: String = "") -> Set<String> {
    let schema = resolved(schema, in: tree)
    let choices = ["oneOf", "anyOf", "allOf"].flatMap { schema[$0]?.items ?? [] }
    var leaves = choices.reduce(into: Set<String>()) { $0.formUnion(self.leaves(of: $1, in: tree, at: pointer)) }
    leaves.remove(pointer)
    for member in schema["properties"]?.object?.members ?? [] {
      leaves.formUnion(self.leaves(of: member.value, in: tree, at: pointer + "/" + member.name))
    }
    if let items = schema["items"] { leaves.formUnion(self.leaves(of: items, in: tree, at: pointer + "/0")) }
    return leaves.isEmpty && !pointer.isEmpty ? [pointer] : leaves
  }

  /// An answer of that operation with every field that it may have.
  ///
  /// - Parameter variant: which of several values an enumeration, a boolean or a choice takes.
  func sample(of operation: Operation, variant: Int) -> JSON {
    guard let answer = operation.answer else { return .null }
    return sample(answer, named: "answer", variant)
  }

  private func sample(_ schema: JSON, named name: String, _ variant: Int) -> JSON {
    let schema = Self.resolved(schema, in: tree)
    for kind in ["oneOf", "anyOf"] where schema["properties"] == nil {
      let choices = (schema[kind]?.items ?? []).filter { $0["type"]?.text != "null" }
      if !choices.isEmpty { return sample(choices[variant % choices.count], named: name, variant) }
    }
    if let values = schema["enum"]?.items, !values.isEmpty { return values[variant % values.count] }
    if let only = schema["const"] { return only }
    if let members = schema["properties"]?.object?.members {
      var object = JSONObject()
      for member in members { object[member.name] = sample(member.value, named: member.name, variant) }
      return .object(object)
    }
    switch schema["type"]?.text ?? schema["type"]?[0]?.text {
    case "array": return .array([sample(schema["items"] ?? .null, named: name, variant)])
    case "boolean": return .bool(variant.isMultiple(of: 2))
    case "integer": return .int(Int64((schema["minimum"]?.int ?? 0) + 2))
    case "number": return .double(2.5)
    default: return .string(text(schema["format"]?.text, named: name))
    }
  }

  private func text(_ format: String?, named name: String) -> String {
    switch format {
    case "date-time": "2027-03-05T15:00:00Z"
    case "date": "2027-03-05"
    case "uuid": "019394c2-7a10-7c1e-8f00-2b6d1c5e9d01"
    default: "some\(name)"
    }
  }
}

extension JSON {
  /// Every field that holds no others, by its pointer; of a list only the first place counts.
  var leaves: Set<String> { leaves(at: "") }

  private func leaves(at pointer: String) -> Set<String> {
    switch self {
    case .object(let object):
      object.members.reduce(into: []) { $0.formUnion($1.value.leaves(at: pointer + "/" + $1.name)) }
    case .array(let items):
      items.isEmpty ? [pointer + "/0"] : items.reduce(into: []) { $0.formUnion($1.leaves(at: pointer + "/0")) }
    default: [pointer]
    }
  }

  /// The same with another value at that pointer.
  func altered(at pointer: ArraySlice<String>) -> JSON {
    guard let name = pointer.first else {
      switch self {
      case .bool(let value): return .bool(!value)
      case .int(let value): return .int(value + 5)
      case .double(let value): return .double(value + 1)
      case .string("2027-03-05T15:00:00Z"): return .string("2028-11-09T20:30:00Z")
      case .string("2027-03-05"): return .string("2028-11-09")
      case .string("019394c2-7a10-7c1e-8f00-2b6d1c5e9d01"): return .string("019394c2-7a10-7c1e-8f00-2b6d1c5e9d99")
      case .string(let text): return .string(text + "altered")
      default: return self
      }
    }
    switch self {
    case .object(var object):
      object[name] = object[name]?.altered(at: pointer.dropFirst())
      return .object(object)
    case .array(let items): return .array(items.map { $0.altered(at: pointer.dropFirst()) })
    default: return self
    }
  }
}
