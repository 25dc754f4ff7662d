import Breaks
import SQL
import Store

// How a lost answer to a COMMIT is cleared up.

extension Marketplace {
  private static let firstPause = Duration.milliseconds(50)
  private static let longestPause = Duration.seconds(1)

  /// Runs a unit that claims an idempotency key, and where the answer to its COMMIT was lost, runs it again.
  ///
  /// That is safe only because of the claim. If the first COMMIT happened, the claim finds the key and gives the answer that
  /// was kept. If it is still under way on the server, the claim waits for it. If it never happened, the key is free and the
  /// unit runs for the first time. Just reading the key would not do: it shows nothing of a COMMIT under way, and that would
  /// be taken for one that never happened.
  ///
  /// Once an answer was lost, no passing fault may be told as "nothing was done" any more: it stays unknown.
  /// - Throws: `SQLFault.outcomeUnknown` when nothing could be learned in time; the same request with the same key may be
  ///   sent again.
  func settled<Answer: Sendable>(_ unit: @Sendable () async throws -> Answer) async throws -> Answer {
    do {
      return try await unit()
    } catch SQLFault.outcomeUnknown {
      return try await settle(unit)
    }
  }

  private func settle<Answer: Sendable>(_ unit: @Sendable () async throws -> Answer) async throws -> Answer {
    let begun = ContinuousClock.now
    var pause = Marketplace.firstPause
    while ContinuousClock.now - begun < patience {
      do {
        return try await unit()
      } catch let fault as SQLFault where fault.mayPass {
        await rest(pause)
        pause = min(pause * 2, Marketplace.longestPause)
      }
    }
    throw SQLFault.outcomeUnknown
  }

  /// A caller who has gone has asked all the same: this is not cut short by it.
  private func rest(_ time: Duration) async {
    await Task { try? await Task.sleep(for: time) }.value
  }
}

extension SQLFault {
  /// Whether it says nothing about the unit itself, so that the same unit may well do a moment later.
  fileprivate var mayPass: Bool {
    switch self {
    case .busy, .deadline, .unreachable, .outcomeUnknown: true
    default: false
    }
  }
}
