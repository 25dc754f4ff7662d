import Breaks
import SQL

/// Looks at the rows themselves after every step, and compares them with how they were before.
///
/// Dates that are more than a day over, and bookings that have ended, are looked at one by one only in a whole look; between
/// those they are counted, which every move of one of them changes.
struct Watch {
  let database: any SQLDatabase
  private var states: [String: BookingState] = [:]
  private var tally: [BookingState: Int] = [:]
  private var before = Scene()

  init(database: any SQLDatabase) { self.database = database }

  /// Whether a date had no place left when it was last looked at.
  func isFull(_ slot: String) -> Bool { before.slots[slot].map { $0.taken.people == $0.has.people } ?? false }

  /// Everything that does not hold, a sentence each.
  @discardableResult
  mutating func look(now: Instant, isWhole: Bool = true) async throws -> [String] {
    let horizon = isWhole ? Instant(millis: 0) : now.adding(hours: -24)
    let scene = try await Scene.read(from: database, horizon: horizon)
    var wrong = scene.odd + capacity(scene) + shares(scene)
    wrong += try await moves(scene)
    wrong += unserved(scene, now) + overtaken(scene, now) + lingering(scene)
    before = scene
    return wrong
  }

  /// What is taken is what live bookings hold, never more than there is: people, units, units of each kind, staff.
  private func capacity(_ scene: Scene) -> [String] {
    var held: [String: Scene.Amount] = [:]
    for kept in scene.live.values {
      for (slot, amount) in kept.slots { held[slot] = (held[slot] ?? Scene.Amount()) + amount }
    }
    return scene.slots.compactMap { id, slot in
      let inAll = held[id] ?? Scene.Amount()
      guard slot.taken.plain != inAll.plain || !slot.taken.isWithin(slot.has) else { return nil }
      return "date \(id): \(inAll) is held, \(slot.taken) is taken of \(slot.has)"
    }
  }

  /// Nobody has more than their share: of a person, and what is held counts as what is booked.
  private func shares(_ scene: Scene) -> [String] {
    scene.used.filter { $0.value > $0.key.limit }.map {
      "carer \($0.key.carer) has \($0.value) breaks of \($0.key.stay) in period \($0.key.period)"
    }
  }

  /// A booking's state follows from the one before, and none that has ended moves again.
  private mutating func moves(_ scene: Scene) async throws -> [String] {
    let gone = states.filter { !$0.value.next.isEmpty && scene.moving[$0.key] == nil }.keys
    var now = scene.moving
    now.merge(try await Scene.states(of: gone.sorted(), in: database)) { $1 }
    var wrong: [String] = []
    for (id, state) in now where states[id] != state {
      if let old = states[id] {
        tally[old, default: 0] -= 1
        if !old.next.contains(state) { wrong.append("booking \(id) went from \(old) to \(state)") }
      }
      states[id] = state
      tally[state, default: 0] += 1
    }
    // What came and went within one step was never seen moving.
    for state in [BookingState.declined, .cancelled, .lapsed] {
      let unseen = (scene.tally[state] ?? 0) - (tally[state] ?? 0)
      if unseen < 0 { wrong.append("\(-unseen) bookings that were \(state) are so no more") }
      tally[state] = scene.tally[state] ?? 0
    }
    return wrong
  }

  /// Nobody in line waits for what they could have.
  private func unserved(_ scene: Scene, _ now: Instant) -> [String] {
    scene.line.filter { !$0.passed && fits($0, scene, now, givenBack: [:]) }.map {
      "party \($0.id) waits for \($0.need) on \($0.slots), which is free"
    }
  }

  /// Nobody got a place in this step that somebody before them in line could have used.
  private func overtaken(_ scene: Scene, _ now: Instant) -> [String] {
    scene.live.filter { before.live[$0.key] == nil && before.slots[$0.value.slots.keys.first ?? ""] != nil }
      .flatMap { id, kept -> [String] in
        let place = kept.entry.flatMap { entry in before.line.first { $0.id == entry }?.joined }
        return scene.line.filter { waiting in
          let isBefore = place.map { waiting.joined < $0 } ?? true
          let wasThere = before.line.contains { $0.id == waiting.id && !$0.passed }
          return isBefore && wasThere && !waiting.passed && !Set(waiting.slots).isDisjoint(with: kept.slots.keys)
            && fits(waiting, scene, now, givenBack: kept.slots)
        }.map { "booking \(id) took what party \($0.id), before it in line, could have used" }
      }
  }

  /// Nobody stands in line for dates that they have.
  private func lingering(_ scene: Scene) -> [String] {
    scene.line.filter { waiting in
      scene.live.contains { id, kept in
        kept.carer == waiting.carer && Set(waiting.slots).isSubset(of: kept.slots.keys)
          && [.requested, .confirmed].contains(scene.moving[id])
      }
    }.map { "party \($0.id) waits for dates that its carer has" }
  }

  private func fits(
    _ waiting: Scene.Party, _ scene: Scene, _ now: Instant, givenBack: [String: Scene.Amount]
  ) -> Bool {
    let isBooked = scene.live.values.contains {
      $0.carer == waiting.carer && !Set($0.slots.keys).isDisjoint(with: waiting.slots)
    }
    let hasShare = waiting.share.map { scene.used[$0] ?? 0 < $0.limit } ?? true
    return !isBooked && hasShare && !scene.quiet.contains(waiting.carer)
      && waiting.slots.allSatisfy { id in
        guard let slot = scene.slots[id], slot.startsAt > now.millis, !slot.paused, !scene.drawn.contains(id) else {
          return false
        }
        let has = slot.has + (givenBack[id] ?? Scene.Amount())
        return needs(of: waiting, slot).contains { (slot.taken + $0).isWithin(has) }
      }
  }

  /// Who asked for no kind of room may have any that does: as many singles as there are people, or a double alone.
  private func needs(of waiting: Scene.Party, _ slot: Scene.Room) -> [Scene.Amount] {
    guard waiting.need.kinds.isEmpty, !slot.has.kinds.isEmpty else { return [waiting.need] }
    let people = waiting.need.people
    let singles = Scene.Amount(people: people, units: people, kinds: ["single": people])
    return people == 1 ? [singles, Scene.Amount(people: 1, units: 1, kinds: ["double": 1])] : [singles]
  }
}
