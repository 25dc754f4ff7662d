import Breaks
import SQL
import Store
import Synchronization
import TestTown
import Testing
import UseCases

/// A database that remembers what it was asked.
private final class RecordingDatabase: SQLDatabase {
  private let inner: any SQLDatabase
  private let statements = Mutex<[String]>([])

  init(_ inner: any SQLDatabase) { self.inner = inner }

  var dialect: Dialect { inner.dialect }

  func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    try await inner.read { try body(RecordingTransaction($0, self)) }
  }

  func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    try await inner.write { try body(RecordingTransaction($0, self)) }
  }

  func close() async throws { try await inner.close() }

  func add(_ sql: String) { statements.withLock { $0.append(sql) } }

  /// What was asked since the last time.
  func take() -> [String] {
    statements.withLock { statements in
      defer { statements = [] }
      return statements
    }
  }
}

private final class RecordingTransaction: SQLTransaction {
  private let inner: any SQLTransaction
  private let log: RecordingDatabase

  init(_ inner: any SQLTransaction, _ log: RecordingDatabase) {
    self.inner = inner
    self.log = log
  }

  var dialect: Dialect { inner.dialect }

  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    log.add(sql)
    return try inner.query(sql, values)
  }

  func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
    log.add(sql)
    return try inner.execute(sql, values)
  }
}

@Suite(.onEveryEngine) struct PeopleSameWorkTests {
  @Test func `nobody learns from the work done whether an address is known`() async throws {
    let bench = try await PeopleBench()
    for name in ["Vera Nolan", "Omar Nolan"] {
      _ = try await bench.person(name, "known@example.org", [RoleGrant(role: .volunteer, area: bench.liverpool)])
    }
    let recording = RecordingDatabase(bench.town.database)
    let market = Marketplace(database: recording, world: bench.town.market.world, keys: bench.town.market.keys)
    func work(_ email: String) async throws -> [[String]] {
      let address = try EmailAddress(text: email)
      var work: [[String]] = []
      for _ in 0..<7 {
        try await market.carryOut(as: nil) { try $0.startSignIn(address) }
        work.append(recording.take())
        bench.town.clock.pass(seconds: 1)
      }
      let codes = Set(try await bench.codes(in: email))
      let wrong = ["00000000", "00000001", "00000002", "00000003", "00000004", "00000005", "00000006", "00000007"]
      for code in wrong.filter({ !codes.contains($0) }).prefix(7) {
        let code = try SignInCode(text: code)
        await #expect(throws: Refusal.codeWrong) { _ = try await market.confirmSignIn(address, code: code) }
        work.append(recording.take())
      }
      return work
    }
    let known = try await work("known@example.org")
    let unknown = try await work("unknown@example.org")
    #expect(known == unknown)
    #expect(known.allSatisfy { $0.count >= 2 })
  }
}
