#if Postgres
  import SQL

  /// What `doctor` and `/readyz` tell of the server.
  package struct PostgresHealth: Sendable, Equatable {
    /// The server's version as a number, 150018 for 15.18.
    package let serverVersion: Int64
    /// Whether the server follows another, and so is in recovery and takes no writes.
    package let isStandby: Bool
    /// How far the standby is behind, in seconds; nil on a primary, and where the standby does not know.
    package let replayLagSeconds: Int64?
    /// The size of the database on disk, in bytes.
    package let databaseBytes: Int64
    /// When a COMMIT is answered: `on` or `remote_apply`, for the engine raises anything less.
    package let synchronousCommit: String
    /// The standbys that a COMMIT waits for; empty when it waits for none, and a failover may lose answered commits.
    package let synchronousStandbyNames: String
    /// Whether the server waits for its disk (`fsync` and `full_page_writes`); else a power cut may lose everything.
    package let isSafeFromPowerCut: Bool

    /// Whether the server takes writes.
    package var isWritable: Bool { !isStandby }
  }

  /// What `migrate`, `serve`, `doctor` and `/readyz` ask.
  extension PostgresDatabase {
    private static let versionMin: Int64 = 150_000
    /// Collations that order text by its bytes, as SQLite does.
    private static let collations: Set<String> = ["c", "posix", "c.utf8", "c.utf-8"]

    /// Refuses a server or a database that would not behave as SQLite does.
    ///
    /// - Throws: `SQLFault.cannotOpen` with a sentence, also when the server cannot be reached.
    package func verify() async throws {
      let found: Found
      do {
        found = try await read { tx in try Found(tx) }
      } catch SQLFault.unreachable {
        throw SQLFault.cannotOpen("The database server cannot be reached: \(hosts.reason).")
      }
      guard found.version >= PostgresDatabase.versionMin else {
        throw SQLFault.cannotOpen("The database server is older than PostgreSQL 15; use 15 or newer.")
      }
      guard found.encoding == "UTF8" else {
        throw SQLFault.cannotOpen(
          "The database keeps text in \(found.encoding); make one with CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8'."
        )
      }
      guard found.ordersByBytes else {
        throw SQLFault.cannotOpen(
          "The database orders text by \(found.collation), so lists would differ from machine to machine; make one with "
            + "CREATE DATABASE … TEMPLATE template0 LOCALE 'C.UTF-8'.")
      }
      guard found.hasStandardStrings else {
        throw SQLFault.cannotOpen("The database's sessions do not have standard_conforming_strings on.")
      }
    }

    /// How the server is.
    ///
    /// - Throws: `SQLFault`.
    package func health() async throws -> PostgresHealth {
      try await read { tx in
        guard
          let row = try tx.first(
            """
            SELECT CAST(current_setting('server_version_num') AS BIGINT) AS version, pg_is_in_recovery() AS is_standby,
              CASE
                WHEN NOT pg_is_in_recovery() THEN NULL
                WHEN EXISTS (SELECT 1 FROM pg_stat_wal_receiver)
                  AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
                ELSE CAST(EXTRACT(EPOCH FROM clock_timestamp() - pg_last_xact_replay_timestamp()) AS BIGINT)
              END AS lag_seconds,
              pg_database_size(current_database()) AS bytes,
              current_setting('synchronous_commit') AS synchronous_commit,
              current_setting('synchronous_standby_names') AS synchronous_standby_names,
              current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on' AS is_safe
            """)
        else { throw SQLFault.invalid("the server told nothing of itself") }
        return PostgresHealth(
          serverVersion: try row.int("version"), isStandby: try row.bool("is_standby"),
          replayLagSeconds: try row.intIfAny("lag_seconds"), databaseBytes: try row.int("bytes"),
          synchronousCommit: try row.text("synchronous_commit"),
          synchronousStandbyNames: try row.text("synchronous_standby_names"),
          isSafeFromPowerCut: try row.bool("is_safe"))
      }
    }

    /// What decides whether a database is fit for us.
    private struct Found: Sendable {
      let version: Int64
      let encoding: String
      let collation: String
      let ordersByBytes: Bool
      let hasStandardStrings: Bool

      /// - Source: PostgreSQL 15 manual, `pg_database`; from 17 on the provider `b` sorts by code points only.
      init(_ tx: any SQLTransaction) throws {
        guard
          let row = try tx.first(
            """
            SELECT CAST(current_setting('server_version_num') AS BIGINT) AS version,
              pg_encoding_to_char(encoding) AS encoding, datcollate AS collation,
              COALESCE(to_jsonb(pg_database) ->> 'datlocprovider', 'c') AS provider,
              current_setting('standard_conforming_strings') AS strings
            FROM pg_database
            WHERE datname = current_database()
            """)
        else { throw SQLFault.invalid("the server told nothing of the database") }
        let provider = try row.text("provider")
        version = try row.int("version")
        encoding = try row.text("encoding")
        hasStandardStrings = try row.text("strings") == "on"
        let name = try row.text("collation")
        collation = provider == "i" ? "ICU" : name
        ordersByBytes =
          provider == "b" || (provider == "c" && PostgresDatabase.collations.contains(name.lowercased()))
      }
    }
  }
#endif
