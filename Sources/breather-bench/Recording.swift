import SQL
import Synchronization

/// One statement as an errand ran it.
struct RecordedStatement: Sendable {
  let sql: String
  let values: [SQLValue]
  /// Whether its rows were asked for, or only how many it changed.
  let givesRows: Bool

  /// Runs it again.
  func run(_ tx: any SQLTransaction) throws {
    if givesRows { _ = try tx.query(sql, values) } else { try tx.execute(sql, values) }
  }
}

/// A database that writes down every statement of every unit of work that it kept, in the order of the one writer.
final class RecordingDatabase: SQLDatabase {
  private let database: any SQLDatabase
  private let kept = Mutex<[[RecordedStatement]]>([])

  init(_ database: any SQLDatabase) { self.database = database }

  var dialect: Dialect { database.dialect }

  /// The statements so far, one list for each unit of work.
  var recorded: [[RecordedStatement]] { kept.withLock { $0 } }

  func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    try await database.read(body)
  }

  func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    try await database.write { tx in
      let recording = RecordingTransaction(tx)
      let value = try body(recording)
      self.kept.withLock { $0.append(recording.statements) }
      return value
    }
  }

  func close() async throws { try await database.close() }
}

private final class RecordingTransaction: SQLTransaction {
  private let transaction: any SQLTransaction
  private(set) var statements: [RecordedStatement] = []

  init(_ transaction: any SQLTransaction) { self.transaction = transaction }

  var dialect: Dialect { transaction.dialect }

  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    statements.append(RecordedStatement(sql: sql, values: values, givesRows: true))
    return try transaction.query(sql, values)
  }

  func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
    statements.append(RecordedStatement(sql: sql, values: values, givesRows: false))
    return try transaction.execute(sql, values)
  }
}
