import Hummingbird

/// One address: a method, a path and what answers it.
struct Address: Sendable {
  let method: HTTPRequest.Method
  /// With parameters in braces, as in openapi.yaml: `/v1/offers/{id}`.
  let path: String
  let handle: @Sendable (Ask) async throws -> Response
  /// Whether its body may hold a whole file.
  var takesFile = false
}

/// All addresses of the API.
struct AddressBook: Sendable {
  typealias Handler = @Sendable (Ask) async throws -> Response

  private(set) var addresses: [Address] = []

  mutating func get(_ path: String, _ handle: @escaping Handler) { add(.get, path, handle) }
  mutating func post(_ path: String, _ handle: @escaping Handler) { add(.post, path, handle) }
  /// An address whose body holds a whole file, and so may be larger.
  mutating func postFile(_ path: String, _ handle: @escaping Handler) {
    addresses.append(Address(method: .post, path: path, handle: handle, takesFile: true))
  }
  mutating func patch(_ path: String, _ handle: @escaping Handler) { add(.patch, path, handle) }
  mutating func delete(_ path: String, _ handle: @escaping Handler) { add(.delete, path, handle) }

  private mutating func add(_ method: HTTPRequest.Method, _ path: String, _ handle: @escaping Handler) {
    addresses.append(Address(method: method, path: path, handle: handle))
  }

  /// The methods that a path answers to; empty when there is no such address.
  ///
  /// Of the templates that fit, those with the most literal parts decide, as the router does it.
  func methods(at path: String) -> [HTTPRequest.Method] {
    let parts = path.split(separator: "/")
    let fitting = addresses.filter { Self.fits($0.path.split(separator: "/"), parts) }
    let most = fitting.map { Self.literals($0.path) }.max()
    let methods = Set(fitting.filter { Self.literals($0.path) == most }.map(\.method))
    return (methods.contains(.get) ? methods.union([.head]) : methods).sorted { $0.rawValue < $1.rawValue }
  }

  /// Whether a request goes to an address whose body may hold a whole file.
  func takesFile(_ method: HTTPRequest.Method, _ path: some StringProtocol) -> Bool {
    guard method == .post else { return false }
    let parts = path.prefix { $0 != "?" }.split(separator: "/")
    return addresses.contains { $0.takesFile && Self.fits($0.path.split(separator: "/"), parts.map { Substring($0) }) }
  }

  private static func fits(_ template: [Substring], _ parts: [Substring]) -> Bool {
    template.count == parts.count && zip(template, parts).allSatisfy { $0.first == "{" || $0 == $1 }
  }

  private static func literals(_ template: String) -> Int {
    template.split(separator: "/").count { $0.first != "{" }
  }
}

extension WebApp {
  /// Every method and path that is answered, for comparison with openapi.yaml.
  package static var routes: [(method: String, path: String)] {
    AddressBook.all.addresses.map { ($0.method.rawValue, $0.path) }
  }
}
