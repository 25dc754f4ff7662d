import SQL
import SQLiteEngine
import TestYard
import Testing

/// The schema, step by numbered step.
@Suite(.inTurn) struct EngineMigratorTests {
  private static let people = Migration(
    number: 1, name: "people", statements: ["CREATE TABLE carer (number BIGINT PRIMARY KEY)"])
  private static let breaks = Migration(
    number: 2, name: "breaks",
    statements: ["CREATE TABLE offer (number BIGINT)", "INSERT INTO offer (number) VALUES (1)"])
  private static let letters = Migration(
    number: 3, name: "letters", statements: ["CREATE TABLE letter (number BIGINT)"])

  @Test func `an empty database is migrated, recorded, and left alone the second time`() async throws {
    let bench = try Bench()
    let database = try bench.open()
    let migrator = Migrator([Self.people, Self.breaks])
    #expect(try await migrator.version(database) == 0)
    #expect(try await migrator.migrate(database, now: 1_000) == [Self.people, Self.breaks])
    #expect(try await migrator.migrate(database, now: 2_000) == [])
    #expect(try await migrator.version(database) == 2)
    try await migrator.requireCurrent(database)
    let records = try await database.read { tx in
      try tx.query("SELECT number, name, checksum, applied_at FROM schema_migration ORDER BY number").map {
        "\(try $0.int("number")) \(try $0.text("name")) \(try $0.text("checksum").count) \(try $0.instant("applied_at"))"
      }
    }
    #expect(records == ["1 people 16 1000", "2 breaks 16 1000"])
    #expect(try await database.count("offer") == 1)
    try await database.close()
  }

  @Test func `only what is missing is applied`() async throws {
    let bench = try Bench()
    let database = try bench.open()
    _ = try await Migrator([Self.people]).migrate(database, now: 1)
    #expect(
      try await Migrator([Self.people, Self.breaks, Self.letters]).migrate(database, now: 2) == [
        Self.breaks, Self.letters,
      ])
    try await database.close()
  }

  @Test func `an older schema is refused by those who only use it`() async throws {
    let bench = try Bench()
    let database = try bench.open()
    let migrator = Migrator([Self.people, Self.breaks])
    await expectFault(.olderSchema(found: 0, known: 2)) { try await migrator.requireCurrent(database) }
    _ = try await Migrator([Self.people]).migrate(database, now: 1)
    await expectFault(.olderSchema(found: 1, known: 2)) { try await migrator.requireCurrent(database) }
    try await database.close()
  }

  @Test func `a newer schema is refused and left as it is`() async throws {
    let bench = try Bench()
    let database = try bench.open()
    _ = try await Migrator([Self.people, Self.breaks]).migrate(database, now: 1)
    let old = Migrator([Self.people])
    await expectFault(.newerSchema(found: 2, known: 1)) { try await old.requireCurrent(database) }
    await expectFault(.newerSchema(found: 2, known: 1)) { try await old.migrate(database, now: 2) }
    #expect(try await old.version(database) == 2)
    try await database.close()
  }

  @Test func `a migration that was edited after it landed is refused`() async throws {
    let bench = try Bench()
    let database = try bench.open()
    _ = try await Migrator([Self.people]).migrate(database, now: 1)
    let edited = Migration(
      number: 1, name: "people", statements: ["CREATE TABLE carer (number BIGINT PRIMARY KEY, name TEXT)"])
    let migrator = Migrator([edited, Self.breaks])
    await expectFault(.editedMigration(number: 1, name: "people")) { try await migrator.requireCurrent(database) }
    await expectFault(.editedMigration(number: 1, name: "people")) { try await migrator.migrate(database, now: 2) }
    await expectFault(.missingTable("offer")) { try await database.count("offer") }
    try await database.close()
  }

  @Test func `a migration that fails half-way leaves nothing of itself and all before it`() async throws {
    let bench = try Bench()
    let database = try bench.open()
    let broken = Migration(
      number: 2, name: "broken",
      statements: ["CREATE TABLE offer (number BIGINT)", "CREATE TABLE carer (number BIGINT)"])
    let found = await fault { try await Migrator([Self.people, broken]).migrate(database, now: 1) }
    guard case .invalid = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    await expectFault(.missingTable("offer")) { try await database.count("offer") }
    #expect(try await Migrator([Self.people, Self.breaks]).migrate(database, now: 2) == [Self.breaks])
    try await database.close()
  }

  @Test func `two that migrate at once apply each step once`() async throws {
    let bench = try Bench()
    let database = try bench.open()
    let migrator = Migrator([Self.people, Self.breaks, Self.letters])
    async let one = migrator.migrate(database, now: 1)
    async let two = migrator.migrate(database, now: 2)
    let applied = try await one + two
    #expect(applied.map(\.number).sorted() == [1, 2, 3])
    #expect(try await database.count("offer") == 1)
    try await database.close()
  }

  @Test func `a checksum tells where one statement ends and the next begins`() {
    let one = Migration(number: 1, name: "", statements: ["AB", "C"])
    let two = Migration(number: 1, name: "", statements: ["A", "BC"])
    #expect(one.checksum != two.checksum)
    // FNV-1a, 64 bits, of "a" and of one zero byte.
    #expect(Migration(number: 1, name: "", statements: ["a"]).checksum == "089be207b544f1e4")
  }
}
