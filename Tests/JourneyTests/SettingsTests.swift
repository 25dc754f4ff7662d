import Foundation
import Testing

@testable import breather

/// What settings may be, and what is said of those that are wrong.
struct SettingsTests {
  /// All mistakes of an environment and a settings file, each as one line.
  private func mistakes(
    _ environment: [String: String] = [:], options: [Setting: String] = [:], file: String? = nil
  ) throws -> [String] {
    let path = scratchPath("settings")
    if let file { try file.write(toFile: path, atomically: true, encoding: .utf8) }
    defer { if file != nil { unlink(path) } }
    do throws(SettingsMistakes) {
      _ = try Settings.read(options: options, config: file == nil ? nil : path, environment: environment)
      return []
    } catch {
      return error.mistakes.map { "\($0.name) \($0.sentence)".replacing(path, with: "FILE") }
    }
  }

  @Test func `nothing said means this machine only`() throws {
    let settings = try Settings.read(environment: [:])
    #expect(settings.data == "./data")
    #expect(settings.keys == "./data/keys")
    #expect(settings.host == "127.0.0.1")
    #expect(settings.port == 8080)
    #expect(settings.smtp.url == "smtp://127.0.0.1:2525")
    #expect(settings.smtp.tls == .none)
    #expect(settings.mailFrom.text == "letters@localhost.localdomain")
    #expect(settings.rateLimits)
    #expect(settings.logLevel == .info)
  }

