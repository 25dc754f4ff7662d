import Breaks
import Foundation
import Logging
import Post

/// All settings of an installation, read and found right.
struct Settings: Sendable {
  /// The folder that holds the key file, and on SQLite the database and its lock.
  var data: String
  var host: String
  /// 0 lets the system choose.
  var port: Int
  /// Where people reach us from outside; nil when only the listening port will tell.
  var publicURL: PublicAddress?
  var smtp: SMTPSettings
  /// The address every letter comes from.
  var mailFrom: EmailAddress
  /// Where the key file is.
  var keys: String
  /// The PostgreSQL server; nil for SQLite in the data folder.
  var server: DatabaseServer?
  var rateLimits: Bool
  var logLevel: Logger.Level

  /// Reads all settings.
  ///
  /// - Parameters:
  ///   - options: what the command line said.
  ///   - config: the settings file that was named; otherwise `config/breather.json`, if it is there.
  ///   - environment: all of the process's.
  ///   - writesLetters: whether the command sends letters, whose links need our address.
  /// - Throws: `SettingsMistakes` with all of them.
  static func read(
    options: [Setting: String] = [:], config: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment, writesLetters: Bool = false
  ) throws(SettingsMistakes) -> Settings {
    let named = config ?? environment["BREATHER_CONFIG"]
    let file = SettingsFile(path: named ?? "config/breather.json", isWanted: named != nil)
    let reader = SettingsReader(options: options, environment: environment, file: file)
    let settings = Settings(reader, writesLetters: writesLetters)
    guard let settings, reader.mistakes.isEmpty else { throw SettingsMistakes(mistakes: reader.mistakes) }
    return settings
  }

  /// Asks for every setting before it gives up on any.
  private init?(_ reader: SettingsReader, writesLetters: Bool) {
    let data = reader.text(.data)
    let host = reader.host()
    let port = reader.number(.port, 0...65_535)
    let mailFrom = reader.mailFrom()
    let smtp = reader.smtp(heloName: mailFrom.map { String($0.text.split(separator: "@").last ?? "localhost") })
    let publicURL = reader.publicURL(
      host: host, port: port, smtpHost: smtp.flatMap { SettingsReader.mailHost($0.url) }, writesLetters: writesLetters)
    let keys = reader.text(.keys)
    let rateLimits = reader.rateLimits(host: host)
    let logLevel = reader.word(.logLevel, Logger.Level.allCases.map(\.rawValue)).flatMap { Logger.Level(rawValue: $0) }
    let server = reader.databaseServer()
    guard let data, let host, let port, let mailFrom, let smtp, let rateLimits, let logLevel else { return nil }
    self.data = data
    self.host = host
    self.port = port
    self.publicURL = publicURL
    self.smtp = smtp
    self.mailFrom = mailFrom
    self.keys = keys ?? (data as NSString).appendingPathComponent("keys")
    self.server = server
    self.rateLimits = rateLimits
    self.logLevel = logLevel
  }

  /// Whether the key file is where it is by default, in the data folder.
  var keysAreInData: Bool { keys == (data as NSString).appendingPathComponent("keys") }

  /// Whether a host is this machine itself, so that nobody else can listen.
  static func isLoopback(_ host: String) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    let isIPv4 = parts.count == 4 && parts.first == "127" && parts.allSatisfy { UInt8($0) != nil }
    return isIPv4 || ["localhost", "::1", "[::1]"].contains(host.lowercased())
  }
}

extension SettingsReader {
  fileprivate func host() -> String? {
    guard let host = text(.host) else { return nil }
    var address = in6_addr()
    let isPlain = host.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
    guard isPlain || inet_pton(AF_INET6, host, &address) == 1 else {
      wrong(.host, "must be a host's name or an IP address, without a port.")
      return nil
    }
    return host
  }

  fileprivate func mailFrom() -> EmailAddress? {
    guard let text = text(.mailFrom) else { return nil }
    do {
      return try EmailAddress(text: text)
    } catch {
      wrong(.mailFrom, "must be an e-mail address like letters@example.org.")
      return nil
    }
  }

  fileprivate func rateLimits(host: String?) -> Bool? {
    guard let word = word(.rateLimits, ["on", "off"]) else { return nil }
    if word == "off", let host, !Settings.isLoopback(host) {
      wrong(.rateLimits, "may be off only when the host is this machine itself, such as 127.0.0.1.")
      return nil
    }
    return word == "on"
  }
}
