import Foundation
import Metrics
import SQL
import Store

#if Postgres
  import PostgresEngine

  /// A PostgreSQL server, which any number of processes share.
  struct ServerGround: Ground {
    let database: any SQLDatabase
    let standby: Standby?
    private let postgres: PostgresDatabase
    /// One connection of its own to the primary, so that measuring waits for no request; nil where nothing is served.
    private let gauge: PostgresDatabase?

    /// More waiting units of work than this, and new ones are better sent to another process.
    private static let waitingMax = 64
    /// How long a unit of work may take on each occasion, in seconds; a request has ten.
    private static let patience: [Occasion: Int] = [.serve: 8, .post: 8, .tend: 600]
    /// What does not answer a look within this is as good as gone, for who decides where to send requests.
    private static let gaugeSeconds = 2
    /// A copy that takes longer is given up in time to ask the primary still.
    private static let standbySeconds = 2

    /// Opens the pools; connects with the first unit of work.
    ///
    /// - Throws: `SQLFault.cannotOpen`, which never repeats the address.
    static func open(
      _ server: DatabaseServer, _ settings: Settings, for occasion: Occasion, making: Bool
    ) throws -> any Ground {
      // The key file is all that stands in the folder.
      if making, settings.keysAreInData { try makeFolder(settings.data) }
      var wish = try PostgresSettings(url: server.url)
      wish.applicationName = "breather \(occasion.rawValue)"
      wish.connections = occasion == .serve ? server.connections : min(server.connections, 2)
      wish.deadlineSeconds = patience[occasion] ?? 8
      let primary = try PostgresDatabase(wish)
      guard occasion == .serve else {
        return ServerGround(database: primary, standby: nil, postgres: primary, gauge: nil)
      }
      (wish.connections, wish.deadlineSeconds) = (1, gaugeSeconds)
      let gauge = try PostgresDatabase(wish)
      guard let readURL = server.readURL else {
        return ServerGround(database: primary, standby: nil, postgres: primary, gauge: gauge)
      }
      var copyWish = try PostgresSettings(url: readURL)
      copyWish.use = .standby
      copyWish.applicationName = "breather browse"
      (copyWish.connections, copyWish.deadlineSeconds) = (server.connections, standbySeconds)
      let copy = try PostgresDatabase(copyWish)
      let standby = Standby(copy, ahead: { try await place(gauge) }, behind: { try await place(copy) })
      return ServerGround(database: primary, standby: standby, postgres: primary, gauge: gauge)
    }

    /// What is wrong with a server's address; nil when it can be used. Never repeats it.
    static func objection(to url: String) -> String? {
      if let objection = objectionToForm(url) { return objection }
      do throws(SQLFault) {
        _ = try PostgresSettings(url: url)
        return nil
      } catch {
        return "cannot be used: \(error.description)"
      }
    }

    var place: String { "The PostgreSQL database" }

    func keyAdvice(_ path: String) -> String {
      "Keep a copy of \(path) in a safe place: without it the database cannot be read. Every process that works on this "
        + "database, on whatever machine, needs this very file."
    }

    func verify() async throws { try await postgres.verify() }

    /// Nothing: other workers live, and the claims of one that was killed lapse by themselves.
    func freeClaims(_ keys: Keys) async throws {}

    func checks() async -> [String: Bool] {
      let waiting = postgres.waiting
      Gauge(label: "database_work_waiting").record(waiting)
      return ["database": await answers(), "writer": waiting <= ServerGround.waitingMax]
    }

    func weigh() async {
      guard let health = try? await (gauge ?? postgres).health() else { return }
      Gauge(label: "database_bytes").record(health.databaseBytes)
      Gauge(label: "database_synchronous_standbys_named").record(health.synchronousStandbyNames.isEmpty ? 0 : 1)
    }

    func close() async throws {
      try await standby?.close()
      try await gauge?.close()
      try await postgres.close()
    }

    /// Whether the primary answers, and takes writes.
    private func answers() async -> Bool {
      do {
        let row = try await (gauge ?? postgres).read { tx in try tx.first("SELECT pg_is_in_recovery() AS is_standby") }
        return try row?.bool("is_standby") == false
      } catch {
        return false
      }
    }

    /// Makes the data folder, for its owner only.
    private static func makeFolder(_ path: String) throws(SQLFault) {
      do {
        try FileManager.default.createDirectory(
          atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw .cannotOpen("The data folder \(path) cannot be made: \(error.localizedDescription)")
      }
    }

    /// How far a server has got in the write-ahead log that all of them share: the primary writing, a standby replaying.
    private static func place(_ database: PostgresDatabase) async throws -> Int64 {
      try await database.read { tx in
        try tx.first(
          """
          SELECT CAST(pg_wal_lsn_diff(
            CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, '0/0'
          ) AS BIGINT) AS place
          """)?.int("place") ?? 0
      }
    }
  }
#else
  /// The place of a PostgreSQL server in a build that knows none.
  enum ServerGround {
    private static let remedy =
      "names PostgreSQL, which this breather was built without: build it with `swift build --traits Postgres` "
      + "(needs libpq-dev), or leave this out for SQLite in the data folder."

    /// Refuses.
    static func open(
      _ server: DatabaseServer, _ settings: Settings, for occasion: Occasion, making: Bool
    ) throws -> any Ground {
      throw SQLFault.cannotOpen("\(Setting.databaseURL.environmentName) \(remedy)")
    }

    /// What is wrong with a server's address.
    static func objection(to url: String) -> String? { objectionToForm(url) ?? remedy }
  }
#endif

/// What is wrong with an address at first sight; nil when it may be a PostgreSQL server's.
private func objectionToForm(_ url: String) -> String? {
  if url.hasPrefix("postgres://") || url.hasPrefix("postgresql://") { return nil }
  return "must look like postgres://USER@HOST/DATABASE; leave it out for SQLite in the data folder."
}
