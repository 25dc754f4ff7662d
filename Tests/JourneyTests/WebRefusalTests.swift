import Breaks
import SQL
import TestTown
import Testing
import Wire

/// How a request that is no request of ours is turned away, before the trade hears of it.
@Suite(.onEveryEngine) struct WebRefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    var method = "POST"
    var path = "/v1/sign-in"
    var headers = ["Content-Type": "application/json"]
    var body: [UInt8]? = Array(#"{"email":"moira@example.org"}"#.utf8)
    let status: Int
    let code: String

    var testDescription: String { name }
  }

  static let deep = String(repeating: "[", count: 33) + String(repeating: "]", count: 33)
  static func body(_ text: String) -> [UInt8] { Array(text.utf8) }

  static let cases = [
    Case(name: "JSON that ends early", body: body(#"{"email":"#), status: 400, code: "malformed_json"),
    Case(
      name: "a name twice", body: body(#"{"email":"a@b.uk","email":"a@b.uk"}"#), status: 400, code: "malformed_json"),
    Case(name: "33 levels", body: body(#"{"email":\#(deep)}"#), status: 400, code: "malformed_json"),
    Case(name: "no UTF-8", body: [0x22, 0xFF, 0x22], status: 400, code: "malformed_json"),
    Case(name: "a byte order mark", body: [0xEF, 0xBB, 0xBF] + body("{}"), status: 400, code: "malformed_json"),
    Case(name: "no body", body: nil, status: 400, code: "malformed_json"),
    Case(name: "a list", body: body("[]"), status: 422, code: "wrong_type"),
    Case(name: "an unknown field", body: body(#"{"email":"a@b.uk","x":1}"#), status: 422, code: "unknown_field"),
    Case(name: "a missing field", body: body("{}"), status: 422, code: "required"),
    Case(name: "a number for a text", body: body(#"{"email":5}"#), status: 422, code: "wrong_type"),
    Case(name: "no address", body: body(#"{"email":"moira"}"#), status: 422, code: "malformed"),
    Case(name: "two problems of two kinds", body: body(#"{"email":5,"x":1}"#), status: 422, code: "invalid_input"),
    Case(name: "an unknown parameter", path: "/v1/sign-in?x=1", status: 422, code: "unknown_parameter"),
    Case(name: "a broken escape", path: "/v1/sign-in?x=%zz", status: 422, code: "malformed"),
    Case(name: "65 KiB", body: [UInt8](repeating: 0x20, count: 65 * 1024), status: 413, code: "too_large_body"),
    Case(
      name: "a form", headers: ["Content-Type": "application/x-www-form-urlencoded"], status: 415,
      code: "wrong_media_type"),
    Case(name: "no media type", headers: [:], status: 415, code: "wrong_media_type"),
    Case(
      name: "Latin 1", headers: ["Content-Type": "application/json; charset=latin1"], status: 415,
      code: "wrong_media_type"),
    Case(name: "an unknown address", path: "/v1/nowhere", status: 404, code: "not_found"),
    Case(name: "a wrong method", method: "PUT", status: 405, code: "method_not_allowed"),
    Case(name: "a made-up method", method: "BREW", status: 405, code: "method_not_allowed"),
  ]

  @Test(arguments: cases) func `is told in one document what is wrong`(_ given: Case) async throws {
    let town = try await Town.make()
    let answer = try await town.send(
      given.method, given.path, Sending(headers: given.headers, body: given.body))
    #expect(answer.status == given.status)
    #expect(answer.code == given.code)
    #expect(answer.header("Content-Type") == "application/problem+json")
    #expect(answer.json["status"]?.int == given.status)
    #expect(answer.json["type"]?.text == "urn:breather:problem:\(given.code)")
    #expect(answer.json["instance"]?.text == "urn:uuid:\(answer.header("X-Request-ID") ?? "none")")
    let titles = try Town.contract.get().titles
    #expect(answer.json["title"]?.text == titles[given.code])
    for error in answer.json["errors"]?.items ?? [] {
      #expect(titles[error["code"]?.text ?? ""] != nil)
      #expect((error["pointer"] == nil) != (error["parameter"] == nil))
    }
  }

  @Test func `JSON with a charset of UTF-8 is JSON`() async throws {
    let town = try await Town.make()
    let answer = try await town.send(
      "POST", "/v1/sign-in",
      Sending(
        headers: ["Content-Type": "application/json; charset=UTF-8"], body: WebRefusalTests.body(#"{"email":"a@b.uk"}"#)
      ))
    #expect(answer.status == 202)
  }

  @Test func `a wrong method is told the right ones`() async throws {
    let town = try await Town.make()
    #expect(try await town.delete("/v1/areas").header("Allow") == "GET, HEAD, POST")
    #expect(try await town.get("/v1/sign-in").header("Allow") == "POST")
    #expect(try await town.delete("/v1/areas/liverpool").header("Allow") == "GET, HEAD, PATCH")
  }

  @Test func `HEAD answers as GET does, without the body`() async throws {
    let town = try await Town.make()
    let answer = try await town.send("HEAD", "/healthz", Sending())
    #expect(answer.status == 200)
    #expect(answer.body.isEmpty)
    #expect(answer.header("Content-Length") == "15")
  }

  @Test(arguments: ["Basic abc", "Bearer", "Bearer a b", "Bearer br_nobodys", "bearer  "])
  func `a bad token is told so, even where none is needed`(field: String) async throws {
    let town = try await Town.make()
    let answer = try await town.get("/v1/areas", headers: ["Authorization": field])
    #expect(answer.status == 401)
    #expect(answer.code == "token_bad")
    #expect(answer.header("WWW-Authenticate") == #"Bearer realm="breather", error="invalid_token""#)
  }

  @Test func `no token is told apart from a bad one`() async throws {
    let town = try await Town.make()
    let answer = try await town.get("/v1/me")
    #expect(answer.status == 401)
    #expect(answer.code == "token_missing")
    #expect(answer.header("WWW-Authenticate") == #"Bearer realm="breather""#)
  }

  @Test func `a malformed id in a path is not found`() async throws {
    let town = try await Town.make()
    let token = try await town.token(.administrator, in: town.area())
    for id in ["7", "%ff", "018f6b1e-7c3a-7d52-9b1c-2f4e6a8d0c1g"] {
      #expect(try await town.get("/v1/people/\(id)", token: token).code == "not_found")
    }
  }

  @Test func `a fault of ours is told with a number and logged once, without what was sent`() async throws {
    let town = try await Town.make()
    _ = try await town.database.write { tx in try tx.execute("ALTER TABLE area RENAME TO gone") }
    let answer = try await town.get("/v1/areas/canary")
    #expect(answer.status == 500)
    #expect(answer.code == "fault")
    let number = try #require(answer.header("X-Request-ID"))
    #expect(answer.json["detail"]?.text?.contains(number) == true)
    #expect(!answer.text.contains("area\""))
    let faults = town.log.lines.filter { $0.hasPrefix("error fault ") }
    #expect(faults.count == 1)
    #expect(faults.allSatisfy { $0.contains("request_id=\(number)") && !$0.contains("canary") })
  }

  @Test func `a database that cannot just now is told as such`() async throws {
    let town = try await Town.make()
    try await town.database.close()
    let answer = try await town.get("/v1/areas")
    #expect(answer.status == 503)
    #expect(answer.code == "overloaded")
    #expect(answer.header("Retry-After") == "1")
  }
}
