#if Postgres
  import Foundation
  import Synchronization

  /// Finds the addresses of servers' names, with an end to the waiting: libpq's own search may take half a minute.
  ///
  /// A search that takes too long goes on in a thread of its own, one a name, and meanwhile the last addresses serve.
  final class PostgresLookup: Sendable {
    private struct State {
      var known: [String: [String]] = [:]
      var running: [String: DispatchGroup] = [:]
    }

    private let state = Mutex(State())

    /// The numeric addresses of a server, likeliest first; empty when it has none, or none was found in time.
    func addresses(of name: String, until limit: Deadline) -> [String] {
      let (search, isNew) = state.withLock { state in
        if let running = state.running[name] { return (running, false) }
        let new = DispatchGroup()
        new.enter()
        state.running[name] = new
        return (new, true)
      }
      if isNew { Thread { [self] in find(name, search) }.start() }
      _ = search.wait(timeout: .now() + limit.left / .seconds(1))
      return state.withLock { $0.known[name] } ?? []
    }

    private func find(_ name: String, _ search: DispatchGroup) {
      let found = PostgresLookup.ask(name)
      state.withLock { state in
        if !found.isEmpty { state.known[name] = found }
        state.running[name] = nil
      }
      search.leave()
    }

    /// - Source: getaddrinfo(3), getnameinfo(3).
    private static func ask(_ name: String) -> [String] {
      var hints = addrinfo()
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
      var first: UnsafeMutablePointer<addrinfo>?
      guard getaddrinfo(name, nil, &hints, &first) == 0 else { return [] }
      defer { freeaddrinfo(first) }
      var found: [String] = []
      var next = first
      while let entry = next?.pointee {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let isNumber =
          getnameinfo(
            entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0,
            Int32(NI_NUMERICHOST)) == 0
        let address = String(
          decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if isNumber, !found.contains(address) { found.append(address) }
        next = entry.ai_next
      }
      return found
    }
  }
#endif
