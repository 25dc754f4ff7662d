import Dispatch
import GRDB
import SQL
import Synchronization

/// How a process opens the data folder.
package enum SQLiteAccess: Sendable {
  /// The one process that writes; the lock proves it.
  case owner(DataLock)
  /// `backup` and `doctor`, beside a running owner: never writes, never carries the WAL into the database.
  case readOnly
}

/// The embedded database: one file, one writer, snapshots for readers, and every answered commit on disk.
package final class SQLiteDatabase: SQLDatabase {
  /// SQLite's words: it has nothing to lock, with one writer.
  package let dialect = Dialect.sqlite
  /// The database file.
  let path: String
  let pool: DatabasePool
  private let readers: SQLiteReaders
  private let limits: SQLiteLimits
  private let writer: SQLiteWriter?
  /// Held until the database is closed or gone.
  private let lock: Mutex<DataLock?>
  private let texts = SQLTexts(mark: "?")
  private let gate = Gate()

  /// Opens the database, and makes it where the owner finds none.
  ///
  /// - Parameters:
  ///   - folder: the data folder; the owner's is the lock's.
  ///   - fileName: the file in it.
  ///   - access: whether this process writes.
  ///   - bytesMax: stands for `limits.bytesMax`.
  ///   - limits: how much it takes on at once, and how long anything may take.
  ///   - onFatal: called once the disk has refused a write; nothing is written any more and the program should exit at
  ///     once. Runs before the callers are answered.
  /// - Throws: `SQLFault.cannotOpen` with a sentence, also when the settings that keep commits safe do not hold;
  ///   `SQLFault.damaged` when the file is no database.
  package init(
    folder: String, fileName: String = "breather.db", access: SQLiteAccess, bytesMax: Int64? = nil,
    limits: SQLiteLimits = SQLiteLimits(), onFatal: @escaping @Sendable (SQLFault) -> Void = { _ in }
  ) throws {
    let folder = Folder.absolute(folder)
    var limits = limits
    limits.bytesMax = bytesMax ?? limits.bytesMax
    self.limits = limits
    readers = SQLiteReaders(limits: limits)
    let opening = SQLiteOpening(folder: folder, path: folder + "/" + fileName, limits: limits)
    path = opening.path
    switch access {
    case .owner(let lock):
      let pool = try opening.open(by: lock)
      let writer = SQLiteWriter(pool: pool, readers: readers, limits: limits, onFatal: onFatal)
      self.pool = pool
      self.writer = writer
      self.lock = Mutex(lock)
      pool.writeWithoutTransaction { connection in writer.watchLog(connection) }
    case .readOnly:
      self.pool = try opening.openReadOnly()
      self.writer = nil
      self.lock = Mutex(nil)
    }
  }

  deinit {
    guard let writer else { return }
    pool.unsafeReentrantWrite { connection in writer.unwatchLog(connection) }
  }

  /// Runs a body on one snapshot, on one of four connections that cannot write.
  ///
  /// After `limits.readMax` its statement is broken off, and no other is begun. What the body itself does between two
  /// statements cannot be broken off: until it returns it keeps its connection and its snapshot.
  /// - Throws: `SQLFault`: `.busy` when too many read already, `.deadline` when the read took too long; or what the body
  ///   throws; `CancellationError` when the task was cancelled before it began.
  package func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    let (texts, limits) = (texts, limits)
    return try await reading { connection in
      let deadline = ReadDeadline(limits)
      return try deadline.watching(connection) {
        try SQLiteTransaction.run(body, on: connection, texts, deadline: deadline)
      }
    }
  }

  /// Runs a body in the one writer's transaction, shared with those who wait at the same time.
  ///
  /// Nothing but the body's own error, or the database, undoes it: a cancelled caller still gets what happened.
  /// - Throws: `SQLFault`: `.busy` when too many wait already, or it has waited for `limits.waitMax`, and was not begun;
  ///   or what the body throws.
  @discardableResult
  package func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    guard let writer else { throw SQLFault.invalid("the database was opened for reading only") }
    try gate.enter()
    defer { gate.leave() }
    let texts = texts
    return try await withCheckedThrowingContinuation { continuation in
      let kept = Kept<T>()
      writer.add { connection in
        kept.put(try SQLiteTransaction.run(body, on: connection, texts))
      } answer: { error in
        continuation.resume(with: kept.outcome(error))
      }
    }
  }

  /// Waits for all that was begun, carries the WAL into the file, closes, and lets go of the data lock.
  package func close() async throws {
    guard await gate.close() else { return }
    let pool = pool
    let writer = writer
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            if let writer {
              pool.writeWithoutTransaction { connection in
                writer.carry(.truncate, connection)
                writer.unwatchLog(connection)
              }
            }
            try pool.close()
          })
      }
    }
    lock.withLock { $0 = nil }
  }

  /// How many units of work wait for the writer now; those in its present group have ceased to wait.
  package var waiting: Int { writer?.waiting ?? 0 }

  /// Work on a reading connection, inside a snapshot, for as long as it takes.
  ///
  /// The snapshot is let go before the answer.
  func reading<T: Sendable>(_ work: @escaping @Sendable (Database) throws -> T) async throws -> T {
    try Task.checkCancellation()
    try gate.enter()
    defer { gate.leave() }
    let (pool, readers) = (pool, readers)
    try await readers.enter()
    return try await withCheckedThrowingContinuation { continuation in
      pool.asyncUnsafeRead { connection in
        let outcome = Result { try SQLiteDatabase.snapshot(connection.get(), work) }
        readers.leave()
        continuation.resume(with: outcome.mapError { SQLFault.from($0, on: nil) })
      }
    }
  }

  private static func snapshot<T>(_ connection: Database, _ work: (Database) throws -> T) throws -> T {
    try connection.beginTransaction(.deferred)
    let outcome = Result { try work(connection) }
    // Nothing was written: this only lets go of the snapshot.
    try connection.rollback()
    return try outcome.get()
  }

  /// Work on the writing connection between two units, outside a transaction.
  func onWriter<T: Sendable>(_ work: @escaping @Sendable (Database) throws -> T) async throws -> T {
    try gate.enter()
    defer { gate.leave() }
    let pool = pool
    return try await withCheckedThrowingContinuation { continuation in
      pool.asyncWriteWithoutTransaction { connection in
        continuation.resume(
          with: Result { try work(connection) }.mapError { SQLFault.from($0, on: connection) })
      }
    }
  }
}
