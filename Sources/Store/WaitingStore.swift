import Breaks
import SQL

/// Parties in the waiting lists of dates.
package struct WaitingStore {
  let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// The entry of an id, or nil.
  package func find(_ id: ID<WaitingEntry>) throws -> WaitingEntry? {
    try load("WHERE waiting_entry.id = $1", [.id(id)]).first
  }

  /// Whether anybody waits for one of some dates, to whom nothing is offered just now.
  ///
  /// Asked by the dates: whoever stands in line and is not offered anything waits.
  package func anybodyWaits(for slots: [ID<Slot>]) throws -> Bool {
    var arguments = SQLArguments()
    return try tx.sql.first(
      """
      SELECT waiting_entry.id
      FROM waiting_slot JOIN waiting_entry ON waiting_entry.id = waiting_slot.entry_id
      WHERE waiting_slot.live AND waiting_slot.slot_id IN (\(arguments.list(slots.map { .id($0) })))
        AND waiting_entry.state <> 'offered'
      LIMIT 1
      """, arguments.values) != nil
  }

  /// Whether a carer stands in line for one of some dates.
  package func isInLine(_ carer: ID<Carer>, for slots: [ID<Slot>]) throws -> Bool {
    var arguments = SQLArguments()
    return try tx.sql.first(
      """
      SELECT entry_id FROM waiting_slot
      WHERE live AND carer_id = \(arguments.add(.id(carer))) AND slot_id IN (\(arguments.list(slots.map { .id($0) })))
      LIMIT 1
      """, arguments.values) != nil
  }

  /// All who wait for one of some dates, in the order of joining, their rows held until the transaction ends.
  package func line(for slots: [ID<Slot>]) throws -> [WaitingEntry] {
    var arguments = SQLArguments()
    let rows = try tx.sql.query(
      """
      SELECT id FROM waiting_entry
      WHERE state <> 'offered' AND id IN (
        SELECT entry_id FROM waiting_slot
        WHERE live AND slot_id IN (\(arguments.list(slots.map { .id($0) }))))
      ORDER BY joined_at, id\(tx.sql.dialect.lockRows)
      """, arguments.values)
    let ids: [ID<WaitingEntry>] = try rows.map { try $0.id("id") }
    let found = try load(ids)
    return ids.compactMap { found[$0] }.filter { $0.state == .waiting }
  }

  /// A carer's entries that stand in line, the first joined first.
  package func live(of carer: ID<Carer>) throws -> [WaitingEntry] {
    try load(
      """
      WHERE waiting_entry.carer_id = $1 AND waiting_entry.state IN ('waiting', 'offered')
      ORDER BY waiting_entry.joined_at, waiting_entry.id
      """, [.id(carer)])
  }

  /// The booking that keeps places for an entry, or that it became; nil when there is none.
  package func booking(of entry: ID<WaitingEntry>) throws -> Booking? {
    try bookings(of: [entry])[entry]
  }

  /// The bookings that keep places for entries, or that they became.
  package func bookings(of entries: [ID<WaitingEntry>]) throws -> [ID<WaitingEntry>: Booking] {
    guard !entries.isEmpty else { return [:] }
    var arguments = SQLArguments()
    let found = try tx.bookings.load(
      """
      WHERE booking.waiting_id IN (\(arguments.list(entries.map { .id($0) }))) AND booking.waiting_id IS NOT NULL
        AND booking.state IN ('held', 'requested', 'confirmed', 'attended', 'absent')
      """, arguments.values)
    return found.reduce(into: [:]) { bookings, booking in
      if let entry = booking.waiting { bookings[entry] = booking }
    }
  }

  /// How many parties stand before each of some entries, by date; those who are to be left in peace are passed over and
  /// do not count.
  package func ahead(of entries: [ID<WaitingEntry>]) throws -> [ID<WaitingEntry>: [ID<Slot>: Int]] {
    guard !entries.isEmpty else { return [:] }
    var arguments = SQLArguments()
    return try tx.sql.query(
      """
      SELECT own.entry_id, own.slot_id, CAST(COUNT(other.entry_id) AS BIGINT) AS ahead
      FROM waiting_slot own
      LEFT JOIN waiting_slot other ON other.slot_id = own.slot_id AND other.live
        AND (other.joined_at, other.entry_id) < (own.joined_at, own.entry_id)
        AND NOT EXISTS (SELECT 1 FROM carer WHERE carer.id = other.carer_id AND carer.quiet_since IS NOT NULL)
      WHERE own.entry_id IN (\(arguments.list(entries.map { .id($0) }))) AND own.live
      GROUP BY own.entry_id, own.slot_id
      """, arguments.values
    ).reduce(into: [:]) { ahead, row in
      ahead[try row.id("entry_id"), default: [:]][try row.id("slot_id")] = try row.number("ahead")
    }
  }

  /// Writes a new entry with its dates.
  ///
  /// - Throws: `SQLFault.constraint` when the carer stands in line for one of the dates already.
  package func insert(_ entry: WaitingEntry, prescription: ID<Prescription>?, madeBy: ID<Person>?) throws {
    try tx.sql.execute(
      """
      INSERT INTO waiting_entry (id, offer_id, carer_id, area, starts_at, people, units, unit_kind, staff, party, note,
        prescription_id, cover, share_needs, state, channel, made_by, joined_at, look_at, care)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
      """,
      [
        .id(entry.id), .id(entry.offer.id), .id(entry.carer), .text(entry.offer.area.text), .at(entry.startsAt),
        .number(entry.need.people), .number(entry.need.units), .textIfAny(entry.need.unitKind?.rawValue),
        .number(entry.need.staff), try tx.keys.sealed(entry.party, place: WaitingStore.partyPlace(entry.id)),
        try tx.keys.sealedIfAny(entry.note, place: WaitingStore.notePlace(entry.id)), .idIfAny(prescription),
        .textIfAny(entry.cover?.rawValue), .bool(entry.shareNeeds), .text(entry.state.rawValue),
        .text(entry.channel.rawValue), .idIfAny(madeBy), .at(entry.joinedAt),
        .at(WaitingStore.nextLook(after: entry.joinedAt)),
        try entry.care.map { try tx.keys.sealed($0, place: WaitingStore.carePlace(entry.id)) } ?? .null(.bytes),
      ])
    for slot in entry.slots {
      try tx.sql.execute(
        "INSERT INTO waiting_slot (entry_id, slot_id, carer_id, joined_at, live) VALUES ($1, $2, $3, $4, $5)",
        [.id(entry.id), .id(slot.id), .id(entry.carer), .at(entry.joinedAt), .bool(true)])
    }
  }

  /// Moves an entry on from the state it is expected in; of one that waits no more the party is forgotten.
  ///
  /// - Parameter passed: whether what is free of its dates was offered to it and not taken.
  /// - Throws: `Refusal.wrongState` when it was not in that state any more, or may not go there.
  package func move(_ entry: WaitingEntry, to state: WaitingState, passed: Bool = false) throws {
    try WaitingRules.move(entry, to: state)
    let moved = try tx.sql.execute(
      """
      UPDATE waiting_entry
      SET state = $1, passed = $2, party = CASE WHEN $3 THEN party END, note = CASE WHEN $3 THEN note END,
        care = CASE WHEN $3 THEN care END,
        version = version + 1
      WHERE id = $4 AND state = $5
      """,
      [
        .text(state.rawValue), .bool(passed), .bool(state.isLive), .id(entry.id), .text(entry.state.rawValue),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
    guard !state.isLive else { return }
    try tx.sql.execute("UPDATE waiting_slot SET live = FALSE WHERE entry_id = $1", [.id(entry.id)])
  }

  /// Notes which booking a party got for which it did not wait to be asked.
  package func tie(_ booking: ID<Booking>, to entry: ID<WaitingEntry>) throws {
    try tx.sql.execute(
      "UPDATE booking SET waiting_id = $1 WHERE id = $2 AND waiting_id IS NULL", [.id(entry), .id(booking)])
  }

  /// Lets a party stand in line again, where it stood, that the partner would not have; it is as its booking has it.
  ///
  /// What the partner would not give it counts as offered before.
  /// - Throws: `Refusal.wrongState` when it had not taken anything.
  package func returnToLine(_ entry: WaitingEntry, as booking: Booking, now: Instant) throws {
    try WaitingRules.move(entry, to: .waiting)
    let moved = try tx.sql.execute(
      """
      UPDATE waiting_entry
      SET state = 'waiting', passed = TRUE, party = $1, note = $2, care = $3, cover = $4, look_at = $5,
        version = version + 1
      WHERE id = $6 AND state = 'taken'
      """,
      [
        try tx.keys.sealed(booking.party, place: WaitingStore.partyPlace(entry.id)),
        try tx.keys.sealedIfAny(booking.note, place: WaitingStore.notePlace(entry.id)),
        try booking.care.map { try tx.keys.sealed($0, place: WaitingStore.carePlace(entry.id)) } ?? .null(.bytes),
        .textIfAny(booking.cover?.rawValue), .at(WaitingStore.nextLook(after: now)), .id(entry.id),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
    try tx.sql.execute("UPDATE waiting_slot SET live = TRUE WHERE entry_id = $1", [.id(entry.id)])
  }

  /// Something came free anew on some dates: whoever waits for one of them is asked again, also who said no before.
  package func askAgain(_ slots: [ID<Slot>]) throws {
    var arguments = SQLArguments()
    try tx.sql.execute(
      """
      UPDATE waiting_entry SET passed = FALSE
      WHERE passed AND id IN (
        SELECT entry_id FROM waiting_slot
        WHERE live AND slot_id IN (\(arguments.list(slots.map { .id($0) }))))
      """, arguments.values)
  }

  static func partyPlace(_ entry: ID<WaitingEntry>) -> String { "waiting_entry.party.\(entry)" }
  static func carePlace(_ entry: ID<WaitingEntry>) -> String { "waiting_entry.care.\(entry)" }
  static func notePlace(_ entry: ID<WaitingEntry>) -> String { "waiting_entry.note.\(entry)" }
  static func nextLook(after now: Instant) -> Instant { now.adding(seconds: WaitingRules.lookMinutes * 60) }
}

extension StoreTransaction {
  /// Parties in the waiting lists of dates.
  package var waiting: WaitingStore { WaitingStore(self) }
}
