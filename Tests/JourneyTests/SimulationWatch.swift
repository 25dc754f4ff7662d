import Breaks
import SQL
import Store
import TestTown

/// Looks at the rows themselves after every step, with statements of its own, and compares them with how they were before.
struct Watch {
  let database: any SQLDatabase
  private var states: [String: BookingState] = [:]
  private var before = Scene()

  init(database: any SQLDatabase) { self.database = database }

  /// What the rows show at one moment.
  struct Scene: Sendable {
    var slots: [String: (places: Int, taken: Int, startsAt: Int64, paused: Bool)] = [:]
    /// Live bookings by id.
    var live: [String: Taken] = [:]
    /// Parties in line, in the order of joining.
    var line: [Waiting] = []
    var changed: [String: BookingState] = [:]
    /// Nights away that count, by carer and half-year: everybody may have one.
    var nights: [Share: Int] = [:]
  }

  /// What one person has of nights away in one half-year.
  struct Share: Hashable, Sendable {
    let carer: String
    let half: Int
  }

  struct Taken: Sendable {
    let carer: String
    let people: Int
    var slots: [String]
    let entry: String?
  }

  struct Waiting: Sendable {
    let id: String
    let carer: String
    let people: Int
    let passed: Bool
    /// Whose share it would use; nil where there is no cap.
    let share: Share?
    let joined: (Int64, String)
    var slots: [String]
  }

  /// Whether a date has begun, as it was when it was last looked at.
  func isOver(_ slot: String, _ now: Instant) -> Bool {
    before.slots[slot].map { $0.startsAt <= now.millis } ?? false
  }

  /// Everything that does not hold, a sentence each.
  @discardableResult
  mutating func look(now: Instant) async throws -> [String] {
    let scene = try await Watch.scene(of: database)
    var wrong = capacity(scene) + moves(scene) + shares(scene)
    wrong += unserved(scene, now) + overtaken(scene, now)
    before = scene
    return wrong
  }

  /// Places taken are those that live bookings hold, never more than there are.
  private func capacity(_ scene: Scene) -> [String] {
    var held: [String: Int] = [:]
    for taken in scene.live.values { for slot in taken.slots { held[slot, default: 0] += taken.people } }
    return scene.slots.compactMap { id, slot in
      guard slot.taken != held[id] ?? 0 || slot.taken > slot.places else { return nil }
      return "date \(id): \(held[id] ?? 0) people hold places, taken says \(slot.taken) of \(slot.places)"
    }
  }

  /// Nobody has more than their share of nights away: of a person, and what is held counts as what is booked.
  private func shares(_ scene: Scene) -> [String] {
    scene.nights.filter { $0.value > 1 }.map {
      "carer \($0.key.carer) has \($0.value) nights away in half \($0.key.half)"
    }
  }

  /// A booking's state follows from the one before.
  private mutating func moves(_ scene: Scene) -> [String] {
    var wrong: [String] = []
    for (id, state) in scene.changed {
      if let old = states[id], old != state, !old.next.contains(state) {
        wrong.append("booking \(id) went from \(old) to \(state)")
      }
      states[id] = state
    }
    return wrong
  }

  /// Nobody in line waits for what they could have.
  private func unserved(_ scene: Scene, _ now: Instant) -> [String] {
    scene.line.filter { !$0.passed && fits($0, scene, now, givenBack: [:]) }.map {
      "party \($0.id) waits for \($0.people) places on \($0.slots) that are free"
    }
  }

  /// Nobody got a place in this step that somebody before them in line could have used.
  private func overtaken(_ scene: Scene, _ now: Instant) -> [String] {
    scene.live.filter { before.live[$0.key] == nil }.flatMap { id, taken -> [String] in
      let place = taken.entry.flatMap { entry in before.line.first { $0.id == entry }?.joined }
      let given = Dictionary(uniqueKeysWithValues: taken.slots.map { ($0, taken.people) })
      return scene.line.filter { waiting in
        let isBefore = place.map { waiting.joined < $0 } ?? true
        let wasThere = before.line.contains { $0.id == waiting.id && !$0.passed }
        return isBefore && wasThere && !waiting.passed && !Set(waiting.slots).isDisjoint(with: taken.slots)
          && fits(waiting, scene, now, givenBack: given)
      }.map { "booking \(id) took what party \($0.id), before it in line, could have used" }
    }
  }

