import Foundation
import SQL
import SQLiteEngine
import TestYard
import Testing

/// The write-ahead log stays short, whoever reads.
@Suite(.inTurn, .timeLimit(.minutes(10))) struct SQLiteStrengthLogTests {
  private static let kept = "CREATE TABLE kept (some_bytes BYTEA)"
  private static let mebibyte: Int64 = 1 << 20

  @Test func `a reader that never ends is ended, and the log that it held is cut`() async throws {
    let bench = try Bench()
    let limits = SQLiteLimits.but { limits in
      limits.readMax = .milliseconds(300)
      limits.logBytesMax = 4 * Self.mebibyte
    }
    let database = try await bench.database(limits, Self.kept)
    let reader = Task { await fault { try await database.read { tx in try tx.query(countsFar).count } } }
    // Writes until the reader is gone, and on: what the log held meanwhile is carried over and cut.
    let ended = Tally()
    let watch = Task {
      let found = await reader.value
      ended.add()
      return found
    }
    var longest: Int64 = 0
    while ended.value == 0 {
      try await write(database)
      longest = max(longest, database.size().logBytes)
    }
    #expect(await watch.value == .deadline)
    #expect(longest > 0)
    try await eventually {
      try await write(database)
      return database.size().logBytes <= 4 * Self.mebibyte
    }
    for _ in 1...100 {
      try await write(database)
      // One checkpoint's worth may stand in it above the bound.
      #expect(database.size().logBytes <= 9 * Self.mebibyte)
    }
    try await database.close()
  }

  @Test func `a crowd of short reads that overlap does not make the log grow`() async throws {
    let bench = try Bench()
    let database = try await bench.database(SQLiteLimits.but { $0.logBytesMax = 4 * Self.mebibyte }, Self.kept)
    let done = Tally()
    let crowd = Task {
      await withTaskGroup { group in
        for _ in 1...8 {
          group.addTask {
            while done.value == 0 {
              #expect(await fault { try await database.read { tx in try tx.query(countsBriefly).count } } == nil)
            }
          }
        }
      }
    }
    var longest: Int64 = 0
    for _ in 1...400 {
      try await write(database)
      longest = max(longest, database.size().logBytes)
    }
    done.add()
    await crowd.value
    // 400 writes put 40 MiB through it.
    #expect(longest <= 20 * Self.mebibyte, "\(longest / Self.mebibyte) MiB")
    try await database.close()
  }

  @Test func `a reader of another process holds the log, but no writer`() async throws {
    let bench = try Bench()
    let database = try await bench.database(SQLiteLimits.but { $0.logBytesMax = Self.mebibyte }, Self.kept)
    let look = try SQLiteDatabase(folder: bench.folder, access: .readOnly, limits: .patient)
    let (entered, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let reader = Task {
      try await look.read { tx in
        let before = try tx.query("SELECT some_bytes FROM kept").count
        entered.signal()
        mayGoOn.wait()
        return try tx.query("SELECT some_bytes FROM kept").count - before
      }
    }
    await blocking { entered.wait() }
    // Waiting for the reader would take the busy time-out of five seconds at every thousandth page.
    for _ in 1...200 { try await write(database) }
    #expect(database.size().logBytes > 15 * Self.mebibyte)
    mayGoOn.signal()
    #expect(try await reader.value == 0)
    try await look.close()
    try await eventually {
      try await write(database)
      return database.size().logBytes <= Self.mebibyte
    }
    try await database.close()
  }

  private func write(_ database: SQLiteDatabase) async throws {
    try await database.write { tx in
      try tx.execute("INSERT INTO kept (some_bytes) VALUES ($1)", [.bytes(Array(repeating: 7, count: 100_000))])
    }
  }
}

private let countsBriefly = """
  WITH RECURSIVE far (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM far WHERE number < 20000)
  SELECT COUNT(*) AS n FROM far, (SELECT COUNT(*) FROM kept)
  """
