#if Postgres
  import SQL

  extension Dialect {
    /// PostgreSQL's words. The lock for migrations may be waited for longer than any other, for a migration takes its
    /// time; what follows in the transaction waits as short as ever, lest everybody queue behind it.
    ///
    /// A held row may be pointed to meanwhile: with ` FOR UPDATE` a booking, which holds a date and then points to its offer,
    /// and a change of dates, which holds the offer and then the date, would wait for each other.
    package static let postgres = Dialect(
      name: "postgres", lockRows: " FOR NO KEY UPDATE", skipLocked: " FOR UPDATE SKIP LOCKED",
      lockMigrations: """
        SELECT set_config('lock_timeout', '0', true), pg_advisory_xact_lock(7166442001),
          set_config('lock_timeout', '\(PostgresConnecting.lockMilliseconds)', true)
        """)
  }

  /// One body's view of a connection; dead after the body, wherever the body may have put it.
  ///
  /// After a statement failed nothing more runs, and the body's work is undone even if the body swallowed the error.
  final class PostgresTransaction: SQLTransaction {
    let dialect = Dialect.postgres
    private let connection: PostgresConnection
    private let texts: SQLTexts
    private let unit: PostgresUnit
    private var trouble: PostgresTrouble?

    private init(_ connection: PostgresConnection, _ texts: SQLTexts, _ unit: PostgresUnit) {
      self.connection = connection
      self.texts = texts
      self.unit = unit
    }

    /// Runs a unit's body inside a transaction that the caller has opened and will end.
    static func run(_ unit: PostgresUnit, on connection: PostgresConnection, _ texts: SQLTexts) throws(PostgresTrouble)
    {
      let transaction = PostgresTransaction(connection, texts, unit)
      defer { transaction.trouble = .refused(SQLFault.invalid("a transaction was used after its end")) }
      let outcome = Result { try unit.attempt(transaction) }
      if let trouble = transaction.trouble, trouble.isOfDatabase { throw trouble }
      if case .failure(let error) = outcome { throw .refused(error) }
      if let trouble = transaction.trouble { throw trouble }
    }

    func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
      let (text, result) = try result(sql, values)
      let columns = text.columns(named: result.columnNames)
      let table = result.table()
      return (0..<table.rowCount).map { SQLRow(columns: columns, cells: PostgresCells(table: table, row: $0)) }
    }

    @discardableResult func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
      let (text, result) = try result(sql, values)
      return text.kind == .schema ? 0 : result.rowsChanged
    }

    /// Keeps the first failure, and refuses all that follows it.
    private func result(_ sql: String, _ values: [SQLValue]) throws -> (SQLText, PostgresResult) {
      if let trouble { throw trouble.fault }
      do {
        return try run(sql, values)
      } catch {
        trouble = error
        throw error.fault
      }
    }

    private func run(_ sql: String, _ values: [SQLValue]) throws(PostgresTrouble) -> (SQLText, PostgresResult) {
      let text: SQLText
      let arguments: PostgresArguments
      do {
        text = try texts.text(for: sql)
        guard values.count == text.placeholders else {
          throw SQLFault.invalid("\(values.count) values stand against \(text.placeholders) placeholders")
        }
        arguments = try PostgresArguments(values)
      } catch {
        throw .refused(error)
      }
      let result = try connection.run(text, arguments, until: unit.deadline)
      guard result.isGood else { throw PostgresTrouble(result, isWrite: unit.isWrite) }
      return (text, result)
    }
  }

  extension PostgresTrouble {
    /// Whether it befell the database rather than the unit, and so outweighs what the body made of it.
    fileprivate var isOfDatabase: Bool {
      guard case .refused(let error) = self else { return true }
      return (error as? SQLFault)?.isOfDatabase ?? false
    }
  }
#endif
