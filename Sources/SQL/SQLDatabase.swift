/// The few words in which the engines differ; all else is one SQL.
package struct Dialect: Sendable, Equatable {
  /// The engine's name, for people: `sqlite`, `postgres`.
  package let name: String
  /// Stands at the end of a SELECT that locks the rows it finds: empty, or ` FOR NO KEY UPDATE`.
  package let lockRows: String
  /// Like `lockRows`, and passes over rows that another holds: empty, or ` FOR UPDATE SKIP LOCKED`.
  package let skipLocked: String
  /// A statement that lets one process migrate at a time, for its transaction; nil where there is one process only.
  package let lockMigrations: String?

  /// Made by an engine only; both suffixes begin with a space unless empty.
  package init(name: String, lockRows: String, skipLocked: String, lockMigrations: String?) {
    self.name = name
    self.lockRows = lockRows
    self.skipLocked = skipLocked
    self.lockMigrations = lockMigrations
  }
}

/// One transaction, lent to a body for as long as it runs.
///
/// Each statement is one SQL statement with placeholders `$1`, `$2`, …; values stand in that order.
/// Catch no error of a statement inside a body: PostgreSQL refuses all that follows one. Use `ON CONFLICT DO NOTHING`.
package protocol SQLTransaction: AnyObject {
  /// The words of the engine that runs the transaction.
  var dialect: Dialect { get }

  /// Runs a statement and gives all its rows: a SELECT, or a change with RETURNING.
  ///
  /// - Throws: `SQLFault`.
  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow]

  /// Runs a statement and gives the number of rows it changed, 0 for one that changes no rows.
  ///
  /// - Throws: `SQLFault`.
  @discardableResult func execute(_ sql: String, _ values: [SQLValue]) throws -> Int
}

extension SQLTransaction {
  /// Runs a statement without values and gives all its rows.
  package func query(_ sql: String) throws -> [SQLRow] { try query(sql, []) }

  /// Runs a statement without values and gives the number of rows it changed.
  @discardableResult package func execute(_ sql: String) throws -> Int { try execute(sql, []) }

  /// Runs a statement and gives its first row, or nil when it has none. Say `LIMIT 1` where more are possible.
  package func first(_ sql: String, _ values: [SQLValue] = []) throws -> SQLRow? { try query(sql, values).first }
}

/// A database that answers whole units of work.
package protocol SQLDatabase: Sendable {
  /// The words of the engine.
  var dialect: Dialect { get }

  /// Runs a body that only reads, on one snapshot of the database.
  ///
  /// The body may run twice, so it touches nothing but the transaction.
  /// - Throws: `SQLFault`, or what the body throws.
  func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T

  /// Runs a body in one transaction and answers once it is safely on disk; an error of the body undoes all of it.
  ///
  /// The body may run twice, so it touches nothing but the transaction. A caller that is cancelled does not stop it:
  /// the answer is what the database did.
  /// - Throws: `SQLFault`, or what the body throws.
  @discardableResult
  func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T

  /// Finishes what was begun and closes; every later call throws `SQLFault.closed`.
  func close() async throws
}
