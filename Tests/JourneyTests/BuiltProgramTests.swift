import Foundation
import SQL
import SQLiteEngine
import TestYard
import Testing

/// The program as it was built, run as an operator runs it.
@Suite(.serialized, .inTurn) struct BuiltProgramTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The program stands beside the tests' own executable.
  private func breather(_ arguments: String...) async throws -> Program.End {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("breather")
    return try await Program.run(
      [program.path] + arguments, in: FileManager.default.temporaryDirectory, environment: ["PATH": "/usr/bin:/bin"])
  }

  private func inFolder(_ body: (String) async throws -> Void) async throws {
    let name = "breather-built-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.path)
  }

  @Test func `the demo plays its whole story and ends well`() async throws {
    try await inFolder { folder in
      let run = try await breather(
        "demo", "--once", "--port", "0", "--data", folder + "/town", "--seeds", Self.root.path + "/Seeds")
      #expect(run.code == 0, "\(run.complained)")
      #expect(run.said.contains("the two places are free again"))
      let letters = try FileManager.default.contentsOfDirectory(atPath: folder + "/town/mailbox")
      #expect(letters.filter { $0.hasSuffix(".eml") }.count == 8)
    }
  }

  @Test func `a bad seed row is named by file, line and field, and nothing of its file is kept`() async throws {
    try await inFolder { folder in
      let (seeds, data) = (folder + "/Seeds", folder + "/data")
      try FileManager.default.copyItem(atPath: Self.root.path + "/Seeds", toPath: seeds)
      var lines = try String(contentsOfFile: seeds + "/practices.csv", encoding: .utf8).components(separatedBy: "\n")
      lines[2] = lines[2].replacingOccurrences(of: "@tannery-lane.example", with: " at home")
      try lines.joined(separator: "\n").write(toFile: seeds + "/practices.csv", atomically: true, encoding: .utf8)
      #expect(try await breather("migrate", "--data", data).code == 0)
      let run = try await breather("seed", seeds, "--data", data)
      #expect(run.code == 65)
      #expect(run.complained.contains("practices.csv line 3, email:"), "\(run.complained)")
      let database = try SQLiteDatabase(folder: data, access: .readOnly)
      let kept = try await database.read { try $0.query("SELECT id FROM practice").count }
      #expect(kept == 0)
      try await database.close()
    }
  }

  @Test func `a second process on the same folder is told so and does nothing`() async throws {
    try await inFolder { folder in
      let lock = try DataLock(folder: folder)
      let run = try await breather("migrate", "--data", folder)
      #expect(run.code == 75)
      #expect(run.complained.contains(lock.folder))
      withExtendedLifetime(lock) {}
    }
  }

  @Test func `a real installation is founded once, with one area and one administrator`() async throws {
    try await inFolder { folder in
      let data = folder + "/data"
      let run = try await breather("init", "--data", data, "--area", "wigan", "--admin", "admin@example.org")
      #expect(run.code == 0, "\(run.complained)")
      #expect(try await breather("init", "--data", data, "--area", "leigh", "--admin", "a@example.org").code != 0)
      let keys = try FileManager.default.attributesOfItem(atPath: data + "/keys")[.posixPermissions] as? Int
      #expect(keys == 0o600)
    }
  }
}
