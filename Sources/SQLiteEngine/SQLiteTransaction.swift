import GRDB
import SQL

extension Dialect {
  /// SQLite has one writer, so there is nothing to lock.
  package static let sqlite = Dialect(name: "sqlite", lockRows: "", skipLocked: "", lockMigrations: nil)
}

/// One body's view of a connection.
///
/// It behaves as PostgreSQL does where SQLite is laxer: after a statement failed nothing more runs, and the body's work
/// is undone even if the body swallowed the error. After the body it is dead, wherever the body may have put it.
final class SQLiteTransaction: SQLTransaction {
  let dialect = Dialect.sqlite
  private let connection: Database
  private let texts: SQLTexts
  private let deadline: ReadDeadline?
  private var failure: (any Error)?

  private init(_ connection: Database, _ texts: SQLTexts, _ deadline: ReadDeadline?) {
    self.connection = connection
    self.texts = texts
    self.deadline = deadline
  }

  /// Runs a body inside a transaction or savepoint that the caller has opened and will close.
  static func run<T>(
    _ body: (any SQLTransaction) throws -> T, on connection: Database, _ texts: SQLTexts,
    deadline: ReadDeadline? = nil
  ) throws -> T {
    let transaction = SQLiteTransaction(connection, texts, deadline)
    defer { transaction.failure = SQLFault.invalid("a transaction was used after its end") }
    let outcome = Result { try body(transaction) }
    if let fault = transaction.failure as? SQLFault, fault.isOfDatabase { throw fault }
    let value = try outcome.get()
    if let failure = transaction.failure { throw failure }
    return value
  }

  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    try guarded {
      let text = try texts.text(for: sql)
      guard text.kind == .rows else { return try changeSchema(text, values) }
      return try BoundStatement(text, values, on: connection).rows(of: text)
    }
  }

  @discardableResult func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
    try guarded {
      let text = try texts.text(for: sql)
      guard text.kind == .rows else { return try changeSchema(text, values).count }
      let statement = try BoundStatement(text, values, on: connection)
      try statement.run()
      return statement.isReadonly ? 0 : connection.changesCount
    }
  }

  /// GRDB must hear of a change of the schema, to let go of what it compiled for the old one.
  ///
  /// - Returns: no rows.
  private func changeSchema(_ text: SQLText, _ values: [SQLValue]) throws -> [SQLRow] {
    guard values.isEmpty else { throw SQLFault.invalid("a change of the schema takes no values") }
    try connection.execute(sql: text.sql)
    return []
  }

  /// Keeps the first failure, and refuses all that follows it.
  private func guarded<T>(_ work: () throws -> T) throws -> T {
    if let failure { throw failure }
    do {
      if let deadline, deadline.isOver { throw SQLFault.deadline }
      return try work()
    } catch {
      let fault = SQLFault.from(error, on: connection)
      failure = fault
      throw fault
    }
  }
}
