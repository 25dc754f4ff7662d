import Foundation
import SQL
import SQLiteEngine
import TestYard
import Testing

/// One process owns a data folder; others may look.
@Suite(.inTurn) struct EngineLockTests {
  @Test func `a second lock on a folder is refused with a sentence that names it and the process`() throws {
    let bench = try Bench()
    let first = try DataLock(folder: bench.folder)
    let found = #expect(throws: SQLFault.self) { try DataLock(folder: bench.folder + "/../" + name(of: bench)) }
    #expect(
      found
        == .lockedByAnotherProcess(
          "Another breather (process \(getpid())) is using the data folder \(first.folder); stop it first."))
  }

  @Test func `a lock ends with its object`() async throws {
    let bench = try Bench()
    for _ in 1...3 { _ = try await freed(bench.folder) }
  }

  /// A program that another test starts just now shares our descriptors until it is exec'd, for some milliseconds.
  private func freed(_ folder: String) async throws -> DataLock {
    for _ in 1...200 {
      if let lock = try? DataLock(folder: folder) { return lock }
      try await Task.sleep(for: .milliseconds(10))
    }
    return try DataLock(folder: folder)
  }

  @Test func `the lock of a process that was killed is free`() async throws {
    let bench = try Bench()
    let other = try Program(
      ["/usr/bin/flock", "--no-fork", bench.folder + "/breather.lock", "sleep", "60"],
      in: URL(fileURLWithPath: bench.folder))
    var isHeld = false
    for _ in 1...200 where !isHeld {
      try await Task.sleep(for: .milliseconds(10))
      isHeld = await fault { try DataLock(folder: bench.folder) } != nil
    }
    #expect(isHeld)
    other.kill()
    #expect(try await other.end().code == 128 + SIGKILL)
    _ = try await freed(bench.folder)
  }

  @Test func `a database is opened for writing only in the folder that is locked`() throws {
    let bench = try Bench()
    let other = try Bench()
    let lock = try DataLock(folder: other.folder)
    #expect(throws: SQLFault.self) { try SQLiteDatabase(folder: bench.folder, access: .owner(lock)) }
    #expect(bench.bytes(of: "breather.db") == nil)
  }

  @Test func `an open database holds the lock until it is gone`() async throws {
    let bench = try Bench()
    var database: SQLiteDatabase? = try bench.open()
    let found = await fault { try DataLock(folder: bench.folder) }
    guard case .lockedByAnotherProcess = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    try await database?.close()
    database = nil
    _ = try DataLock(folder: bench.folder)
  }

  @Test func `the folder and its files are for their owner only`() async throws {
    let bench = try Bench()
    let folder = bench.folder + "/made/here"
    let database = try SQLiteDatabase(folder: folder, access: .owner(try DataLock(folder: folder)))
    try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
    for (file, mode) in [("", 0o700), ("/breather.db", 0o600), ("/breather.db-wal", 0o600), ("/breather.lock", 0o600)] {
      let found = try FileManager.default.attributesOfItem(atPath: folder + file)[.posixPermissions] as? NSNumber
      #expect(found?.intValue == mode, "\(file)")
    }
    try await database.close()
  }

  @Test func `a folder that is not there is a mistake where it may not be made`() throws {
    let bench = try Bench()
    #expect(throws: SQLFault.self) { try DataLock(folder: bench.folder + "/typo", creatingFolder: false) }
    #expect(!FileManager.default.fileExists(atPath: bench.folder + "/typo"))
  }

  @Test func `a look at a running database sees its commits and changes no byte`() async throws {
    let bench = try Bench()
    let owner = try await bench.database("CREATE TABLE kept (number BIGINT)", "INSERT INTO kept (number) VALUES (1)")
    // Commits since the last checkpoint are in the log only: taking it in would be writing.
    let before = [bench.bytes(of: "breather.db"), bench.bytes(of: "breather.db-wal")]
    let look = try SQLiteDatabase(folder: bench.folder, access: .readOnly)
    #expect(try await look.count("kept") == 1)
    #expect(try await look.integrityCheck() == [])
    let found = await fault { try await look.write { tx in try tx.execute("DELETE FROM kept") } }
    #expect(found == .invalid("the database was opened for reading only"))
    try await look.close()
    #expect([bench.bytes(of: "breather.db"), bench.bytes(of: "breather.db-wal")] == before)
    #expect(before[1]?.isEmpty == false)
    try await owner.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (2)") }
    #expect(try await owner.count("kept") == 2)
    try await owner.close()
  }

  @Test func `a look needs a database, and a file that is none is told`() async throws {
    let bench = try Bench()
    #expect(throws: SQLFault.self) { try SQLiteDatabase(folder: bench.folder, access: .readOnly) }
    #expect(bench.bytes(of: "breather.db") == nil)
    try Data(repeating: 0x41, count: 8_192).write(to: URL(fileURLWithPath: bench.folder + "/breather.db"))
    let found = await fault { try bench.open() }
    guard case .damaged = found else {
      Issue.record("\(String(describing: found))")
      return
    }
  }

  @Test func `a look at a database that nobody has open works too`() async throws {
    let bench = try Bench()
    var owner: SQLiteDatabase? = try await bench.database("CREATE TABLE kept (number BIGINT)")
    try await owner?.close()
    owner = nil
    let before = bench.bytes(of: "breather.db")
    let look = try SQLiteDatabase(folder: bench.folder, access: .readOnly)
    #expect(try await look.count("kept") == 0)
    try await look.close()
    #expect(bench.bytes(of: "breather.db") == before)
  }

  private func name(of bench: Bench) -> String { URL(fileURLWithPath: bench.folder).lastPathComponent }
}
