#if Postgres
  import Foundation
  import PostgresEngine
  import SQL
  import TestYard
  import Testing

  /// Waiting has an end: for a lock, a statement, a connection.
  @Suite(.enabled(if: PostgresBench.url != nil), .inTurn) struct PostgresPatienceTests {
    @Test func `a lock that another holds too long is told as busy`() async throws {
      try await PostgresBench.run { bench in
        let database = try await bench.database("CREATE TABLE kept (number BIGINT)")
        let holder = Holder(database)
        try await holder.hold("ALTER TABLE kept ADD COLUMN more BIGINT")
        await expectFault(.busy) {
          try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (1)") }
        }
        try await holder.letGo()
        try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (1)") }
        #expect(try await database.count("kept") == 1)
        try await database.close()
      }
    }

    @Test func `a statement that takes too long is ended by the server, and the session goes on`() async throws {
      try await PostgresBench.run { bench in
        let database = try bench.open {
          $0.connections = 1
          $0.deadlineSeconds = 2
        }
        let session = try await database.read { try $0.session() }
        await expectFault(.deadline) { _ = try await database.read { tx in try tx.query("SELECT pg_sleep(60) AS it") } }
        #expect(try await database.read { try $0.session() } == session)
        try await database.close()
      }
    }

    @Test func `many short statements that take too long together are ended at the deadline and undone`() async throws {
      try await PostgresBench.run { bench in
        let database = try bench.open {
          $0.connections = 1
          $0.deadlineSeconds = 1
        }
        try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
        await expectFault(.deadline) {
          try await database.write { tx in
            for number in 1...100 {
              try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(number))])
              _ = try tx.query("SELECT pg_sleep(0.1) AS it")
            }
          }
        }
        #expect(try await database.count("kept") == 0)
        try await database.close()
      }
    }

    @Test
    func `when all connections are held callers are refused as busy, at once or by the deadline, and then served`()
      async throws
    {
      try await PostgresBench.run { bench in
        let database = try bench.open {
          $0.connections = 2
          $0.deadlineSeconds = 1
        }
        try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
        let holders = [Holder(database), Holder(database)]
        for holder in holders { try await holder.hold("SELECT 1 AS one") }
        let ran = Tally()
        let answers = await withTaskGroup(of: SQLFault?.self) { group in
          for _ in 1...300 {
            group.addTask { () async -> SQLFault? in
              await fault {
                try await database.write { tx in
                  ran.add()
                  try tx.execute("INSERT INTO kept (number) VALUES (1)")
                }
              }
            }
          }
          return await group.reduce(into: [SQLFault?]()) { $0.append($1) }
        }
        #expect(answers.count == 300)
        #expect(answers.allSatisfy { $0 == .busy })
        #expect(ran.value == 0)
        #expect(database.waiting == 0)
        for holder in holders { try await holder.letGo(late: true) }
        try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (1)") }
        #expect(try await database.count("kept") == 1)
        try await database.close()
      }
    }

    @Test func `more callers than may wait are refused at once`() async throws {
      try await PostgresBench.run { bench in
        let database = try bench.open { $0.connections = 1 }
        let holder = Holder(database)
        try await holder.hold("SELECT 1 AS one")
        let refused = Tally()
        let crowd = Task {
          await withTaskGroup(of: Void.self) { group in
            for _ in 1...300 {
              group.addTask {
                let found = await fault { try await database.read { tx in try tx.query("SELECT 1 AS one") } }
                if found == .busy { refused.add() }
              }
            }
          }
        }
        while refused.value < 300 - 256 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(database.waiting == 256)
        try await holder.letGo()
        await crowd.value
        #expect(refused.value == 300 - 256)
        try await database.close()
      }
    }
  }

  /// A unit that holds its connection, and what it locked, until it is told to let go.
  private struct Holder {
    private let database: PostgresDatabase
    private let entered = DispatchSemaphore(value: 0)
    private let mayGoOn = DispatchSemaphore(value: 0)
    private let task = Kept()

    private final class Kept: @unchecked Sendable { var task: Task<Void, any Error>? }

    init(_ database: PostgresDatabase) { self.database = database }

    func hold(_ statement: String) async throws {
      let (entered, mayGoOn, database) = (entered, mayGoOn, database)
      task.task = Task {
        try await database.write { tx in
          _ = try tx.query(statement)
          entered.signal()
          mayGoOn.wait()
        }
      }
      await blocking { entered.wait() }
    }

    /// - Parameter late: whether it has held for longer than its own deadline, and so is undone.
    func letGo(late: Bool = false) async throws {
      mayGoOn.signal()
      guard late else {
        try await task.task?.value
        return
      }
      await expectFault(.deadline) { try await task.task?.value }
    }
  }
#endif
