import Breaks
import SQL
import Store

/// What the rows of a town show at one moment, read with statements of its own.
struct Scene: Sendable {
  /// Dates that are not long over, or all of them.
  var slots: [String: Room] = [:]
  /// What bookings keep of those dates, by booking.
  var live: [String: Kept] = [:]
  /// Parties in line, in the order of joining.
  var line: [Party] = []
  /// Bookings that may still move.
  var moving: [String: BookingState] = [:]
  /// How many bookings there are in each state.
  var tally: [BookingState: Int] = [:]
  /// Breaks that count, by whose share they are of.
  var used: [Share: Int] = [:]
  /// Who is to be left in peace.
  var quiet: Set<String> = []
  /// Dates whose places are being shared out.
  var drawn: Set<String> = []
  /// Live bookings that ought to count towards a share and do not, and letters that hands should bring to the dead.
  var odd: [String] = []

  /// What one date has, and how much of it is taken.
  struct Room: Sendable {
    var has: Amount
    var taken: Amount
    let startsAt: Int64
    let paused: Bool
  }

  /// People, units in all and by their kind, and staff.
  struct Amount: Sendable, Equatable {
    var people = 0
    var units = 0
    var staff = 0
    var kinds: [String: Int] = [:]

    static func + (left: Amount, right: Amount) -> Amount {
      Amount(
        people: left.people + right.people, units: left.units + right.units, staff: left.staff + right.staff,
        kinds: left.kinds.merging(right.kinds, uniquingKeysWith: +))
    }

    /// Whether it is no more than another, in anything.
    func isWithin(_ other: Amount) -> Bool {
      people <= other.people && units <= other.units && staff <= other.staff
        && kinds.allSatisfy { $0.value <= other.kinds[$0.key] ?? 0 }
    }

    /// The same without kinds of which there are none.
    var plain: Amount {
      Amount(people: people, units: units, staff: staff, kinds: kinds.filter { $0.value != 0 })
    }
  }

  /// What one booking keeps of its dates.
  struct Kept: Sendable {
    let carer: String
    /// The place in line to which it was offered.
    let entry: String?
    var slots: [String: Amount]
  }

  /// A party in line.
  struct Party: Sendable {
    let id: String
    let carer: String
    let need: Amount
    let passed: Bool
    /// Whose share it would use; nil where there is no cap.
    let share: Share?
    let joined: (Int64, String)
    var slots: [String]
  }

  /// What one person may have of one kind of break in one period.
  struct Share: Hashable, Sendable {
    let carer: String
    let stay: Stay
    let period: Int

    /// Nil for breaks that have no cap.
    init?(carer: String, stay: String, on day: Day) {
      switch Stay(rawValue: stay) {
      case .overnight?: (self.stay, period) = (.overnight, day.year * 2 + (day.month > 6 ? 1 : 0))
      case .daytime?: (self.stay, period) = (.daytime, day.year * 4 + (day.month - 1) / 3)
      default: return nil
      }
      self.carer = carer
    }

    /// One night away each half-year, four days out each quarter.
    var limit: Int { stay == .overnight ? 1 : 4 }
  }
}

extension Scene {
  /// Reads the rows.
  ///
  /// - Parameter horizon: dates that ended before are left out.
  static func read(from database: any SQLDatabase, horizon: Instant) async throws -> Scene {
    try await database.read { tx in
      var scene = Scene()
      try scene.readSlots(tx, horizon)
      try scene.readKept(tx, horizon)
      try scene.readLine(tx)
      try scene.readStates(tx)
      try scene.readShares(tx)
      try scene.readPeace(tx)
      return scene
    }
  }

  private mutating func readSlots(_ tx: any SQLTransaction, _ horizon: Instant) throws {
    let slots = try tx.query(
      """
      SELECT id, places, taken, units, units_taken, staff, staff_taken, starts_at, paused FROM slot WHERE ends_at > $1
      """, [.instant(horizon.millis)])
    for row in slots {
      self.slots[try row.name("id")] = Room(
        has: Amount(
          people: Int(try row.int("places")), units: Int(try row.intIfAny("units") ?? 0),
          staff: Int(try row.intIfAny("staff") ?? 0)),
        taken: Amount(
          people: Int(try row.int("taken")), units: Int(try row.int("units_taken")),
          staff: Int(try row.int("staff_taken"))),
        startsAt: try row.instant("starts_at"), paused: try row.bool("paused"))
    }
    let kinds = try tx.query(
      """
      SELECT slot_unit.slot_id, slot_unit.kind, slot_unit.units, slot_unit.taken
      FROM slot_unit JOIN slot ON slot.id = slot_unit.slot_id WHERE slot.ends_at > $1
      """, [.instant(horizon.millis)])
    for row in kinds {
      let (slot, kind) = (try row.name("slot_id"), try row.text("kind"))
      self.slots[slot]?.has.kinds[kind] = Int(try row.int("units"))
      self.slots[slot]?.taken.kinds[kind] = Int(try row.int("taken"))
    }
  }

