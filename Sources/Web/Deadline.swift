import Synchronization

/// Waits for some work, but not for ever.
///
/// The work is not stopped when its time is up: what it does in the database is finished there, whole or not at all.
/// - Throws: `HTTPProblem.overdue`, or what the work throws.
func withDeadline<Answer: Sendable>(
  seconds: Int, _ work: @escaping @Sendable () async throws -> Answer
) async throws -> Answer {
  let race = Race<Answer>()
  return try await withCheckedThrowingContinuation { continuation in
    race.begin(continuation)
    let bell = Task {
      do { try await Task.sleep(for: .seconds(seconds)) } catch { return }
      race.end(.failure(HTTPProblem.overdue))
    }
    Task {
      do { race.end(.success(try await work())) } catch { race.end(.failure(error)) }
      bell.cancel()
    }
  }
}

/// Two run, the first counts.
private final class Race<Answer: Sendable>: Sendable {
  private let waiting = Mutex<CheckedContinuation<Answer, any Error>?>(nil)

  func begin(_ continuation: CheckedContinuation<Answer, any Error>) {
    waiting.withLock { $0 = continuation }
  }

  func end(_ result: Result<Answer, any Error>) {
    let first = waiting.withLock { waiting in
      defer { waiting = nil }
      return waiting
    }
    first?.resume(with: result)
  }
}
