import GRDB
import SQL

/// A copy of the whole database, made while it is served.
extension SQLiteDatabase {
  /// Pages copied between two calls of `progress`; 1 MiB.
  private static let pagesAtOnce: Int32 = 256

  /// Copies the database, as it is at one instant, into an empty file that then stands for itself.
  ///
  /// Writers go on. The snapshot that is copied keeps the write-ahead log from beginning anew, so until the copy is made
  /// the log grows by what is written meanwhile; checking the copy is no such burden. Nothing is on disk for certain
  /// before the file is synced.
  /// - Parameters:
  ///   - path: an empty file; what is in it after an error is of no use.
  ///   - progress: told how many pages are copied, and how many there are.
  /// - Throws: `SQLFault`, `.diskFull` where the copy found no room.
  package func copy(to path: String, progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void) async throws {
    try await reading { source in
      // A snapshot begins with the first look. Without one SQLite would begin the copy again whenever somebody has
      // written between two steps.
      _ = try Int.fetchOne(source, sql: "SELECT COUNT(*) FROM sqlite_master")
      var configuration = Configuration()
      configuration.label = "breather copy"
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { target in
        do {
          try SQLiteDatabase.copy(source, to: target, progress)
        } catch {
          throw SQLFault.from(error, on: target)
        }
      }
      try queue.close()
    }
  }

  private static func copy(
    _ source: Database, to target: Database, _ progress: @escaping @Sendable (Int, Int) -> Void
  ) throws {
    // It is synced once, by whoever asked; a copy that breaks off is thrown away.
    try target.execute(sql: "PRAGMA synchronous = OFF")
    try target.execute(sql: "PRAGMA journal_mode = OFF")
    try source.backup(to: target, pagesPerStep: SQLiteDatabase.pagesAtOnce) { step in
      progress(step.completedPageCount, step.totalPageCount)
    }
    // The copy says of itself that it has a log beside it, which it never will.
    let mode = try String.fetchOne(target, sql: "PRAGMA journal_mode = DELETE")
    guard mode == "delete" else { throw SQLFault.invalid("the copy stays in journal mode \(mode ?? "?")") }
  }
}
