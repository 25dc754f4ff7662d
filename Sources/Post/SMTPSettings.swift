/// Which mail server to hand letters to, and how.
package struct SMTPSettings: Sendable {
  /// Whether the conversation must be encrypted.
  package enum TLS: String, Sendable, CaseIterable {
    /// STARTTLS (or `smtps://`) with a certificate that fits, or nothing is sent.
    case required
    /// Plain text; for a server on the same machine only.
    case none
  }

  /// How long to wait, in whole seconds.
  package struct Timeouts: Sendable {
    /// Until the connection stands.
    package var connectSeconds: Int
    /// For each answer before the letter's bytes go out.
    package var responseSeconds: Int
    /// For the whole letter, and for the answer after its last line: giving up early there makes duplicates.
    package var totalSeconds: Int

    package init(connectSeconds: Int = 5, responseSeconds: Int = 20, totalSeconds: Int = 60) {
      self.connectSeconds = connectSeconds
      self.responseSeconds = responseSeconds
      self.totalSeconds = totalSeconds
    }
  }

  /// `smtp://host:port` or `smtps://host:port`, without a path.
  package let url: String
  package let tls: TLS
  package var user: String?
  package var password: String?
  /// The name given in EHLO.
  package let heloName: String
  package var timeouts: Timeouts

  /// Settings that libcurl can be given safely.
  ///
  /// Both default ports are libcurl's (25, 465). Whether `.none` is allowed for a host is the configuration's to say.
  /// - Throws: `MailFault.setting` or `.control`, naming the setting and not its value.
  package init(url: String, tls: TLS, heloName: String = "localhost", timeouts: Timeouts = Timeouts())
    throws(MailFault)
  {
    try MailFault.refuseControls(in: url, .url)
    try MailFault.refuseControls(in: heloName, .heloName)
    guard Self.isServer(url) else { throw .setting(.url) }
    guard !heloName.isEmpty, MailAddress.isHostName(Array(heloName.utf8)[...]) else { throw .setting(.heloName) }
    self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    self.tls = tls
    self.heloName = heloName
    self.timeouts = timeouts
  }

  /// The same settings with a login.
  /// - Throws: `MailFault.control` when either has a control character in it.
  package func login(user: String, password: String) throws(MailFault) -> SMTPSettings {
    try MailFault.refuseControls(in: user, .user)
    try MailFault.refuseControls(in: password, .password)
    var copy = self
    copy.user = user
    copy.password = password
    return copy
  }

  /// A scheme, a host (a name, an IPv4 address, or an IPv6 address in brackets) and perhaps a port; no login, no path.
  private static func isServer(_ url: String) -> Bool {
    guard let scheme = ["smtp://", "smtps://"].first(where: url.hasPrefix) else { return false }
    var rest = url.dropFirst(scheme.count)
    if rest.hasSuffix("/") { rest.removeLast() }
    if rest.hasPrefix("[") {
      guard let end = rest.firstIndex(of: "]") else { return false }
      let inside = rest[rest.index(after: rest.startIndex)..<end]
      let isNumeric = inside.utf8.allSatisfy { MailAddress.isLetterOrDigit($0) || $0 == UInt8(ascii: ":") }
      return !inside.isEmpty && isNumeric && isPort(rest[rest.index(after: end)...])
    }
    let end = rest.firstIndex(of: ":") ?? rest.endIndex
    return MailAddress.isHostName(Array(rest[..<end].utf8)[...]) && isPort(rest[end...])
  }

  private static func isPort(_ text: Substring) -> Bool {
    guard !text.isEmpty else { return true }
    guard text.hasPrefix(":"), let port = UInt16(text.dropFirst()) else { return false }
    return port > 0
  }
}
