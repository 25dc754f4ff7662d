import Hummingbird

/// Adds to every answer what keeps browsers and caches from doing more with it than showing it.
struct HardenAnswers: RouterMiddleware {
  typealias Context = BreatherContext

  /// Where everybody sees the same, if nobody has signed in.
  private static let open: Set<String> = [
    "/v1/offers", "/v1/offers/{id}", "/v1/offers/{id}/slots", "/v1/areas", "/v1/areas/{slug}", "/openapi.json",
  ]

  func handle(
    _ request: Request, context: BreatherContext, next: (Request, BreatherContext) async throws -> Response
  ) async throws -> Response {
    var answer = try await next(request, context)
    let isOpen =
      (request.method == .get || request.method == .head) && answer.status.code < 400
      && !request.headers.contains(.authorization) && context.route.map { Self.open.contains($0) } ?? false
    answer.headers[.cacheControl] = isOpen ? "no-cache" : "no-store"
    answer.headers[.vary] = "Authorization"
    answer.headers[.xContentTypeOptions] = "nosniff"
    answer.headers[.referrerPolicy] = "no-referrer"
    // A page says itself what it needs; everything else needs nothing.
    if answer.headers[.contentSecurityPolicy] == nil {
      answer.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
    }
    return answer
  }
}
