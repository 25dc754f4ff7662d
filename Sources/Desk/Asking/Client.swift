import AsyncHTTPClient
import Foundation
import NIOCore
import Wire

/// Speaks to one server; connecting takes at most 5 seconds, an answer at most 30.
struct Client: Sendable {
  let server: ServerAddress
  let token: String?
  private let http: HTTPClient
  private static let answerBytesMax = 16 * 1024 * 1024
  private static let tries = 4

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

  /// Asks once.
  /// - Parameter also: statuses outside 2xx that are an answer, not a refusal.
  /// - Throws: `DeskFault` in words for people.
  func send(_ ask: Ask, also: Set<Int> = []) async throws -> Answer {
    let (answer, _) = try await exchange(ask)
    guard (200..<300).contains(answer.status) || also.contains(answer.status) else { throw Problems.fault(answer) }
    return answer
  }

  /// Asks with one idempotency key until the server has answered; a lost connection or a busy server is tried again
  /// up to three times.
  /// - Throws: `DeskFault` in words for people; what became of the errand is unknown when it is `.unreachable`.
  func sendOnce(_ ask: Ask, note: (String) -> Void) async throws -> Answer {
    for attempt in 1...Self.tries {
      do {
        let (answer, retryAfter) = try await exchange(ask)
        if (200..<300).contains(answer.status) { return answer }
        let fault = Problems.fault(answer)
        let mayPass = answer.status == 503 || answer.status == 429 || fault.code == "request_in_progress"
        guard mayPass, attempt < Self.tries else { throw fault }
        note("The server is busy. Trying again…")
        try await Task.sleep(for: .seconds(min(max(retryAfter ?? attempt, 1), 5)))
      } catch let fault as DeskFault where fault.exit == .unreachable && attempt < Self.tries {
        note("The line to the server was lost. Trying again…")
        try await Task.sleep(for: .milliseconds(500 * attempt))
      }
    }
    throw unreachable()
  }

  private func exchange(_ ask: Ask) async throws -> (Answer, retryAfterSeconds: Int?) {
    if case .needed = ask.token, token == nil { throw Problems.signInFirst }
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
      throw unreachable()
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

  private func unreachable() -> DeskFault {
    DeskFault(
      .unreachable, "The server at \(server.base) cannot be reached.",
      "Is it running, and is this computer online? Another server: --server https://…")
  }
}
