import Foundation
import SQL

/// The hold of one process on a data folder, so that exactly one connection ever writes to its database.
///
/// Two writers on one file can corrupt it (pitfalls §1.2). The hold ends with the object, or with the process however it
/// dies: the kernel keeps it, not the file's presence.
/// - Source: flock(2).
package final class DataLock: Sendable {
  /// The folder held, as an absolute path.
  package let folder: String
  private let descriptor: Int32

  /// Takes hold of a folder.
  ///
  /// - Parameters:
  ///   - folder: the data folder; made with mode 0700 when it is not there and `creatingFolder` is true.
  ///   - creatingFolder: false where a folder that is not there is a mistake to tell.
  /// - Throws: `SQLFault.lockedByAnotherProcess` with a sentence that names the folder and, if known, the process;
  ///   `SQLFault.cannotOpen` when the folder or the lock file cannot be made.
  package init(folder: String, creatingFolder: Bool = true) throws(SQLFault) {
    let path = Folder.absolute(folder)
    if creatingFolder { try Folder.create(path) }
    let lockPath = path + "/breather.lock"
    self.folder = path
    self.descriptor = try DataLock.lock(lockPath, folder: path)
    DataLock.writeProcess(descriptor)
  }

  /// Unlocked in so many words: a process that is being started holds a copy of the descriptor until it is its own.
  deinit {
    _ = flock(descriptor, LOCK_UN)
    _ = close(descriptor)
  }

  /// Opens and locks the file; again when it was removed or replaced between the two, for then nobody else sees our lock.
  private static func lock(_ path: String, folder: String) throws(SQLFault) -> Int32 {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        throw .cannotOpen("The lock file \(path) cannot be opened: \(Folder.lastError()).")
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let isHeld = errno == EWOULDBLOCK
        let reason = Folder.lastError()
        let holder = readProcess(descriptor)
        _ = close(descriptor)
        guard isHeld else { throw .cannotOpen("The lock file \(path) cannot be locked: \(reason).") }
        throw .lockedByAnotherProcess(sentence(folder: folder, holder: holder))
      }
      var ours = stat()
      var there = stat()
      if fstat(descriptor, &ours) == 0, stat(path, &there) == 0, ours.st_ino == there.st_ino,
        ours.st_dev == there.st_dev
      {
        return descriptor
      }
      _ = close(descriptor)
    }
  }

  private static func sentence(folder: String, holder: Int32?) -> String {
    let process = holder.map { " (process \($0))" } ?? ""
    return "Another breather\(process) is using the data folder \(folder); stop it first."
  }

  /// The number only helps a person to find the holder: that it cannot be written or read is no reason to stop.
  private static func writeProcess(_ descriptor: Int32) {
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0 else { return }
    _ = pwrite(descriptor, text, text.count, 0)
  }

  private static func readProcess(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    return Int32(String(decoding: bytes[0..<count], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
