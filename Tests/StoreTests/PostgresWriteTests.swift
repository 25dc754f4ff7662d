#if Postgres
  import Foundation
  import PostgresEngine
  import SQL
  import Synchronization
  import TestYard
  import Testing

  /// All or nothing on PostgreSQL, and the same answers as SQLite's engine gives.
  @Suite(.enabled(if: PostgresBench.url != nil), .inTurn) struct PostgresWriteTests {
    private static let place = """
      CREATE TABLE place (
        number BIGINT PRIMARY KEY, capacity BIGINT NOT NULL, taken BIGINT NOT NULL,
        CONSTRAINT place_not_oversold CHECK (taken BETWEEN 0 AND capacity)
      )
      """

    @Test func `a body that fails leaves nothing`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database(Self.place)
        await #expect(throws: No()) {
          try await database.write { tx in
            try tx.execute("INSERT INTO place (number, capacity, taken) VALUES (1, 1, 0)")
            try tx.execute("CREATE TABLE other (number BIGINT)")
            throw No()
          }
        }
        #expect(try await database.count("place") == 0)
        await expectFault(.missingTable("other")) { try await database.count("other") }
        try await database.close()
      }
    }

    @Test func `a body that swallows the database's no is undone`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database(Self.place)
        let found = await fault {
          try await database.write { tx in
            try tx.execute("INSERT INTO place (number, capacity, taken) VALUES (1, 1, 0)")
            #expect(throws: SQLFault.constraint("check place_not_oversold")) {
              try tx.execute("INSERT INTO place (number, capacity, taken) VALUES (2, 1, 2)")
            }
            #expect(throws: SQLFault.constraint("check place_not_oversold")) { try tx.query("SELECT 1 AS one") }
          }
        }
        #expect(found == .constraint("check place_not_oversold"))
        #expect(try await database.count("place") == 0)
        try await database.close()
      }
    }

    @Test func `two hundred at once on the last ten places take exactly ten`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database(
          Self.place, "CREATE TABLE booking (number BIGINT PRIMARY KEY)",
          "INSERT INTO place (number, capacity, taken) VALUES (1, 10, 0)")
        let booked = await withTaskGroup(of: Bool.self) { group in
          for number in 1...200 {
            group.addTask {
              do {
                try await database.write { tx in
                  let moved = try tx.execute(
                    "UPDATE place SET taken = taken + $2 WHERE number = $1 AND taken + $2 <= capacity",
                    [.int(1), .int(1)])
                  try tx.execute("INSERT INTO booking (number) VALUES ($1)", [.int(Int64(number))])
                  if moved == 0 { throw No() }
                }
                return true
              } catch {
                #expect(error is No)
                return false
              }
            }
          }
          return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(booked == 10)
        #expect(try await database.count("booking") == 10)
        try await database.close()
      }
    }

    @Test func `a reader sees one moment, and cannot write`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database("CREATE TABLE kept (number BIGINT)")
        let entered = DispatchSemaphore(value: 0)
        let mayGoOn = DispatchSemaphore(value: 0)
        let reader = Task {
          try await database.read { tx -> [Int64?] in
            let before = try tx.first("SELECT COUNT(*) AS n FROM kept")?.int("n")
            entered.signal()
            mayGoOn.wait()
            return [before, try tx.first("SELECT COUNT(*) AS n FROM kept")?.int("n")]
          }
        }
        await blocking { entered.wait() }
        try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (1)") }
        mayGoOn.signal()
        #expect(try await reader.value == [0, 0])
        #expect(try await database.count("kept") == 1)
        await expectFault(.invalid("a body that reads may not write")) {
          _ = try await database.read { tx in try tx.execute("INSERT INTO kept (number) VALUES (2)") }
        }
        try await database.close()
      }
    }

    @Test func `a transaction is dead after its body`() async throws {
      final class Smuggled: @unchecked Sendable { var tx: (any SQLTransaction)? }
      try await PostgresBench.run { bench in
        let database = try await bench.database("CREATE TABLE kept (number BIGINT)")
        let smuggled = Smuggled()
        try await database.write { tx in smuggled.tx = tx }
        #expect(throws: SQLFault.invalid("a transaction was used after its end")) {
          try smuggled.tx?.execute("INSERT INTO kept (number) VALUES (1)")
        }
        try await database.close()
      }
    }

    @Test func `a caller that goes away does not stop its write, and its read does not begin`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database("CREATE TABLE kept (number BIGINT)")
        let entered = DispatchSemaphore(value: 0)
        let mayGoOn = DispatchSemaphore(value: 0)
        let caller = Task {
          try await database.write { tx in
            try tx.execute("INSERT INTO kept (number) VALUES (1)")
            entered.signal()
            mayGoOn.wait()
            return try tx.execute("INSERT INTO kept (number) VALUES (2)")
          }
        }
        await blocking { entered.wait() }
        caller.cancel()
        mayGoOn.signal()
        #expect(try await caller.value == 1)
        let ran = Tally()
        let late = Task {
          while !Task.isCancelled { await Task.yield() }
          try await database.read { _ in ran.add() }
        }
        late.cancel()
        await #expect(throws: CancellationError.self) { try await late.value }
        #expect(ran.value == 0)
        #expect(try await database.count("kept") == 2)
        try await database.close()
      }
    }

    @Test func `closing waits for what was begun and lets nothing new in`() async throws {
      try await PostgresBench.run { bench in
        let database = try bench.open { $0.applicationName = bench.schema }
        try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
        let done = Tally()
        let crowd = Task {
          await withTaskGroup(of: SQLFault?.self) { group in
            for number in 1...100 {
              group.addTask { () async -> SQLFault? in
                await fault {
                  try await database.write { tx in
                    try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(number))])
                  }
                  done.add()
                }
              }
            }
            return await group.reduce(into: [SQLFault?]()) { $0.append($1) }
          }
        }
        try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (0)") }
        try await database.close()
        try await database.close()
        let faults = await crowd.value
        #expect(faults.allSatisfy { $0 == nil || $0 == .closed })
        await expectFault(.closed) { try await database.count("kept") }
        await expectFault(.closed) { try await database.write { _ in } }
        let again = try bench.open()
        #expect(try await again.count("kept") == Int64(done.value) + 1)
        var sessions: Int64 = -1
        for _ in 1...100 where sessions != 0 {
          sessions =
            try await again.read { tx in
              try tx.first(
                "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE application_name = $1", [.text(bench.schema)])?.int(
                  "n")
            } ?? -1
          try await Task.sleep(for: .milliseconds(20))
        }
        #expect(sessions == 0)
        try await again.close()
      }
    }
  }
#endif
