import TestYard
import Testing

/// A database engine that tests run on.
package enum Engine: String, Sendable, CaseIterable {
  case sqlite

  /// The engines of this run: all that are compiled in and told where they are.
  package static let present: [Engine] = [.sqlite]

  /// The engine of the test that runs now.
  @TaskLocal package static var current: Engine?

  /// The engine of the test that runs now.
  ///
  /// - Throws: `NoTurn` in a suite that does not say `.onEveryEngine`.
  package static func chosen() throws -> Engine {
    guard let current else { throw NoTurn() }
    return current
  }
}

/// Runs each test once on every engine present, a few tests at a time.
package struct OnEveryEngine: SuiteTrait, TestTrait, TestScoping {
  /// Each test of a suite runs on each engine by itself.
  package let isRecursive = true

  /// Runs the test on one engine after the other; what goes wrong is told with the engine's name.
  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    for engine in Engine.present {
      try await InTurn().provideScope(for: test, testCase: testCase) {
        try await OnEveryEngine.told(engine).provideScope(for: test, testCase: testCase) {
          await Engine.$current.withValue(engine) { await OnEveryEngine.record(test, function) }
        }
      }
    }
  }

  private static func told(_ engine: Engine) -> IssueHandlingTrait {
    .compactMapIssues { issue in
      var told = issue
      told.comments.append("on \(engine.rawValue)")
      return told
    }
  }

  /// An error is told here, where the engine is known; one that an expectation threw has been told already.
  private static func record(_ test: Test, _ function: @Sendable () async throws -> Void) async {
    do {
      try await function()
    } catch is ExpectationFailedError {
    } catch {
      Issue.record(error, sourceLocation: test.sourceLocation)
    }
  }
}

extension Trait where Self == OnEveryEngine {
  /// Runs each test once on every engine present.
  package static var onEveryEngine: Self { OnEveryEngine() }
}
