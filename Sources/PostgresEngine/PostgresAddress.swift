#if Postgres
  import CPostgres
  import SQL

  /// The address of a database, taken apart by libpq and judged by us.
  struct PostgresAddress: Sendable {
    /// One server that may hold the database.
    struct Host: Sendable, Hashable {
      /// A name, an IP address, or the folder of a Unix socket.
      let name: String
      let port: String

      /// Whether it is the folder of a Unix socket, and so has no address.
      var isFolder: Bool { name.hasPrefix("/") }

      /// Whether what is sent stays on this machine.
      var isThisMachine: Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let isLoopback = parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
        return isLoopback || isFolder || ["localhost", "::1"].contains(name.lowercased())
      }
    }

    /// In the order of the address; at least one.
    let hosts: [Host]
    /// The address's `target_session_attrs`, where it has one.
    let wish: String?
    /// What else libpq is told, by keyword; `sslmode` is always among it.
    let options: [String: String]
    /// How long one server may take to let us in, in seconds.
    let connectSeconds: Int

    /// What the engine decides by itself, and why the address may not.
    private static let ours: Set<String> = [
      "hostaddr", "options", "replication", "service", "client_encoding", "gssencmode", "fallback_application_name",
    ]
    private static let wishes: Set<String> = [
      "any", "read-write", "read-only", "primary", "standby", "prefer-standby",
    ]

    /// - Throws: `SQLFault.cannotOpen` with a sentence that repeats nothing of the address but a keyword.
    init(url: String) throws(SQLFault) {
      guard url.hasPrefix("postgres://") || url.hasPrefix("postgresql://"), !url.utf8.contains(0) else {
        throw .cannotOpen("The database's address must begin with postgres:// or postgresql://.")
      }
      var given = try PostgresAddress.parse(url)
      if let word = PostgresAddress.ours.first(where: { given[$0] != nil }) {
        throw .cannotOpen("The database's address may not say \(word); breather decides that by itself.")
      }
      guard given["dbname"] != nil else {
        throw .cannotOpen(
          "The database's address must end in the name of the database, as in postgres://host/breather.")
      }
      hosts = try PostgresAddress.hosts(given.removeValue(forKey: "host"), ports: given.removeValue(forKey: "port"))
      wish = given.removeValue(forKey: "target_session_attrs")
      guard wish.map(PostgresAddress.wishes.contains) ?? true else {
        throw .cannotOpen("The database's address has a target_session_attrs that libpq does not know.")
      }
      let seconds = given.removeValue(forKey: "connect_timeout").map { Int($0) ?? 0 }
      connectSeconds = seconds ?? (hosts.count > 1 ? 2 : 3)
      guard (1...60).contains(connectSeconds) else {
        throw .cannotOpen("The connect_timeout of the database's address must be from 1 to 60 seconds.")
      }
      try PostgresAddress.requireSafe(&given, hosts)
      options = given
    }

    /// libpq's own words about a mistake repeat the address, so they are dropped.
    private static func parse(_ url: String) throws(SQLFault) -> [String: String] {
      var words: UnsafeMutablePointer<CChar>?
      let parsed = PQconninfoParse(url, &words)
      PQfreemem(words)
      guard let parsed else { throw .cannotOpen("The database's address cannot be read as a postgres:// address.") }
      defer { PQconninfoFree(parsed) }
      var given: [String: String] = [:]
      var option = parsed
      while let keyword = option.pointee.keyword {
        if let value = option.pointee.val, value.pointee != 0 {
          given[String(cString: keyword)] = String(cString: value)
        }
        option += 1
      }
      return given
    }

    private static func hosts(_ names: String?, ports: String?) throws(SQLFault) -> [Host] {
      let names = (names ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      var ports = (ports ?? "").split(separator: ",", omittingEmptySubsequences: false).map { $0.isEmpty ? "5432" : $0 }
      if ports.count == 1 { ports = Array(repeating: ports[0], count: names.count) }
      guard names.allSatisfy({ !$0.isEmpty }) else {
        throw .cannotOpen("The database's address must name the server: a host, or ?host=/folder/of/the/socket.")
      }
      guard ports.count == names.count, ports.allSatisfy({ UInt16($0).map { $0 > 0 } ?? false }), names.count <= 8
      else {
        throw .cannotOpen("The database's address must have a port from 1 to 65535 for each of at most 8 servers.")
      }
      return zip(names, ports).map { Host(name: $0, port: String($1)) }
    }

    /// Letters about carers' health go over this wire: beyond this machine nobody may listen, or pose as the server.
    private static func requireSafe(_ given: inout [String: String], _ hosts: [Host]) throws(SQLFault) {
      if hosts.allSatisfy(\.isThisMachine) {
        given["sslmode"] = given["sslmode"] ?? "allow"
        return
      }
      guard given["sslmode"] ?? "verify-full" == "verify-full" else {
        throw .cannotOpen(
          "A database on another machine is reached with sslmode=verify-full only; take the other sslmode out of its "
            + "address.")
      }
      given["sslmode"] = "verify-full"
    }
  }
#endif
