import GRDB
import GRDBSQLite

/// When a read is broken off, so that it does not hold its snapshot, and with it the write-ahead log, for ever.
final class ReadDeadline {
  /// Steps of SQLite's machine between two looks at the clock; some tens of microseconds.
  private static let stepsBetweenLooks: Int32 = 4_000

  private let until: ContinuousClock.Instant?
  private let now: @Sendable () -> ContinuousClock.Instant

  /// Begins now; without `limits.readMax` it never comes.
  init(_ limits: SQLiteLimits) {
    now = limits.now
    until = limits.readMax.map { limits.now() + $0 }
  }

  var isOver: Bool { until.map { $0 <= now() } ?? false }

  /// Breaks off the connection's statement once the time is over.
  func watching<T>(_ connection: Database, _ work: () throws -> T) throws -> T {
    guard until != nil else { return try work() }
    let open = connection.sqliteConnection
    sqlite3_progress_handler(
      open, ReadDeadline.stepsBetweenLooks,
      { me in
        guard let me else { return 0 }
        return Unmanaged<ReadDeadline>.fromOpaque(me).takeUnretainedValue().isOver ? 1 : 0
      },
      Unmanaged.passUnretained(self).toOpaque())
    defer { sqlite3_progress_handler(open, 0, nil, nil) }
    return try withExtendedLifetime(self) { try work() }
  }
}
