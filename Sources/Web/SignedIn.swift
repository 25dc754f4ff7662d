import Breaks
import Hummingbird
import UseCases

extension WebApp {
  /// Finds out who asks by the bearer token.
  ///
  /// - Returns: nil when no token came.
  /// - Throws: `Refusal.notSignedIn` when the token is malformed, unknown, ended or too old.
  /// - Source: RFC 6750, section 2.1.
  func identify(_ request: Request) async throws -> Caller? {
    let fields = request.headers[values: .authorization]
    guard let field = fields.first else { return nil }
    let parts = field.split(separator: " ", omittingEmptySubsequences: true)
    guard fields.count == 1, parts.count == 2, parts[0].lowercased() == "bearer", parts[1].utf8.count <= 200 else {
      throw Refusal.notSignedIn
    }
    return try await market.caller(token: String(parts[1]))
  }
}
