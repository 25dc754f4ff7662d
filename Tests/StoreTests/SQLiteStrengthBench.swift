import Foundation
import SQL
import SQLiteEngine
import Synchronization
import Testing

extension Bench {
  /// The database as `serve` opens it, with limits of the test's own, and some tables.
  func database(_ limits: SQLiteLimits, _ statements: String...) async throws -> SQLiteDatabase {
    let database = try SQLiteDatabase(folder: folder, access: .owner(try DataLock(folder: folder)), limits: limits)
    try await database.write { tx in for statement in statements { try tx.execute(statement) } }
    return database
  }
}

extension SQLiteLimits {
  /// The defaults, but for what a test says.
  static func but(_ change: (inout SQLiteLimits) -> Void) -> SQLiteLimits {
    var limits = SQLiteLimits()
    change(&limits)
    return limits
  }
}

/// A monotonic clock that goes on only when a test says so.
final class StoppedClock: Sendable {
  private let moment = Mutex(ContinuousClock.now)
  var now: ContinuousClock.Instant { moment.withLock { $0 } }
  func goOn(_ duration: Duration) { moment.withLock { $0 += duration } }
}

/// The writer, held inside one unit so that a test can fill the line behind it.
struct HeldWriter: Sendable {
  private let mayGoOn = DispatchSemaphore(value: 0)
  private let unit: Task<Void, any Error>

  init(_ database: SQLiteDatabase) async {
    let (entered, mayGoOn) = (DispatchSemaphore(value: 0), mayGoOn)
    unit = Task {
      try await database.write { _ in
        entered.signal()
        mayGoOn.wait()
      }
    }
    await blocking { entered.wait() }
  }

  func letGo() async throws {
    mayGoOn.signal()
    try await unit.value
  }
}

/// Waits until something is so; a test that waits in vain ends by its time limit.
func eventually(_ isSo: () async throws -> Bool) async throws {
  while try await !isSo() { try await Task.sleep(for: .milliseconds(2)) }
}

/// Notes in the order they were made, from any thread.
final class Notes: Sendable {
  private let notes = Mutex<[String]>([])
  var all: [String] { notes.withLock { $0 } }
  func add(_ note: String) { notes.withLock { $0.append(note) } }
}

/// A read that counts far, in one statement: many seconds if nobody breaks it off.
let countsFar = """
  WITH RECURSIVE far (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM far WHERE number < 60000000)
  SELECT COUNT(*) AS n FROM far
  """
