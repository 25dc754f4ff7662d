#if Postgres
  import CPostgres
  import Foundation
  import SQL

  /// Opens sessions: on one host of the address after the other, each with an end to the waiting.
  struct PostgresConnecting {
    let settings: PostgresSettings
    let hosts: PostgresHosts
    private var jitter = Jitter()

    init(_ settings: PostgresSettings, _ hosts: PostgresHosts) {
      self.settings = settings
      self.hosts = hosts
    }

    /// Why a host did not let us in.
    private struct NotLetIn: Error {
      let reason: String
      /// What no waiting will mend.
      let fault: SQLFault?
    }

    /// Tries all hosts again and again until one lets us in.
    ///
    /// - Throws: `refused` with `.cannotOpen` when every host turned us away for good, with `.unreachable` at the deadline.
    mutating func connect(until deadline: Deadline) throws(PostgresTrouble) -> PostgresConnection {
      var pause = Duration.milliseconds(50)
      while true {
        if let connection = try round(until: deadline) { return connection }
        guard jitter.pause(pause, until: deadline) else { throw .refused(SQLFault.unreachable) }
        pause = min(pause * 2, .milliseconds(500))
      }
    }

    /// Tries every host once, with each wish.
    private func round(until deadline: Deadline) throws(PostgresTrouble) -> PostgresConnection? {
      let alarms = hosts.alarms
      let wishes = wishes
      var faults: [SQLFault?] = []
      for (place, wish) in wishes.enumerated() {
        for host in hosts.inOrder where !deadline.isPast {
          let limit = min(deadline, .after(.seconds(settings.address.connectSeconds)))
          do {
            let raw = try open(host, wish: wish, until: limit)
            let connection = PostgresConnection(raw, host: host, alarms: alarms)
            try prepare(connection, until: limit)
            // A session on the second choice is given up in time for the first.
            if place > 0 { connection.retiresAt = .after(.seconds(60)) }
            hosts.noteGood(host)
            return connection
          } catch let no as NotLetIn {
            hosts.noteBad(host, no.reason)
            faults.append(no.fault)
          } catch {
            hosts.noteBad(host, "the new session broke")
            faults.append(nil)
          }
        }
      }
      let final = faults.compactMap { $0 }
      if final.count == faults.count, let fault = final.first { throw .refused(fault) }
      return nil
    }

    /// What libpq shall ask of a server, best first; libpq 15 knows `prefer-standby` only within its own list of hosts.
    private var wishes: [String] {
      switch (settings.address.wish, settings.use) {
      case ("prefer-standby", _), (nil, .standby): ["standby", "any"]
      case (let wish?, _): [wish]
      case (nil, .primary): ["read-write"]
      }
    }

    private func open(_ host: Int, wish: String, until limit: Deadline) throws -> OpaquePointer {
      let options = options(host, wish)
      let raw = withCStrings(Array(options.keys)) { keys in
        withCStrings(Array(options.values)) { values in PQconnectStartParams(keys, values, 0) }
      }
      guard let raw else { throw NotLetIn(reason: "out of memory", fault: nil) }
      do {
        // From here on an error is a code only, for the server's words may name people and values.
        PQsetErrorVerbosity(raw, PQERRORS_SQLSTATE)
        try letIn(raw, host, until: limit)
        return raw
      } catch {
        PQfinish(raw)
        throw error
      }
    }

    private func letIn(_ raw: OpaquePointer, _ host: Int, until limit: Deadline) throws {
      guard PQstatus(raw) != CONNECTION_BAD else { throw notLetIn(raw) }
      var state = PGRES_POLLING_WRITING
      while state != PGRES_POLLING_OK {
        guard state != PGRES_POLLING_FAILED else { throw notLetIn(raw) }
        let events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT
        var entry = pollfd(fd: PQsocket(raw), events: Int16(events), revents: 0)
        let found = entry.fd < 0 ? 0 : poll(&entry, 1, limit.millisecondsLeft)
        guard found > 0 || (found < 0 && errno == EINTR) else {
          throw NotLetIn(reason: "\(settings.address.hosts[host].name) did not answer in time", fault: nil)
        }
        if found > 0 { state = PQconnectPoll(raw) }
      }
    }

    /// libpq's words name the host, the port and what failed, and end in the server's code where it was the server.
    private func notLetIn(_ raw: OpaquePointer) -> NotLetIn {
      let words = PQerrorMessage(raw).map { String(cString: $0) } ?? ""
      let reason = words.split(separator: "\n").last { !$0.hasPrefix("\t") }.map { String($0) } ?? "no reason was given"
      let code = String(reason.suffix(5))
      let fault: SQLFault? =
        switch code {
        case "28P01", "28000": .cannotOpen("The database server refused the name or the password.")
        case "3D000": .cannotOpen("The database is not there on the server.")
        case "42501": .cannotOpen("The database server lets this name not into the database.")
        default: nil
        }
      return NotLetIn(reason: reason, fault: fault)
    }

    private func options(_ host: Int, _ wish: String) -> [String: String] {
      var options = [
        "application_name": settings.applicationName, "tcp_user_timeout": "5000", "keepalives_idle": "5",
        "keepalives_interval": "2", "keepalives_count": "2",
      ]
      options.merge(settings.address.options) { $1 }
      options["host"] = settings.address.hosts[host].name
      options["port"] = settings.address.hosts[host].port
      options["target_session_attrs"] = wish
      options["client_encoding"] = "UTF8"
      options["gssencmode"] = "disable"
      return options
    }

    /// Sets the session up as the engine needs it, whatever the server, the role or the environment say.
    ///
    /// By one SELECT after the start, for the environment's `PGTZ` and the like outweigh what the start packet asks.
    /// `synchronous_commit` is raised where it would lose an answered commit, and left where it is safer.
    private func prepare(_ connection: PostgresConnection, until limit: Deadline) throws {
      let milliseconds = settings.deadlineSeconds * 1_000
      var wanted = [
        ("TimeZone", "UTC"), ("DateStyle", "ISO, YMD"), ("standard_conforming_strings", "on"),
        ("client_min_messages", "warning"), ("jit", "off"), ("lock_timeout", "\(PostgresConnecting.lockMilliseconds)"),
        ("statement_timeout", "\(milliseconds * 5 / 8)"),
        ("idle_in_transaction_session_timeout", "\(milliseconds + 2_000)"),
      ]
      if let schema = settings.schema { wanted.append(("search_path", schema)) }
      let settled = wanted.map { "set_config('\($0.0)', '\($0.1)', false)" }
      let safe = """
        set_config('synchronous_commit', CASE WHEN current_setting('synchronous_commit') = 'remote_apply'
          THEN 'remote_apply' ELSE 'on' END, false)
        """
      let result = try connection.command("SELECT \((settled + [safe]).joined(separator: ", "))", until: limit)
      guard result.isGood else {
        throw NotLetIn(reason: "the session cannot be set up: \(result.field(.sqlState) ?? "")", fault: nil)
      }
    }

    /// How long a statement waits for another's lock.
    static let lockMilliseconds = 2_000
  }

  /// Lends strings as C does: one pointer each, and nil at the end.
  private func withCStrings<Answer>(
    _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Answer
  ) -> Answer {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let pointers = copies.map { UnsafePointer($0) } + [nil]
    return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
  }
#endif
