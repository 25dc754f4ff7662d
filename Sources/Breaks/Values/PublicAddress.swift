/// The address at which people reach Breather from outside, as it stands before the links in letters.
package struct PublicAddress: Sendable, Equatable, CustomStringConvertible {
  /// Scheme, host, port and path, without a slash at the end: `https://breaks.example.org`.
  package let text: String
  /// The host as it was written, without its port.
  package let host: String
  /// Whether whoever carries a page there and back can read it.
  package var isPlain: Bool { text.hasPrefix("http://") }

  /// Reads an address that begins `https://` or `http://`; a query, a fragment or a login is not one.
  ///
  /// - Throws: `BadValue` with code `not_an_address`.
  package init(text: String) throws(BadValue) {
    let bad = BadValue("not_an_address", "This is not an address like https://breaks.example.org.")
    guard text.utf8.count <= 200, let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { throw bad }
    let trimmed = text.hasSuffix("/") ? text.dropLast() : text[...]
    let rest = trimmed.dropFirst(scheme.count)
    guard rest.utf8.allSatisfy({ PublicAddress.allowed.contains($0) }) else { throw bad }
    let authority = rest.prefix { $0 != "/" }
    guard let host = PublicAddress.host(of: authority) else { throw bad }
    self.text = String(trimmed)
    self.host = host
  }

  /// The address of a machine's own port.
  package init(host: String, port: Int) throws(BadValue) {
    let shown = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    try self.init(text: "http://\(shown):\(port)")
  }

  package var description: String { text }

  /// The address of a link.
  package func link(_ token: String) -> String { "\(text)/l/\(token)" }

  private static let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~:/[]".utf8)

  private static func host(of authority: Substring) -> String? {
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]"), isPort(authority[authority.index(after: end)...]) else {
        return nil
      }
      let inner = authority[authority.index(after: authority.startIndex)..<end]
      let isSix = inner.contains(":") && inner.utf8.allSatisfy { Set("0123456789abcdefABCDEF:.".utf8).contains($0) }
      return isSix ? String(authority[...end]) : nil
    }
    let host = authority.prefix { $0 != ":" }
    guard !host.isEmpty, !host.contains("["), !host.contains("]"), host.first != "-", host.first != ".",
      isPort(authority.dropFirst(host.count))
    else { return nil }
    return String(host)
  }

  /// Nothing, or a colon and a port.
  private static func isPort(_ text: Substring) -> Bool {
    guard let colon = text.first else { return true }
    guard colon == ":", let port = number(text.dropFirst().utf8) else { return false }
    return (1...65_535).contains(port)
  }
}
