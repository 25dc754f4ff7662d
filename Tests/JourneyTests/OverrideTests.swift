import Breaks
import SQL
import TestTown
import Testing
import Wire

/// A coordinator may give a break although the share is used up: with a reason that is kept, and nobody else may.
@Suite(.onEveryEngine) struct OverrideTests {
  @Test func `an override needs a coordinator and a reason`() async throws {
    let town = try await Town.make()
    let liverpool = try await town.area()
    let offer = try await town.offer(of: town.host(), dates: 2)
    let carer = try await town.carer()
    #expect(try await town.book(offer, carer.token).status == 201)
    #expect(try await town.book(offer, carer.token, key: "b", slot: 1).code == "cap_reached")
    let (volunteer, desk) = (
      try await town.token(.volunteer, in: liverpool), try await town.token(.coordinator, in: liverpool)
    )
    let wish: [String: JSON] = [
      "onBehalfOf": .string(carer.id), "identity": ["checked": ["birth_date", "postcode"]],
      "override": ["reason": "Her husband was in hospital all spring."],
    ]
    let own = try await town.book(offer, carer.token, key: "c", slot: 1, ["override": ["reason": "I want to."]])
    #expect(own.status == 403)
    #expect(try await town.book(offer, volunteer, key: "d", slot: 1, wish).status == 403)
    for (key, override) in [("e", [:] as JSON), ("f", ["reason": ""]), ("g", ["reason": .null])] {
      let mute = try await town.book(offer, desk, key: key, slot: 1, wish.merging(["override": override]) { $1 })
      #expect(mute.status == 422)
      #expect(mute.errors.contains { $0.hasPrefix("/override/reason ") }, "\(mute.errors)")
    }
    let given = try await town.book(offer, desk, key: "h", slot: 1, wish)
    #expect(given.status == 201, "\(given.text)")
    let kept = try await town.database.read { sql in
      try sql.query("SELECT subject FROM audit_entry WHERE act = 'share_overridden'").count
    }
    #expect(kept == 1)
  }
}
