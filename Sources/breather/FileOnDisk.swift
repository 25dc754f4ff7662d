import Foundation

/// The few steps by which a file comes to be on disk for certain, or not at all.
enum FileOnDisk {
  /// Whether there is anything of that name, be it a link to nowhere.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// The size in bytes, 0 when it is not there.
  static func size(_ path: String) -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }

  /// Whether two names are one file, by whatever way.
  static func isSame(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
    return first.st_ino == second.st_ino && first.st_dev == second.st_dev
  }

  /// The folder a file is in.
  static func folder(of path: String) -> String { (path as NSString).deletingLastPathComponent }

  /// The file's name without its folder.
  static func name(of path: String) -> String { (path as NSString).lastPathComponent }

  /// The path from the root.
  static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

  /// Puts a file's bytes on disk.
  static func sync(_ descriptor: Int32, _ path: String) throws(CommandFault) {
    guard fsync(descriptor) == 0 else { throw trouble("be put on disk", path) }
  }

  /// Puts a folder's list of files on disk, without which a new name may be gone after a power cut.
  static func syncFolder(_ path: String) throws(CommandFault) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw trouble("be opened", path) }
    defer { _ = close(descriptor) }
    try sync(descriptor, path)
  }

  /// Gives a file another name, in the place of whatever has that name.
  static func rename(_ path: String, to name: String) throws(CommandFault) {
    guard Foundation.rename(path, name) == 0 else { throw trouble("get its name \(name)", path) }
  }

  /// Gives a file a second name, which nothing may have yet.
  static func link(_ path: String, as name: String) throws(CommandFault) {
    guard Foundation.link(path, name) == 0 else { throw trouble("get the name \(name)", path) }
  }

  /// Takes a name away; nothing when it is not there.
  static func remove(_ path: String) throws(CommandFault) {
    guard unlink(path) == 0 || errno == ENOENT else { throw trouble("be removed", path) }
  }

  /// What the kernel said, as a sentence.
  static func trouble(_ what: String, _ path: String) -> CommandFault {
    let reason = errno
    if reason == ENOSPC || reason == EDQUOT { return CommandFault("There is no room left for \(path).") }
    return CommandFault("\(path) cannot \(what): \(String(cString: strerror(reason))).")
  }
}

extension Int64 {
  /// A number of bytes as people say it.
  var bytesInWords: String {
    if self < 1 << 20 { return "\((self + 1023) >> 10) KiB" }
    return self < 10 << 30 ? "\(self >> 20) MiB" : "\(self >> 30) GiB"
  }
}
