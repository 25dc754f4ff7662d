import Breaks
import Foundation

@testable import Letters

/// What the letters' tests share: the real templates, and copies of them to break.
enum TestDesk {
  static func templates() throws -> String {
    try Resources.folder("breather_Letters") + "/Templates"
  }

  static func writer() throws -> LetterWriter {
    try LetterWriter(templatesFolder: templates())
  }

  /// A writer on a copy of the templates in which one file has been changed.
  static func writer(changing file: String, _ change: (String) throws -> String?) throws -> LetterWriter {
    try made(changing: file, change) { try LetterWriter(templatesFolder: $0) }
  }

  /// What is made of a copy of the templates in which one file has been changed, or taken away.
  static func made<Writer>(
    changing file: String, _ change: (String) throws -> String?, _ make: (String) throws -> Writer
  ) throws -> Writer {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let copy = folder + "/Templates"
    try FileManager.default.copyItem(atPath: templates(), toPath: copy)
    let path = "\(copy)/\(file)"
    let before = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    if let after = try change(before) {
      try Data(after.utf8).write(to: URL(fileURLWithPath: path))
    } else {
      try FileManager.default.removeItem(atPath: path)
    }
    return try make(copy)
  }

  static func temporaryFolder() throws -> String {
    var name = Array("/tmp/letters-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else { throw CocoaError(.fileWriteUnknown) }
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static let plain = LetterStyle(discreet: false)
  static let discreet = LetterStyle(discreet: true)
}

extension Specimen {
  func written(_ style: LetterStyle = TestDesk.plain) throws -> WrittenLetter {
    try TestDesk.writer().write(facts, to: reader, from: area, style: style)
  }

  static func named(_ name: String) throws -> Specimen {
    struct NoSuchSpecimen: Error {}
    guard let specimen = all.first(where: { $0.name == name }) else { throw NoSuchSpecimen() }
    return specimen
  }
}

extension WrittenLetter {
  /// Everything that leaves the house with this letter.
  var everything: String { subject + "\n" + text + html + (calendar?.body ?? "") }
}
