/// Every setting there is, by its name in the settings file.
enum Setting: String, CaseIterable, Sendable {
  case data, host, port
  case publicURL = "publicUrl"
  case smtpURL = "smtp.url"
  case smtpTLS = "smtp.tls"
  case smtpUser = "smtp.user"
  case smtpPasswordFile = "smtp.passwordFile"
  case databaseURL = "database.url"
  case databaseURLFile = "database.urlFile"
  case databaseReadURL = "database.readUrl"
  case databaseReadURLFile = "database.readUrlFile"
  case databaseConnections = "database.connections"
  case mailFrom, keys, rateLimits, logLevel

  /// What is used when nobody says otherwise; settings without a default may be left out.
  var fallback: String? {
    switch self {
    case .data: "./data"
    case .host: "127.0.0.1"
    case .port: "8080"
    case .smtpURL: "smtp://127.0.0.1:2525"
    case .mailFrom: "letters@localhost.localdomain"
    case .rateLimits: "on"
    case .logLevel: "info"
    case .databaseConnections: "8"
    case .publicURL, .smtpTLS, .smtpUser, .smtpPasswordFile, .keys: nil
    case .databaseURL, .databaseURLFile, .databaseReadURL, .databaseReadURLFile: nil
    }
  }

  /// Whether it is a whole number in the settings file; all others are texts.
  var isNumber: Bool { self == .port || self == .databaseConnections }

  /// Whether it may hold a password, so that it is never shown.
  var isSecret: Bool { self == .databaseURL || self == .databaseReadURL }

  /// Its parts, outermost first.
  var components: [String] { rawValue.split(separator: ".").map(String.init) }

  /// Its name in the environment: `BREATHER_SMTP_PASSWORD_FILE` for `smtp.passwordFile`.
  var environmentName: String {
    rawValue.reduce(into: "BREATHER_") { name, character in
      if character == "." {
        name += "_"
      } else {
        name += (character.isUppercase && name.last?.isLowercase == true ? "_" : "") + String(character)
      }
    }.uppercased()
  }

  /// Names in the environment that are no settings of the server: those of the phone desk, of the tests, and the
  /// settings file's own.
  static func isKnown(environmentName name: String) -> Bool {
    let others: Set = [
      "BREATHER_CONFIG", "BREATHER_TOKEN", "BREATHER_SERVER", "BREATHER_WRITE_GOLDEN", "BREATHER_BENCH",
    ]
    return others.contains(name) || name.hasPrefix("BREATHER_TEST_")
      || allCases.contains { $0.environmentName == name }
  }
}
