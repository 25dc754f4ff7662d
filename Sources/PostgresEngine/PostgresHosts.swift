#if Postgres
  import SQL
  import Synchronization

  /// What all lanes know of the address's servers, so that a dead one is waited for once and not by each.
  final class PostgresHosts: Sendable {
    private struct State {
      /// The host that last let somebody in.
      var good = 0
      /// Hosts to be tried after others until then.
      var bad: [Int: (until: Deadline, isSilent: Bool)] = [:]
      var alarms = 0
      var reason = "no server has answered yet"
    }

    /// How long a host that failed stands back behind the others.
    private static let standsBack = Duration.seconds(5)

    let lookup = PostgresLookup()
    private let count: Int
    private let state = Mutex(State())

    /// - Parameter count: how many hosts the address has.
    init(count: Int) { self.count = count }

    /// The hosts by their place in the address, the likeliest first.
    var inOrder: [Int] {
      state.withLock { state in
        (0..<count).sorted { rank($0, state) < rank($1, state) }
      }
    }

    /// One that turns us away costs little to ask again, one that is silent costs the whole time to connect.
    private func rank(_ host: Int, _ state: State) -> (Int, Int, Int) {
      let bad = state.bad[host].map { $0.until.isPast ? 0 : $0.isSilent ? 2 : 1 } ?? 0
      return (bad, host == state.good ? 0 : 1, host)
    }

    /// Notes that a host let us in.
    func noteGood(_ host: Int) {
      state.withLock { state in
        state.good = host
        state.bad[host] = nil
      }
    }

    /// Notes that a host did not let us in.
    ///
    /// - Parameter reason: a few words for the operator, without anything secret.
    func noteBad(_ host: Int, _ reason: String, isSilent: Bool) {
      state.withLock { state in
        state.bad[host] = (.after(PostgresHosts.standsBack), isSilent)
        state.reason = reason
      }
    }

    /// Why the last host did not let us in.
    var reason: String { state.withLock { $0.reason } }

    /// How often a session was lost; who holds a session from before must see whether it still stands.
    var alarms: Int { state.withLock { $0.alarms } }

    /// Tells all lanes that a session was lost.
    func raiseAlarm() { state.withLock { $0.alarms += 1 } }
  }
#endif
