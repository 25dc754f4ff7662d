import Breaks
import Foundation
import TestTown
import Testing
import Web
import Wire

/// openapi.yaml is what we promise; the router is what we do.
@Suite(.onEveryEngine) struct WebContractTests {
  @Test func `the router answers what openapi.yaml names, and nothing else`() throws {
    let promised = Set(try Town.contract.get().operations.map { "\($0.method) \($0.path)" })
    let kept = Set(WebApp.routes.map { "\($0.method) \($0.path)" })
    #expect(promised.subtracting(kept).sorted() == [])
    #expect(kept.subtracting(promised).sorted() == [])
  }

  @Test func `every refusal of the trade has a title`() throws {
    let titles = try Town.contract.get().titles
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    // Read from the source: whoever adds a refusal cannot forget it here.
    let source = try String(
      contentsOf: root.appendingPathComponent("Sources/Breaks/Refusal.swift"), encoding: .utf8)
    let codes = source.matches(of: /case \.[a-zA-Z]+: "([a-z_]+)"/).map { String($0.1) }
    // What the contract calls otherwise.
    let others = ["not_signed_in": "token_missing", "not_allowed": "forbidden", "changed_meanwhile": "stale"]
    #expect(codes.count >= 45 && Set(codes).count == codes.count)
    for code in codes { #expect(titles[others[code] ?? code] != nil, "\(code)") }
  }

  @Test func `the contract is served as JSON that says the same`() async throws {
    let town = try await Town.make()
    let answer = try await town.get("/openapi.json")
    #expect(answer.status == 200)
    #expect(answer.header("Content-Type") == "application/json")
    #expect(answer.json == (try Town.contract.get().tree))
    #expect(answer.json["openapi"]?.text == "3.1.0")
    let limit = answer.json["components"]?["parameters"]?["Limit"]?["schema"]
    #expect(limit?["maximum"]?.int == 100)
    let again = try await town.get("/openapi.json", headers: ["If-None-Match": answer.header("ETag") ?? ""])
    #expect(again.status == 304)
  }

  @Test func `the operator sees that the process lives, and whether it is ready`() async throws {
    let town = try await Town.make()
    #expect(try await town.get("/healthz").text == #"{"status":"ok"}"#)
    #expect(try await town.get("/readyz").text == #"{"status":"ok","checks":{"database":"ok"}}"#)
    let broken = try await Town.make(readiness: { ["database": true, "schema": false, "disk": false] })
    let answer = try await broken.get("/readyz")
    #expect(answer.status == 503)
    #expect(answer.code == "not_ready")
    #expect(answer.json["detail"]?.text == "Not ready: disk, schema.")
    #expect(answer.header("Retry-After") == "5")
  }
}
