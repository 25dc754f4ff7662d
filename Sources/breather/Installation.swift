import Breaks
import Foundation
import SQL
import Store
import UseCases

/// One installation, opened: its database open and its keys read.
struct Installation: Sendable {
  let ground: any Ground
  let keys: Keys
  let world: World

  /// The database that decides.
  var database: any SQLDatabase { ground.database }

  /// The door to everything it does.
  var market: Marketplace {
    let standby = ground.standby
    return Marketplace(database: database, world: world, keys: keys, standby: { standby?.ifFresh })
  }

  /// Opens an installation that is there, at exactly our schema.
  ///
  /// - Throws: `SQLFault`, also when another process holds the folder; `KeyFault`.
  static func open(
    _ settings: Settings, for occasion: Occasion = .tend, world: World = .live
  ) async throws -> Installation {
    let ground = try Grounds.open(settings, for: occasion, making: false)
    return try await keeping(ground) {
      try await ground.verify()
      try await Migrator(Schema.migrations).requireCurrent(ground.database)
      let keys = try KeyFile.read(settings.keys)
      let fits = try await ground.database.read { tx in try StoreTransaction(tx, keys: keys).audit.newestFits() }
      guard fits else { throw KeyFault.ofAnotherDatabase(settings.keys) }
      return Installation(ground: ground, keys: keys, world: world)
    }
  }

  /// Opens an installation and brings its schema up to date; makes folder, database and keys where there are none.
  ///
  /// Keys are made for an empty database only: a filled one cannot be read with new ones.
  /// - Returns: the installation, and the migrations that were applied now.
  static func make(
    _ settings: Settings, world: World = .live
  ) async throws -> (installation: Installation, applied: [Migration]) {
    let ground = try Grounds.open(settings, for: .tend, making: true)
    return try await keeping(ground) {
      try await ground.verify()
      let migrator = Migrator(Schema.migrations)
      let isEmpty = try await migrator.version(ground.database) == 0
      let makesKeys = isEmpty && !FileManager.default.fileExists(atPath: settings.keys)
      let keys = makesKeys ? try KeyFile.make(settings.keys, world: world) : try KeyFile.read(settings.keys)
      let applied = try await migrator.migrate(ground.database, now: world.now().millis)
      if makesKeys, applied.first?.number != 1 {
        // Another machine began at the same moment. Nothing is sealed with our keys yet, and two keys must not be.
        _ = unlink(settings.keys)
        throw KeyFault.madeMeanwhile(settings.keys)
      }
      return (Installation(ground: ground, keys: keys, world: world), applied)
    }
  }

  /// Opens an installation, runs an errand on it, and closes it whatever happens.
  static func using<Answer: Sendable>(
    _ settings: Settings, for occasion: Occasion = .tend, _ errand: (Installation) async throws -> Answer
  ) async throws -> Answer {
    let installation = try await open(settings, for: occasion)
    return try await installation.closing { try await errand(installation) }
  }

  /// Runs an errand and then closes the database, whatever happens.
  func closing<Answer: Sendable>(_ errand: () async throws -> Answer) async throws -> Answer {
    let answer: Answer
    do {
      answer = try await errand()
    } catch {
      try await ground.close()
      throw error
    }
    try await ground.close()
    return answer
  }

  private static func keeping<Answer>(
    _ ground: any Ground, _ errand: () async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await errand()
    } catch {
      try await ground.close()
      throw error
    }
  }
}
