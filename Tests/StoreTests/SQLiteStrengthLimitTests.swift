import Foundation
import SQL
import SQLiteEngine
import TestYard
import Testing

/// What does not fit is refused at once, what waited too long is never begun, and nothing holds the log for ever.
@Suite(.inTurn, .timeLimit(.minutes(10))) struct SQLiteStrengthLimitTests {
  private static let kept = "CREATE TABLE kept (number BIGINT)"

  @Test func `1,024 wait for the writer, and the next is refused at once`() async throws {
    let bench = try Bench()
    let database = try await bench.database(SQLiteLimits(), Self.kept)
    let held = await HeldWriter(database)
    let crowd = Task { await self.crowd(of: 1_024, on: database) }
    try await eventually { database.waiting == 1_024 }
    // Answered while the writer is still held.
    await expectFault(.busy) {
      try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (0)") }
    }
    #expect(database.waiting == 1_024)
    try await held.letGo()
    #expect(await crowd.value == 1_024)
    #expect(try await database.count("kept") == 1_024)
    try await database.close()
  }

  @Test func `however many come at once, no more wait than may`() async throws {
    let bench = try Bench()
    let database = try await bench.database(SQLiteLimits.but { $0.writesWaitingMax = 10 }, Self.kept)
    let held = await HeldWriter(database)
    let crowd = Task { await self.crowd(of: 500, on: database) }
    try await eventually { database.waiting == 10 }
    for _ in 1...100 {
      #expect(database.waiting == 10)
      await Task.yield()
    }
    try await held.letGo()
    let kept = await crowd.value
    #expect(kept >= 10)
    #expect(try await database.count("kept") == Int64(kept))
    try await database.close()
  }

  @Test func `a unit that waited too long is refused and never begun`() async throws {
    let bench = try Bench()
    let clock = StoppedClock()
    let database = try await bench.database(SQLiteLimits.but { $0.now = { clock.now } }, Self.kept)
    let held = await HeldWriter(database)
    let begun = Tally()
    let early = Task {
      await fault {
        try await database.write { _ in
          begun.add()
          // The one behind it in the group has waited too long when its turn comes.
          clock.goOn(.seconds(3))
        }
      }
    }
    try await eventually { database.waiting == 1 }
    clock.goOn(.milliseconds(2_500))
    let late = Task {
      await fault {
        try await database.write { tx in
          begun.add()
          try tx.execute("INSERT INTO kept (number) VALUES (1)")
        }
      }
    }
    try await eventually { database.waiting == 2 }
    clock.goOn(.milliseconds(2_400))
    try await held.letGo()
    #expect(await early.value == nil)
    #expect(await late.value == .busy)
    #expect(begun.value == 1)
    #expect(try await database.count("kept") == 0)
    try await database.close()
  }

  @Test func `a writer that is held for ever keeps nobody waiting for ever`() async throws {
    let bench = try Bench()
    let clock = StoppedClock()
    let limits = SQLiteLimits.but { limits in
      limits.now = { clock.now }
      limits.waitMax = .milliseconds(40)
    }
    let database = try await bench.database(limits, Self.kept)
    let held = await HeldWriter(database)
    let crowd = Task { await self.crowd(of: 20, on: database) }
    try await eventually { database.waiting == 20 }
    clock.goOn(.milliseconds(40))
    // All are answered while the writer is still held.
    #expect(await crowd.value == 0)
    #expect(database.waiting == 0)
    try await held.letGo()
    #expect(try await database.count("kept") == 0)
    try await database.close()
  }

  @Test func `a read that counts too far is ended, and its snapshot let go`() async throws {
    let bench = try Bench()
    let database = try await bench.database(SQLiteLimits.but { $0.readMax = .milliseconds(50) }, Self.kept)
    await expectFault(.deadline) { try await database.read { tx in try tx.query(countsFar).count } }
    // The connection is of use again.
    for _ in 1...8 { #expect(try await database.count("kept") == 0) }
    try await database.close()
  }

  @Test func `a read that dawdles between two statements gets no second one, even if it swallows the no`() async throws
  {
    let bench = try Bench()
    let clock = StoppedClock()
    let database = try await bench.database(SQLiteLimits.but { $0.now = { clock.now } }, Self.kept)
    await expectFault(.deadline) {
      try await database.read { tx in
        _ = try tx.query("SELECT 1 AS one")
        clock.goOn(.milliseconds(4_999))
        _ = try tx.query("SELECT 1 AS one")
        clock.goOn(.milliseconds(1))
        #expect(throws: SQLFault.deadline) { try tx.query("SELECT 1 AS one") }
      }
    }
    #expect(try await database.read { tx in try tx.query("SELECT 1 AS one").count } == 1)
    try await database.close()
  }

  @Test func `those who wait for a reading connection are few, and none waits for ever`() async throws {
    let bench = try Bench()
    let clock = StoppedClock()
    let limits = SQLiteLimits.but { limits in
      limits.now = { clock.now }
      limits.waitMax = .milliseconds(40)
      limits.readsWaitingMax = 3
    }
    let database = try await bench.database(limits, Self.kept)
    let mayGoOn = DispatchSemaphore(value: 0)
    let (inside, refused) = (Tally(), Tally())
    let holders = Task {
      await withTaskGroup { group in
        for _ in 1...4 {
          group.addTask {
            #expect(
              await fault {
                try await database.read { _ in
                  inside.add()
                  mayGoOn.wait()
                }
              } == nil)
          }
        }
      }
    }
    try await eventually { inside.value == 4 }
    let crowd = Task {
      await withTaskGroup { group in
        for _ in 1...10 {
          group.addTask { if await fault({ try await database.count("kept") }) == .busy { refused.add() } }
        }
      }
    }
    // Seven of the ten find three waiting, and are refused at once.
    try await eventually { refused.value == 7 }
    clock.goOn(.milliseconds(40))
    try await eventually { refused.value == 10 }
    for _ in 1...4 { mayGoOn.signal() }
    _ = await (holders.value, crowd.value)
    #expect(try await database.count("kept") == 0)
    try await database.close()
  }

  /// Writers who all write one row, and how many of them were told yes; the others were told that it is busy.
  private func crowd(of count: Int, on database: SQLiteDatabase) async -> Int {
    await withTaskGroup(of: SQLFault?.self) { group in
      for number in 1...count {
        group.addTask {
          await fault {
            try await database.write { tx in
              try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(number))])
            }
          }
        }
      }
      return await group.reduce(into: 0) { kept, found in
        if found == nil { kept += 1 } else { #expect(found == .busy) }
      }
    }
  }
}
