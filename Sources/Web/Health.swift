import Hummingbird

// For the operator and for machines.

extension Ask {
  /// The process lives.
  func showHealth() async throws -> Response {
    try noQuery()
    return try Reply.json(HealthShape(status: "ok"), ask: self)
  }

  /// Requests can be served, or not, and which check says so.
  func showReadiness() async throws -> Response {
    try noQuery()
    let checks = await app.surroundings.readiness()
    let failed = checks.filter { !$0.value }.keys.sorted()
    guard failed.isEmpty else { throw HTTPProblem.notReady(failed) }
    let notes = await app.surroundings.notes()
    return try Reply.json(
      HealthShape(status: "ok", checks: checks.mapValues { _ in "ok" }, notes: notes.isEmpty ? nil : notes), ask: self)
  }

  /// The metrics, as Prometheus reads them.
  func showMetrics() async throws -> Response {
    try noQuery()
    return Reply.bytes(Array(app.surroundings.metrics.text.utf8), type: "text/plain; version=0.0.4; charset=utf-8")
  }

  /// The contract as JSON.
  func showOpenAPI() async throws -> Response {
    try noQuery()
    return Reply.bytes(app.surroundings.document.json, type: "application/json", ask: self)
  }
}

private struct HealthShape: Codable {
  let status: String
  var checks: [String: String]?
  var notes: [String: String]?
}
