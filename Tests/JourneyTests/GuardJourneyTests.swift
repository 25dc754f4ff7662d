import Breaks
import Store
import TestTown
import Testing
import Wire

/// Doors that must stay shut, each tried.
@Suite(.onEveryEngine) struct GuardJourneyTests {
  @Test func `when the place rings to cancel, it is the place's doing and costs the carer nothing`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let (offer, carer) = (try await town.offer(of: town.host(), dates: 2), try await town.carer())
    let reference = try #require(try await town.book(offer, carer.token).json["reference"]?.text)
    town.clock.pass(hours: 24 * 7)
    let coordinator = try await town.token(.coordinator, in: area)
    let ended = try await town.post(
      "/v1/bookings/\(reference)/cancel", ["reason": "A burst pipe.", "spokeTo": "Jo Marsh"], token: coordinator)
    #expect(ended.json["cancelledBy"]?.text == "partner")
    #expect(ended.json["late"]?.bool == false)
    #expect(ended.json["message"]?.text == "A burst pipe.")
    #expect(!ended.text.contains("Jo Marsh"))
    #expect(try await town.book(offer, carer.token, key: "again", slot: 1).status == 201)
  }

  @Test func `nobody vouches for their own registration`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let made = try await town.post("/v1/carers", town.registration())
    let id = try #require(made.json["id"]?.text)
    let token = try await town.carryOut { errand in
      let carer = try #require(try errand.store.carers.find(try ID<Carer>(text: id)))
      var person = try #require(try errand.store.people.find(carer.person))
      person.details.roles.append(RoleGrant(role: .volunteer, area: area))
      try errand.store.people.update(person, expectedVersion: person.version)
      return try errand.openSession(for: carer.person, days: 1).token
    }
    let answer = try await town.post("/v1/carers/\(id)/verify", ["evidence": "It is me."], token: token)
    #expect(answer.status == 403)
  }

  @Test func `leaving a mailbox shuts out whoever signed in through it`() async throws {
    let town = try await Town.make()
    let area = try await town.area()
    let carer = try await town.carer()
    let volunteer = try await town.token(.volunteer, in: area)
    let moved = try await town.patch("/v1/carers/\(carer.id)", ["email": "safe@example.org"], token: volunteer)
    #expect(moved.status == 200, "\(moved.text)")
    #expect(try await town.get("/v1/carers/me", token: carer.token).status == 401)
  }

  @Test func `a database beside another's key file is noticed at once`() async throws {
    let town = try await Town.make()
    _ = try await town.host(town.area())
    let others = Keys(id: "town", master: [UInt8](repeating: 7, count: 32))
    let (own, foreign) = try await town.database.read { tx in
      (
        try StoreTransaction(tx, keys: town.market.keys).audit.newestFits(),
        try StoreTransaction(tx, keys: others).audit.newestFits()
      )
    }
    #expect(own)
    #expect(!foreign)
  }
}
