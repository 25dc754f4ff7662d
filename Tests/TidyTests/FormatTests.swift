import Foundation
import TestYard
import Testing

@Suite struct FormatTests {
  @Test func `the code is formatted as swift format does it`() async throws {
    let lint = try await Program.run(
      ["swift", "format", "lint", "--strict", "--parallel", "-r", "Sources", "Tests", "Package.swift"], in: House.root)
    let remedy =
      lint.code == 127
      ? "`swift` is not on the PATH: put the bin folder of the Swift toolchain there"
      : "run `swift format --in-place --parallel -r Sources Tests Package.swift`, then look at what is still said"
    #expect(lint.code == 0, "\(remedy)\n\(lint.complained.prefix(4000))")
  }

  @Test(arguments: [("let  a=1\n", false), ("let a = 1\n", true), ("func a(){}\n", false)])
  func `a badly formatted line is caught`(text: String, isTidy: Bool) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("breather-format-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let settings = House.root.appendingPathComponent(".swift-format")
    try FileManager.default.copyItem(at: settings, to: folder.appendingPathComponent(".swift-format"))
    try Data(text.utf8).write(to: folder.appendingPathComponent("A.swift"))
    let lint = try await Program.run(["swift", "format", "lint", "--strict", "A.swift"], in: folder)
    #expect((lint.code == 0) == isTidy, "\(lint.complained)")
  }
}
