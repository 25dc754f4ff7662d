#if Postgres
  import CPostgres
  import Foundation
  import SQL

  /// One session on a server, for the thread that made it only.
  ///
  /// libpq's own waiting has no end, so every wait is a poll(2) with a deadline: a server that is stopped still
  /// acknowledges on TCP, and only our patience tells it from a slow one.
  final class PostgresConnection {
    let raw: OpaquePointer
    /// Which host of the address it is on.
    let host: Int
    /// What the lane knew of lost servers when this session was last found sound.
    var alarms: Int
    /// When to look for a better server; nil: never.
    var retiresAt: Deadline?
    private let notices = PostgresNotices()
    private var statements = PreparedStatements()

    /// Takes over an open connection of libpq.
    init(_ raw: OpaquePointer, host: Int, alarms: Int) {
      self.raw = raw
      self.host = host
      self.alarms = alarms
      PQsetnonblocking(raw, 1)
      notices.listen(to: raw)
    }

    deinit { PQfinish(raw) }

    /// Whether no transaction is open and libpq knows of no trouble.
    var isIdle: Bool { PQstatus(raw) == CONNECTION_OK && PQtransactionStatus(raw) == PQTRANS_IDLE }

    /// Runs one command of the engine's own, without values.
    ///
    /// - Throws: `lost` or `late`; an error of the server is in the result.
    func command(_ sql: String, until deadline: Deadline) throws(PostgresTrouble) -> PostgresResult {
      guard PQsendQueryParams(raw, sql, 0, nil, nil, nil, nil, 1) == 1 else { throw .lost }
      return try answer(until: deadline)
    }

    /// Runs a statement of a body. One that comes again is prepared, so that the server plans it once.
    ///
    /// - Throws: `lost` or `late`; an error of the server is in the result.
    func run(_ text: SQLText, _ arguments: PostgresArguments, until deadline: Deadline) throws(PostgresTrouble)
      -> PostgresResult
    {
      let count = Int32(arguments.types.count)
      switch statements.plan(text, arguments.types) {
      case .once: break
      case .prepare(let name, let dropping):
        if let dropping { _ = try command("DEALLOCATE \(dropping)", until: deadline) }
        guard PQsendPrepare(raw, name, text.sql, count, arguments.types) == 1 else { throw .lost }
        let prepared = try answer(until: deadline)
        guard prepared.isGood else { return prepared }
        statements.keep(text, arguments.types, name)
        return try send(name, arguments, until: deadline)
      case .prepared(let name): return try send(name, arguments, until: deadline)
      }
      let isSent = arguments.lend { values, lengths, formats in
        PQsendQueryParams(raw, text.sql, count, arguments.types, values, lengths, formats, 1)
      }
      guard isSent == 1 else { throw .lost }
      return try answer(until: deadline)
    }

    private func send(_ name: String, _ arguments: PostgresArguments, until deadline: Deadline) throws(PostgresTrouble)
      -> PostgresResult
    {
      let isSent = arguments.lend { values, lengths, formats in
        PQsendQueryPrepared(raw, name, Int32(arguments.types.count), values, lengths, formats, 1)
      }
      guard isSent == 1 else { throw .lost }
      return try answer(until: deadline)
    }

    /// Commits what was written.
    ///
    /// A COMMIT that waits for its synchronous standby must never be cancelled: the server then gives up the wait only,
    /// warns, and answers COMMIT for what a failover may lose. So a warning that comes with the answer makes it unknown,
    /// and the waiting is ended by us, by leaving. `statement_timeout` does not strike here: the server disarms it before
    /// it commits (seen with 15.18: a COMMIT waited ten minutes under a `statement_timeout` of one second).
    /// - Throws: `lost` when the connection proved dead before anything was sent; `again` or `refused` when the server
    ///   says that it has undone the unit; else `unknown` or `unanswered`.
    /// - Source: PostgreSQL 15, `finish_xact_command` in `src/backend/tcop/postgres.c`, `SyncRepWaitForLSN` in
    ///   `src/backend/replication/syncrep.c`.
    func commit(until deadline: Deadline) throws(PostgresTrouble) {
      try requireSilence()
      notices.hasWarned = false
      let result: PostgresResult
      do {
        result = try command("COMMIT", until: deadline)
      } catch {
        if case .late = error { throw .unanswered }
        throw .unknown
      }
      guard !notices.hasWarned else { throw .unknown }
      guard result.isGood else {
        // Once a COMMIT is in the log the server fails by FATAL or PANIC only; an ERROR has undone it.
        guard result.field(.severity) == "ERROR" else { throw .unknown }
        throw PostgresTrouble(result, isWrite: true)
      }
      guard result.tag == "COMMIT" else {
        throw .refused(SQLFault.invalid("the transaction had been given up before its COMMIT"))
      }
    }

    /// Whether the server has said anything since it was last listened to, or has ended the session.
    var hasStirred: Bool {
      var entry = pollfd(fd: PQsocket(raw), events: Int16(POLLIN), revents: 0)
      return entry.fd < 0 || poll(&entry, 1, 0) != 0
    }

    /// Before COMMIT: a server that has taken its leave can be known to, and then the unit can still be run elsewhere.
    private func requireSilence() throws(PostgresTrouble) {
      guard hasStirred else { return }
      guard PQconsumeInput(raw) == 1, PQisBusy(raw) == 0, !notices.hasEnded, PQstatus(raw) == CONNECTION_OK else {
        throw .lost
      }
    }
  }

  /// Waiting, with an end.
  extension PostgresConnection {
    /// The result of the one statement that was sent.
    private func answer(until deadline: Deadline) throws(PostgresTrouble) -> PostgresResult {
      var first: PostgresResult?
      while let result = try next(until: deadline) { first = first ?? result }
      guard let first else { throw .lost }
      return first
    }

    /// The next result, or nil after the last of a statement.
    private func next(until deadline: Deadline) throws(PostgresTrouble) -> PostgresResult? {
      try flush(until: deadline)
      while PQisBusy(raw) != 0 {
        _ = try wait(for: POLLIN, until: deadline)
        guard PQconsumeInput(raw) == 1 else { throw .lost }
      }
      return PQgetResult(raw).map(PostgresResult.init)
    }

    /// A server may refuse to read before we have read, so both are done.
    private func flush(until deadline: Deadline) throws(PostgresTrouble) {
      while true {
        let state = PQflush(raw)
        if state == 0 { return }
        guard state == 1 else { throw .lost }
        if try wait(for: POLLIN | POLLOUT, until: deadline) & POLLIN != 0 {
          guard PQconsumeInput(raw) == 1 else { throw .lost }
        }
      }
    }

    private func wait(for events: Int32, until deadline: Deadline) throws(PostgresTrouble) -> Int32 {
      var entry = pollfd(fd: PQsocket(raw), events: Int16(events), revents: 0)
      guard entry.fd >= 0 else { throw .lost }
      while true {
        let left = deadline.millisecondsLeft
        guard left > 0 else { throw .late }
        let found = poll(&entry, 1, left)
        if found > 0 { return Int32(entry.revents) }
        guard found == 0 || errno == EINTR else { throw .lost }
      }
    }
  }

  /// What a server says beside its answers. Of its words nothing is kept: they may hold values.
  private final class PostgresNotices {
    var hasWarned = false
    /// The server has ended the session, as it does when it is stopped.
    var hasEnded = false

    /// Must live as long as the connection.
    func listen(to raw: OpaquePointer) {
      PQsetNoticeReceiver(
        raw,
        { me, notice in
          guard let me, let notice,
            let severity = PQresultErrorField(notice, Int32(PostgresField.severity.rawValue))
          else { return }
          let notices = Unmanaged<PostgresNotices>.fromOpaque(me).takeUnretainedValue()
          switch String(cString: severity) {
          case "WARNING": notices.hasWarned = true
          case "FATAL", "PANIC": notices.hasEnded = true
          default: break
          }
        },
        Unmanaged.passUnretained(self).toOpaque())
    }
  }
#endif
