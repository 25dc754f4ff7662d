import Foundation

/// Where the server is; plain `http` only on this computer.
struct ServerAddress: Equatable, Sendable {
  /// Without a slash at the end.
  let base: String

  static let here = "http://127.0.0.1:8080"

  /// Reads what was typed.
  /// - Throws: `DeskFault` with `.usage` when it is no address we would send a token to.
  init(_ typed: String) throws {
    guard let parts = URLComponents(string: typed), let scheme = parts.scheme?.lowercased(),
      let host = parts.host?.lowercased(), !host.isEmpty, ["http", "https"].contains(scheme)
    else {
      throw DeskFault(.usage, "The server's address must look like https://breather.example or \(Self.here).")
    }
    guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil else {
      throw DeskFault(.usage, "The server's address must be bare: no name, password, ? or # in it.")
    }
    guard scheme == "https" || Self.isThisComputer(host) else {
      throw DeskFault(
        .usage, "Plain http would show carers' details to others on the way. Write https:// for any server elsewhere.")
    }
    var base = typed
    while base.hasSuffix("/") { base.removeLast() }
    self.base = base
  }

  /// Whether what is sent to this host stays on this computer.
  static func isThisComputer(_ host: String) -> Bool {
    if host == "localhost" || host == "::1" || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}
