#if Postgres
  import Synchronization

  /// Sessions whose COMMIT was not answered in time, held until the server stirs.
  ///
  /// A server that waits for its synchronous standby keeps each such session, whether we hold it or not. Were more and more
  /// begun, they would use up all the connections that the server allows, and nobody could even read. So no more than
  /// `max` wait there; meanwhile who writes is told to come back, and who reads is served.
  final class PostgresStranded: Sendable {
    /// Touched by one thread at a time, under the lock.
    private struct Session: @unchecked Sendable {
      let connection: PostgresConnection
    }

    private let max: Int
    private let sessions = Mutex<[Session]>([])

    init(max: Int) { self.max = max }

    /// Takes over a session.
    func keep(_ connection: PostgresConnection) {
      let session = Session(connection: connection)
      sessions.withLock { $0.append(session) }
    }

    /// Whether one more COMMIT may be sent to a host.
    ///
    /// Sessions that were answered or ended are let go, and those on a host that is no longer the one that takes writes.
    func hasRoom(on host: Int) -> Bool {
      sessions.withLock { sessions in
        sessions.removeAll { $0.connection.host != host || $0.connection.hasStirred }
        return sessions.count < max
      }
    }

    /// Lets go of all.
    func leave() { sessions.withLock { $0 = [] } }
  }
#endif
