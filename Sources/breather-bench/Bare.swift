import ArgumentParser
import CBareWriter

/// `breather-bench bare`: what the engine and all that happens in a booking cost beside SQLite itself.
struct Bare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Whole bookings through the engine, against a bare C loop that runs the same statements.")

  @OptionGroup var options: BenchOptions

  func run() async throws {
    try await Bench.run(options) { try await $0.bare() }
  }
}

extension Bench {
  private static let group = 32
  private static let wantedShare = 0.5

  /// Whole bookings through the engine, and the very statements they ran through bare C, each on a copy of one database.
  ///
  /// In both: the same statements with the same values in the same order, each compiled once; BEGIN IMMEDIATE and COMMIT
  /// around 32 bookings; WAL, synchronous=FULL, foreign keys, and the checkpoints that fall due at 1,000 pages.
  /// Only in C's favour: values are laid out beforehand and bound without a copy, rows are stepped over and not read, no
  /// savepoint stands around a booking, and nobody waits for an answer.
  /// Only on the engine's side: 64 callers who take turns, a savepoint each, rows read into records, the rules, opening
  /// the carer's sealed profile and sealing note, party and answer (AES-GCM), JSON read and written, the audit's HMAC,
  /// ids and a reference drawn, the answer rendered.
  func bare() async throws {
    let town = try await town()
    let recordedFolder = try copyOfTown(named: "recorded")
    defer { remove(recordedFolder) }
    note("writing down what \(options.bookings) bookings run")
    let script = try Script(try await record(town, in: recordedFolder))
    var (engine, loop): ([Rate], [Rate]) = ([], [])
    var difference: Int64 = 0
    for round in 1...options.rounds {
      note("bare, round \(round) of \(options.rounds)")
      let copy = try copyOfTown(named: "bare")
      loop.append(try script.replay(on: databasePath(copy), group: Bench.group))
      let found = bare_difference(databasePath(copy), databasePath(recordedFolder))
      guard found >= 0 else { throw BenchFault("What the bare writer wrote cannot be compared.") }
      difference += found
      remove(copy)
      engine.append(
        try await onCopy(groupMax: Bench.group) { database in
          try await Rush(town: town, database: database, callers: options.callers).run()
        })
    }
    let bare = Measured("bare C loop, groups of \(Bench.group)", callers: 1, rounds: loop)
    let whole = Measured("whole bookings through the engine, same groups", callers: options.callers, rounds: engine)
    found(bare)
    found(whole)
    compare("engine : bare C loop", whole, bare, wanted: Bench.wantedShare)
    let statements = script.statementsPerBooking.rounded()
    remark(
      "A booking runs \(Int(statements)) statements. The bare loop wrote "
        + (difference == 0 ? "exactly the rows that the engine wrote." : "\(difference) other rows than the engine!"))
  }

  private func record(_ town: BenchTown, in folder: String) async throws -> [[RecordedStatement]] {
    try await on(folder) { database in
      let recording = RecordingDatabase(database)
      _ = try await Rush(town: town, database: recording, callers: options.callers).run()
      return recording.recorded
    }
  }
}
