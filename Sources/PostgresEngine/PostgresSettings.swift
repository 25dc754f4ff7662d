#if Postgres
  import SQL

  /// Which of several servers a database uses.
  package enum PostgresUse: Sendable, Equatable {
    /// The one that takes writes.
    case primary
    /// A standby where one answers, else any server; reads only, and what is read may be some seconds old.
    case standby
  }

  /// How to reach a PostgreSQL database, and how long and how widely to use it.
  package struct PostgresSettings: Sendable {
    /// The most connections that are kept; 1...64. They are made by need.
    package var connections = 8
    /// The schema every session works in; nil leaves it to the server. Small ASCII letters, digits and `_` only.
    package var schema: String?
    /// What the server's own lists call us, unless the address says otherwise.
    package var applicationName = "breather"
    /// Which server is used, unless the address names its `target_session_attrs`.
    package var use = PostgresUse.primary
    /// The time a whole unit may take, waiting for a connection and retries included, in seconds; 1...3600.
    ///
    /// A statement may take five eighths of it.
    package var deadlineSeconds = 8
    let address: PostgresAddress

    /// Reads the address of a database: `postgres://name:password@host:5432,other:5432/breather`.
    ///
    /// The host and the database must be named. What libpq knows may follow as `?keyword=value`, but for what the engine
    /// decides by itself. A server on another machine is reached by TLS with `sslmode=verify-full` only, its
    /// certificate's authority found where `sslrootcert` says, or in `~/.postgresql/root.crt`.
    /// - Throws: `SQLFault.cannotOpen` with a sentence that repeats nothing of the address, for it may hold a password.
    /// - Source: PostgreSQL 15 manual, "Connection Strings" and "SSL Support".
    package init(url: String) throws(SQLFault) { address = try PostgresAddress(url: url) }

    /// - Throws: `SQLFault.cannotOpen` for a number or name out of its range.
    func validate() throws(SQLFault) {
      guard (1...64).contains(connections) else {
        throw .cannotOpen("The number of database connections must be from 1 to 64.")
      }
      guard (1...3_600).contains(deadlineSeconds) else {
        throw .cannotOpen("The deadline of the database must be from 1 to 3600 seconds.")
      }
      guard schema.map(PostgresSettings.isPlainName) ?? true else {
        throw .cannotOpen("The name of the database's schema must be of small letters, digits and _.")
      }
      guard applicationName.utf8.allSatisfy({ (0x20...0x7e).contains($0) }), applicationName.utf8.count < 64 else {
        throw .cannotOpen("The application's name for the database must be plain and shorter than 64 letters.")
      }
    }

    private static func isPlainName(_ name: String) -> Bool {
      guard let first = name.utf8.first, name.utf8.count < 64 else { return false }
      return !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        && name.utf8.allSatisfy { byte in
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
    }
  }

  extension PostgresSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of the address, for it may hold a password.
    package var description: String { "PostgresSettings(\(use), \(connections) connections)" }
    /// The same as `description`.
    package var debugDescription: String { description }
    /// Empty, so that nothing prints the address by reflection.
    package var customMirror: Mirror { Mirror(self, children: []) }
  }
#endif
