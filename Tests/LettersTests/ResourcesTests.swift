import Foundation
import Testing

@testable import Letters

@Suite struct ResourcesTests {
  @Test func `files are found beside the program first, then in share`() throws {
    let root = try TestDesk.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: root) }
    let (beside, share) = ("\(root)/bin/a_B.resources", "\(root)/share/breather/a_B.resources")
    try FileManager.default.createDirectory(atPath: "\(root)/bin", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: share, withIntermediateDirectories: true)
    #expect(try Resources.folder("a_B", besideProgram: "\(root)/bin") == share)
    try FileManager.default.createDirectory(atPath: beside, withIntermediateDirectories: true)
    #expect(try Resources.folder("a_B", besideProgram: "\(root)/bin") == beside)
  }

  @Test func `when they are nowhere, both places are named`() throws {
    let fault = #expect(throws: ResourcesMissing.self) { try Resources.folder("a_B", besideProgram: "/no/bin") }
    #expect(fault?.places == ["/no/bin/a_B.resources", "/no/share/breather/a_B.resources"])
    #expect(fault?.description.contains("/no/share/breather/a_B.resources") == true)
  }

  @Test func `the running program finds its own`() throws {
    let folder = try Resources.folder("breather_Letters")
    #expect(FileManager.default.fileExists(atPath: folder + "/Templates/en/words.json"))
  }
}