  private mutating func readKept(_ tx: any SQLTransaction, _ horizon: Instant) throws {
    let rows = try tx.query(
      """
      SELECT booking_slot.booking_id, booking_slot.slot_id, booking_slot.carer_id, booking_slot.people, booking_slot.units,
        booking_slot.unit_kind, booking_slot.staff, booking.waiting_id
      FROM slot
      JOIN booking_slot ON booking_slot.slot_id = slot.id AND booking_slot.live
      JOIN booking ON booking.id = booking_slot.booking_id
      WHERE slot.ends_at > $1
      """, [.instant(horizon.millis)])
    for row in rows {
      let id = try row.name("booking_id")
      let amount = try Scene.amount(row)
      let slot = try row.name("slot_id")
      let entry = try row.uuidIfAny("waiting_id").map { $0.uuidString.lowercased() }
      if live[id] == nil { live[id] = Kept(carer: try row.name("carer_id"), entry: entry, slots: [:]) }
      live[id]?.slots[slot] = amount
    }
  }

  private static func amount(_ row: SQLRow) throws -> Amount {
    var amount = Amount(
      people: Int(try row.int("people")), units: Int(try row.int("units")), staff: Int(try row.int("staff")))
    if let kind = try row.textIfAny("unit_kind") { amount.kinds[kind] = amount.units }
    return amount
  }

  private mutating func readLine(_ tx: any SQLTransaction) throws {
    let rows = try tx.query(
      """
      SELECT waiting_entry.id, waiting_entry.carer_id, waiting_entry.people, waiting_entry.units,
        waiting_entry.unit_kind, waiting_entry.staff, waiting_entry.passed, waiting_entry.joined_at,
        waiting_entry.starts_at, offer.stay, waiting_slot.slot_id
      FROM waiting_entry
      JOIN waiting_slot ON waiting_slot.entry_id = waiting_entry.id
      JOIN offer ON offer.id = waiting_entry.offer_id
      WHERE waiting_entry.state = 'waiting' ORDER BY waiting_entry.joined_at, waiting_entry.id, waiting_slot.slot_id
      """)
    for row in rows {
      let (id, slot) = (try row.name("id"), try row.name("slot_id"))
      if line.last?.id == id {
        line[line.count - 1].slots.append(slot)
      } else {
        let carer = try row.name("carer_id")
        let day = London.day(of: Instant(millis: try row.instant("starts_at")))
        line.append(
          Party(
            id: id, carer: carer, need: try Scene.amount(row), passed: try row.bool("passed"),
            share: Share(carer: carer, stay: try row.text("stay"), on: day),
            joined: (try row.instant("joined_at"), id), slots: [slot]))
      }
    }
  }

  private mutating func readStates(_ tx: any SQLTransaction) throws {
    for row in try tx.query("SELECT state, CAST(COUNT(*) AS BIGINT) AS bookings FROM booking GROUP BY state") {
      tally[try row.state()] = Int(try row.int("bookings"))
    }
    let moving = try tx.query(
      "SELECT id, state FROM booking WHERE state IN ('held', 'requested', 'confirmed', 'attended', 'absent')")
    for row in moving { self.moving[try row.name("id")] = try row.state() }
  }

  private mutating func readShares(_ tx: any SQLTransaction) throws {
    let counted = try tx.query(
      """
      SELECT booking.carer_id, booking.stay, booking_day.starts_on, booking_day.breaks
      FROM booking JOIN booking_day ON booking_day.booking_id = booking.id
      WHERE booking.counts_towards_cap
      """)
    for row in counted {
      let day = try Day(text: row.day("starts_on"))
      guard let share = Share(carer: try row.name("carer_id"), stay: try row.text("stay"), on: day) else { continue }
      used[share, default: 0] += Int(try row.int("breaks"))
    }
    let free = try tx.query(
      """
      SELECT id FROM booking
      WHERE state IN ('held', 'requested', 'confirmed') AND NOT counts_towards_cap AND care IS NULL
      """)
    odd += try free.map { "booking \(try $0.name("id")) stands and does not count" }
  }

  private mutating func readPeace(_ tx: any SQLTransaction) throws {
    quiet = Set(try tx.query("SELECT id FROM carer WHERE quiet_since IS NOT NULL").map { try $0.name("id") })
    drawn = Set(
      try tx.query(
        """
        SELECT round_slot.slot_id FROM round_slot JOIN round ON round.id = round_slot.round_id
        WHERE round_slot.live AND (round.state IN ('open', 'closed') OR EXISTS
          (SELECT 1 FROM round_entry WHERE round_id = round.id AND state = 'won' AND NOT settled))
        """
      ).map { try $0.name("slot_id") })
    let letters = try tx.query(
      """
      SELECT letter.id FROM carer JOIN letter ON letter.recipient_id = carer.id
      WHERE carer.quiet_ended_access AND letter.state = 'to_do'
      """)
    odd += try letters.map { "letter \(try $0.name("id")) is on the call list for somebody who has died" }
  }

  /// The states of some bookings.
  static func states(of ids: [String], in database: any SQLDatabase) async throws -> [String: BookingState] {
    guard !ids.isEmpty else { return [:] }
    return try await database.read { tx in
      var states: [String: BookingState] = [:]
      for id in ids {
        for row in try tx.query("SELECT state FROM booking WHERE id = $1", [.uuid(try ID<Booking>(text: id).uuid)]) {
          states[id] = try row.state()
        }
      }
      return states
    }
  }
}

extension SQLRow {
  fileprivate func name(_ column: String) throws -> String { try uuid(column).uuidString.lowercased() }

  fileprivate func state() throws -> BookingState {
    guard let state = BookingState(rawValue: try text("state")) else {
      throw Simulation.Broken(seed: Simulation.seed, step: 0, what: "reading", wrong: ["an unknown state of a booking"])
    }
    return state
  }
}
