#if Postgres
  import SQL
  import Synchronization

  /// A database on a PostgreSQL server: any number of processes may use it at once.
  package final class PostgresDatabase: SQLDatabase {
    /// PostgreSQL's words.
    package let dialect = Dialect.postgres
    let hosts: PostgresHosts
    private let settings: PostgresSettings
    private let stranded: PostgresStranded
    private let pool: PostgresPool

    /// Takes note of where the database is; connections are made when they are needed, and kept.
    ///
    /// - Throws: `SQLFault.cannotOpen` with a sentence when a setting is out of its range.
    package init(_ settings: PostgresSettings) throws {
      try settings.validate()
      let hosts = PostgresHosts(count: settings.address.hosts.count)
      let stranded = PostgresStranded(max: settings.connections)
      let texts = SQLTexts(mark: "$")
      self.hosts = hosts
      self.stranded = stranded
      self.settings = settings
      pool = PostgresPool(threadsMax: settings.connections) { PostgresLane(settings, hosts, stranded, texts) }
    }

    deinit { pool.shut() }

    /// Runs a body on one snapshot, in a transaction that cannot write.
    ///
    /// - Throws: `SQLFault`, or what the body throws; `CancellationError` when the task was cancelled before it began.
    package func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
      try Task.checkCancellation()
      return try await run(isWrite: false, body)
    }

    /// Runs a body in a transaction, from the start again where it met another in its way or its server went away.
    ///
    /// Nothing but the body's own error, or the database, undoes it: a cancelled caller still gets what happened.
    /// - Throws: `SQLFault`, or what the body throws. `.outcomeUnknown` when the answer to COMMIT was lost.
    @discardableResult
    package func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
      guard settings.use == .primary else { throw SQLFault.invalid("the database was opened for reading only") }
      return try await run(isWrite: true, body)
    }

    /// Waits for all that was begun, and closes every connection.
    package func close() async throws {
      await pool.close()
      stranded.leave()
    }

    /// How many callers wait for a connection now.
    package var waiting: Int { pool.waiting }

    private func run<T: Sendable>(
      isWrite: Bool, _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
      let kept = Kept<T>()
      let deadline = Deadline.after(.seconds(settings.deadlineSeconds))
      let wanted = Wanted()
      return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
          let unit = PostgresUnit(
            isWrite: isWrite, deadline: deadline, attempt: { kept.put(try body($0)) },
            answer: { continuation.resume(with: kept.outcome($0)) })
          if !isWrite { wanted.watch(unit) }
          do {
            try pool.add(unit)
          } catch {
            continuation.resume(throwing: error)
          }
        }
      } onCancel: {
        wanted.cancel()
      }
    }
  }

  /// Tells a reading unit that its caller has gone away.
  private final class Wanted: Sendable {
    private let state = Mutex<(unit: PostgresUnit?, isCancelled: Bool)>((nil, false))

    func watch(_ unit: PostgresUnit) {
      let isCancelled = state.withLock { state in
        state.unit = unit
        return state.isCancelled
      }
      if isCancelled { unit.forget() }
    }

    func cancel() {
      let unit = state.withLock { state in
        state.isCancelled = true
        return state.unit
      }
      unit?.forget()
    }
  }
#endif
