import ArgumentParser
import Breaks
import Foundation
import PostgresEngine
import SQL
import Store

/// Where a PostgreSQL server is, if one is to be measured.
struct PostgresOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Measure also in this PostgreSQL database, in a schema that is made and dropped.", valueName: "url"))
  var postgres: String?
}

/// `breather-bench postgres`: bookings into PostgreSQL from one caller and from many.
struct Postgres: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bookings a second into PostgreSQL, which groups commits by itself.")

  @OptionGroup var options: BenchOptions
  @OptionGroup var postgres: PostgresOptions

  func run() async throws {
    guard let url = postgres.postgres else { throw ValidationError("Say which database: --postgres postgres://…") }
    try await Bench.run(options) { try await $0.postgres(url) }
  }
}

extension Bench {
  private static let callerCounts = [1, 8, 64]

  #if Postgres
    /// The same bookings from one, eight and 64 callers over the engine's usual number of connections.
    func postgres(_ url: String) async throws {
      let keys = Keys(id: Bench.keysID, master: World.bench.randomBytes(Bench.keyBytes))
      for callers in Bench.callerCounts {
        var rates: [Rate] = []
        for round in 1...options.rounds {
          note("PostgreSQL, \(callers) callers, round \(round) of \(options.rounds)")
          rates.append(
            try await inSchema(url) { database in
              let town = try await BenchTown.make(in: database, keys: keys, bookings: options.bookings)
              return try await Rush(database: database, callers: callers).grantWishes(of: town)
            })
        }
        found(Measured("PostgreSQL, \(callers) callers", callers: callers, rounds: rates, countsSyncs: false))
      }
    }

    /// Runs some work in a schema of its own, which is dropped whatever happens.
    private func inSchema<Answer: Sendable>(
      _ url: String, _ work: (PostgresDatabase) async throws -> Answer
    ) async throws -> Answer {
      let name = "breather_bench_\(getpid())"
      let home = try PostgresDatabase(PostgresSettings(url: url))
      _ = try await home.write { try $0.execute("CREATE SCHEMA \(name)") }
      let outcome: Result<Answer, any Error>
      do {
        var settings = try PostgresSettings(url: url)
        settings.schema = name
        let database = try PostgresDatabase(settings)
        _ = try await Migrator(Schema.migrations).migrate(database, now: World.bench.now().millis)
        let answer = try await work(database)
        try await database.close()
        outcome = .success(answer)
      } catch {
        outcome = .failure(error)
      }
      _ = try await home.write { try $0.execute("DROP SCHEMA \(name) CASCADE") }
      try await home.close()
      return try outcome.get()
    }
  #else
    /// - Throws: `BenchFault`: there is no such engine in here.
    func postgres(_ url: String) async throws {
      throw BenchFault("This breather-bench was built without PostgreSQL; build it with `--traits Postgres`.")
    }
  #endif
}
