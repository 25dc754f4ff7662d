import Foundation
import SQL
import SQLiteEngine
import Synchronization
import TestYard
import Testing

/// All or nothing, one writer, and answers only after the commit.
@Suite(.inTurn) struct EngineWriteTests {
  private static let place = """
    CREATE TABLE place (
      number BIGINT PRIMARY KEY, capacity BIGINT NOT NULL, taken BIGINT NOT NULL,
      CONSTRAINT place_not_oversold CHECK (taken BETWEEN 0 AND capacity)
    )
    """

  @Test func `commits are safe from a power cut after opening, and after opening again`() async throws {
    let bench = try Bench()
    for _ in 1...2 {
      let database = try bench.open()
      #expect(try await database.synchronous() == 2)
      try await database.write { tx in try tx.execute("CREATE TABLE IF NOT EXISTS kept (number BIGINT)") }
      #expect(try await database.synchronous() == 2)
      try await database.close()
    }
  }

  @Test func `a body that fails leaves nothing`() async throws {
    let bench = try Bench()
    let database = try await bench.database(Self.place)
    await #expect(throws: No()) {
      try await database.write { tx in
        try tx.execute("INSERT INTO place (number, capacity, taken) VALUES (1, 1, 0)")
        try tx.execute("CREATE TABLE other (number BIGINT)")
        throw No()
      }
    }
    #expect(try await database.count("place") == 0)
    let found = await fault { try await database.count("other") }
    #expect(found == .missingTable("other"))
    try await database.close()
  }

  @Test func `a body that swallows the database's no is undone, as PostgreSQL would`() async throws {
    let bench = try Bench()
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

  @Test func `two hundred at once on the last ten places take exactly ten`() async throws {
    let bench = try Bench()
    let database = try await bench.database(
      Self.place, "CREATE TABLE booking (number BIGINT PRIMARY KEY)",
      "INSERT INTO place (number, capacity, taken) VALUES (1, 10, 0)")
    let booked = await withTaskGroup(of: Bool.self) { group in
      for number in 1...200 {
        group.addTask {
          do {
            try await database.write { tx in
              let moved = try tx.execute(
                "UPDATE place SET taken = taken + $2 WHERE number = $1 AND taken + $2 <= capacity", [.int(1), .int(1)])
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
    let taken = try await database.read { tx in try tx.first("SELECT taken FROM place")?.int("taken") }
    #expect(taken == 10)
    try await database.close()
  }

  @Test func `of a crowd that writes together each gets its own answer, and a failing one spoils no other`()
    async throws
  {
    let bench = try Bench()
    let database = try await bench.database("CREATE TABLE kept (number BIGINT PRIMARY KEY)")
    let answers = await withTaskGroup(of: (Int, String).self) { group in
      for number in 0..<300 {
        group.addTask {
          do {
            let answer = try await database.write { tx -> Int in
              try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(number))])
              if number % 3 == 1 { throw No() }
              if number % 3 == 2 { try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(number))]) }
              return number
            }
            return (number, "\(answer)")
          } catch {
            return (number, error is No ? "no" : "\(error)")
          }
        }
      }
      return await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
    }
    for (number, answer) in answers {
      switch number % 3 {
      case 0: #expect(answer == "\(number)")
      case 1: #expect(answer == "no")
      default: #expect(answer == "\(SQLFault.constraint("unique kept.number"))")
      }
    }
    #expect(try await database.count("kept") == 100)
    try await database.close()
  }

  @Test func `a caller that goes away does not stop its write`() async throws {
    let bench = try Bench()
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
    let late = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (3)") }
    }
    late.cancel()
    #expect(try await late.value == 1)
    #expect(try await database.count("kept") == 3)
    try await database.close()
  }

  @Test func `a transaction is dead after its body`() async throws {
    final class Smuggled: @unchecked Sendable { var tx: (any SQLTransaction)? }
    let bench = try Bench()
    let database = try await bench.database("CREATE TABLE kept (number BIGINT)")
    let smuggled = Smuggled()
    try await database.write { tx in smuggled.tx = tx }
    #expect(throws: SQLFault.invalid("a transaction was used after its end")) {
      try smuggled.tx?.execute("INSERT INTO kept (number) VALUES (1)")
    }
    try await database.close()
  }

  @Test func `a reader sees one moment, and cannot write`() async throws {
    let bench = try Bench()
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
    let found = await fault {
      _ = try await database.read { tx in try tx.execute("INSERT INTO kept (number) VALUES (2)") }
    }
    guard case .invalid = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    try await database.close()
  }

  @Test func `a full disk refuses the unit, keeps what was there, and takes the next that fits`() async throws {
    let bench = try Bench()
    let database = try await bench.database(
      "CREATE TABLE kept (number BIGINT, some_bytes BYTEA)", "INSERT INTO kept (number) VALUES (1)",
      bytesMax: 200_000)
    let crowd = await withTaskGroup(of: SQLFault?.self) { group in
      for number in 2...40 {
        group.addTask { () async -> SQLFault? in
          await fault {
            try await database.write { tx in
              try tx.execute(
                "INSERT INTO kept (number, some_bytes) VALUES ($1, $2)",
                [.int(Int64(number)), .bytes(Array(repeating: 1, count: 30_000))])
            }
          }
        }
      }
      return await group.reduce(into: [SQLFault?]()) { $0.append($1) }
    }
    let kept = crowd.count { $0 == nil }
    #expect(crowd.count { $0 == SQLFault.diskFull } == crowd.count - kept)
    #expect(kept < 7)
    #expect(try await database.count("kept") == Int64(kept) + 1)
    try await database.write { tx in try tx.execute("DELETE FROM kept WHERE number > 1") }
    try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (2)") }
    #expect(try await database.count("kept") == 2)
    #expect(try await database.integrityCheck() == [])
    try await database.close()
  }

  @Test func `the log is carried into the file as it grows, and wholly on closing`() async throws {
    let bench = try Bench()
    let database = try await bench.database("CREATE TABLE kept (some_bytes BYTEA)")
    for _ in 1...40 {
      try await database.write { tx in
        try tx.execute("INSERT INTO kept (some_bytes) VALUES ($1)", [.bytes(Array(repeating: 7, count: 400_000))])
      }
    }
    #expect(database.size().databaseBytes > 8_000_000)
    #expect(database.size().logBytes < 8_000_000)
    try await database.close()
    #expect(database.size().databaseBytes > 16_000_000)
    #expect(database.size().logBytes == 0)
  }

  @Test func `closing waits for what was begun and lets nothing new in`() async throws {
    let bench = try Bench()
    let database = try await bench.database("CREATE TABLE kept (number BIGINT)")
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
    await expectFault(.closed) { try await database.synchronous() }
    let again = try bench.open()
    #expect(try await again.count("kept") == Int64(done.value) + 1)
    try await again.close()
  }

  @Test func `an integrity check finds nothing in a sound database`() async throws {
    let bench = try Bench()
    let database = try await bench.database(Self.place)
    #expect(try await database.integrityCheck() == [])
    try await database.close()
  }
}
