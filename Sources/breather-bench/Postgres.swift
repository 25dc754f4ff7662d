import ArgumentParser

/// Where a PostgreSQL server is, if one is to be measured.
struct PostgresOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Measure also on this PostgreSQL server, in a schema of its own.", valueName: "url"))
  var postgres: String?
}

extension Bench {
  func postgres(_ url: String) async throws {
    throw BenchFault("This breather-bench was built without PostgreSQL; build it with `--traits Postgres`.")
  }
}
