import Breaks
import Foundation
import Store

/// The file with the installation's master key: everything sealed hangs on it, so it is made once and never again.
enum KeyFile {
  private static let title = "breather keys v1"
  private static let bytesMax = 4096

  /// Reads the keys.
  ///
  /// - Throws: `KeyFault`.
  static func read(_ path: String) throws(KeyFault) -> Keys {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missing(path) : .unreadable(path, String(cString: strerror(errno)))
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path, "it is not a file")
    }
    guard status.st_mode & 0o077 == 0 else { throw .openToOthers(path) }
    do {
      let data = try handle.read(upToCount: bytesMax) ?? Data()
      guard let keys = parse(String(decoding: data, as: UTF8.self)) else { throw KeyFault.malformed(path) }
      return keys
    } catch let fault as KeyFault {
      throw fault
    } catch {
      throw .unreadable(path, error.localizedDescription)
    }
  }

  /// Makes a new key and puts it safely on disk, for its owner only; never over a file that is there.
  ///
  /// - Throws: `KeyFault`.
  static func make(_ path: String, world: World) throws(KeyFault) -> Keys {
    let master = world.randomBytes(32)
    let text = "\(title)\nk1 \(Data(master).base64EncodedString())\n"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unmade(path, String(cString: strerror(errno))) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(text.utf8))
      try handle.synchronize()
      try syncFolder(of: path)
    } catch {
      let reason = error.localizedDescription
      // Half a key file would look like a damaged one; there is nothing sealed with it yet.
      _ = unlink(path)
      throw .unmade(path, reason)
    }
    return Keys(id: "k1", master: master)
  }

  /// Puts the folder's list of files on disk, without which the new file may be gone after a power cut.
  private static func syncFolder(of path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw KeyFault.unmade(path, String(cString: strerror(errno))) }
    let isSynced = fsync(descriptor) == 0
    _ = close(descriptor)
    guard isSynced else { throw KeyFault.unmade(path, "its folder could not be put on disk") }
  }

  private static func parse(_ text: String) -> Keys? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 3, lines[0] == title, lines[2].isEmpty else { return nil }
    let words = lines[1].split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 2, (1...20).contains(words[0].utf8.count),
      words[0].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }),
      let master = Data(base64Encoded: words[1]), master.count == 32
    else { return nil }
    return Keys(id: words[0], master: [UInt8](master))
  }
}

/// Why the key file cannot be used; never holds a byte of it.
enum KeyFault: Error, Equatable, CustomStringConvertible {
  case missing(String)
  case unreadable(String, String)
  case openToOthers(String)
  case malformed(String)
  case unmade(String, String)
  case ofAnotherDatabase(String)
  case madeMeanwhile(String)

  var description: String {
    switch self {
    case .missing(let path):
      "There is no key file at \(path), and without it the database cannot be read. Put it back from your backup."
    case .unreadable(let path, let reason): "The key file \(path) cannot be read: \(reason)."
    case .openToOthers(let path): "The key file \(path) may be read by others than its owner; run: chmod 600 \(path)"
    case .malformed(let path):
      "The key file \(path) is damaged: it must hold the line \"breather keys v1\" and one key. "
        + "Put it back from your backup."
    case .unmade(let path, let reason): "The key file \(path) cannot be made: \(reason)."
    case .ofAnotherDatabase(let path):
      "The key file \(path) belongs to another database. Put back the one that was made with this database."
    case .madeMeanwhile(let path):
      "Another breather made this database at the same moment, with a key file of its own. Copy that one to \(path)."
    }
  }
}
