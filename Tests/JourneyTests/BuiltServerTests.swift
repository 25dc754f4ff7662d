import Foundation
import TestYard
import Testing

@testable import breather

/// What the built program says to who wants several processes, and the samples for them.
@Suite(.serialized, .inTurn) struct BuiltServerTests {
  private func breather(_ environment: [String: String], _ arguments: String...) async throws -> Program.End {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("breather")
    return try await Program.run(
      [program.path] + arguments, in: FileManager.default.temporaryDirectory,
      environment: environment.merging(["PATH": "/usr/bin:/bin"]) { $1 })
  }

  @Test func `a postman alone is refused on SQLite, and told why`() async throws {
    let folder = scratchPath("no-post")
    let run = try await breather([:], "post", "--data", folder)
    #expect(run.code == 78)
    #expect(run.complained.contains("`breather serve` sends the letters too"))
    #expect(run.complained.contains("BREATHER_DATABASE_URL"))
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test(arguments: ["serve", "migrate", "post", "doctor"])
  func `an address that cannot be used is named by its setting and never repeated`(command: String) async throws {
    let told = [
      "BREATHER_DATABASE_URL": "postgres://breather:hush@/breather?nonsense=1", "BREATHER_DATABASE_READ_URL": "hush",
    ]
    let run = try await breather(told, command, "--data", scratchPath("no-address"))
    #expect(run.code == (command == "doctor" ? 1 : 78))
    let all = run.said + run.complained
    #expect(all.contains("BREATHER_DATABASE_URL ") && all.contains("BREATHER_DATABASE_READ_URL "), "\(all)")
    #expect(!all.contains("hush"))
  }

  @Test(arguments: ["-1", "61", "soon"]) func `a server drains for a minute at most`(seconds: String) async throws {
    #expect(try await breather([:], "serve", "--drain-seconds=\(seconds)").code == 64)
  }

  @Test func `the sample of an environment for several processes is right`() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("config/two/breather.env"), encoding: .utf8)
    var environment: [String: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      environment[try #require(parts.first)] = try #require(parts.last)
    }
    let settings = try Settings.read(environment: environment)
    #expect(settings.data == "/var/lib/breather")
    #expect(settings.smtp.tls == .required)
  }
}
