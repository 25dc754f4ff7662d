import Hummingbird
import Logging
import Metrics

/// Gives each request its id, then logs and measures it: by the template of its address, never by what was sent.
struct WatchRequests: RouterMiddleware {
  typealias Context = BreatherContext

  let app: WebApp

  func handle(
    _ request: Request, context: BreatherContext, next: (Request, BreatherContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    context.requestID = app.market.world.newID().uuidString.lowercased()
    let start = ContinuousClock.now
    do {
      var answer = try await next(request, context)
      answer.headers[.requestID] = context.requestID
      // A proxy that keeps connections must not send the next request on one that is about to be closed.
      if app.surroundings.isClosing() { answer.headers[.connection] = "close" }
      note(answer.status.code, request, context, ContinuousClock.now - start)
      return answer
    } catch {
      // Only a broken connection comes as far as here.
      note(400, request, context, ContinuousClock.now - start)
      throw error
    }
  }

  private func note(_ status: Int, _ request: Request, _ context: BreatherContext, _ time: Duration) {
    // A client may make up any number of methods and addresses; a log and a page of metrics must not grow by them.
    let method = Self.methods.contains(request.method) ? request.method.rawValue : "other"
    let route = context.route ?? "none"
    app.surroundings.logger.info(
      "request",
      metadata: [
        "request_id": .string(context.requestID), "method": .string(method), "route": .string(route),
        "status": .stringConvertible(status), "ms": .stringConvertible(time.milliseconds),
      ])
    let page = app.surroundings.metrics
    let place = [("method", method), ("route", route)]
    Counter(label: "http_requests_total", dimensions: place + [("status", String(status))], factory: page).increment()
    Metrics.Timer(label: "http_request_duration_seconds", dimensions: place, factory: page)
      .recordNanoseconds(time.nanoseconds)
  }

  private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .patch, .put, .delete, .options]
}

extension Duration {
  var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
  /// To the microsecond.
  var milliseconds: Double { Double(nanoseconds / 1000) / 1000 }
}
