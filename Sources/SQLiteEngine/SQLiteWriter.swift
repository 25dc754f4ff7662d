import GRDB
import GRDBSQLite
import SQL
import Synchronization

/// The one writer: units of work that wait together are committed together.
///
/// SQLite makes one wait for the disk a commit, so up to `batchMax` units share one transaction, each in a savepoint of
/// its own. Nobody is answered before COMMIT returned; when it fails, or SQLite undoes the transaction by itself, it
/// failed for all of them.
final class SQLiteWriter: Sendable {
  /// One caller's unit of work.
  struct Unit: Sendable {
    /// Runs the body and keeps what it returns.
    let attempt: @Sendable (Database) throws -> Void
    /// Gives the caller what was kept, or the error.
    let answer: @Sendable ((any Error)?) -> Void
  }

  private struct State {
    var waiting: [Unit] = []
    var isScheduled = false
    /// The failure of the disk after which nothing more is written.
    var broken: SQLFault?
  }

  private static let batchMax = 64
  /// Pages in the WAL after which they are carried into the database; SQLite's own default.
  private static let checkpointFrames = 1_000

  private let pool: DatabasePool
  private let onFatal: @Sendable (SQLFault) -> Void
  private let state = Mutex(State())
  /// How many pages the WAL held after the last commit, and after the last checkpoint.
  private let frames = Atomic<Int>(0)
  private let framesCarried = Atomic<Int>(0)

  init(pool: DatabasePool, onFatal: @escaping @Sendable (SQLFault) -> Void) {
    self.pool = pool
    self.onFatal = onFatal
  }

  /// How many units are not begun yet.
  var waiting: Int { state.withLock { $0.waiting.count } }

  /// Takes a unit; it will be answered, whatever becomes of the task that asked.
  func add(_ unit: Unit) {
    let mustSchedule = state.withLock { state in
      state.waiting.append(unit)
      defer { state.isScheduled = true }
      return !state.isScheduled
    }
    if mustSchedule { schedule() }
  }

  private func schedule() {
    pool.asyncWriteWithoutTransaction { connection in self.work(connection) }
  }

  /// One batch; the next is a new turn of the writer's queue, so that other work on the connection gets between.
  private func work(_ connection: Database) {
    let batch = state.withLock { state in
      let batch = Array(state.waiting.prefix(SQLiteWriter.batchMax))
      state.waiting.removeFirst(batch.count)
      return batch
    }
    let errors = commit(batch, on: connection)
    for (unit, error) in zip(batch, errors) { unit.answer(error) }
    carryIfDue(connection)
    let mustSchedule = state.withLock { state in
      state.isScheduled = !state.waiting.isEmpty
      return state.isScheduled
    }
    if mustSchedule { schedule() }
  }

  /// Runs and commits a batch.
  ///
  /// - Returns: each unit's error, nil where its work is safely on disk.
  private func commit(_ batch: [Unit], on connection: Database) -> [(any Error)?] {
    if let broken = state.withLock({ $0.broken }) { return batch.map { _ in broken } }
    do {
      var errors: [(any Error)?] = []
      try inTransaction(connection) {
        if batch.count == 1 {
          try batch[0].attempt(connection)
          errors = [nil]
        } else {
          errors = try batch.map { try attemptApart($0, on: connection) }
        }
      }
      return errors
    } catch {
      noteDiskFailure(error)
      return batch.map { _ in error }
    }
  }

  /// Begins, works, and commits; undoes on any error. GRDB's own would roll back before the kernel's reason is asked.
  private func inTransaction(_ connection: Database, _ work: () throws -> Void) throws {
    do {
      try connection.beginTransaction(.immediate)
      try work()
      try connection.commit()
    } catch {
      let fault = SQLFault.from(error, on: connection)
      do {
        try connection.rollback()
      } catch {
        throw SQLFault.inputOutput("a transaction could not be undone, \(error)")
      }
      throw fault
    }
  }

  /// Runs one unit so that its failure undoes only its own work.
  ///
  /// - Returns: the unit's own error.
  /// - Throws: what dooms the whole batch. Units that were refused before it go down with it: they were judged by rows
  ///   that are undone now.
  private func attemptApart(_ unit: Unit, on connection: Database) throws -> (any Error)? {
    do {
      try connection.inSavepoint {
        try unit.attempt(connection)
        return .commit
      }
      return nil
    } catch {
      let error = SQLFault.from(error, on: connection)
      let fault = error as? SQLFault
      if let fault, fault.isOfDatabase { throw fault }
      guard connection.isInsideTransaction else { throw fault ?? SQLFault.invalid("SQLite undid the transaction") }
      return error
    }
  }

  /// After the disk refused a write or a sync, what it holds is unknown: nothing more is written, and the program is
  /// told to end, so that it starts again from what is really there.
  ///
  /// - Source: "Can applications recover from fsync failures?", Rebello et al., USENIX ATC 2020.
  private func noteDiskFailure(_ error: any Error) {
    guard let broken = error as? SQLFault, case .inputOutput = broken else { return }
    state.withLock { $0.broken = broken }
    onFatal(broken)
  }
}

/// Carrying the WAL into the database, by ourselves: SQLite's own automatic checkpoint swallows errors of the disk.
extension SQLiteWriter {
  /// Counts the WAL's pages from now on, in place of SQLite's automatic checkpoint.
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

  /// Callers have their answers by now and do not wait for this. A reader that holds the WAL only delays it.
  private func carryIfDue(_ connection: Database) {
    let frames = frames.load(ordering: .relaxed)
    if frames < framesCarried.load(ordering: .relaxed) { framesCarried.store(0, ordering: .relaxed) }
    guard frames - framesCarried.load(ordering: .relaxed) >= SQLiteWriter.checkpointFrames else { return }
    framesCarried.store(frames, ordering: .relaxed)
    carry(.passive, connection)
  }

  /// Carries what the WAL holds into the database; a busy or full one is tried again later.
  func carry(_ mode: Database.CheckpointMode, _ connection: Database) {
    guard state.withLock({ $0.broken }) == nil else { return }
    do {
      try connection.checkpoint(mode)
    } catch {
      noteDiskFailure(SQLFault.from(error, on: connection))
    }
  }
}
