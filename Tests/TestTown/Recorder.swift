import SQL
import Synchronization

/// Writes down every statement that runs on a real database, each text once with the values it first had.
package final class Recorder: Sendable {
  /// A statement as the store ran it.
  package struct Statement: Sendable {
    /// Its text.
    package let sql: String
    /// Its values.
    package let values: [SQLValue]

    /// A statement to be looked at without having been run.
    package init(sql: String, values: [SQLValue]) {
      self.sql = sql
      self.values = values
    }
  }

  private let texts = Mutex<[String: [SQLValue]]>([:])

  /// Nothing yet.
  package init() {}

  /// What ran so far, sorted by its text.
  package var statements: [Statement] {
    texts.withLock { $0.sorted { $0.key < $1.key }.map { Statement(sql: $0.key, values: $0.value) } }
  }

  /// The same database, listened to.
  package func listen(to database: any SQLDatabase) -> any SQLDatabase { Listened(database: database, recorder: self) }

  fileprivate func note(_ sql: String, _ values: [SQLValue]) {
    texts.withLock { texts in if texts[sql] == nil { texts[sql] = values } }
  }
}

private struct Listened: SQLDatabase {
  let database: any SQLDatabase
  let recorder: Recorder
  var dialect: Dialect { database.dialect }

  func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    let recorder = recorder
    return try await database.read { try body(ListenedTransaction(transaction: $0, recorder: recorder)) }
  }

  @discardableResult
  func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
    let recorder = recorder
    return try await database.write { try body(ListenedTransaction(transaction: $0, recorder: recorder)) }
  }

  func close() async throws { try await database.close() }
}

private final class ListenedTransaction: SQLTransaction {
  private let transaction: any SQLTransaction
  private let recorder: Recorder
  var dialect: Dialect { transaction.dialect }

  init(transaction: any SQLTransaction, recorder: Recorder) {
    self.transaction = transaction
    self.recorder = recorder
  }

  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    recorder.note(sql, values)
    return try transaction.query(sql, values)
  }

  @discardableResult func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
    recorder.note(sql, values)
    return try transaction.execute(sql, values)
  }
}
