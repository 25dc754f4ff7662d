import Breaks
import Foundation
import Hummingbird
import HummingbirdTesting
import Post
import SQL
import Store
import UseCases
import Web
import Wire

/// A town of its own for one test: a real database that goes away after it, the real router, and a world in
/// which the test decides the time and chance falls the same way every time.
package final class Town: Sendable {
  package let clock: TownClock
  package let chance: TownChance
  package let log = TownLog()
  package let metrics = PrometheusPage()
  package let database: any SQLDatabase
  package let market: Marketplace
  package let app: WebApp
  let composer: Composer
  let application: any ApplicationProtocol

  /// Monday 2026-11-23, half past nine in London.
  package static let start = Instant(millis: 1_795_426_200_000)

  /// What the links in letters begin with.
  package static let publicAddress = try? PublicAddress(text: "https://breather.example")

  /// Builds a town.
  ///
  /// - Parameters:
  ///   - seed: another one gives other ids and codes.
  ///   - settings: changes how it is served; rate limits are off unless it turns them on.
  ///   - readiness: what `/readyz` finds.
  ///   - through: what stands between the town and its database.
  package static func make(
    seed: UInt64 = 1, settings: (inout WebSettings) -> Void = { _ in },
    readiness: @escaping @Sendable () async -> [String: Bool] = { ["database": true] },
    through: (any SQLDatabase) -> any SQLDatabase = { $0 }
  ) async throws -> Town {
    var chosen = WebSettings()
    chosen.rateLimits = false
    chosen.port = 0
    settings(&chosen)
    let database = through(try await Ground.database())
    return try Town(database: database, seed: seed, settings: chosen, readiness: readiness)
  }

  private init(
    database: any SQLDatabase, seed: UInt64, settings: WebSettings,
    readiness: @escaping @Sendable () async -> [String: Bool]
  ) throws {
    self.database = database
    clock = TownClock(Town.start)
    chance = TownChance(seed: seed)
    market = Marketplace(
      database: database, world: .made(clock, chance), keys: Keys(id: "town", master: chance.bytes(32)))
    let (composer, clock) = (
      Composer(
        keys: market.keys, writer: try Town.letterWriter.get(),
        sender: try EmailAddress(text: "post@breather.example"), publicAddress: { Town.publicAddress }), clock
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
        pages: try Town.pages.get(), readiness: readiness))
    application = app.application()
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
