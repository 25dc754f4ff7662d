import Foundation
import Post

extension SettingsReader {
  /// The mail server, how to speak to it, and who we say we are.
  func smtp(heloName: String?) -> SMTPSettings? {
    let url = text(.smtpURL)
    let host = url.flatMap(SettingsReader.mailHost)
    if url != nil, host == nil {
      wrong(.smtpURL, "must look like smtp://mail.example.org:587, without a path or login.")
    }
    let isHere = host.map(Settings.isLoopback) ?? false
    let tls = tls(isHere: isHere)
    let login = login()
    guard let url, host != nil, let tls, let heloName else { return nil }
    do throws(MailFault) {
      let settings = try SMTPSettings(url: url, tls: tls, heloName: heloName)
      guard let login else { return settings }
      return try settings.login(user: login.user, password: login.password)
    } catch {
      wrong(.smtpURL, "cannot be used: \(error.description)")
      return nil
    }
  }

  /// `required`, unless the server is this machine itself.
  private func tls(isHere: Bool) -> SMTPSettings.TLS? {
    guard isGiven(.smtpTLS) else { return isHere ? SMTPSettings.TLS.none : .required }
    let chosen = word(.smtpTLS, SMTPSettings.TLS.allCases.map(\.rawValue)).flatMap { SMTPSettings.TLS(rawValue: $0) }
    if chosen == SMTPSettings.TLS.none, !isHere {
      wrong(.smtpTLS, "may be none only when the mail server is this machine itself, such as 127.0.0.1.")
      return nil
    }
    return chosen
  }

  private func login() -> (user: String, password: String)? {
    let user = text(.smtpUser)
    let file = text(.smtpPasswordFile)
    switch (isGiven(.smtpUser), isGiven(.smtpPasswordFile)) {
    case (true, false): wrong(.smtpPasswordFile, "is missing: a mail user needs a password.")
    case (false, true): wrong(.smtpUser, "is missing: a mail password needs a user.")
    default: break
    }
    guard let file, let password = secret(in: file, of: .smtpPasswordFile, "password"), let user else { return nil }
    return (user, password)
  }

  /// The host of a mail server's address, if the address is one that we can use.
  static func mailHost(_ url: String) -> String? {
    guard (try? SMTPSettings(url: url, tls: .required)) != nil else { return nil }
    guard let start = url.range(of: "://") else { return nil }
    let rest = url[start.upperBound...]
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") { return String(rest[...end]) }
    return String(rest.prefix { $0 != ":" && $0 != "/" })
  }
}
