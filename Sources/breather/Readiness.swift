import Metrics
import SQLiteEngine
import ServiceLifecycle
import Synchronization

/// Whether requests can be served, for `/readyz`: yes once it listens, and no more once it is told to stop.
final class Readiness: Service, Sendable {
  private let database: SQLiteDatabase
  private let isOpen = Mutex(false)

  /// More waiting writes than this, and new ones are better sent elsewhere.
  private static let waitingMax = 256
  /// A log this long says that something keeps SQLite from carrying it over (pitfalls §2.1), in bytes.
  private static let logBytesMax: Int64 = 256 * 1024 * 1024

  init(database: SQLiteDatabase) { self.database = database }

  /// It listens.
  func begin() { isOpen.withLock { $0 = true } }

  /// Waits to be told to stop; the last of the services, it is told first.
  func run() async throws {
    try? await gracefulShutdown()
    isOpen.withLock { $0 = false }
  }

  /// The checks by name, true when all is well; measures on the way what an operator watches.
  func checks() async -> [String: Bool] {
    let size = database.size()
    let waiting = database.waiting
    Gauge(label: "database_bytes").record(size.databaseBytes)
    Gauge(label: "database_log_bytes").record(size.logBytes)
    Gauge(label: "database_writes_waiting").record(waiting)
    return [
      "serving": isOpen.withLock { $0 }, "database": await answers(), "writer": waiting <= Readiness.waitingMax,
      "log": size.logBytes <= Readiness.logBytesMax,
    ]
  }

  private func answers() async -> Bool {
    do {
      return try await database.read { tx in try tx.query("SELECT 1 AS one").count == 1 }
    } catch {
      return false
    }
  }
}
