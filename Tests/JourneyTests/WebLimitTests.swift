import Foundation
import TestTown
import Testing
import Wire

@testable import Web

/// How much one caller may ask for, and what is done when it is more.
@Suite(.onEveryEngine) struct WebLimitTests {
  @Test func `a bucket empties and fills again`() throws {
    let table = RateTable(Rate(burst: 2, perSecond: 0.5))
    let start = ContinuousClock.now
    try table.take("a", now: start)
    try table.take("a", now: start)
    #expect(throws: HTTPProblem.tooMany(retrySeconds: 2)) { try table.take("a", now: start) }
    try table.take("b", now: start)
    #expect(throws: HTTPProblem.tooMany(retrySeconds: 1)) { try table.take("a", now: start + .seconds(1)) }
    try table.take("a", now: start + .seconds(2))
    #expect(throws: HTTPProblem.self) { try table.take("a", now: start + .seconds(2)) }
    try table.take("a", now: start + .seconds(3600))
    try table.take("a", now: start + .seconds(3600))
    #expect(throws: HTTPProblem.self) { try table.take("a", now: start + .seconds(3600)) }
  }

  @Test func `the table of callers does not grow without end`() throws {
    let table = RateTable(Rate(burst: 1, perSecond: 1))
    let start = ContinuousClock.now
    for number in 0..<20_001 { try table.take("\(number)", now: start + .milliseconds(number)) }
    #expect(table.count == 18_001)
    #expect(throws: HTTPProblem.self) { try table.take("20000", now: start + .milliseconds(20_000)) }
  }

  @Test func `an address that asks too much is told when to come again`() async throws {
    let town = try await Town.make(settings: {
      $0.rateLimits = true
      $0.limits.general = Rate(burst: 3, perSecond: 0.01)
    })
    let ours = ["X-Forwarded-For": "203.0.113.7"]
    for _ in 0..<3 { #expect(try await town.get("/v1/areas", headers: ours).status == 200) }
    let answer = try await town.get("/v1/areas", headers: ours)
    #expect(answer.status == 429)
    #expect(answer.code == "too_many_requests")
    #expect((90...100).contains(Int(answer.header("Retry-After") ?? "") ?? 0))
    // Whatever stands further left anybody may have written.
    #expect(try await town.get("/v1/areas", headers: ["X-Forwarded-For": "198.51.100.1, 203.0.113.7"]).status == 429)
    #expect(try await town.get("/v1/areas", headers: ["X-Forwarded-For": "203.0.113.8"]).status == 200)
    #expect(try await town.get("/healthz", headers: ours).status == 200)
  }

  @Test func `a file is taken only from who has signed in, and from few at once`() async throws {
    let town = try await Town.make(settings: { $0.limits.filesMax = 0 })
    let area = try await town.area()
    let path = "/v1/areas/liverpool/import/carers"
    let large = Sending(
      headers: ["Content-Type": "application/json"], body: [UInt8](repeating: UInt8(ascii: " "), count: 2 << 20 + 1))
    #expect(try await town.send("POST", path, large).status == 401)
    #expect(try await town.post(path, ["csv": "name"], token: "cb_live_nobody").status == 401)
    let coordinator = try await town.token(.coordinator, in: area)
    let shed = try await town.post(path, ["csv": "name"], token: coordinator)
    #expect(shed.status == 503 && shed.header("Retry-After") != nil)
    // What is no file is taken all the same.
    #expect(try await town.get("/v1/me", token: coordinator).status == 200)
  }

  @Test func `the sample settings of nginx let through what we take, where we take it`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for name in ["config/nginx.sample.conf", "config/two/nginx.conf"] {
      let text = try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
      let location = try #require(text.range(of: "location ~ "))
      let block = text[location.upperBound...].prefix { $0 != "}" }
      let pattern = try Regex(String(block.prefix { $0 != " " }))
      #expect(block.contains("client_max_body_size 2m;") && Limits().fileBytes == 2 << 20)
      #expect(text.contains("client_max_body_size 64k;") && Limits().bodyBytes == 64 << 10)
      for route in WebApp.routes {
        let path = route.path.replacing("{id}", with: "019394c2-7a10-7c1e-8f00-2b6d1c5e9d01")
          .replacing("{slug}", with: "liverpool")
        let isThrough = try pattern.wholeMatch(in: path) != nil && route.method == "POST"
        #expect(isThrough == AddressBook.all.takesFile(.post, path), "\(name) \(route.path)")
      }
    }
  }

  @Test func `sign-in codes are tried twenty times an hour from one address, but on this machine freely`() async throws
  {
    let town = try await Town.make(settings: { $0.rateLimits = true })
    func ask(from address: String) async throws -> Int {
      try await town.post("/v1/sign-in", ["email": 1], headers: ["X-Forwarded-For": address]).status
    }
    for _ in 0..<20 { #expect(try await ask(from: "2001:db8:0:7::1") == 422) }
    #expect(try await ask(from: "2001:db8:0:7::2") == 429)
    #expect(try await ask(from: "2001:db8:0:8::1") == 422)
    for _ in 0..<25 { #expect(try await ask(from: "127.0.0.1") == 422) }
  }

  @Test(
    arguments: [
      (nil, [], "127.0.0.1", true), ("127.0.0.1", [], "127.0.0.1", true), ("::1", [], "0:0:0:0/64", true),
      ("203.0.113.7", ["198.51.100.1"], "203.0.113.7", false),
      ("127.0.0.1", ["198.51.100.1, 203.0.113.7"], "203.0.113.7", false),
      ("127.0.0.1", ["198.51.100.1", "203.0.113.7,127.0.0.1"], "203.0.113.7", false),
      ("127.0.0.1", ["rubbish"], "127.0.0.1", true), ("127.0.0.1", ["203.0.113.7, rubbish"], "127.0.0.1", true),
      ("::ffff:203.0.113.7", [], "203.0.113.7", false), ("127.0.0.1", ["2001:db8::9"], "2001:db8:0:0/64", false),
    ] as [(String?, [String], String, Bool)])
  func `the client's address is the last that no proxy of ours has`(
    peer: String?, forwarded: [String], key: String, isLoopback: Bool
  ) {
    let address = ClientAddress(peer: peer, forwarded: forwarded, trusted: ["127.0.0.1", "::1"])
    #expect(address.key == key)
    #expect(address.isLoopback == isLoopback)
  }

  @Test func `too many at once are sent away`() async throws {
    let town = try await Town.make(settings: { $0.limits.inFlightMax = 0 })
    let answer = try await town.get("/v1/areas")
    #expect(answer.status == 503)
    #expect(answer.code == "overloaded")
    #expect(answer.header("Retry-After") == "1")
    #expect(try await town.get("/healthz").status == 200)
  }

  @Test func `load is counted up and down`() {
    let load = Load()
    #expect(load.begin(most: 1))
    #expect(!load.begin(most: 1))
    load.end()
    #expect(load.begin(most: 1))
  }

  @Test func `work that takes too long is waited for no longer`() async throws {
    await #expect(throws: HTTPProblem.overdue) {
      try await withDeadline(seconds: 0) { try await Task.sleep(for: .seconds(5)) }
    }
    #expect(try await withDeadline(seconds: 5) { 7 } == 7)
    await #expect(throws: HTTPProblem.badKey) { try await withDeadline(seconds: 5) { throw HTTPProblem.badKey } }
  }
}
