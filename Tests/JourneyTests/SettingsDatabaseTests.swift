import Foundation
import Testing

@testable import breather

/// Which database, said in settings; what holds a password is never said again.
struct SettingsDatabaseTests {
  private static let url = "postgres://breather:hush@127.0.0.1:5432/breather"

  private func mistakes(_ environment: [String: String], file: String? = nil) throws -> [String] {
    let path = scratchPath("database")
    if let file { try file.write(toFile: path, atomically: true, encoding: .utf8) }
    defer { if file != nil { unlink(path) } }
    do throws(SettingsMistakes) {
      _ = try Settings.read(config: file == nil ? nil : path, environment: environment)
      return []
    } catch {
      return error.mistakes.map { "\($0.name) \($0.sentence)".replacing(path, with: "FILE") }
    }
  }

  private func secretFile(_ text: String, mode: mode_t = 0o600) throws -> String {
    let path = scratchPath("address")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    chmod(path, mode)
    return path
  }

  @Test func `without an address it is SQLite in the data folder`() throws {
    #expect(try Settings.read(environment: [:]).server == nil)
  }

  #if Postgres
    @Test func `an address names a server, in the environment, in a file, or in the settings file`() throws {
      let path = try secretFile(Self.url + "\n")
      defer { unlink(path) }
      let said = DatabaseServer(url: Self.url, readURL: nil, connections: 8)
      #expect(try Settings.read(environment: ["BREATHER_DATABASE_URL": Self.url]).server == said)
      #expect(try Settings.read(environment: ["BREATHER_DATABASE_URL_FILE": path]).server == said)
      let both = [
        "BREATHER_DATABASE_URL": Self.url, "BREATHER_DATABASE_READ_URL_FILE": path,
        "BREATHER_DATABASE_CONNECTIONS": "3",
      ]
      #expect(
        try Settings.read(environment: both).server == DatabaseServer(url: Self.url, readURL: Self.url, connections: 3))
      #expect(try mistakes([:], file: #"{"database":{"url":"\#(Self.url)","connections":9}}"#) == [])
    }

    @Test(
      arguments: [
        "postgres://breather:hush@/x?nonsense=1", "postgres://breather:hush@host:port/x", "postgres://u:hu%sh@host/x",
      ])
    func `an address that libpq does not understand is a mistake`(url: String) throws {
      let told = try mistakes(["BREATHER_DATABASE_URL": url])
      #expect(told.count == 1)
      #expect(!told.joined().contains("hush") && !told.joined().contains("hu%sh"), "\(told)")
    }
  #else
    @Test func `a build that knows no PostgreSQL says how to make one that does`() throws {
      let told = try mistakes(["BREATHER_DATABASE_URL": Self.url])
      #expect(told.count == 1)
      #expect(told[0].contains("swift build --traits Postgres") && told[0].contains("libpq-dev"))
      #expect(!told[0].contains("hush"))
    }
  #endif

  @Test func `an address is said once`() throws {
    let path = try secretFile("mysql://hush")
    defer { unlink(path) }
    let told = try mistakes(["BREATHER_DATABASE_URL": Self.url, "BREATHER_DATABASE_URL_FILE": path])
    #expect(told.contains { $0.hasPrefix("BREATHER_DATABASE_URL_FILE must be left out") })
  }

  @Test(arguments: [(0o600, "mysql://hush"), (0o644, Self.url), (0o600, "a\nb"), (0o600, "")] as [(mode_t, String)])
  func `a file with an address holds one line that strangers cannot read`(mode: mode_t, text: String) throws {
    let path = try secretFile(text, mode: mode)
    defer { unlink(path) }
    let told = try mistakes(["BREATHER_DATABASE_URL_FILE": path])
    #expect(told.count == 1)
    #expect(told.allSatisfy { $0.hasPrefix("BREATHER_DATABASE_URL_FILE ") && !$0.contains("hush") }, "\(told)")
  }

  @Test func `a standby alone is a mistake`() throws {
    let told = try mistakes(["BREATHER_DATABASE_READ_URL": Self.url])
    #expect(told.contains { $0.hasPrefix("BREATHER_DATABASE_READ_URL needs BREATHER_DATABASE_URL too") })
    #expect(!told.joined().contains("hush"))
  }

  @Test func `a server never shows its addresses`() {
    let server = DatabaseServer(url: Self.url, readURL: Self.url, connections: 1)
    var dumped = ""
    dump(server, to: &dumped)
    for text in ["\(server)", String(reflecting: server), dumped, "\([server])"] { #expect(!text.contains("hush")) }
  }
}
