import Foundation

/// The desk's own folder, `breather` in the user's config folder; it and its files are for the user alone.
struct DeskFolder: Sendable {
  let path: String

  /// `$XDG_CONFIG_HOME/breather`, or `~/.config/breather`.
  /// - Source: XDG Base Directory Specification 0.8, a relative path is ignored.
  init(environment: [String: String]) {
    if let config = environment["XDG_CONFIG_HOME"], config.hasPrefix("/") {
      path = config + "/breather"
    } else {
      path = (environment["HOME"] ?? NSHomeDirectory()) + "/.config/breather"
    }
  }

  /// The whole file; nil when it is not there.
  /// - Throws: `DeskFault` with `.troubleHere` when others could read or change it, or it cannot be read.
  func read(_ name: String) throws -> [UInt8]? {
    let file = path + "/" + name
    let handle = open(file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard handle >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw DeskFault(.troubleHere, "\(file) cannot be read: \(Self.reason())")
    }
    defer { close(handle) }
    var facts = stat()
    guard fstat(handle, &facts) == 0 else {
      throw DeskFault(.troubleHere, "\(file) cannot be read: \(Self.reason())")
    }
    guard facts.st_uid == geteuid(), facts.st_mode & 0o077 == 0 else {
      throw DeskFault(
        .troubleHere, "Other people on this computer could read \(file), so it is not used.",
        "Make it yours alone: chmod 600 \(file)", "Or sign in afresh: breather login")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Foundation.read(handle, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw DeskFault(.troubleHere, "\(file) cannot be read: \(Self.reason())") }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > 1 << 20 { throw DeskFault(.troubleHere, "\(file) is far too long to be ours.") }
    }
  }

  /// Puts a new file in the place of the old one, whole or not at all.
  /// - Throws: `DeskFault` with `.troubleHere`.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = path + "/" + name
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw DeskFault(.troubleHere, "The folder \(path) cannot be made.")
    }
    guard chmod(path, 0o700) == 0 else {
      throw DeskFault(.troubleHere, "The folder \(path) cannot be kept for you alone: \(Self.reason())")
    }
    let draft = file + ".\(getpid())"
    unlink(draft)
    let handle = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard handle >= 0 else { throw DeskFault(.troubleHere, "\(draft) cannot be written: \(Self.reason())") }
    let written = fchmod(handle, 0o600) == 0 && Terminal.write(bytes, to: handle)
    let closed = close(handle) == 0
    guard written, closed, rename(draft, file) == 0 else {
      let reason = Self.reason()
      unlink(draft)
      throw DeskFault(.troubleHere, "\(file) cannot be written: \(reason)")
    }
  }

  /// Takes a file away; one that is not there is no trouble.
  func remove(_ name: String) throws {
    let file = path + "/" + name
    guard unlink(file) == 0 || errno == ENOENT || errno == ENOTDIR else {
      throw DeskFault(.troubleHere, "\(file) cannot be removed: \(Self.reason())")
    }
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
