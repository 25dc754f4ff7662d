import AsyncHTTPClient
import Foundation
import NIOCore
import Wire

/// Carries requests to a server and brings its answers.
protocol Line: Sendable {
  /// - Throws: `DeskFault` with `.unreachable` when no answer came; then nobody knows what became of the request.
  func carry(_ ask: Ask) async throws -> (Answer, retryAfterSeconds: Int?)

  func close() async throws
}

/// HTTP; connecting takes at most 5 seconds, an answer at most 30.
struct HTTPLine: Line {
  private let server: ServerAddress
  private let token: String?
  private let http: HTTPClient
  private static let answerBytesMax = 16 * 1024 * 1024

  init(server: ServerAddress, token: String?) {
    self.server = server
    self.token = token
    var configuration = HTTPClient.Configuration()
    configuration.timeout = .init(connect: .seconds(5), read: .seconds(30))
    configuration.redirectConfiguration = .disallow
    configuration.connectionPool.retryConnectionEstablishment = false
    http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  func close() async throws { try await http.shutdown() }

  func carry(_ ask: Ask) async throws -> (Answer, retryAfterSeconds: Int?) {
    var request = HTTPClientRequest(url: server.base + ask.target)
    request.method = .RAW(value: ask.method)
    request.headers.add(name: "accept", value: ask.isForFile ? "text/csv, application/json" : "application/json")
    request.headers.add(name: "user-agent", value: "breather-desk")
    if let token, ask.token != .none { request.headers.add(name: "authorization", value: "Bearer \(token)") }
    if let key = ask.idempotencyKey { request.headers.add(name: "idempotency-key", value: key) }
    if let body = ask.body {
      request.headers.add(name: "content-type", value: "application/json")
      request.body = .bytes(ByteBuffer(bytes: try WireEncoder().encode(body)))
    }
    let status: Int
    let bytes: [UInt8]
    let retryAfter: Int?
    do {
      let response = try await http.execute(request, timeout: .seconds(30))
      status = Int(response.status.code)
      retryAfter = response.headers.first(name: "retry-after").flatMap { Int($0) }
      bytes = Array(buffer: try await response.body.collect(upTo: Self.answerBytesMax))
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw Self.unreachable(server)
    }
    if ask.isForFile, (200..<300).contains(status) {
      return (Answer(status: status, bytes: bytes, json: .null), retryAfter)
    }
    return (try read(status: status, bytes: bytes), retryAfter)
  }

  private func read(status: Int, bytes: [UInt8]) throws -> Answer {
    if bytes.isEmpty { return Answer(status: status, bytes: [], json: .null) }
    do {
      return Answer(status: status, bytes: bytes, json: try JSON.parse(bytes, limits: .answer))
    } catch {
      if status == 413 {
        throw DeskFault(
          .wrongInput, "This is more than the server in front of \(server.base) lets through.",
          "Bring it in in smaller parts, or ask whoever runs it to compare its settings with config/nginx.sample.conf.")
      }
      if status >= 500 { return Answer(status: status, bytes: [], json: .null) }
      throw DeskFault(
        .serverFault, "What answered at \(server.base) does not speak like a Breather server. Is the address right?")
    }
  }

  /// What to say when nobody answers.
  static func unreachable(_ server: ServerAddress) -> DeskFault {
    DeskFault(
      .unreachable, "The server at \(server.base) cannot be reached.",
      "Is it running, and is this computer online? Another server: --server https://…")
  }
}
