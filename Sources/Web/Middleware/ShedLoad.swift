import Hummingbird
import Synchronization

/// How many requests are being answered.
final class Load: Sendable {
  private let count = Mutex(0)

  /// Counts one more, unless there are that many already.
  func begin(most: Int) -> Bool {
    count.withLock { count in
      guard count < most else { return false }
      count += 1
      return true
    }
  }

  /// Counts one less.
  func end() { count.withLock { $0 -= 1 } }
}

/// Sends requests away while too many are being answered: late answers help nobody.
struct ShedLoad: RouterMiddleware {
  typealias Context = BreatherContext

  let load: Load
  let most: Int

  func handle(
    _ request: Request, context: BreatherContext, next: (Request, BreatherContext) async throws -> Response
  ) async throws -> Response {
    // The operator must see what happens most of all when there is too much of it.
    if context.isForOperator { return try await next(request, context) }
    guard load.begin(most: most) else { throw HTTPProblem.overloaded }
    defer { load.end() }
    return try await next(request, context)
  }
}

extension BreatherContext {
  /// Whether the address is one that watches over the process.
  var isForOperator: Bool { ["/healthz", "/readyz", "/metrics"].contains(route) }
}
