import Foundation
import Synchronization

/// A folder of letters as `.eml` files, which any mail program opens with a double click.
final class LetterShelf: Sendable {
  private let folder: URL
  private let last: Mutex<Int>

  /// Makes the folder, for its owner only, and counts on from the letters that lie there.
  init(folder: String) throws {
    self.folder = URL(fileURLWithPath: folder, isDirectory: true)
    try FileManager.default.createDirectory(
      at: self.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let numbers = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap { name in
      name.hasSuffix(".eml") ? Int(name.prefix { $0 != "-" }) : nil
    }
    last = Mutex(numbers.max() ?? 0)
  }

  /// Writes a letter as it came, under a passing name first, so that no one ever opens half a letter.
  func put(_ bytes: [UInt8], to recipient: String) throws {
    let number = last.withLock { number in
      number += 1
      return number
    }
    let digits = String(number)
    let name = String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "-" + Self.safe(recipient) + ".eml"
    let passing = folder.appendingPathComponent("." + name + ".part")
    guard
      FileManager.default.createFile(
        atPath: passing.path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown) }
    try FileManager.default.moveItem(at: passing, to: folder.appendingPathComponent(name))
  }

  /// The recipient as part of a file name: letters, digits and `@ . - _ +`, at most 80, never a path.
  static func safe(_ recipient: String) -> String {
    let kept = recipient.lowercased().unicodeScalars.prefix(80).map { scalar -> Character in
      let isSafe = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isSafe || "@.-_+".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
    }
    return kept.isEmpty ? "nobody" : String(kept)
  }
}
