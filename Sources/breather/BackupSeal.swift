import Breaks
import Foundation
import Store

/// The last line of a backup, after the database: when it was made, and the SHA-256 of all before it.
///
/// SQLite passes over it, so the file is a database as it stands. It notices no bit that turned over within a text, and
/// therefore we do.
struct BackupSeal: Equatable {
  let at: Instant
  /// The number of the database's last migration.
  let migration: Int
  /// 64 hexadecimal digits.
  let digest: String

  private static let opening = "\nbreather backup v1 "
  private static let bytesMax = 256

  /// The line as it stands in the file.
  var text: String { "\(BackupSeal.opening)\(at.text) migration \(migration) sha256 \(digest)\n" }

  init(at: Instant, migration: Int, digest: String) {
    (self.at, self.migration, self.digest) = (at, migration, digest)
  }

  /// Reads the line from a file's last bytes.
  ///
  /// - Returns: nil when they do not end in exactly such a line.
  init?(endOf bytes: some Collection<UInt8>) {
    let text = String(decoding: bytes.suffix(BackupSeal.bytesMax), as: UTF8.self)
    guard let start = text.range(of: BackupSeal.opening, options: .backwards) else { return nil }
    let words = text[start.upperBound...].dropLast().split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 5, words[1] == "migration", let migration = Int(words[2]), words[3] == "sha256",
      let at = try? Instant(text: String(words[0]))
    else { return nil }
    self.init(at: at, migration: migration, digest: String(words[4]))
    guard text[start.lowerBound...] == self.text else { return nil }
  }

  /// Reads the seal of an open file.
  ///
  /// - Returns: nil when there is none; and where it begins.
  static func read(_ descriptor: Int32, bytes: Int64) -> (seal: BackupSeal, place: Int64)? {
    var end = [UInt8](repeating: 0, count: Int(min(Int64(bytesMax), bytes)))
    guard pread(descriptor, &end, end.count, Int(bytes) - end.count) == end.count, let seal = BackupSeal(endOf: end)
    else { return nil }
    return (seal, bytes - Int64(seal.text.utf8.count))
  }
}
