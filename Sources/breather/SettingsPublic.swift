import Breaks

extension SettingsReader {
  /// Where people reach us from outside; nil when only the listening port will tell, and when something is wrong.
  ///
  /// Said or not, it must be right where letters leave this machine: a link that leads nowhere is worse than none.
  /// - Parameter writesLetters: whether the command sends letters, so that it cannot do without.
  func publicURL(host: String?, port: Int?, smtpHost: String?, writesLetters: Bool) -> PublicAddress? {
    guard isGiven(.publicURL) else {
      let isHere = [host, smtpHost].allSatisfy { $0.map(Settings.isLoopback) ?? true }
      if writesLetters, !isHere {
        wrong(
          .publicURL, "is missing: letters carry links, which need our address, such as https://breaks.example.org.")
      }
      guard isHere, let host, let port, port > 0 else { return nil }
      return try? PublicAddress(host: host, port: port)
    }
    guard let text = text(.publicURL) else { return nil }
    guard let address = try? PublicAddress(text: text) else {
      wrong(.publicURL, "must be an address like https://breaks.example.org, without a query.")
      return nil
    }
    if address.isPlain, !Settings.isLoopback(address.host) {
      wrong(.publicURL, "must begin https://, but for this machine itself, such as http://localhost:8080.")
      return nil
    }
    return address
  }
}
