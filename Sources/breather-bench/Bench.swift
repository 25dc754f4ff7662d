import Breaks
import CBareWriter
import Foundation
import SQL
import SQLiteEngine
import Store

/// One run of the program: its folder on the disk, the town it books in, and what it has found so far.
final class Bench {
  let options: BenchOptions
  /// Made for this run and removed after it.
  let folder: String
  var report: Report
  private var seeded: BenchTown?

  static let keysID = "bench"
  static let keyBytes = 32

  /// Makes a folder, measures, prints, and removes the folder whatever happens.
  static func run(_ options: BenchOptions, _ work: (Bench) async throws -> Void) async throws {
    let bench = try Bench(options)
    defer { bench.removeFolder() }
    try await work(bench)
    Console.say(options.json ? try bench.report.json() : bench.report.text())
  }

  private init(_ options: BenchOptions) throws {
    self.options = options
    folder = (options.folder as NSString).appendingPathComponent("breather-bench-\(getpid())")
    guard bare_disk_watch() == 0 else { throw BenchFault("SQLite does not let the disk be watched.") }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    do {
      let disk = try Disk.measure(in: folder)
      report = Report(
        folder: options.folder, cores: ProcessInfo.processInfo.activeProcessorCount, rounds: options.rounds, disk: disk)
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  private func removeFolder() {
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      Console.note("\(folder) could not be removed: \(error.localizedDescription)")
    }
  }

  /// Says how far it is; a measurement takes seconds.
  func note(_ words: String) { Console.note("breather-bench: \(words) …") }

  /// Keeps what was found.
  func found(_ measured: Measured) { report.measured.append(measured) }

  /// Keeps how two measurements compare, by their medians.
  func compare(_ name: String, _ left: Measured, _ right: Measured, wanted: Double?) {
    report.ratios.append(Report.Ratio(name: name, value: left.median / right.median, wanted: wanted))
  }

  /// Keeps a remark.
  func remark(_ words: String) { report.remarks.append(words) }
}

// Databases of one and the same beginning.
extension Bench {
  /// The town, put once into a database of its own that every measurement begins from a copy of.
  func town() async throws -> BenchTown {
    if let seeded { return seeded }
    note("making a town for \(options.bookings) bookings")
    let world = World.bench
    let keys = Keys(id: Bench.keysID, master: world.randomBytes(Bench.keyBytes))
    let town = try await on(seedFolder) { database in
      _ = try await Migrator(Schema.migrations).migrate(database, now: world.now().millis)
      return try await BenchTown.make(in: database, keys: keys, bookings: options.bookings)
    }
    seeded = town
    return town
  }

  /// Runs some work on a fresh copy of the town's database, and removes it.
  ///
  /// - Parameter groupMax: most units of work a commit; nil for as many as the product has.
  func onCopy<Answer>(groupMax: Int?, _ work: (SQLiteDatabase) async throws -> Answer) async throws -> Answer {
    let copy = try copyOfTown(named: "copy")
    defer { remove(copy) }
    return try await on(copy, groupMax: groupMax, work)
  }

  /// Runs some work on the database of a folder, and closes it whatever happens.
  func on<Answer>(
    _ folder: String, groupMax: Int? = nil, _ work: (SQLiteDatabase) async throws -> Answer
  ) async throws -> Answer {
    let database = try sqlite(in: folder, groupMax: groupMax)
    let answer: Answer
    do {
      answer = try await work(database)
    } catch {
      try await database.close()
      throw error
    }
    try await database.close()
    return answer
  }

  /// A folder with a copy of the town's database, wholly on disk, so that nobody's commit pays for the copying.
  func copyOfTown(named name: String) throws -> String {
    let copy = (folder as NSString).appendingPathComponent(name)
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: databasePath(seedFolder), toPath: databasePath(copy))
    let file = open(databasePath(copy), O_RDONLY)
    defer { _ = close(file) }
    guard file >= 0, fsync(file) == 0 else { throw BenchFault("\(copy) could not be put on disk.") }
    return copy
  }

  /// Where the database is in a folder.
  func databasePath(_ folder: String) -> String { (folder as NSString).appendingPathComponent("breather.db") }

  /// Removes a folder of a measurement; what stays is removed with the run's own.
  func remove(_ folder: String) {
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      note("\(folder) stays until the end")
    }
  }

  private var seedFolder: String { (folder as NSString).appendingPathComponent("seed") }

  private func sqlite(in folder: String, groupMax: Int?) throws -> SQLiteDatabase {
    let lock = try DataLock(folder: folder, creatingFolder: true)
    var limits = SQLiteLimits()
    if let groupMax { limits.groupMax = groupMax }
    return try SQLiteDatabase(folder: folder, access: .owner(lock), limits: limits)
  }
}