  @Test func `every setting has the name in the environment that the design gives it`() {
    #expect(
      Set(Setting.allCases.map(\.environmentName)) == [
        "BREATHER_DATA", "BREATHER_HOST", "BREATHER_PORT", "BREATHER_PUBLIC_URL", "BREATHER_SMTP_URL",
        "BREATHER_SMTP_TLS", "BREATHER_SMTP_USER", "BREATHER_SMTP_PASSWORD_FILE", "BREATHER_MAIL_FROM", "BREATHER_KEYS",
        "BREATHER_DATABASE_URL", "BREATHER_DATABASE_URL_FILE", "BREATHER_DATABASE_READ_URL",
        "BREATHER_DATABASE_READ_URL_FILE", "BREATHER_DATABASE_CONNECTIONS", "BREATHER_RATE_LIMITS",
        "BREATHER_LOG_LEVEL",
      ])
  }

  @Test func `the command line comes before the environment, and that before the file`() throws {
    let file = scratchPath("order")
    try #"{"data":"/file","host":"localhost","port":1,"smtp":{"url":"smtp://relay.example.org"}}"#
      .write(toFile: file, atomically: true, encoding: .utf8)
    defer { unlink(file) }
    let settings = try Settings.read(
      options: [.port: "3"], environment: ["BREATHER_CONFIG": file, "BREATHER_PORT": "2", "BREATHER_HOST": "::1"])
    #expect(settings.data == "/file")
    #expect(settings.keys == "/file/keys")
    #expect(settings.host == "::1")
    #expect(settings.port == 3)
    #expect(settings.smtp.url == "smtp://relay.example.org")
    #expect(settings.smtp.tls == .required)
  }

  @Test func `all mistakes are told at once, each by its name`() throws {
    let told = try mistakes(
      [
        "BREATHER_PORT": "80a80", "BREATHER_HOST": "my host", "BREATHER_SMTP_URL": "http://mail.example.org",
        "BREATHER_SMTP_TLS": "perhaps", "BREATHER_SMTP_USER": "u", "BREATHER_MAIL_FROM": "nobody",
        "BREATHER_DATABASE_URL": "mysql://me:hush@db/breather", "BREATHER_RATE_LIMITS": "maybe",
        "BREATHER_LOG_LEVEL": "loud", "BREATHER_PROT": "1", "BREATHER_KEYS": "",
      ],
      file: #"{"prot":1,"smtp":{"ulr":"x"},"data":7}"#)
    let names = told.map { $0.split(separator: " ")[0] }
    #expect(
      Set(names) == [
        "BREATHER_PORT", "BREATHER_HOST", "BREATHER_SMTP_URL", "BREATHER_SMTP_TLS", "BREATHER_SMTP_PASSWORD_FILE",
        "BREATHER_MAIL_FROM", "BREATHER_DATABASE_URL", "BREATHER_RATE_LIMITS", "BREATHER_LOG_LEVEL", "BREATHER_PROT",
        "BREATHER_KEYS", "prot", "smtp.ulr", "data",
      ])
    #expect(told.count == 14)
    #expect(!told.joined().contains("hush"))
  }

  @Test(
    arguments: [
      ("BREATHER_PORT", "-1", false), ("BREATHER_PORT", "0", true), ("BREATHER_PORT", "65535", true),
      ("BREATHER_PORT", "65536", false), ("BREATHER_PORT", " 80", false),
      ("BREATHER_HOST", "localhost:80", false), ("BREATHER_HOST", "0.0.0.0", true), ("BREATHER_HOST", "::", true),
      ("BREATHER_SMTP_URL", "smtps://mail.example.org:465", true), ("BREATHER_SMTP_URL", "smtp://a:b@mail", false),
      ("BREATHER_SMTP_URL", "smtp://127.0.0.1:25\r\nDATA", false),
      ("BREATHER_SMTP_TLS", "required", true), ("BREATHER_SMTP_TLS", "none", true),
      ("BREATHER_MAIL_FROM", "a@b.example", true), ("BREATHER_MAIL_FROM", "A <a@b.example>", false),
      ("BREATHER_DATABASE_URL", "sqlite:x", false), ("BREATHER_DATABASE_URL", "postgres:/hush", false),
      ("BREATHER_DATABASE_CONNECTIONS", "1", true), ("BREATHER_DATABASE_CONNECTIONS", "64", true),
      ("BREATHER_DATABASE_CONNECTIONS", "65", false), ("BREATHER_DATABASE_CONNECTIONS", "0", false),
      ("BREATHER_RATE_LIMITS", "off", true), ("BREATHER_RATE_LIMITS", "OFF", false),
      ("BREATHER_LOG_LEVEL", "trace", true),
      ("BREATHER_TOKEN", "br_x", true), ("BREATHER_SERVER", "https://x", true), ("BREATHER_TEST_X", "", true),
      ("BREATHER_BENCH", "1", true), ("BREATHER_WRITE_GOLDEN", "1", true), ("BREATHER_", "1", false),
      ("BREATHER_PUBLIC_URL", "https://breaks.example.org", true), ("BREATHER_PUBLIC_URL", "https://u:hush@b.c", false),
      ("BREATHER_SMTP_PASSWORD", "hush", false), ("HOME", "/", true),
    ])
  func `a setting is taken or refused, never half`(name: String, value: String, isRight: Bool) throws {
    let told = try mistakes([name: value])
    #expect(told.isEmpty == isRight, "\(told)")
    #expect(told.allSatisfy { $0.hasPrefix(name + " ") && !$0.contains("hush") })
  }

  @Test(
    arguments: [
      (#"{}"#, true), (#"{"port":81}"#, true), (#"{"port":"81"}"#, false), (#"{"port":81.5}"#, false),
      (#"{"port":81,"port":82}"#, false), (#"{"smtp":"x"}"#, false), (#"{"smtp.url":"smtp://a.b"}"#, false),
      (#"{"data":null}"#, false), (#"[]"#, false), (#"{"#, false), (#"{"rateLimits":true}"#, false),
      (#"{"smtp":{"password":"hush"}}"#, false), (#"{"smtp":{"smtp":{}}}"#, false), (#"{"host":"localhost"}"#, true),
    ])
  func `the settings file is strict JSON with our names only`(file: String, isRight: Bool) throws {
    let told = try mistakes(file: file)
    #expect(told.isEmpty == isRight, "\(told)")
    #expect(told.allSatisfy { $0.contains("FILE") && !$0.contains("hush") })
  }

  @Test func `a settings file that was named must be there`() throws {
    let named = ["BREATHER_CONFIG": "/nowhere/breather.json"]
    #expect(try mistakes(named).count == 1)
  }

  @Test func `what is safe on this machine only is refused elsewhere`() throws {
    #expect(try mistakes(["BREATHER_RATE_LIMITS": "off", "BREATHER_HOST": "0.0.0.0"]).count == 1)
    #expect(try mistakes(["BREATHER_SMTP_TLS": "none", "BREATHER_SMTP_URL": "smtp://mail.example.org"]).count == 1)
    #expect(
      try mistakes(["BREATHER_SMTP_TLS": "none", "BREATHER_SMTP_URL": "smtp://127.0.0.1.example.org"]).count == 1)
    #expect(try mistakes(["BREATHER_SMTP_TLS": "none", "BREATHER_SMTP_URL": "smtp://[::1]:25"]).isEmpty)
  }

  @Test(
    arguments: [
      ([:], true, "http://127.0.0.1:8080"), (["BREATHER_HOST": "::1", "BREATHER_PORT": "81"], true, "http://[::1]:81"),
      (["BREATHER_PORT": "0"], true, nil), (["BREATHER_HOST": "0.0.0.0"], false, nil),
      (["BREATHER_SMTP_URL": "smtp://mail.example.org"], false, nil),
      (["BREATHER_HOST": "0.0.0.0", "BREATHER_PUBLIC_URL": "https://a.example/"], true, "https://a.example"),
      (["BREATHER_PUBLIC_URL": "http://localhost:8080"], true, "http://localhost:8080"),
      (["BREATHER_PUBLIC_URL": "http://a.example"], false, nil), (["BREATHER_PUBLIC_URL": "a.example"], false, nil),
      (["BREATHER_PUBLIC_URL": "https://a.example?hush"], false, nil),
    ] as [([String: String], Bool, String?)])
  func `who sends letters knows where their links lead, as soon as letters leave this machine`(
    environment: [String: String], isRight: Bool, address: String?
  ) throws {
    do throws(SettingsMistakes) {
      let settings = try Settings.read(environment: environment, writesLetters: true)
      #expect(isRight && settings.publicURL?.text == address)
    } catch {
      #expect(!isRight && error.mistakes.map(\.name) == ["BREATHER_PUBLIC_URL"], "\(error)")
      #expect(!error.description.contains("hush"))
    }
    // Who sends none needs no address.
    if environment["BREATHER_PUBLIC_URL"] == nil { _ = try Settings.read(environment: environment) }
  }

  @Test(arguments: [(0o600, "hush\n", true), (0o644, "hush", false), (0o440, "hush", true), (0o600, "a\nb", false)])
  func `a mail password is read from a file that strangers cannot read`(
    mode: Int, text: String, isRight: Bool
  ) throws {
    let path = scratchPath("hush")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { unlink(path) }
    chmod(path, mode_t(mode))
    let environment = ["BREATHER_SMTP_USER": "u", "BREATHER_SMTP_PASSWORD_FILE": path]
    let told = try mistakes(environment)
    #expect(told.isEmpty == isRight, "\(told)")
    #expect(!told.joined().contains("hush\n"))
    if isRight { #expect(try Settings.read(environment: environment).smtp.password == "hush") }
  }

  @Test func `the sample in config is right but for its password, which is not there`() throws {
    let here = URL(fileURLWithPath: #filePath)
    let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let sample = root.appendingPathComponent("config/breather.sample.json").path
    do throws(SettingsMistakes) {
      _ = try Settings.read(config: sample, environment: [:])
      Issue.record("the sample names a password file that should not be on this machine")
    } catch {
      #expect(error.mistakes.map(\.name) == ["smtp.passwordFile in \(sample)"])
    }
  }
}

/// A path in the temporary folder that nobody else uses.
func scratchPath(_ name: String) -> String {
  FileManager.default.temporaryDirectory
    .appendingPathComponent("\(name)-\(ProcessInfo.processInfo.globallyUniqueString)").path
}
