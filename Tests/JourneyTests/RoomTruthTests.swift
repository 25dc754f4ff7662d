import Breaks
import Store
import TestTown
import Testing
import UseCases

/// What a rule calls room is what the store can take, and nothing else.
@Suite(.onEveryEngine) struct RoomTruthTests {
  /// Dates that count people only, rooms, rooms of a kind, staff, or all of it; some with a part of it taken.
  private static let rooms: [(SlotRoom, Need?)] = [
    (SlotRoom(places: 3), nil), (SlotRoom(places: 3), Need(people: 2)), (SlotRoom(places: 4, units: 2), nil),
    (SlotRoom(places: 4, units: 2), Need(people: 1, units: 2)),
    (SlotRoom(places: 4, kinds: [SlotUnits(kind: .twin, units: 1), SlotUnits(kind: .double, units: 1)]), nil),
    (
      SlotRoom(places: 4, kinds: [SlotUnits(kind: .twin, units: 1), SlotUnits(kind: .double, units: 1)]),
      Need(people: 1, units: 1, unitKind: .twin)
    ),
    (SlotRoom(places: 4, staff: 2), nil),
    (SlotRoom(places: 4, units: 4, staff: 2), Need(people: 1, units: 1, staff: 1)),
  ]

  private static let needs: [Need] = [1, 2, 4].flatMap { people in
    [0, 1, 2].flatMap { units in
      [0, 1, 2].flatMap { staff in
        ([nil] + (units > 0 ? [UnitKind.twin, .table] : [])).map { kind in
          Need(people: people, units: units, unitKind: kind, staff: staff)
        }
      }
    }
  }

  @Test func `whatever fits by the rule can be taken, and whatever does not cannot`() async throws {
    let town = try await Town.make()
    try await town.area()
    let offer = try await town.offer(of: town.host(), dates: [])
    let disagreeing = try await town.carryOut { errand in
      var disagreeing: [String] = []
      for (number, (room, before)) in Self.rooms.enumerated() {
        let startsAt = errand.now.adding(hours: 200 + number)
        let slot = Slot(
          id: errand.world.id(), offer: try ID(text: offer.id), startsAt: startsAt, endsAt: startsAt.adding(hours: 1),
          places: room.places, units: room.unitsInAll, staff: room.staff, kinds: room.kinds)
        try errand.store.slots.insert(slot, now: errand.now)
        if let before { #expect(try errand.store.slots.take(before, of: slot.id)) }
        for need in Self.needs {
          guard let now = try errand.store.slots.find(slot.id) else { continue }
          let took = try errand.store.slots.take(need, of: slot.id)
          if took != now.hasRoom(for: need) {
            disagreeing.append("\(room) after \(String(describing: before)): \(need)")
          }
          if took { try errand.store.slots.giveBack(need, of: slot.id) }
        }
      }
      return disagreeing
    }
    #expect(disagreeing == [])
  }
}
