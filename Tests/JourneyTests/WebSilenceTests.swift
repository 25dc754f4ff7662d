import TestTown
import Testing
import Wire

/// What people tell us stays out of the log and off the page of metrics.
@Suite(.onEveryEngine) struct WebSilenceTests {
  private static let canaries = [
    "canary.person@example.org", "Canaria Quill", "485 777 3456", "4857773456", "ZZ99 9ZZ", "ZZ999ZZ", "peanuts",
    "br_canarytoken",
    "canarykey", "canarypath", "canaryquery", "canaryagent",
  ]

  @Test func `nothing that was sent is logged or measured`() async throws {
    let town = try await Town.make()
    let token = try await town.token(.administrator, in: town.area(), name: "Canaria Quill")
    let headers = [
      "Idempotency-Key": "canarykey", "User-Agent": "canaryagent", "X-Request-ID": "canarykey",
      "If-Match": "\"canarykey\"", "Referer": "/canarypath",
    ]
    let body: JSON = [
      "email": "canary.person@example.org", "name": "Canaria Quill", "nhsNumber": "485 777 3456",
      "postcode": "ZZ99 9ZZ", "food": ["avoids": ["peanuts"]], "canaryquery": "x",
    ]
    let paths = [
      "/v1/sign-in", "/v1/sign-in/confirm", "/v1/areas", "/v1/people", "/v1/partners", "/v1/practices",
      "/v1/people/canarypath", "/v1/canarypath?q=canaryquery", "/canarypath",
    ]
    for path in paths {
      for method in ["GET", "POST", "PATCH", "PUT", "canaryquery"] {
        for token in [nil, token, "br_canarytoken"] {
          let sent = Sending(
            token: token, headers: headers.merging(["Content-Type": "application/json"]) { $1 },
            body: try WireEncoder().encode(body))
          let answer = try await town.send(method, path, sent)
          #expect(answer.status < 500, "\(method) \(path)")
        }
      }
    }
    _ = try await town.post("/v1/sign-in", ["email": "canary.person@example.org"])
    let told = town.log.lines.joined(separator: "\n") + town.metrics.text
    for canary in Self.canaries { #expect(!told.contains(canary), "\(canary)") }
    #expect(town.log.lines.count == paths.count * 15 + 1)
    #expect(told.contains("route=/v1/people/{id}"))
    #expect(told.contains(#"http_requests_total{method="other",route="none",status="404"}"#))
  }
}
