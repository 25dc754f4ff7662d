import Breaks
import Foundation
import SQL
import SQLiteEngine
import Store
import UseCases

/// One installation, opened: its data folder is held, its database open, its keys read.
struct Installation: Sendable {
  /// The data folder.
  let folder: String
  let database: SQLiteDatabase
  let keys: Keys
  let world: World

  /// The door to everything it does.
  var market: Marketplace { Marketplace(database: database, world: world, keys: keys) }

  /// Opens an installation that is there, at exactly our schema.
  ///
  /// - Throws: `SQLFault`, also when another process holds the folder; `KeyFault`.
  static func open(_ settings: Settings, world: World = .live) async throws -> Installation {
    guard FileManager.default.fileExists(atPath: databasePath(settings)) else {
      throw SQLFault.cannotOpen(
        "There is no database in the data folder \(settings.data). Run `breather init` or `breather migrate` first.")
    }
    let database = try openDatabase(settings, creatingFolder: false)
    return try await keeping(database) {
      try await Migrator(Schema.migrations).requireCurrent(database)
      let keys = try KeyFile.read(settings.keys)
      let fits = try await database.read { tx in try StoreTransaction(tx, keys: keys).audit.newestFits() }
      guard fits else { throw KeyFault.ofAnotherDatabase(settings.keys) }
      return Installation(folder: settings.data, database: database, keys: keys, world: world)
    }
  }

  /// Opens an installation and brings its schema up to date; makes folder, database and keys where there are none.
  ///
  /// Keys are made for an empty database only: a filled one cannot be read with new ones.
  /// - Returns: the installation, and the migrations that were applied now.
  static func make(
    _ settings: Settings, world: World = .live
  ) async throws -> (installation: Installation, applied: [Migration]) {
    let database = try openDatabase(settings, creatingFolder: true)
    return try await keeping(database) {
      let migrator = Migrator(Schema.migrations)
      let isEmpty = try await migrator.version(database) == 0
      let hasKeys = FileManager.default.fileExists(atPath: settings.keys)
      let keys =
        isEmpty && !hasKeys ? try KeyFile.make(settings.keys, world: world) : try KeyFile.read(settings.keys)
      let applied = try await migrator.migrate(database, now: world.now().millis)
      return (Installation(folder: settings.data, database: database, keys: keys, world: world), applied)
    }
  }

  /// Frees letters that a killed process had claimed: the lock on the data folder proves that it is gone.
  func freeClaims() async throws {
    try await database.write { tx in try StoreTransaction(tx, keys: keys).outbox.freeClaims() }
  }

  /// Opens an installation, runs an errand on it, and closes it whatever happens.
  static func using<Answer: Sendable>(
    _ settings: Settings, _ errand: (Installation) async throws -> Answer
  ) async throws -> Answer {
    let installation = try await open(settings)
    return try await installation.closing { try await errand(installation) }
  }

  /// Runs an errand and then closes the database, whatever happens.
  func closing<Answer: Sendable>(_ errand: () async throws -> Answer) async throws -> Answer {
    let answer: Answer
    do {
      answer = try await errand()
    } catch {
      try await database.close()
      throw error
    }
    try await database.close()
    return answer
  }

  /// Where the database file is.
  static func databasePath(_ settings: Settings) -> String {
    (settings.data as NSString).appendingPathComponent("breather.db")
  }

  /// Takes the lock and opens. Once the disk has refused a write nothing in memory can be trusted, so the process ends.
  private static func openDatabase(_ settings: Settings, creatingFolder: Bool) throws -> SQLiteDatabase {
    let lock = try DataLock(folder: settings.data, creatingFolder: creatingFolder)
    return try SQLiteDatabase(folder: settings.data, access: .owner(lock)) { fault in
      Console.complain("Breather stops at once: \(fault.description)")
      _exit(Ending.fault)
    }
  }

  private static func keeping<Answer>(
    _ database: SQLiteDatabase, _ errand: () async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await errand()
    } catch {
      try await database.close()
      throw error
    }
  }
}
