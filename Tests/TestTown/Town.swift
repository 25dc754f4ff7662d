import Breaks
import Foundation
import Hummingbird
import HummingbirdTesting
import Post
import SQL
import SQLiteEngine
import Store
import UseCases
import Web
import Wire

/// A town of its own for one test: a real database in a folder that goes away with it, the real router, and a world in
/// which the test decides the time and chance falls the same way every time.
package final class Town: Sendable {
  package let clock: TownClock
  package let chance: TownChance
  package let log = TownLog()
  package let metrics = PrometheusPage()
  package let folder: String
  package let database: SQLiteDatabase
  package let market: Marketplace
  package let app: WebApp
  let composer: Composer
  let application: any ApplicationProtocol

  /// Monday 2026-11-23, half past nine in London.
  package static let start = Instant(millis: 1_795_426_200_000)

  /// Builds a town.
  ///
  /// - Parameters:
  ///   - seed: another one gives other ids and codes.
  ///   - settings: changes how it is served; rate limits are off unless it turns them on.
  ///   - readiness: what `/readyz` finds.
  package static func make(
    seed: UInt64 = 1, settings: (inout WebSettings) -> Void = { _ in },
    readiness: @escaping @Sendable () async -> [String: Bool] = { ["database": true] }
  ) async throws -> Town {
    var chosen = WebSettings()
    chosen.rateLimits = false
    chosen.port = 0
    settings(&chosen)
    let town = try Town(seed: seed, settings: chosen, readiness: readiness)
    _ = try await Migrator(Schema.migrations).migrate(town.database, now: Town.start.millis)
    return town
  }

  private init(
    seed: UInt64, settings: WebSettings, readiness: @escaping @Sendable () async -> [String: Bool]
  ) throws {
    _ = try Engine.chosen()
    clock = TownClock(Town.start)
    chance = TownChance(seed: seed)
    let name = "breather-town-" + String(UInt64.random(in: 0 ... .max), radix: 36)
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    database = try SQLiteDatabase(folder: folder, access: .owner(try DataLock(folder: folder)))
    market = Marketplace(
      database: database, world: .made(clock, chance), keys: Keys(id: "town", master: chance.bytes(32)))
    let (composer, database, clock) = (
      Composer(
        keys: market.keys, writer: try Town.letterWriter.get(),
        sender: try EmailAddress(text: "post@breather.example")), database, clock
    )
    self.composer = composer
    app = WebApp(
      market: market, settings: settings,
      surroundings: WebSurroundings(
        document: try Town.contract.get(), metrics: metrics, logger: log.logger,
        letterWords: { id in
          let written = try await database.read { try composer.wordsForHands(id, $0, now: clock.now) }
          return written.map { LetterWords(subject: $0.subject, text: $0.text) }
        },
        readiness: readiness))
    application = app.application()
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      // The system empties its temporary folder itself.
    }
  }

  /// openapi.yaml, read once for all towns.
  package static let contract = Result {
    let here = URL(fileURLWithPath: #filePath)
    let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try OpenAPIDocument(yaml: [UInt8](Data(contentsOf: root.appendingPathComponent("Sources/Web/openapi.yaml"))))
  }

  /// Runs an errand as somebody, past the API.
  package func carryOut<Answer: Sendable>(
    as caller: Caller? = nil, _ body: @escaping @Sendable (Errand) throws -> Answer
  ) async throws -> Answer {
    try await market.carryOut(as: caller, body)
  }
}
