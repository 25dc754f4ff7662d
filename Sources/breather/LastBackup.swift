import Breaks
import Foundation
import Wire

/// What is written down of the last backup, beside the database: a backup must not write into it.
struct LastBackup: Equatable {
  let at: Instant
  /// Where it was put, from the root.
  let path: String
  let bytes: Int64

  /// Where it is written down.
  static func place(in data: String) -> String { (data as NSString).appendingPathComponent("last-backup.json") }

  /// Writes it down, for certain.
  func write(in data: String) throws {
    let json: JSON = ["at": .string(at.text), "path": .string(path), "bytes": .int(bytes)]
    let text = try WireEncoder().encode(json) + [UInt8(ascii: "\n")]
    let place = LastBackup.place(in: data)
    let file = try FileBegun(place + ".part")
    do {
      try text.withUnsafeBytes { try FilePieces.write($0, to: file.descriptor, file.path) }
      try file.finish(as: place)
    } catch {
      file.remove()
      throw error
    }
  }

  /// Reads it.
  ///
  /// - Returns: nil when there was no backup yet, or the file is not as we write it.
  static func read(in data: String) -> LastBackup? {
    guard let text = FileManager.default.contents(atPath: place(in: data)), let json = try? JSON.parse(text),
      let at = json["at"]?.text, let instant = try? Instant(text: at), let path = json["path"]?.text,
      let bytes = json["bytes"]?.int
    else { return nil }
    return LastBackup(at: instant, path: path, bytes: Int64(bytes))
  }
}
