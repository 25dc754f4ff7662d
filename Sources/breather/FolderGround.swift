import Foundation
import Metrics
import SQL
import SQLiteEngine
import Store

/// SQLite in the data folder, which this process alone may write to.
struct FolderGround: Ground {
  let database: any SQLDatabase
  private let sqlite: SQLiteDatabase
  private let folder: String

  /// More waiting writes than this, and new ones are better sent elsewhere.
  private static let waitingMax = 256
  /// A log this long says that something keeps SQLite from carrying it over (pitfalls §2.1), in bytes.
  private static let logBytesMax: Int64 = 256 * 1024 * 1024
  /// SQLite's word for `synchronous=FULL`.
  private static let full = 2

  /// Takes the lock and opens. Once the disk has refused a write nothing in memory can be trusted, so the process ends.
  init(_ settings: Settings, for occasion: Occasion, making: Bool) throws {
    let path = (settings.data as NSString).appendingPathComponent("breather.db")
    guard making || FileManager.default.fileExists(atPath: path) else {
      throw SQLFault.cannotOpen(
        "There is no database in the data folder \(settings.data). Run `breather init` or `breather migrate` first.")
    }
    folder = settings.data
    let lock = try DataLock(folder: settings.data, creatingFolder: making)
    // Seeds are whole files in one transaction, and nobody waits behind them.
    let limits: SQLiteLimits = occasion == .tend ? .patient : SQLiteLimits()
    sqlite = try SQLiteDatabase(folder: settings.data, access: .owner(lock), limits: limits) { fault in
      Console.complain("Breather stops at once: \(fault.description)")
      _exit(Ending.fault)
    }
    database = sqlite
  }

  var place: String { "The database in \(folder)" }
  var standby: Standby? { nil }

  func keyAdvice(_ path: String) -> String {
    "Keep a copy of \(path) in a safe place: without it the database cannot be read."
  }

  /// Opening has read back already what keeps commits safe.
  func verify() async throws {}

  /// The lock on the data folder proves that whoever claimed them is gone.
  func freeClaims(_ keys: Keys) async throws {
    try await database.write { tx in try StoreTransaction(tx, keys: keys).outbox.freeClaims() }
  }

  func checks() async -> [String: Bool] {
    let size = sqlite.size()
    let waiting = sqlite.waiting
    Gauge(label: "database_bytes").record(size.databaseBytes)
    Gauge(label: "database_log_bytes").record(size.logBytes)
    Gauge(label: "database_writes_waiting").record(waiting)
    return [
      "database": await answers(), "durable": await isDurable(), "writer": waiting <= FolderGround.waitingMax,
      "log": size.logBytes <= FolderGround.logBytesMax,
    ]
  }

  /// Nothing: the sizes of two files are a look.
  func weigh() async {}

  func close() async throws { try await database.close() }

  private func answers() async -> Bool {
    do {
      return try await database.read { tx in try tx.query("SELECT 1 AS one").count == 1 }
    } catch {
      return false
    }
  }

  /// Anything less than FULL loses answered bookings in a power cut, and GRDB lowers it behind our back (pitfalls §1.1).
  private func isDurable() async -> Bool {
    do {
      return try await sqlite.synchronous() == FolderGround.full
    } catch {
      return false
    }
  }
}
