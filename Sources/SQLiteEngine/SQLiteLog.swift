import Dispatch
import GRDB
import GRDBSQLite
import SQL
import Synchronization

/// The write-ahead log: carried into the database by the writer alone, and kept short.
///
/// SQLite's own automatic checkpoint is off, for it swallows errors of the disk. The log begins anew only when nobody
/// reads what it holds, so one long reader makes it grow, and so does a crowd of short ones that overlap. Against the
/// first every read has its deadline; against the second readers are held back for a moment once the log is too long.
/// A reader in another process (`backup` while it copies, `doctor`) can only be waited for.
extension SQLiteWriter {
  /// Pages in the log after which they are carried into the database; SQLite's own default.
  private static let framesToCarry = 1_000
  /// A page and its header in the log, in bytes.
  private static let frameBytes: Int64 = 4_096 + 24
  /// How long readers stand back at most for the log to be emptied; then it is tried again later.
  private static let pauseMax = DispatchTimeInterval.milliseconds(250)

  /// Counts the log's pages from now on, in place of SQLite's automatic checkpoint.
  func watchLog(_ connection: Database) {
    let me = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_wal_hook(
      connection.sqliteConnection,
      { me, _, _, frames in
        guard let me else { return SQLITE_OK }
        Unmanaged<SQLiteWriter>.fromOpaque(me).takeUnretainedValue().frames.store(Int(frames), ordering: .relaxed)
        return SQLITE_OK
      },
      me)
  }

  /// Must be called before the connection outlives the writer.
  func unwatchLog(_ connection: Database) {
    guard let open = connection.sqliteConnection else { return }
    sqlite3_wal_hook(open, nil, nil)
  }

  /// Callers have their answers by now and do not wait for this. A reader that holds the log only delays it.
  func carryIfDue(_ connection: Database) {
    let frames = frames.load(ordering: .relaxed)
    if frames < framesCarried.load(ordering: .relaxed) { framesCarried.store(0, ordering: .relaxed) }
    guard frames - framesCarried.load(ordering: .relaxed) >= SQLiteWriter.framesToCarry else { return }
    framesCarried.store(frames, ordering: .relaxed)
    carry(.passive, connection)
    if Int64(frames) * SQLiteWriter.frameBytes > limits.logBytesMax { emptyLog() }
  }

  /// Carries what the log holds into the database; a busy or full one is tried again later.
  func carry(_ mode: Database.CheckpointMode, _ connection: Database) {
    guard !isBroken else { return }
    do {
      try connection.checkpoint(mode)
    } catch {
      noteDiskFailure(SQLFault.from(error, on: connection))
    }
  }

  /// Cuts the log to nothing once no reader of ours is inside; writers go on meanwhile.
  private func emptyLog() {
    let pause = readers.pause { [self] pause in
      pool.asyncWriteWithoutTransaction { [self] connection in
        defer { readers.resume(pause) }
        // A reader in another process must not make the writers wait: the log is cut now, or later.
        sqlite3_busy_timeout(connection.sqliteConnection, 0)
        defer { sqlite3_busy_timeout(connection.sqliteConnection, SQLiteOpening.busyMilliseconds) }
        carry(.truncate, connection)
      }
    }
    guard let pause else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + SQLiteWriter.pauseMax) { [readers] in
      readers.resume(pause, unlessBegun: true)
    }
  }
}
