import Foundation

/// The repository as the tidy tests see it: its folders and its files.
enum House {
  /// The folder that holds `.swift-format`, looked for upwards from this file.
  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.appendingPathComponent(".swift-format").path) {
      precondition(folder.path != "/", "the tidy tests read the repository they were built from; build them there")
      folder.deleteLastPathComponent()
    }
    return folder
  }()

  /// Every Swift file under `Sources` and `Tests`.
  static let swift: [SourceFile] = under("Sources", "Tests") { $0.hasSuffix(".swift") }

  /// Every Swift file under `Sources`.
  static let sources: [SourceFile] = swift.filter { $0.path.hasPrefix("Sources/") }

  /// The files of some folders whose paths fit, in the order of their paths.
  static func under(_ folders: String..., fitting: (String) -> Bool) -> [SourceFile] {
    let paths = folders.flatMap { folder -> [String] in
      let names = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
      return (names?.compactMap { $0 as? String } ?? []).map { "\(folder)/\($0)" }
    }
    return paths.filter(fitting).sorted().map(file)
  }

  /// One file by its path from the root; an empty one when it cannot be read, which no test of a file passes by chance.
  static func file(_ path: String) -> SourceFile {
    let data = FileManager.default.contents(atPath: root.appendingPathComponent(path).path) ?? Data()
    return SourceFile(path: path, text: String(decoding: data, as: UTF8.self))
  }
}

/// One file: as it is written, and with its comments and strings blanked.
struct SourceFile: Sendable {
  /// From the root: `Sources/Breaks/World.swift`.
  let path: String
  let lines: [Substring]
  /// The same lines, in which comments and the insides of strings are spaces. Only Swift files are masked.
  let code: [Substring]
  /// All of `code`.
  let masked: [UInt8]

  init(path: String, text: String) {
    self.path = path
    let written = Array(text.utf8)
    masked = path.hasSuffix(".swift") ? SwiftMask.mask(written) : written
    lines = Self.lines(of: written)
    code = Self.lines(of: masked)
  }

  /// The room or test folder the file stands in: `Breaks` of `Sources/Breaks/World.swift`.
  var room: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }

  private static func lines(of bytes: [UInt8]) -> [Substring] {
    let whole = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
    return whole.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      Substring(decoding: $0, as: UTF8.self)
    }
  }
}

/// One thing that is not tidy, as a sentence with its place and its remedy.
struct Untidy: Equatable, CustomStringConvertible {
  let path: String
  /// From 1; 0 when the whole file is meant.
  let line: Int
  let what: String

  var description: String { line > 0 ? "\(path):\(line): \(what)" : "\(path): \(what)" }
}

extension [Untidy] {
  /// Every finding on a line of its own, for the message of a test.
  var told: String { map(\.description).joined(separator: "\n") }
}
