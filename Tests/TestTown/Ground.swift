import Foundation
import SQL
import SQLiteEngine
import Store
import Synchronization
import TestYard

/// Where the databases of one test are made, on one engine, and cleared away after it.
package final class Ground: Sendable {
  /// A database, and how it goes away.
  struct Plot: Sendable {
    let database: any SQLDatabase
    let clear: @Sendable () async throws -> Void
  }

  @TaskLocal private static var current: Ground?
  private let engine: Engine
  private let made = Mutex<[Plot]>([])

  private init(_ engine: Engine) { self.engine = engine }

  /// Runs a body whose databases are an engine's, and clears them away.
  package static func on<Value: Sendable>(
    _ engine: Engine, _ body: @Sendable () async throws -> Value
  ) async throws -> Value {
    let ground = Ground(engine)
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(try await $current.withValue(ground) { try await body() })
    } catch {
      outcome = .failure(error)
    }
    for plot in ground.made.withLock({ $0 }) { try await plot.clear() }
    return try outcome.get()
  }

  /// A fresh database with our schema, nobody else's.
  ///
  /// - Throws: `NoTurn` in a suite that does not say `.onEveryEngine`.
  package static func database() async throws -> any SQLDatabase {
    guard let ground = current else { throw NoTurn() }
    Exercised.note(ground.engine)
    let plot = try await ground.plot()
    ground.made.withLock { $0.append(plot) }
    return plot.database
  }

  /// A fresh database with our schema as it was after so many migrations.
  ///
  /// - Throws: `NoTurn` in a suite that does not say `.onEveryEngine`.
  package static func database(at migrations: Int) async throws -> any SQLDatabase {
    guard let ground = current else { throw NoTurn() }
    Exercised.note(ground.engine)
    let plot = try await ground.plot(at: Array(Schema.migrations.prefix(migrations)))
    ground.made.withLock { $0.append(plot) }
    return plot.database
  }

  private func plot(at migrations: [Migration]) async throws -> Plot {
    switch engine {
    case .sqlite: return try await Ground.folder(migrations)
    case .postgres:
      #if Postgres
        return try await PostgresYard.shared.plot(at: migrations)
      #else
        throw NoTurn()
      #endif
    }
  }

  private func plot() async throws -> Plot {
    switch engine {
    case .sqlite: return try await Ground.folder()
    case .postgres:
      #if Postgres
        return try await PostgresYard.shared.plot()
      #else
        throw NoTurn()
      #endif
    }
  }

  private static func folder(_ migrations: [Migration] = Schema.migrations) async throws -> Plot {
    let name = "breather-town-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    let database = try SQLiteDatabase(folder: folder, access: .owner(try DataLock(folder: folder)))
    _ = try await Migrator(migrations).migrate(database, now: Town.start.millis)
    return Plot(database: database) {
      try await database.close()
      try FileManager.default.removeItem(atPath: folder)
    }
  }
}

/// The engines that a run has used, told once when it ends.
package enum Exercised {
  private static let engines = Mutex<Set<Engine>>([])

  /// Says that a test uses an engine.
  package static func note(_ engine: Engine) {
    let isFirst = engines.withLock { engines in
      defer { engines.insert(engine) }
      return engines.isEmpty
    }
    if isFirst { atexit { Exercised.tell() } }
  }

  private static func tell() {
    #if Postgres
      PostgresYard.clearAtExit()
    #endif
    let used = engines.withLock { engines in Engine.allCases.filter(engines.contains) }
    FileHandle.standardOutput.write(
      Data("engines exercised: \(used.map(\.rawValue).joined(separator: ", "))\n".utf8))
  }
}
