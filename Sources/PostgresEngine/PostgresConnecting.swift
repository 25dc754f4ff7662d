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
      var fault: SQLFault?
      /// Whether it took all the time there was.
      var isSilent = false
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
    ///
    /// - Throws: `refused` when each has turned us away for good.
    private func round(until deadline: Deadline) throws(PostgresTrouble) -> PostgresConnection? {
      let alarms = hosts.alarms
      let wishes = wishes
      var faults: [SQLFault?] = []
      for (place, wish) in wishes.enumerated() {
        for host in hosts.inOrder where !deadline.isPast {
          do {
            let limit = min(deadline, .after(.seconds(settings.address.connectSeconds)))
            let connection = try enter(host, wish: wish, alarms: alarms, until: limit)
            // A session on the second choice is given up in time for the first.
            if place > 0 { connection.retiresAt = .after(.seconds(60)) }
            hosts.noteGood(host)
            return connection
          } catch {
            hosts.noteBad(host, error.reason, isSilent: error.isSilent)
            faults.append(error.fault)
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

    /// Tries each address that a host's name has.
    private func enter(_ host: Int, wish: String, alarms: Int, until limit: Deadline) throws(NotLetIn)
      -> PostgresConnection
    {
      let there = settings.address.hosts[host]
      let addresses = there.isFolder ? [nil] : hosts.lookup.addresses(of: there.name, until: limit).map(Optional.some)
      var last = NotLetIn(reason: "no address was found for \(there.name)", isSilent: limit.isPast)
      for address in addresses {
        do throws(NotLetIn) {
          let raw = try open(options(host, address, wish), until: limit)
          let connection = PostgresConnection(raw, host: host, alarms: alarms)
          try prepare(connection, until: limit)
          return connection
        } catch {
          last = error
        }
      }
      throw last
    }

    private func open(_ options: [String: String], until limit: Deadline) throws(NotLetIn) -> OpaquePointer {
      let raw = withCStrings(Array(options.keys)) { keys in
        withCStrings(Array(options.values)) { values in PQconnectStartParams(keys, values, 0) }
      }
      guard let raw else { throw NotLetIn(reason: "out of memory") }
      // What a server says beside its answers would go to standard error, and an error's words may name people: from
      // here on an error is a code only.
      PQsetNoticeReceiver(raw, { _, _ in }, nil)
      PQsetErrorVerbosity(raw, PQERRORS_SQLSTATE)
      do throws(NotLetIn) {
        try follow(raw, until: limit)
        return raw
      } catch {
        PQfinish(raw)
        throw error
      }
    }

    /// Takes part in the opening until it is done.
    private func follow(_ raw: OpaquePointer, until limit: Deadline) throws(NotLetIn) {
      guard PQstatus(raw) != CONNECTION_BAD else { throw notLetIn(raw) }
      var state = PGRES_POLLING_WRITING
      while state != PGRES_POLLING_OK {
        guard state != PGRES_POLLING_FAILED else { throw notLetIn(raw) }
        let events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT
        var entry = pollfd(fd: PQsocket(raw), events: Int16(events), revents: 0)
        let found = entry.fd < 0 ? 0 : poll(&entry, 1, limit.millisecondsLeft)
        guard found > 0 || (found < 0 && errno == EINTR) else {
          let host = PQhost(raw).map { String(cString: $0) } ?? "the server"
          throw NotLetIn(reason: "\(host) did not answer in time", isSilent: true)
        }
        if found > 0 { state = PQconnectPoll(raw) }
      }
    }

    /// libpq's words name the host, the port and what failed, and end in the server's code where it was the server.
    private func notLetIn(_ raw: OpaquePointer) -> NotLetIn {
      let words = PQerrorMessage(raw).map { String(cString: $0) } ?? ""
      let lines = words.split(separator: "\n").filter { !$0.hasPrefix("\t") }
      let reason = lines.last.map { String($0) } ?? "no reason was given"
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

    private func options(_ host: Int, _ address: String?, _ wish: String) -> [String: String] {
      var options = [
        "application_name": settings.applicationName, "tcp_user_timeout": "5000", "keepalives_idle": "5",
        "keepalives_interval": "2", "keepalives_count": "2",
      ]
      options.merge(settings.address.options) { $1 }
      // The certificate is judged by the name; the address is where to.
      options["hostaddr"] = address
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
    private func prepare(_ connection: PostgresConnection, until limit: Deadline) throws(NotLetIn) {
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
      let sql = "SELECT \((settled + [safe]).joined(separator: ", "))"
      let result: PostgresResult
      do {
        result = try connection.command(sql, until: limit)
      } catch {
        throw NotLetIn(reason: "the new session broke", isSilent: limit.isPast)
      }
      guard result.isGood else {
        throw NotLetIn(reason: "the session cannot be set up (\(result.field(.sqlState) ?? "no code"))")
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
