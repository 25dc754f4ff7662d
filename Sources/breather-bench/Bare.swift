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

  /// The same bookings three ways, each on a copy of one database: whole errands; the statements they ran, by the engine
  /// alone; the same statements in bare C.
  ///
  /// In all three: the same statements in the same order within a booking, each compiled once; BEGIN IMMEDIATE and COMMIT
  /// around 32 bookings; WAL, synchronous=FULL, foreign keys, and the checkpoints that fall due at 1,000 pages.
  /// Only in C's favour: its values are laid out beforehand and bound without a copy, its rows are stepped over and not
  /// read, no savepoint stands around a booking, and nobody waits for an answer.
  /// The engine alone: 64 callers who take turns, a savepoint each, values bound from ours and rows read into ours.
  /// Whole errands besides: the rules, opening the carer's sealed profile and sealing note, party and answer (AES-GCM),
  /// JSON read and written, the audit's HMAC, ids and a reference drawn, the answer rendered.
  func bare() async throws {
    let town = try await town()
    let recordedFolder = try copyOfTown(named: "recorded")
    defer { remove(recordedFolder) }
    note("writing down what \(options.bookings) bookings run")
    let recorded = try await record(town, in: recordedFolder)
    let script = try Script(recorded)
    var (loop, engine, errands): ([Rate], [Rate], [Rate]) = ([], [], [])
    var difference: Int64 = 0
    for round in 1...options.rounds {
      note("bare, round \(round) of \(options.rounds)")
      loop.append(try replay(script, comparing: recordedFolder, &difference))
      engine.append(
        try await onCopy(groupMax: Bench.group) { database in
          try await Rush(database: database, callers: options.callers).rerun(recorded)
        })
      errands.append(
        try await onCopy(groupMax: Bench.group) { database in
          try await Rush(database: database, callers: options.callers).grantWishes(of: town)
        })
    }
    let bare = Measured("bare C loop, groups of \(Bench.group)", callers: 1, rounds: loop)
    let alone = Measured("the same statements by the engine", callers: options.callers, rounds: engine)
    let whole = Measured("whole errands, rules and sealing included", callers: options.callers, rounds: errands)
    for one in [bare, alone, whole] { found(one) }
    compare("engine : bare C loop", alone, bare, wanted: Bench.wantedShare)
    compare("whole errand : bare C loop", whole, bare, wanted: nil)
    let statements = script.statementsPerBooking.rounded()
    remark(
      "A booking runs \(Int(statements)) statements. The bare loop wrote "
        + (difference == 0 ? "exactly the rows that the errands wrote." : "\(difference) other rows than the errands!"))
  }

  /// Runs the statements bare, and counts what was written otherwise than by the errands.
  private func replay(_ script: Script, comparing recorded: String, _ difference: inout Int64) throws -> Rate {
    let copy = try copyOfTown(named: "bare")
    defer { remove(copy) }
    let rate = try script.replay(on: databasePath(copy), group: Bench.group)
    let found = bare_difference(databasePath(copy), databasePath(recorded))
    guard found >= 0 else { throw BenchFault("What the bare writer wrote cannot be compared.") }
    difference += found
    return rate
  }

  private func record(_ town: BenchTown, in folder: String) async throws -> [[RecordedStatement]] {
    try await on(folder) { database in
      let recording = RecordingDatabase(database)
      _ = try await Rush(database: recording, callers: options.callers).grantWishes(of: town)
      return recording.recorded
    }
  }
}
