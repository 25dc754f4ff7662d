import Breaks
import Foundation
import Synchronization
import TestTown
import Testing

@testable import UseCases

@Suite(.onEveryEngine) struct ChoreTests {
  @Test func `what cannot be done keeps nothing else waiting`() async throws {
    let town = try await Town.make()
    let ids = (0..<150).map { _ in town.market.world.newID() }
    let stuck = Set(ids.prefix(100))
    let done = Mutex<Set<UUID>>([])
    let chore = Chore(name: "half_of_it") { _, limit in
      done.withLock { done in Array(ids.filter { !done.contains($0) }.prefix(limit)) }
    } act: { _, id in
      if stuck.contains(id) { throw Refusal.wrongState }
      _ = done.withLock { $0.insert(id) }
    }
    let told = await town.market.doChores([chore])
    #expect(told.done == ["half_of_it": 50])
    #expect(told.faults.count == 100)
  }
}
