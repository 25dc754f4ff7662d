import Foundation
import TestYard
import Testing

/// A database engine that tests run on.
package enum Engine: String, Sendable, CaseIterable {
  case sqlite
  case postgres

  /// The engines of this run: SQLite, and PostgreSQL where it is compiled in and `BREATHER_TEST_POSTGRES_URL` is set.
  package static let present: [Engine] = {
    #if Postgres
      ProcessInfo.processInfo.environment["BREATHER_TEST_POSTGRES_URL"] == nil ? [.sqlite] : [.sqlite, .postgres]
    #else
      [.sqlite]
    #endif
  }()
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
          await OnEveryEngine.record(test) { try await Ground.on(engine, function) }
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
