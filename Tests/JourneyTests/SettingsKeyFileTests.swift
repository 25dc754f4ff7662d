import Breaks
import Foundation
import SQL
import Store
import TestYard
import Testing

@testable import breather

/// The key file, and the installation that hangs on it.
struct SettingsKeyFileTests {
  private func inFolder(_ body: (String) async throws -> Void) async throws {
    let folder = scratchPath("keys")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) }
    }
    try await body(folder)
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
  }

  @Test func `a key file is for its owner only, and is never made twice`() async throws {
    try await inFolder { folder in
      let path = folder + "/keys"
      let made = try KeyFile.make(path, world: .live)
      #expect(mode(path) == 0o600)
      let read = try KeyFile.read(path)
      let sealed = try made.seal([1, 2, 3], place: "here")
      #expect(try read.open(sealed, place: "here") == [1, 2, 3])
      let before = FileManager.default.contents(atPath: path)
      #expect(throws: KeyFault.self) { try KeyFile.make(path, world: .live) }
      #expect(FileManager.default.contents(atPath: path) == before)
    }
  }

  @Test(arguments: [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o610, false), (0o601, false)])
  func `a key file that others may touch is refused, and the remedy is named`(bits: Int, isRight: Bool) async throws {
    try await inFolder { folder in
      let path = folder + "/keys"
      _ = try KeyFile.make(path, world: .live)
      chmod(path, mode_t(bits))
      if isRight {
        _ = try KeyFile.read(path)
      } else {
        #expect(throws: KeyFault.openToOthers(path)) { try KeyFile.read(path) }
        #expect(KeyFault.openToOthers(path).description.contains("chmod 600 \(path)"))
      }
    }
  }

  @Test(
    arguments: [
      "", "breather keys v1\n", "breather keys v2\nk1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
      "breather keys v1\nk1 AAAA\n", "breather keys v1\nk1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
      "breather keys v1\nk1  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
      "breather keys v1\nk|1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    ])
  func `a damaged key file is refused`(text: String) async throws {
    try await inFolder { folder in
      let path = folder + "/keys"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      chmod(path, 0o600)
      #expect(throws: KeyFault.malformed(path)) { try KeyFile.read(path) }
    }
  }

  @Test(.inTurn) func `keys are made for an empty database only`() async throws {
    try await inFolder { folder in
      let data = folder + "/data"
      let settings = try Settings.read(options: [.data: data], environment: [:])
      await #expect(throws: SQLFault.self) { _ = try await Installation.open(settings) }
      #expect(!FileManager.default.fileExists(atPath: data))

      let (made, applied) = try await Installation.make(settings)
      #expect(applied.count == Schema.migrations.count)
      #expect(mode(data) == 0o700)
      #expect(mode(settings.keys) == 0o600)
      await #expect(throws: SQLFault.self) { _ = try await Installation.open(settings) }
      try await made.database.close()

      unlink(settings.keys)
      await #expect(throws: KeyFault.missing(settings.keys)) { _ = try await Installation.open(settings) }
      await #expect(throws: KeyFault.missing(settings.keys)) { _ = try await Installation.make(settings) }
      #expect(!FileManager.default.fileExists(atPath: settings.keys))
    }
  }
}
