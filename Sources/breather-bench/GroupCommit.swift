import ArgumentParser
import CBareWriter

/// How much slower every sync is made.
struct SlowOptions: ParsableArguments {
  @Option(help: "Measure also with every sync so many milliseconds slower; 0 leaves that out.")
  var slowSyncMs = 5

  func validate() throws {
    guard (0...1_000).contains(slowSyncMs) else { throw ValidationError("--slow-sync-ms takes 0 to 1000.") }
  }
}

/// `breather-bench group-commit`: what it gains that callers who wait together are committed together.
struct GroupCommit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bookings a second with the writer's groups, and with every booking committed alone.")

  @OptionGroup var options: BenchOptions
  @OptionGroup var slowness: SlowOptions

  func run() async throws {
    try await Bench.run(options) { try await $0.groupCommit(slowMilliseconds: slowness.slowSyncMs) }
  }
}

extension Bench {
  private static let wantedGain = 2.0
  private static let wantedGainOnSlowDisk = 10.0

  /// The same engine, the same callers, the same bookings; only the size of the writer's groups differs.
  func groupCommit(slowMilliseconds: Int) async throws {
    try await groups(on: "this disk", wanted: Bench.wantedGain)
    guard slowMilliseconds > 0 else { return }
    bare_disk_slow(Int64(slowMilliseconds) * 1_000)
    defer { bare_disk_slow(0) }
    try await groups(on: "syncs \(slowMilliseconds) ms slower", wanted: Bench.wantedGainOnSlowDisk)
  }

  /// Rounds go alone, together, alone, together: what else the machine does falls on both.
  private func groups(on disk: String, wanted: Double) async throws {
    let town = try await town()
    var (alone, together): ([Rate], [Rate]) = ([], [])
    for round in 1...options.rounds {
      note("group commit, \(disk), round \(round) of \(options.rounds)")
      alone.append(try await rush(town, groupMax: 1))
      together.append(try await rush(town, groupMax: nil))
    }
    let one = Measured(
      "\(options.callers) callers, each committed alone, \(disk)", callers: options.callers, rounds: alone)
    let all = Measured(
      "\(options.callers) callers, committed in groups, \(disk)", callers: options.callers, rounds: together)
    found(one)
    found(all)
    compare("groups : alone, \(disk)", all, one, wanted: wanted)
  }

  private func rush(_ town: BenchTown, groupMax: Int?) async throws -> Rate {
    try await onCopy(groupMax: groupMax) { database in
      try await Rush(database: database, callers: options.callers).grantWishes(of: town)
    }
  }
}
