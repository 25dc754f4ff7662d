import Breaks
import HTTPTypes
import Hummingbird
import NIOCore
import SQL
import Synchronization
import TestTown
import Testing
import UseCases

@testable import Web

/// What becomes of a request whose COMMIT was sent, and whose answer never came.
@Suite(.onEveryEngine) struct LostCommitTests {
  /// A real database behind a line that drops answers to COMMIT: after it happened, or before it could.
  final class BadLine: SQLDatabase {
    enum Trouble { case lostAfter, lostBefore, gone }

    private let real: any SQLDatabase
    private let troubles: Mutex<[Trouble]>
    let writes = Mutex(0)

    init(_ real: any SQLDatabase, _ troubles: [Trouble]) {
      self.real = real
      self.troubles = Mutex(troubles)
    }

    var dialect: Dialect { real.dialect }

    func read<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
      try await real.read(body)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLTransaction) throws -> T) async throws -> T {
      writes.withLock { $0 += 1 }
      switch troubles.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
      case nil: return try await real.write(body)
      case .gone: throw SQLFault.unreachable
      case .lostAfter: _ = try await real.write(body)
      case .lostBefore:
        await #expect(throws: SQLFault.closed) {
          try await real.write { tx in
            _ = try body(tx)
            throw SQLFault.closed
          }
        }
      }
      throw SQLFault.outcomeUnknown
    }

    func close() async throws {}
  }

  /// A town whose line is bad, and what one request through it did.
  struct Outcome {
    let answer: Result<Rendered, any Error>
    /// Areas there are in the end: the effect.
    let areas: Int
    let writes: Int
  }

  private func carryOut(
    _ troubles: [BadLine.Trouble], key: String? = "k", patience: Duration = .seconds(8)
  ) async throws -> Outcome {
    let town = try await Town.make()
    let liverpool = try await town.area("liverpool")
    let line = BadLine(town.database, troubles)
    var market = Marketplace(database: line, world: town.market.world, keys: town.market.keys)
    market.patience = patience
    let caller = Caller(
      person: town.market.world.id(), name: "Admin", grants: [RoleGrant(role: .administrator, area: liverpool)])
    let once = key.map { Once(caller: caller.person, key: $0, request: [1]) }
    let (wanted, details) = (
      AreaSlug(stored: "wigan"), try await town.carryOut { try $0.area(liverpool) }.details
    )
    let answer: Result<Rendered, any Error>
    do {
      let rendered = try await market.carryOut(
        as: caller, once: once, render: { (area: Area) in Rendered(status: 201, body: Array(area.slug.text.utf8)) }
      ) { errand in
        guard try errand.store.areas.insert(wanted, details, now: errand.now) else { throw Refusal.alreadyThere }
        return try errand.area(wanted)
      }
      answer = .success(rendered)
    } catch {
      answer = .failure(error)
    }
    return Outcome(
      answer: answer, areas: try await town.carryOut { try $0.areas().count } - 1, writes: line.writes.withLock { $0 })
  }

  @Test(
    arguments: [
      ([], 1), ([.lostAfter], 2), ([.lostBefore], 2), ([.lostBefore, .lostAfter], 3), ([.lostAfter, .gone, .gone], 4),
      ([.lostBefore, .gone], 3),
    ] as [([BadLine.Trouble], Int)])
  func `with a key there is one effect and its answer, whenever the line broke`(
    troubles: [BadLine.Trouble], writes: Int
  ) async throws {
    let outcome = try await carryOut(troubles)
    #expect(try outcome.answer.get() == Rendered(status: 201, body: Array("wigan".utf8)))
    #expect(outcome.areas == 1)
    #expect(outcome.writes == writes)
  }

  @Test(arguments: [([.lostAfter], 1), ([.lostBefore], 0)] as [([BadLine.Trouble], Int)])
  func `without a key nothing is tried again`(troubles: [BadLine.Trouble], areas: Int) async throws {
    let outcome = try await carryOut(troubles, key: nil)
    #expect(throws: SQLFault.outcomeUnknown) { try outcome.answer.get() }
    #expect(outcome.areas == areas)
    #expect(outcome.writes == 1)
  }

  @Test func `what stays unknown is told as unknown, never as not done`() async throws {
    let outcome = try await carryOut([.lostAfter, .gone, .gone], patience: .zero)
    #expect(throws: SQLFault.outcomeUnknown) { try outcome.answer.get() }
    let gone = try await carryOut([.lostAfter] + Array(repeating: .gone, count: 50), patience: .milliseconds(200))
    #expect(throws: SQLFault.outcomeUnknown) { try gone.answer.get() }
    #expect(gone.areas == 1)
  }

  @Test func `a line that was gone from the start is told as such at once`() async throws {
    let outcome = try await carryOut([.gone])
    #expect(throws: SQLFault.unreachable) { try outcome.answer.get() }
    #expect(outcome.areas == 0)
    #expect(outcome.writes == 1)
  }

  @Test(arguments: [true, false]) func `the answer says whether it is safe to send it again`(hasKey: Bool) throws {
    let titles = try Town.contract.get().titles
    var head = HTTPRequest(method: .post, scheme: "http", authority: "here", path: "/v1/bookings")
    if hasKey { head.headerFields[HTTPField.Name("Idempotency-Key")!] = "k" }
    let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    for error in [SQLFault.outcomeUnknown, HTTPProblem.overdue] as [any Error] {
      let answer = ProblemWriter(titles: titles).answer(to: error, request: request, requestID: "r")
      #expect(answer?.status == .serviceUnavailable)
      #expect(answer?.headers[HTTPField.Name("Retry-After")!] == "5")
    }
    #expect(titles["outcome_unknown"] != nil)
    #expect(HTTPProblem.outcomeUnknown(hasKey: hasKey).detail.contains("same Idempotency-Key") == hasKey)
  }
}
