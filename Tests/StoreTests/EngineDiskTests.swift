import Foundation
import SQL
import SQLiteEngine
import Synchronization
import TestYard
import Testing

/// What the engine does when the disk fails under it.
///
/// A device takes the place of the file that SQLite has open: `/dev/null` takes what is written but refuses to sync it,
/// `/dev/full` has no room.
@Suite(.inTurn) struct EngineDiskTests {
  @Test func `a commit that cannot be synced fails, ends the program, and nothing is written after it`() async throws {
    let bench = try Bench()
    let told = Told()
    let database = try bench.open(onFatal: told.add)
    try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
    try replace(bench.folder + "/breather.db-wal", by: "/dev/null")
    let ran = Tally()
    for _ in 1...2 {
      let found = await fault {
        try await database.write { tx in
          ran.add()
          try tx.execute("INSERT INTO kept (number) VALUES (1)")
        }
      }
      // 1034 is SQLITE_IOERR_FSYNC; newer ones than SQLite 3.40 add the kernel's reason.
      #expect(found.map { "\($0)".hasPrefix("The disk failed: SQLite 1034") } == true)
    }
    #expect(ran.value == 1)
    #expect(told.faults.map { "\($0)".prefix(28) } == ["The disk failed: SQLite 1034"])
  }

  @Test func `of those who share a commit that cannot be synced nobody is told yes`() async throws {
    let bench = try Bench()
    let told = Told()
    let database = try bench.open(onFatal: told.add)
    try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
    try replace(bench.folder + "/breather.db-wal", by: "/dev/null")
    let answers = try await crowd(of: 100, on: database) { tx, number in
      if number.isMultiple(of: 2) { throw No() }
      try tx.execute("INSERT INTO kept (number) VALUES (1)")
    }
    #expect(answers.count == 100)
    for answer in answers { #expect(answer is SQLFault) }
    #expect(told.faults.count == 1)
  }

  @Test func `a log without room refuses the unit and keeps all before it, and is no reason to end`() async throws {
    let bench = try Bench()
    let told = Told()
    let database = try bench.open(onFatal: told.add)
    try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
    try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (1)") }
    let log = try replace(bench.folder + "/breather.db-wal", by: "/dev/full")
    await expectFault(.diskFull) {
      try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (2)") }
    }
    #expect(told.faults == [])
    log.putBack()
    try await database.close()
    // A new connection: unlike a full disk, /dev/full also read as noughts, and SQLite may have kept such a page.
    let again = try bench.open()
    #expect(try await again.count("kept") == 1)
    try await again.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (3)") }
    #expect(try await again.count("kept") == 2)
    #expect(try await again.integrityCheck() == [])
    try await again.close()
  }

  @Test func `a file that cannot take in the log is told too, and the log is kept`() async throws {
    let bench = try Bench()
    let told = Told()
    let database = try bench.open(onFatal: told.add)
    try await database.write { tx in try tx.execute("CREATE TABLE kept (number BIGINT)") }
    try await database.write { tx in try tx.execute("INSERT INTO kept (number) VALUES (1)") }
    try replace(bench.folder + "/breather.db", by: "/dev/null")
    try await database.close()
    // 1546 is SQLITE_IOERR_TRUNCATE, which stands before the sync.
    #expect(told.faults == [.inputOutput("SQLite 1546, Invalid argument")])
    let again = try bench.open()
    #expect(try await again.count("kept") == 1)
    try await again.close()
  }

  @Test func `those who write at once share their commits`() async throws {
    let bench = try Bench()
    let database = try await bench.database("CREATE TABLE kept (number BIGINT)")
    let before = database.size().logBytes
    let answers = try await crowd(of: 300, on: database) { tx, number in
      try tx.execute("INSERT INTO kept (number) VALUES ($1)", [.int(Int64(number))])
    }
    #expect(answers.allSatisfy { $0 == nil })
    #expect(try await database.count("kept") == 300)
    // A commit for each would have put 300 pages of 4 KiB into the log.
    #expect(database.size().logBytes - before < 100 * 4_120)
    try await database.close()
  }

  /// Runs many units that all wait for the writer before the first of them begins.
  private func crowd(
    of count: Int, on database: SQLiteDatabase,
    _ body: @escaping @Sendable (any SQLTransaction, Int) throws -> Void
  ) async throws -> [(any Error)?] {
    let mayGoOn = DispatchSemaphore(value: 0)
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let first = Task {
      try await database.write { _ in
        begin.finish()
        mayGoOn.wait()
      }
    }
    for await _ in begun {}
    let others = Task {
      await withTaskGroup(of: (any Error)?.self) { group in
        for number in 1...count {
          group.addTask { () async -> (any Error)? in
            do {
              try await database.write { tx in try body(tx, number) }
              return nil
            } catch {
              return error
            }
          }
        }
        return await group.reduce(into: [(any Error)?]()) { $0.append($1) }
      }
    }
    while database.waiting < count { try await Task.sleep(for: .milliseconds(5)) }
    mayGoOn.signal()
    try await first.value
    return await others.value
  }

  /// Puts a device in the place of a file that this process has open.
  @discardableResult
  private func replace(_ path: String, by device: String) throws -> Replaced {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let stand = open(device, O_RDWR | O_CLOEXEC)
    defer { close(stand) }
    var kept: [(Int32, Int32)] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
      let link = "/proc/self/fd/\(name)"
      var target = [CChar](repeating: 0, count: 4_096)
      guard readlink(link, &target, target.count - 1) > 0, let descriptor = Int32(name) else { continue }
      guard String(decoding: target.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) == real else {
        continue
      }
      kept.append((descriptor, dup(descriptor)))
      dup2(stand, descriptor)
    }
    try #require(!kept.isEmpty)
    return Replaced(kept: kept)
  }

  private struct Replaced {
    let kept: [(Int32, Int32)]

    func putBack() {
      for (descriptor, original) in kept {
        dup2(original, descriptor)
        close(original)
      }
    }
  }
}

/// What the engine said to the program about its end.
private final class Told: Sendable {
  private let told = Mutex<[SQLFault]>([])
  var faults: [SQLFault] { told.withLock { $0 } }
  func add(_ fault: SQLFault) { told.withLock { $0.append(fault) } }
}
