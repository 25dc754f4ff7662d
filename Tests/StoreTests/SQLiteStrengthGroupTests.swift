import Foundation
import SQL
import SQLiteEngine
import TestYard
import Testing

/// Units of work that share a commit: together on disk, and in nothing else.
@Suite(.inTurn, .timeLimit(.minutes(10))) struct SQLiteStrengthGroupTests {
  private static let kept = "CREATE TABLE kept (number BIGINT PRIMARY KEY)"

  @Test func `a failing unit takes back its own rows and no other's`() async throws {
    let bench = try Bench()
    let database = try await bench.database(SQLiteLimits(), Self.kept)
    let held = await HeldWriter(database)
    let answers = await group(on: database) { tx, number in
      try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(number))])
      try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(100 + number))])
      if number == 3 { throw No() }
      if number == 5 { try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(number))]) }
    } behind: {
      try await held.letGo()
    }
    #expect(answers == [1: "yes", 2: "yes", 3: "no", 4: "yes", 5: "unique kept.number", 6: "yes"])
    let numbers = try await database.read { tx in
      try tx.query("SELECT number FROM kept ORDER BY number").map { try $0.int("number") }
    }
    #expect(numbers == [1, 2, 4, 6, 101, 102, 104, 106])
    try await database.close()
  }

  @Test func `a unit sees what those before it in its group did, and nothing of one that failed`() async throws {
    let bench = try Bench()
    let database = try await bench.database(SQLiteLimits(), Self.kept)
    let held = await HeldWriter(database)
    let seen = Notes()
    _ = await group(on: database) { tx, number in
      seen.add(try tx.query("SELECT number FROM kept ORDER BY number").map { "\(try $0.int("number"))" }.joined())
      try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(number))])
      if number == 2 { throw No() }
    } behind: {
      try await held.letGo()
    }
    #expect(seen.all == ["", "1", "1", "13", "134", "1345"])
    try await database.close()
  }

  @Test func `a unit that swallows the database's no fails alone`() async throws {
    let bench = try Bench()
    let database = try await bench.database(SQLiteLimits(), Self.kept)
    let held = await HeldWriter(database)
    let answers = await group(on: database) { tx, number in
      try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(number))])
      guard number == 2 else { return }
      #expect(throws: SQLFault.self) { try tx.execute("INSERT INTO nowhere (number) VALUES (1)") }
      #expect(throws: SQLFault.self) { try tx.execute("COMMIT") }
      #expect(throws: SQLFault.self) { try tx.execute("ROLLBACK") }
    } behind: {
      try await held.letGo()
    }
    #expect(answers == [1: "yes", 2: "missing nowhere", 3: "yes", 4: "yes", 5: "yes", 6: "yes"])
    #expect(try await database.count("kept") == 5)
    try await database.close()
  }

  @Test func `a unit that asks for COMMIT or ROLLBACK is refused and ends nobody's transaction`() async throws {
    let bench = try Bench()
    let database = try await bench.database(SQLiteLimits(), Self.kept)
    let held = await HeldWriter(database)
    let answers = await group(on: database) { tx, number in
      try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(number))])
      if number == 3 { try tx.execute("ROLLBACK") }
      if number == 4 { try tx.execute("RELEASE SAVEPOINT grdb") }
      if number == 5 { try tx.execute("COMMIT") }
    } behind: {
      try await held.letGo()
    }
    for number in [3, 4, 5] { #expect(answers[number]?.hasPrefix("invalid") == true) }
    for number in [1, 2, 6] { #expect(answers[number] == "yes") }
    #expect(try await database.count("kept") == 3)
    try await database.close()
  }

  @Test func `nobody is answered, and nobody sees a row, before the commit of the whole group`() async throws {
    let bench = try Bench()
    let database = try await bench.database(SQLiteLimits(), Self.kept)
    let held = await HeldWriter(database)
    let (entered, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let notes = Notes()
    async let first: Void = {
      try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (1)") }
      notes.add("first answered, \(try await database.count("kept")) kept")
    }()
    try await eventually { database.waiting == 1 }
    async let last: Void = {
      try await database.write { tx in
        entered.signal()
        mayGoOn.wait()
        try tx.execute("INSERT INTO kept (number) VALUES (2)")
      }
      notes.add("last answered, \(try await database.count("kept")) kept")
    }()
    try await eventually { database.waiting == 2 }
    try await held.letGo()
    await blocking { entered.wait() }
    // The first body is done; an answer before COMMIT would have had a hundred reads' time to arrive.
    for _ in 1...100 { #expect(try await database.count("kept") == 0) }
    #expect(notes.all == [])
    mayGoOn.signal()
    _ = try await (first, last)
    #expect(notes.all.sorted() == ["first answered, 2 kept", "last answered, 2 kept"])
    try await database.close()
  }

  @Test func `a commit for which the disk has no room fails the whole group, and the next one holds`() async throws {
    let bench = try Bench()
    let limits = SQLiteLimits.but { $0.bytesMax = 200_000 }
    let database = try await bench.database(limits, "CREATE TABLE kept (number BIGINT, some_bytes BYTEA)")
    let held = await HeldWriter(database)
    let answers = await group(on: database) { tx, number in
      let size = number == 4 ? 400_000 : 100
      try tx.execute(
        "INSERT INTO kept (number, some_bytes) VALUES ($1, $2)",
        [.int(Int64(number)), .bytes(Array(repeating: 1, count: size))])
    } behind: {
      try await held.letGo()
    }
    #expect(Set(answers.values) == ["diskFull"])
    #expect(try await database.count("kept") == 0)
    try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (7)") }
    #expect(try await database.count("kept") == 1)
    try await database.close()
  }

  @Test func `a file found damaged while writing ends the program, and nothing is written after it`() async throws {
    let bench = try Bench()
    let database = try await bench.database(SQLiteLimits(), Self.kept)
    try await database.close()
    // The first page after the schema's is the table's: it now begins with a kind of page that there is not.
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: bench.folder + "/breather.db"))
    try file.seek(toOffset: 4_096)
    try file.write(contentsOf: Data([0xff]))
    try file.close()
    let told = Notes()
    let again = try bench.open(onFatal: { told.add("\($0)") })
    for _ in 1...2 {
      let found = await fault {
        try await again.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (1)") }
      }
      #expect(found.map { "\($0)".hasPrefix("The database is damaged") } == true)
    }
    #expect(told.all.count == 1)
    try await again.close()
  }

  @Test(arguments: [1, 4, 64])
  func `a group is no larger than it may be`(groupMax: Int) async throws {
    let bench = try Bench()
    let database = try await bench.database(SQLiteLimits.but { $0.groupMax = groupMax }, Self.kept)
    let held = await HeldWriter(database)
    let before = database.size().logBytes
    let mayGoOn = Task {
      try await eventually { database.waiting == 64 }
      try await held.letGo()
    }
    await withTaskGroup { group in
      for number in 1...64 {
        group.addTask {
          let found = await fault {
            try await database.write { tx in
              try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(number))])
            }
          }
          #expect(found == nil)
        }
      }
    }
    try await mayGoOn.value
    #expect(try await database.count("kept") == 64)
    // Each commit puts the pages it changed into the log: the table's, and the index's of its key.
    let commits = (database.size().logBytes - before) / (2 * 4_120)
    #expect(commits == Int64(64 / groupMax))
    try await database.close()
  }

  /// Six units that wait together behind a held writer, and what each was told.
  private func group(
    on database: SQLiteDatabase, _ body: @escaping @Sendable (any SQLTransaction, Int) throws -> Void,
    behind letGo: @escaping @Sendable () async throws -> Void
  ) async -> [Int: String] {
    await withTaskGroup(of: (Int, String).self) { group in
      for number in 1...6 {
        group.addTask {
          do {
            try await database.write { tx in try body(tx, number) }
            return (number, "yes")
          } catch {
            return (number, Self.word(error))
          }
        }
        // One after the other, so that they stand in the line in their order.
        while database.waiting < number { await Task.yield() }
      }
      do {
        try await letGo()
      } catch {
        Issue.record(error)
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  private static func word(_ error: any Error) -> String {
    switch error {
    case is No: "no"
    case SQLFault.constraint(let name): name
    case SQLFault.missingTable(let name): "missing \(name)"
    case SQLFault.diskFull: "diskFull"
    case SQLFault.invalid: "invalid"
    default: "\(error)"
    }
  }
}