  private func fits(_ waiting: Waiting, _ scene: Scene, _ now: Instant, givenBack: [String: Int]) -> Bool {
    let isBooked = scene.live.values.contains {
      $0.carer == waiting.carer && !Set($0.slots).isDisjoint(with: waiting.slots)
    }
    let hasShare = waiting.share.map { scene.nights[$0] ?? 0 < 1 } ?? true
    return !isBooked && hasShare
      && waiting.slots.allSatisfy { id in
        guard let slot = scene.slots[id], slot.startsAt > now.millis, !slot.paused else { return false }
        return slot.places - slot.taken + (givenBack[id] ?? 0) >= waiting.people
      }
  }

  private static func scene(of database: any SQLDatabase) async throws -> Scene {
    try await database.read { tx in
      var scene = Scene()
      for row in try tx.query("SELECT id, places, taken, starts_at, paused FROM slot") {
        scene.slots[try name(row, "id")] = (
          Int(try row.int("places")), Int(try row.int("taken")), try row.instant("starts_at"), try row.bool("paused")
        )
      }
      try readBookings(tx, into: &scene)
      try readLine(tx, into: &scene)
      try readShares(tx, into: &scene)
      return scene
    }
  }

  private static func readBookings(_ tx: any SQLTransaction, into scene: inout Scene) throws {
    for row in try tx.query("SELECT id, state FROM booking") {
      scene.changed[try name(row, "id")] = BookingState(rawValue: try row.text("state"))
    }
    let live = try tx.query(
      """
      SELECT booking.id, booking.carer_id, booking.people, booking.waiting_id, booking_slot.slot_id
      FROM booking_slot JOIN booking ON booking.id = booking_slot.booking_id
      WHERE booking_slot.live ORDER BY booking.id, booking_slot.slot_id
      """)
    for row in live {
      let id = try name(row, "id")
      let slot = try name(row, "slot_id")
      if scene.live[id] == nil {
        scene.live[id] = Taken(
          carer: try name(row, "carer_id"), people: Int(try row.int("people")), slots: [slot],
          entry: try row.uuidIfAny("waiting_id").map { $0.uuidString.lowercased() })
      } else {
        scene.live[id]?.slots.append(slot)
      }
    }
  }

  private static func readShares(_ tx: any SQLTransaction, into scene: inout Scene) throws {
    let counted = try tx.query(
      """
      SELECT carer_id, starts_on, breaks FROM booking WHERE stay = 'overnight' AND counts_towards_cap
      """)
    for row in counted {
      let share = Share(carer: try name(row, "carer_id"), half: half(try Day(text: row.day("starts_on"))))
      scene.nights[share, default: 0] += Int(try row.int("breaks"))
    }
  }

  private static func half(_ day: Day) -> Int { day.year * 2 + (day.month > 6 ? 1 : 0) }

  private static func readLine(_ tx: any SQLTransaction, into scene: inout Scene) throws {
    let rows = try tx.query(
      """
      SELECT waiting_entry.id, waiting_entry.carer_id, waiting_entry.people, waiting_entry.passed, waiting_entry.joined_at,
        waiting_entry.starts_at, offer.stay, waiting_slot.slot_id
      FROM waiting_entry
      JOIN waiting_slot ON waiting_slot.entry_id = waiting_entry.id
      JOIN offer ON offer.id = waiting_entry.offer_id
      WHERE waiting_entry.state = 'waiting' ORDER BY waiting_entry.joined_at, waiting_entry.id, waiting_slot.slot_id
      """)
    for row in rows {
      let id = try name(row, "id")
      let slot = try name(row, "slot_id")
      if scene.line.last?.id == id {
        scene.line[scene.line.count - 1].slots.append(slot)
      } else {
        let carer = try name(row, "carer_id")
        let day = London.day(of: Instant(millis: try row.instant("starts_at")))
        scene.line.append(
          Waiting(
            id: id, carer: carer, people: Int(try row.int("people")), passed: try row.bool("passed"),
            share: try row.text("stay") == "overnight" ? Share(carer: carer, half: half(day)) : nil,
            joined: (try row.instant("joined_at"), id), slots: [slot]))
      }
    }
  }

  private static func name(_ row: SQLRow, _ column: String) throws -> String {
    try row.uuid(column).uuidString.lowercased()
  }
}
