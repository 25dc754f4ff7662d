import AsyncHTTPClient
import Breaks
import Foundation
import Wire

/// Somebody who uses the API from outside, as a stranger's program would.
struct DemoVisitor {
  let base: String
  let client: HTTPClient
  let now: @Sendable () -> Instant

  /// An instant so many seconds ago, as the API writes it.
  func secondsAgo(_ seconds: Int) -> String {
    Instant(millis: now().millis / 1000 * 1000).adding(seconds: -seconds).text
  }

  /// Asks for something, and expects to get it.
  func get(_ path: String, as token: String?) async throws -> JSON {
    try await send("GET", path, token, key: nil, body: nil, expecting: 200)
  }

  /// Sends something, and expects an answer of a certain status.
  func post(
    _ path: String, as token: String?, key: String? = nil, _ body: JSON? = nil, expecting status: Int
  ) async throws -> JSON {
    try await send("POST", path, token, key: key, body: body, expecting: status)
  }

  private func send(
    _ method: String, _ path: String, _ token: String?, key: String?, body: JSON?, expecting status: Int
  ) async throws -> JSON {
    var request = HTTPClientRequest(url: base + path)
    request.method = .init(rawValue: method)
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    if let key { request.headers.add(name: "Idempotency-Key", value: key) }
    if let body {
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(try WireEncoder().encode(body))
    }
    let response = try await client.execute(request, timeout: .seconds(20))
    let bytes = try await response.body.collect(upTo: 4 << 20)
    guard response.status.code == status else {
      let said = String(buffer: bytes)
      throw DemoFailure("\(method) \(path) answered \(response.status.code), not \(status): \(said)")
    }
    return bytes.readableBytes == 0 ? .null : try JSON.parse(bytes.readableBytesView, limits: .answer)
  }
}

extension JSON {
  /// A text member that must be there.
  func text(_ name: String) throws -> String {
    guard let text = self[name]?.text else { throw DemoFailure("The answer has no \(name).") }
    return text
  }

  /// Refuses when a member is not what the story says.
  func expect(_ name: String, _ value: String) throws {
    guard self[name]?.text == value else {
      throw DemoFailure("\(name) is \(self[name]?.text ?? "missing"), not \(value).")
    }
  }
}
