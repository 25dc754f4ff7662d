import GRDB
import SQL
import Synchronization

/// The one writer: units of work that wait together are committed together.
///
/// SQLite makes one wait for the disk a commit, so up to `groupMax` units share one transaction, each in a savepoint of
/// its own. Nobody is answered before COMMIT returned; when it fails, or SQLite undoes the transaction by itself, it
/// failed for all of them.
final class SQLiteWriter: Sendable {
  /// One caller's unit of work.
  struct Unit: Waiting {
    /// When it has waited too long to be begun.
    let until: ContinuousClock.Instant
    /// Runs the body and keeps what it returns.
    let attempt: @Sendable (Database) throws -> Void
    /// Gives the caller what was kept, or the error.
    let answer: @Sendable ((any Error)?) -> Void
  }

  private struct State {
    var line = Line<Unit>()
    var isScheduled = false
    var isWatched = false
    /// The failure of the disk after which nothing more is written.
    var broken: SQLFault?
  }

  let pool: DatabasePool
  let readers: SQLiteReaders
  let limits: SQLiteLimits
  private let onFatal: @Sendable (SQLFault) -> Void
  private let state = Mutex(State())
  /// How many pages the log held after the last commit, and after the last checkpoint.
  let frames = Atomic<Int>(0)
  let framesCarried = Atomic<Int>(0)

  init(
    pool: DatabasePool, readers: SQLiteReaders, limits: SQLiteLimits, onFatal: @escaping @Sendable (SQLFault) -> Void
  ) {
    self.pool = pool
    self.readers = readers
    self.limits = limits
    self.onFatal = onFatal
  }

  /// Whether the disk has failed, so that nothing more is written.
  var isBroken: Bool { state.withLock { $0.broken != nil } }

  /// How many units are not begun yet.
  var waiting: Int { state.withLock { $0.line.count } }

  /// Takes a unit, or refuses it at once when too many wait; either way it will be answered, whatever becomes of the
  /// task that asked.
  func add(
    _ attempt: @escaping @Sendable (Database) throws -> Void, answer: @escaping @Sendable ((any Error)?) -> Void
  ) {
    let (isTaken, mustSchedule, mustWatch) = state.withLock { state in
      // Work that would wait longer than anybody asks is better refused now than done for nobody.
      guard state.line.count < limits.writesWaitingMax else { return (false, false, false) }
      state.line.add(Unit(until: limits.now() + limits.waitMax, attempt: attempt, answer: answer))
      defer { (state.isScheduled, state.isWatched) = (true, true) }
      return (true, !state.isScheduled, !state.isWatched)
    }
    if !isTaken { answer(SQLFault.busy) }
    if mustSchedule { schedule() }
    if mustWatch { watch() }
  }

  /// Answers those who have waited too long, also while a unit before them holds the writer.
  private func watch() {
    LineWatch.begin(every: limits.waitMax / 4) { [weak self] in
      guard let self else { return false }
      let (late, isWatched) = self.state.withLock { state in
        let late = state.line.takeLate(self.limits.now())
        state.isWatched = state.line.count > 0
        return (late, state.isWatched)
      }
      for unit in late { unit.answer(SQLFault.busy) }
      return isWatched
    }
  }

  private func schedule() {
    pool.asyncWriteWithoutTransaction { connection in self.work(connection) }
  }

  /// One group; the next is a new turn of the writer's queue, so that other work on the connection gets between.
  private func work(_ connection: Database) {
    let (late, group) = state.withLock { state in
      (state.line.takeLate(limits.now()), state.line.take(limits.groupMax))
    }
    for unit in late { unit.answer(SQLFault.busy) }
    if !group.isEmpty {
      let errors = commit(group, on: connection)
      for (unit, error) in zip(group, errors) { unit.answer(error) }
      carryIfDue(connection)
    }
    let mustSchedule = state.withLock { state in
      state.isScheduled = state.line.count > 0
      return state.isScheduled
    }
    if mustSchedule { schedule() }
  }

  /// Runs and commits a group.
  ///
  /// - Returns: each unit's error, nil where its work is safely on disk.
  private func commit(_ group: [Unit], on connection: Database) -> [(any Error)?] {
    if let broken = state.withLock({ $0.broken }) { return group.map { _ in broken } }
    do {
      var errors: [(any Error)?] = []
      try inTransaction(connection) {
        if group.count == 1 {
          try group[0].attempt(connection)
          errors = [nil]
        } else {
          errors = try group.map { try attemptApart($0, on: connection) }
        }
      }
      return errors
    } catch {
      noteDiskFailure(error)
      return group.map { _ in error }
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
  /// - Throws: what dooms the whole group. Units that were refused before it go down with it: they were judged by rows
  ///   that are undone now.
  private func attemptApart(_ unit: Unit, on connection: Database) throws -> (any Error)? {
    // Those before it in the group have taken their time too.
    guard unit.until > limits.now() else { return SQLFault.busy }
    do {
      try inSavepoint(connection) { try unit.attempt(connection) }
      return nil
    } catch {
      let error = SQLFault.from(error, on: connection)
      let fault = error as? SQLFault
      if let fault, fault.isOfDatabase { throw fault }
      guard connection.isInsideTransaction else { throw fault ?? SQLFault.invalid("SQLite undid the transaction") }
      return error
    }
  }

  /// Works, and on an error undoes only that. GRDB's own would compile its statements anew each time.
  private func inSavepoint(_ connection: Database, _ work: () throws -> Void) throws {
    try connection.cachedStatement(sql: "SAVEPOINT unit").execute()
    do {
      try work()
      try connection.cachedStatement(sql: "RELEASE unit").execute()
    } catch {
      // SQLite may have undone the whole transaction by itself, and the savepoint with it.
      if connection.isInsideTransaction {
        try connection.cachedStatement(sql: "ROLLBACK TO unit").execute()
        try connection.cachedStatement(sql: "RELEASE unit").execute()
      }
      throw error
    }
  }

  /// After the disk refused a write or a sync, or gave back what was never written, what it holds is unknown: nothing
  /// more is written, and the program is told to end, so that it starts again from what is really there.
  ///
  /// - Source: "Can applications recover from fsync failures?", Rebello et al., USENIX ATC 2020.
  func noteDiskFailure(_ error: any Error) {
    guard let broken = error as? SQLFault else { return }
    switch broken {
    case .inputOutput, .damaged:
      state.withLock { $0.broken = broken }
      onFatal(broken)
    default: return
    }
  }
}
