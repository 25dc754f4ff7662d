import Breaks
import Foundation
import SQL
import Synchronization
import TestTown
import Testing
import UseCases

@testable import breather

/// Who reads a copy of the database, and when the copy is not asked.
@Suite(.onEveryEngine) struct StandbyTests {
  /// A market over one real database, with another real one as its copy, in which nothing ever arrives.
  private struct TwoTowns {
    let primary: Town
    let copy: Town
    let market: Marketplace

    init(isFresh: Bool = true) async throws {
      primary = try await Town.make()
      copy = try await Town.make()
      let standby = copy.database
      market = Marketplace(
        database: primary.database, world: primary.market.world, keys: primary.market.keys,
        standby: { isFresh ? standby : nil })
      try await primary.area("liverpool")
    }

    func caller(_ roles: Role...) -> Caller {
      Caller(
        person: primary.market.world.id(), name: "Somebody",
        grants: roles.map { RoleGrant(role: $0, area: AreaSlug(stored: "liverpool")) })
    }

    /// How many areas somebody sees.
    func areas(_ caller: Caller?) async throws -> Int {
      try await market.browse(as: caller) { try $0.areas().count }
    }
  }

  @Test func `only who cannot have written reads the copy`() async throws {
    let towns = try await TwoTowns()
    #expect(try await towns.areas(nil) == 0)
    #expect(try await towns.areas(towns.caller(.commissioner)) == 0)
    for role in Role.allCases where role != .commissioner {
      #expect(try await towns.areas(towns.caller(role)) == 1, "\(role)")
      #expect(try await towns.areas(towns.caller(.commissioner, role)) == 1, "\(role)")
    }
    #expect(try await towns.areas(towns.caller()) == 1)
    #expect(try await towns.market.look(as: nil) { try $0.areas().count } == 1)
  }

  @Test func `a copy that is not fresh is not asked`() async throws {
    let towns = try await TwoTowns(isFresh: false)
    #expect(try await towns.areas(nil) == 1)
  }

  @Test func `a no of the copy is asked again of the primary`() async throws {
    let towns = try await TwoTowns()
    let found = try await towns.market.browse(as: nil) { try $0.area(AreaSlug(stored: "liverpool")) }
    #expect(found.slug.text == "liverpool")
    await #expect(throws: Refusal.notFound) {
      try await towns.market.browse(as: nil) { try $0.area(AreaSlug(stored: "wigan")) }
    }
  }

  @Test func `a copy that is gone is nobody's trouble`() async throws {
    let towns = try await TwoTowns()
    try await towns.copy.database.close()
    #expect(try await towns.areas(nil) == 1)
  }

  /// A standby of which a test says how far it and its primary are, and what time it is.
  private final class Race: Sendable {
    let ahead = Mutex<Int64?>(0)
    let behind = Mutex<Int64?>(0)
    let elapsed = Mutex(Duration.zero)
    private let start = ContinuousClock.now

    func standby(_ database: any SQLDatabase) -> Standby {
      Standby(
        database, ahead: { try self.ahead.withLock { $0 }.orGone() },
        behind: { try self.behind.withLock { $0 }.orGone() },
        now: { self.start + self.elapsed.withLock { $0 } })
    }

    func pass(_ seconds: Int) { elapsed.withLock { $0 += .seconds(seconds) } }
  }

  @Test func `a copy is fresh for ten seconds after it has reached where the primary was`() async throws {
    let town = try await Town.make()
    let race = Race()
    let standby = race.standby(town.database)
    #expect(standby.ifFresh == nil, "nothing was measured yet")
    race.ahead.withLock { $0 = 100 }
    race.behind.withLock { $0 = 99 }
    await standby.measure()
    #expect(standby.ifFresh == nil)
    // The primary has gone on; what it held at the first measurement has arrived.
    race.pass(4)
    race.ahead.withLock { $0 = 200 }
    race.behind.withLock { $0 = 100 }
    await standby.measure()
    #expect(standby.ifFresh != nil)
    race.pass(6)
    #expect(standby.ifFresh != nil, "ten seconds after the first measurement")
    race.pass(1)
    #expect(standby.ifFresh == nil)
    race.behind.withLock { $0 = 200 }
    await standby.measure()
    #expect(standby.ifFresh != nil)
  }

  @Test func `a copy that is cut off grows stale though it has all that it was sent`() async throws {
    let town = try await Town.make()
    let race = Race()
    let standby = race.standby(town.database)
    await standby.measure()
    #expect(standby.ifFresh != nil)
    for step in 1...11 {
      race.pass(1)
      race.ahead.withLock { $0 = Int64(step) }
      await standby.measure()
    }
    #expect(standby.ifFresh == nil)
  }

  @Test func `a primary that cannot be asked lets the copy age, and a copy that cannot be asked is not used at once`()
    async throws
  {
    let town = try await Town.make()
    let race = Race()
    let standby = race.standby(town.database)
    await standby.measure()
    race.ahead.withLock { $0 = nil }
    race.pass(9)
    await standby.measure()
    #expect(standby.ifFresh != nil)
    race.pass(2)
    await standby.measure()
    #expect(standby.ifFresh == nil)
    race.ahead.withLock { $0 = 0 }
    await standby.measure()
    #expect(standby.ifFresh != nil)
    race.behind.withLock { $0 = nil }
    await standby.measure()
    #expect(standby.ifFresh == nil)
  }
}

extension Int64? {
  fileprivate func orGone() throws -> Int64 {
    guard let self else { throw SQLFault.unreachable }
    return self
  }
}
