#if Postgres
  import SQL
  import Synchronization

  /// What all lanes know of the address's servers, so that a dead one is waited for once and not by each.
  final class PostgresHosts: Sendable {
    private struct State {
      /// The host that last let somebody in.
      var good = 0
      /// Hosts to be tried after all others until then.
      var badUntil: [Int: Deadline] = [:]
      var alarms = 0
      var reason = "no server has answered yet"
    }

    /// How long a host that failed stands back behind the others.
    private static let standsBack = Duration.seconds(5)

    private let hosts: [PostgresAddress.Host]
    private let state = Mutex(State())

    init(_ hosts: [PostgresAddress.Host]) { self.hosts = hosts }

    /// The hosts by their place in the address, the likeliest first.
    var inOrder: [Int] {
      state.withLock { state in
        hosts.indices.sorted { rank($0, state) < rank($1, state) }
      }
    }

    private func rank(_ host: Int, _ state: State) -> (Int, Int, Int) {
      let isBad = state.badUntil[host].map { !$0.isPast } ?? false
      return (isBad ? 1 : 0, host == state.good ? 0 : 1, host)
    }

    /// Notes that a host let us in.
    func noteGood(_ host: Int) {
      state.withLock { state in
        state.good = host
        state.badUntil[host] = nil
      }
    }

    /// Notes that a host did not let us in.
    ///
    /// - Parameter reason: a few words for the operator, without anything secret.
    func noteBad(_ host: Int, _ reason: String) {
      state.withLock { state in
        state.badUntil[host] = .after(PostgresHosts.standsBack)
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
