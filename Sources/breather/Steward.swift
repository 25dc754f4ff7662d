import Logging
import Metrics
import ServiceLifecycle
import UseCases

/// Does what comes due by the clock: lets go of holds that ran out, answers for places that never answer, and so on.
///
/// It goes its round every few seconds, beside the API and beside the postman, in as many processes as there are.
struct Steward: Service {
  private let market: Marketplace
  private let logger: Logger

  private static let pause = Duration.seconds(5)

  init(_ installation: Installation, _ logger: Logger) {
    market = installation.market
    self.logger = logger
  }

  /// Works until told to stop; the piece in hand is finished first.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        let told = await market.doChores()
        for (name, count) in told.done {
          Counter(label: "chores_done_total", dimensions: [("chore", name)]).increment(by: count)
        }
        for fault in told.faults { logger.error("a chore could not be done", metadata: ["chore": "\(fault)"]) }
        try? await Task.sleep(for: Steward.pause)
      }
    }
  }
}
