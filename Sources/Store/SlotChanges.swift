import Breaks
import SQL

// What partners do with the dates they have.

extension SlotStore {
  /// Gives a date another room, where what is taken fits into it: one conditional UPDATE decides for the whole, one for each
  /// kind.
  ///
  /// What was not counted before can be counted only from a date of which nothing is taken, for nobody knows how much of it
  /// the bookings that stand use.
  /// - Returns: false when more is taken, or the date has changed; the caller gives the whole errand up then.
  package func resize(_ slot: Slot, to room: SlotRoom) throws -> Bool {
    let counts = slot.kinds.isEmpty == room.kinds.isEmpty ? "" : " AND units_taken = 0"
    let resized = try tx.sql.execute(
      """
      UPDATE slot
      SET places = $1, units = $2, staff = $3, version = version + 1
      WHERE id = $4 AND version = $5 AND taken <= $1 AND units_taken <= COALESCE($2, 0)
        AND staff_taken <= COALESCE($3, 0)
        AND (taken = 0 OR (($2 IS NULL OR units IS NOT NULL) AND ($3 IS NULL OR staff IS NOT NULL)))\(counts)
      """,
      [
        .number(room.places), .numberIfAny(room.unitsInAll), .numberIfAny(room.staff), .id(slot.id),
        .number(slot.version),
      ])
    guard resized == 1 else { return false }
    for gone in slot.kinds where !room.kinds.contains(where: { $0.kind == gone.kind }) {
      let removed = try tx.sql.execute(
        "DELETE FROM slot_unit WHERE slot_id = $1 AND kind = $2 AND taken = 0",
        [.id(slot.id), .text(gone.kind.rawValue)])
      guard removed == 1 else { return false }
    }
    for kind in room.kinds where try !resize(kind, of: slot.id) { return false }
    return true
  }

  private func resize(_ kind: SlotUnits, of slot: ID<Slot>) throws -> Bool {
    try tx.sql.execute(
      """
      INSERT INTO slot_unit (slot_id, kind, units, taken) VALUES ($1, $2, $3, 0)
      ON CONFLICT (slot_id, kind) DO UPDATE SET units = excluded.units WHERE slot_unit.taken <= excluded.units
      """, [.id(slot), .text(kind.kind.rawValue), .number(kind.units)]) == 1
  }

  /// Takes away a date on which nothing was ever booked; the caller holds its row.
  ///
  /// - Returns: false when something was.
  package func remove(_ slot: ID<Slot>) throws -> Bool {
    let used = try tx.sql.first("SELECT booking_id FROM booking_slot WHERE slot_id = $1 LIMIT 1", [.id(slot)])
    let shared = try tx.sql.first("SELECT round_id FROM round_slot WHERE slot_id = $1 LIMIT 1", [.id(slot)])
    guard used == nil, shared == nil else { return false }
    try tx.sql.execute("DELETE FROM slot_unit WHERE slot_id = $1", [.id(slot)])
    return try tx.sql.execute("DELETE FROM slot WHERE id = $1 AND taken = 0", [.id(slot)]) == 1
  }

  /// The kinds of room that an offer's dates to come have.
  package func kindsToCome(of offer: ID<Offer>, now: Instant) throws -> Set<UnitKind> {
    Set(
      try tx.sql.query(
        """
        SELECT DISTINCT slot_unit.kind FROM slot JOIN slot_unit ON slot_unit.slot_id = slot.id
        WHERE slot.offer_id = $1 AND slot.starts_at > $2
        """, [.id(offer), .at(now)]
      ).map { try $0.word("kind") })
  }

  /// The dates of an offer that reach into a span, by start.
  ///
  /// - Parameters:
  ///   - countingUnits: whether only those are wanted that count rooms or beds.
  ///   - own: a date that is passed over.
  package func spans(
    of offer: ID<Offer>, in span: Range<Instant>, countingUnits: Bool, but own: ID<Slot>? = nil
  ) throws -> [Range<Instant>] {
    var arguments = SQLArguments()
    let earliest = span.lowerBound.adding(hours: -24 * SlotRules.daysLong - 1)
    var filters = "offer_id = \(arguments.add(.id(offer))) AND starts_at >= \(arguments.add(.at(earliest)))"
    filters +=
      " AND starts_at < \(arguments.add(.at(span.upperBound))) AND ends_at > \(arguments.add(.at(span.lowerBound)))"
    if countingUnits { filters += " AND units IS NOT NULL" }
    if let own { filters += " AND id <> \(arguments.add(.id(own)))" }
    return try tx.sql.query(
      "SELECT starts_at, ends_at FROM slot WHERE \(filters) ORDER BY starts_at, id", arguments.values
    )
    .map { try $0.at("starts_at")..<$0.at("ends_at") }
  }
}

// MARK: - Pauses

extension SlotStore {
  /// Takes no bookings for an offer's dates that begin in a span.
  ///
  /// - Returns: how many dates that is, those included that were paused before.
  package func pause(_ offer: ID<Offer>, in span: Range<Instant>, reason: String?) throws -> Int {
    try holdDates(of: offer, in: span)
    return try tx.sql.execute(
      """
      UPDATE slot SET paused = TRUE, pause_reason = $1, version = version + 1
      WHERE offer_id = $2 AND starts_at >= $3 AND starts_at < $4
      """,
      [
        try tx.keys.sealedIfAny(reason, place: SlotStore.reasonPlace(offer)), .id(offer), .at(span.lowerBound),
        .at(span.upperBound),
      ])
  }

  /// Takes bookings again for an offer's paused dates that begin in a span.
  ///
  /// - Returns: those dates, in id order.
  package func resume(_ offer: ID<Offer>, in span: Range<Instant>) throws -> [ID<Slot>] {
    try holdDates(of: offer, in: span)
    return try tx.sql.query(
      """
      UPDATE slot SET paused = FALSE, pause_reason = NULL, version = version + 1
      WHERE offer_id = $1 AND starts_at >= $2 AND starts_at < $3 AND paused
      RETURNING id
      """, [.id(offer), .at(span.lowerBound), .at(span.upperBound)]
    ).map { try $0.id("id", Slot.self) }.sorted()
  }

  /// How many bookings stand on an offer's dates that begin in a span.
  package func standing(_ offer: ID<Offer>, in span: Range<Instant>) throws -> Int {
    try tx.sql.first(
      """
      SELECT CAST(COUNT(DISTINCT booking_slot.booking_id) AS BIGINT) AS count
      FROM slot JOIN booking_slot ON booking_slot.slot_id = slot.id
      WHERE slot.offer_id = $1 AND slot.starts_at >= $2 AND slot.starts_at < $3 AND booking_slot.live
      """, [.id(offer), .at(span.lowerBound), .at(span.upperBound)])?.number("count") ?? 0
  }

  /// Holds the rows in id order, as bookings do, so that no two wait crosswise.
  private func holdDates(of offer: ID<Offer>, in span: Range<Instant>) throws {
    let locking = tx.sql.dialect.lockRows
    guard !locking.isEmpty else { return }
    _ = try tx.sql.query(
      "SELECT id FROM slot WHERE offer_id = $1 AND starts_at >= $2 AND starts_at < $3 ORDER BY id\(locking)",
      [.id(offer), .at(span.lowerBound), .at(span.upperBound)])
  }

  /// One place for all the dates of an offer, which are paused by one statement.
  static func reasonPlace(_ offer: ID<Offer>) -> String { "slot.pause_reason.\(offer)" }
}
