import Foundation
import SQL

/// What we ask of the file system itself, below SQLite.
///
/// Nothing here opens a database file that SQLite has open: closing it would drop SQLite's POSIX locks on it.
enum Folder {
  /// The folder's path from the root, without `.` and `..`.
  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// Makes the folder and those above it, for its owner only; nothing when it is there.
  static func create(_ path: String) throws(SQLFault) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .cannotOpen("The data folder \(path) cannot be made: \(error.localizedDescription)")
    }
  }

  /// Makes an empty file that only its owner may read, safely on disk; nothing when it is there.
  static func createFile(_ path: String) throws(SQLFault) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor < 0, errno == EEXIST { return }
    guard descriptor >= 0 else { throw .cannotOpen("The file \(path) cannot be made: \(lastError()).") }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .inputOutput("fsync of \(path): \(lastError())") }
  }

  /// Puts the folder's list of files on disk, without which a new file may be gone after a power cut.
  static func sync(_ path: String) throws(SQLFault) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotOpen("The folder \(path) cannot be opened: \(lastError()).") }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .inputOutput("fsync of \(path): \(lastError())") }
  }

  /// The size of a file in bytes, 0 when it is not there. Asks for the size only, and opens nothing.
  static func size(of path: String) -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Whether a file is there.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The kernel's words for its last refusal.
  static func lastError() -> String { String(cString: strerror(errno)) }
}
