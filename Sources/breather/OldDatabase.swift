import Breaks
import Foundation

/// A database whose place is taken: kept whole under another name, its write-ahead log with it.
///
/// A log beside a database that is not its own would be played into it, so at no moment may the new file stand beside
/// the old log; nor may the old file stand without its log, for commits are in it that are nowhere else. Whoever is cut
/// off by a power cut between two steps begins again, and finds everything under the other name.
struct OldDatabase {
  let path: String

  /// Moves it aside; the place is free afterwards, for certain.
  ///
  /// - Returns: its new path; nil when there was none.
  func moveAside(at now: Instant) throws(CommandFault) -> String? {
    let aside = freeName(at: now)
    let folder = FileOnDisk.folder(of: path)
    let there = ["", "-wal"].filter { FileOnDisk.exists(path + $0) }
    for part in there { try FileOnDisk.link(path + part, as: aside + part) }
    try FileOnDisk.syncFolder(folder)
    try FileOnDisk.remove(path)
    try FileOnDisk.syncFolder(folder)
    // The index of the log is made anew by whoever opens the database.
    for part in ["-wal", "-shm"] { try FileOnDisk.remove(path + part) }
    try FileOnDisk.syncFolder(folder)
    return there.contains("") ? aside : nil
  }

  /// Two within the same second get different names.
  private func freeName(at now: Instant) -> String {
    let second = Instant(millis: now.millis / 1000 * 1000).text.replacingOccurrences(of: ":", with: "")
    let name = "\(path).before-restore-\(second)"
    guard FileOnDisk.exists(name) || FileOnDisk.exists(name + "-wal") else { return name }
    return (2...).lazy.map { "\(name)-\($0)" }
      .first { !FileOnDisk.exists($0) && !FileOnDisk.exists($0 + "-wal") } ?? name
  }
}
