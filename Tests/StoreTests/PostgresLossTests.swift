#if Postgres
  import Foundation
  import PostgresEngine
  import SQL
  import Synchronization
  import TestYard
  import Testing

  /// Servers that end sessions, fall silent, or lose the answer to a COMMIT.
  @Suite(.enabled(if: PostgresBench.url != nil), .inTurn) struct PostgresLossTests {
    @Test func `a session that was ended between two units is replaced and nobody notices`() async throws {
      try await PostgresBench.run { bench in
        let database = try bench.open { $0.connections = 1 }
        try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
        let first = try await database.read { try $0.session() }
        try await bench.endSession(first)
        let second = try await database.write { tx in
          try tx.execute("INSERT INTO kept (number) VALUES (1)")
          return try tx.session()
        }
        #expect(first != second)
        try await bench.endSession(second)
        #expect(try await database.count("kept") == 1)
        try await database.close()
      }
    }

    @Test(arguments: [true, false])
    func `a unit whose session is ended in its midst runs again`(beforeCommit: Bool) async throws {
      try await PostgresBench.run { bench in
        let database = try bench.open { $0.connections = 1 }
        try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
        let entered = DispatchSemaphore(value: 0)
        let mayGoOn = DispatchSemaphore(value: 0)
        let session = Mutex<Int64>(0)
        let ran = Tally()
        let unit = Task {
          try await database.write { tx in
            try tx.execute("INSERT INTO kept (number) VALUES (1)")
            let isFirst = session.withLock { $0 == 0 }
            session.withLock { [process = try? tx.session()] in $0 = process ?? -1 }
            ran.add()
            if isFirst {
              entered.signal()
              mayGoOn.wait()
            }
            // Else the server's farewell is found just before COMMIT.
            if !beforeCommit { try tx.execute("INSERT INTO kept (number) VALUES (2)") }
          }
        }
        await blocking { entered.wait() }
        try await bench.endSession(session.withLock { $0 })
        mayGoOn.signal()
        try await unit.value
        #expect(ran.value == 2)
        #expect(try await database.count("kept") == (beforeCommit ? 1 : 2))
        try await database.close()
      }
    }

    @Test func `a body that swallows the loss of its session does not pass for done`() async throws {
      try await PostgresBench.run { bench in
        let database = try bench.open { $0.connections = 1 }
        try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
        let ran = Tally()
        try await database.write { tx in
          ran.add()
          try tx.execute("INSERT INTO kept (number) VALUES (1)")
          if ran.value > 1 { return }
          // The session ends itself, in the midst of its own statement.
          _ = try? tx.query("SELECT pg_terminate_backend(pg_backend_pid()) AS ended")
        }
        #expect(ran.value == 2)
        #expect(try await database.count("kept") == 1)
        try await database.close()
      }
    }

    @Test func `two units that lock each other out both succeed`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database(
          "CREATE TABLE slot (number BIGINT PRIMARY KEY, taken BIGINT NOT NULL)",
          "INSERT INTO slot (number, taken) VALUES (1, 0), (2, 0)")
        let meeting = Meeting(of: 2)
        let ran = Tally()
        @Sendable func take(_ first: Int64, _ second: Int64) async throws {
          try await database.write { tx in
            ran.add()
            try tx.execute("UPDATE slot SET taken = taken + 1 WHERE number = $1", [.int(first)])
            meeting.meet()
            try tx.execute("UPDATE slot SET taken = taken + 1 WHERE number = $1", [.int(second)])
          }
        }
        async let one: Void = take(1, 2)
        async let other: Void = take(2, 1)
        _ = try await (one, other)
        #expect(ran.value == 3)
        let taken = try await database.read { tx in
          try tx.query("SELECT taken FROM slot ORDER BY number").map { try $0.int("taken") }
        }
        #expect(taken == [2, 2])
        try await database.close()
      }
    }

    @Test func `a lost answer to COMMIT is told as unknown, and the row is there`() async throws {
      try await PostgresBench.run { bench in
        let relay = try bench.relay()
        let database = try bench.open(through: relay)
        try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
        relay.behave(.losesCommits)
        let ran = Tally()
        await expectFault(.outcomeUnknown) {
          try await database.write { tx in
            ran.add()
            try tx.execute("INSERT INTO kept (number) VALUES (1)")
          }
        }
        relay.behave(.dropsCommits)
        await expectFault(.outcomeUnknown) {
          try await database.write { tx in
            ran.add()
            try tx.execute("INSERT INTO kept (number) VALUES (2)")
          }
        }
        // Nothing hangs on the end of a unit that reads.
        #expect(try await database.count("kept") == 1)
        #expect(ran.value == 2)
        relay.behave(.honest)
        try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (3)") }
        #expect(try await database.count("kept") == 2)
        try await database.close()
        relay.stop()
      }
    }

    @Test func `a COMMIT that the server does not answer in time is unknown`() async throws {
      try await PostgresBench.run { bench in
        let relay = try bench.relay()
        let database = try bench.open(through: relay) { $0.deadlineSeconds = 2 }
        try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
        let entered = DispatchSemaphore(value: 0)
        let mayGoOn = DispatchSemaphore(value: 0)
        let unit = Task {
          await fault {
            try await database.write { tx in
              try tx.execute("INSERT INTO kept (number) VALUES (1)")
              entered.signal()
              mayGoOn.wait()
            }
          }
        }
        await blocking { entered.wait() }
        relay.behave(.silent)
        mayGoOn.signal()
        #expect(await unit.value == .outcomeUnknown)
        relay.stop()
        try await database.close()
      }
    }

    @Test func `while COMMITs stay unanswered nothing more is written, what reads goes on, and both recover`()
      async throws
    {
      try await PostgresBench.run { bench in
        let relay = try bench.relay()
        let database = try bench.open(through: relay) { $0.deadlineSeconds = 2 }
        try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
        await expectFault(.outcomeUnknown) {
          try await database.write { tx in
            try tx.execute("INSERT INTO kept (number) VALUES (1)")
            relay.silencePresent()
          }
        }
        let ran = Tally()
        let write: @Sendable (any SQLTransaction) throws -> Void = { tx in
          ran.add()
          try tx.execute("INSERT INTO kept (number) VALUES (2)")
        }
        for _ in 1...3 { await expectFault(.busy) { try await database.write(write) } }
        #expect(ran.value == 0)
        #expect(try await database.count("kept") == 0)
        relay.stopPresent()
        try await database.write(write)
        #expect(try await database.count("kept") == 1)
        try await database.close()
        relay.stop()
      }
    }

    @Test func `a server that falls silent in the midst is given up at the deadline`() async throws {
      try await PostgresBench.run { bench in
        let relay = try bench.relay()
        let database = try bench.open(through: relay) { $0.deadlineSeconds = 2 }
        try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
        let ran = Tally()
        let start = ContinuousClock.now
        await expectFault(.deadline) {
          try await database.write { tx in
            ran.add()
            relay.behave(.silent)
            try tx.execute("INSERT INTO kept (number) VALUES (1)")
          }
        }
        #expect(ran.value == 1)
        #expect(ContinuousClock.now - start < .seconds(10))
        await expectFault(.unreachable) { try await database.count("kept") }
        relay.behave(.honest)
        #expect(try await database.count("kept") == 0)
        try await database.close()
        relay.stop()
      }
    }

    @Test func `a server that never answers, and one that is not there, are unreachable by the deadline`() async throws
    {
      let silent = try TCPRelay(to: 9)
      silent.behave(.silent)
      for port in [silent.port, 1] {
        var settings = try PostgresSettings(url: "postgres://u:hunter2@127.0.0.1:\(port)/d")
        settings.deadlineSeconds = 1
        let database = try PostgresDatabase(settings)
        let start = ContinuousClock.now
        await expectFault(.unreachable) { try await database.write { _ in } }
        #expect(ContinuousClock.now - start < .seconds(5))
        let found = await fault { try await database.verify() }
        guard case .cannotOpen(let sentence) = found else {
          Issue.record("\(String(describing: found))")
          continue
        }
        #expect(sentence.hasPrefix("The database server cannot be reached: "))
        #expect(!sentence.contains("hunter2"))
        try await database.close()
      }
      silent.stop()
    }

    @Test func `a name, a password or a database that is wrong is told at once`() async throws {
      let url = try #require(PostgresBench.url)
      let name = try PostgresBench.address().path
      for wrong in [url.replacing(name, with: "/nowhere"), url + (url.contains("?") ? "&" : "?") + "user=nobody_here"] {
        let database = try PostgresDatabase(try PostgresSettings(url: wrong))
        let found = await fault { try await database.verify() }
        guard case .cannotOpen(let sentence) = found else {
          Issue.record("\(String(describing: found))")
          continue
        }
        #expect(!sentence.contains("cannot be reached"))
        #expect(!sentence.contains("nobody") && !sentence.contains("nowhere"))
        try await database.close()
      }
    }

    @Test func `of two hosts the one that takes writes is found, behind one that is silent`() async throws {
      try await PostgresBench.run { bench in
        let silent = try TCPRelay(to: 9)
        silent.behave(.silent)
        var address = try PostgresBench.address()
        let port = address.port
        address.port = nil
        let host = "127.0.0.1:\(silent.port),127.0.0.1:\(port ?? 5_432)"
        let one = try #require(address.string)
        let both = one.replacing("@127.0.0.1", with: "@\(host)")
        var settings = try PostgresSettings(url: both)
        settings.schema = bench.schema
        let database = try PostgresDatabase(settings)
        try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
        // The silent host is remembered, so a new session does not wait for it again.
        let start = ContinuousClock.now
        try await bench.endSession(try await database.read { try $0.session() })
        #expect(try await database.count("kept") == 0)
        #expect(ContinuousClock.now - start < .seconds(2))
        try await database.close()
        silent.stop()
      }
    }

    @Test func `a database on a standby refuses writes, and reads a primary where there is no standby`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database("CREATE TABLE kept (number BIGINT)")
        let reading = try bench.open { $0.use = .standby }
        #expect(try await reading.count("kept") == 0)
        await expectFault(.invalid("the database was opened for reading only")) {
          try await reading.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (1)") }
        }
        await expectFault(.invalid("a body that reads may not write")) {
          _ = try await reading.read { tx in try tx.execute("INSERT INTO kept (number) VALUES (1)") }
        }
        #expect(try await database.count("kept") == 0)
        try await reading.close()
        try await database.close()
      }
    }
  }

  /// A place where threads wait until all have come; afterwards nobody waits.
  private final class Meeting: Sendable {
    private let missing: Mutex<Int>
    private let count: Int
    private let begin = DispatchSemaphore(value: 0)

    init(of count: Int) {
      self.count = count
      missing = Mutex(count)
    }

    func meet() {
      let left = missing.withLock { missing in
        missing -= 1
        return missing
      }
      if left == 0 { for _ in 1..<count { begin.signal() } }
      if left > 0 { begin.wait() }
    }
  }
#endif
