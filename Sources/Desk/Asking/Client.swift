/// Speaks to one server over a line, and says in words what it refuses.
struct Client: Sendable {
  let server: ServerAddress
  let token: String?
  private let line: any Line
  private static let tries = 4

  /// - Parameter line: what carries the requests; left out, HTTP.
  init(server: ServerAddress, token: String?, line: (any Line)? = nil) {
    self.server = server
    self.token = token
    self.line = line ?? HTTPLine(server: server, token: token)
  }

  func close() async throws { try await line.close() }

  /// Asks once.
  /// - Parameter also: statuses outside 2xx that are an answer, not a refusal.
  /// - Throws: `DeskFault` in words for people.
  func send(_ ask: Ask, also: Set<Int> = []) async throws -> Answer {
    let (answer, _) = try await carry(ask)
    guard (200..<300).contains(answer.status) || also.contains(answer.status) else { throw Problems.fault(answer) }
    return answer
  }

  /// Asks with one idempotency key until the server has answered; a lost connection or a busy server is tried again
  /// up to three times.
  /// - Throws: `DeskFault` in words for people; what became of the errand is unknown when it is `.unreachable`.
  func sendOnce(_ ask: Ask, note: (String) -> Void) async throws -> Answer {
    for attempt in 1...Self.tries {
      do {
        let (answer, retryAfter) = try await carry(ask)
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
    throw HTTPLine.unreachable(server)
  }

  private func carry(_ ask: Ask) async throws -> (Answer, retryAfterSeconds: Int?) {
    if case .needed = ask.token, token == nil { throw Problems.signInFirst }
    return try await line.carry(ask)
  }
}
