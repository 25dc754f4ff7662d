import Dispatch
import Foundation

/// A file in the making, beside the place where it will be: whole under its name in the end, or gone.
///
/// It is for its owner only, and locked, so that no two processes write it. When the program is told to stop (Ctrl-C), it
/// is taken away and the program ends.
final class FileBegun {
  let path: String
  let descriptor: Int32
  private let signals: [any DispatchSourceSignal]

  /// What SQLite may put beside a database.
  private static let besides = ["", "-journal", "-wal", "-shm"]

  /// The words by which a program is told to stop.
  private static let stops = [SIGINT, SIGTERM, SIGHUP]

  /// Begins an empty file; what a killed process left of it is written over.
  init(_ path: String) throws(CommandFault) {
    // From before the file is there: a word to stop that came between would leave it behind.
    for number in FileBegun.stops { signal(number, SIG_IGN) }
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw FileOnDisk.trouble("be made", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      _ = close(descriptor)
      throw CommandFault("Another breather is writing \(path).", code: Ending.held)
    }
    guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, 0o600) == 0 else {
      _ = close(descriptor)
      throw FileOnDisk.trouble("be written", path)
    }
    self.path = path
    self.descriptor = descriptor
    signals = FileBegun.stops.map { FileBegun.stopping(on: $0, path) }
    // A file that may not grow is an error to be told, not a reason to be killed.
    signal(SIGXFSZ, SIG_IGN)
  }

  deinit {
    for source in signals { source.cancel() }
    _ = close(descriptor)
  }

  /// Gives it its name, for certain; whatever has that name is gone.
  func finish(as name: String) throws(CommandFault) {
    try FileOnDisk.sync(descriptor, path)
    try FileOnDisk.rename(path, to: name)
    try FileOnDisk.syncFolder(FileOnDisk.folder(of: name))
  }

  /// Takes it away; nothing when it has its name.
  func remove() { FileBegun.remove(path) }

  private static func remove(_ path: String) {
    for beside in besides { _ = unlink(path + beside) }
  }

  private static func stopping(on number: Int32, _ path: String) -> any DispatchSourceSignal {
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      Console.complain("\nStopped; nothing was left behind.")
      // Last of all: SQLite, still at work beside this, would make the file anew that it finds gone.
      remove(path)
      _exit(128 + number)
    }
    source.resume()
    return source
  }
}
