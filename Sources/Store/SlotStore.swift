import Breaks
import SQL

/// The dates of offers, and how many places of each are taken.
package struct SlotStore {
  let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// The dates of those ids that belong to an offer, in id order; ids that do not are passed over.
  package func find(_ ids: [ID<Slot>], of offer: ID<Offer>) throws -> [Slot] {
    try find(ids, of: offer, locking: "")
  }

  /// Like `find`, and holds the rows until the transaction ends, always in id order so that no two wait crosswise.
  package func lock(_ ids: [ID<Slot>], of offer: ID<Offer>) throws -> [Slot] {
    try find(ids, of: offer, locking: tx.sql.dialect.lockRows)
  }

  /// A date of any offer, or nil.
  package func find(_ id: ID<Slot>) throws -> Slot? {
    try tx.sql.query("SELECT \(SlotStore.columns) FROM slot WHERE id = $1", [.id(id)]).slots(self).first
  }

  private func find(_ ids: [ID<Slot>], of offer: ID<Offer>, locking: String) throws -> [Slot] {
    var arguments = SQLArguments()
    return try tx.sql.query(
      """
      SELECT \(SlotStore.columns)
      FROM slot
      WHERE offer_id = \(arguments.add(.id(offer))) AND id IN (\(arguments.list(ids.map { .id($0) })))
      ORDER BY id\(locking)
      """, arguments.values
    ).slots(self)
  }

  /// The dates of some ids, whosever they are.
  package func find(_ ids: [ID<Slot>]) throws -> [ID<Slot>: Slot] {
    var arguments = SQLArguments()
    let slots = try tx.sql.query(
      "SELECT \(SlotStore.columns) FROM slot WHERE id IN (\(arguments.list(ids.map { .id($0) })))", arguments.values
    ).slots(self)
    return Dictionary(uniqueKeysWithValues: slots.map { ($0.id, $0) })
  }

  /// A page of an offer's dates that begin after one instant and before another, in their order.
  ///
  /// - Parameters:
  ///   - span: the first instant and the first one no more wanted.
  ///   - mark: where the page before ended.
  ///   - limit: most dates to give.
  ///   - paused: whether dates that are paused are wanted, too.
  package func list(
    of offer: ID<Offer>, in span: Range<Instant>, paused: Bool, after mark: SlotMark?, limit: Int
  ) throws -> PageOf<Slot, SlotMark> {
    var arguments = SQLArguments()
    let owner = arguments.add(.id(offer))
    let (begin, end) = (arguments.add(.at(span.lowerBound)), arguments.add(.at(span.upperBound)))
    let beyond = mark.map { mark in
      " AND (starts_at, id) > (\(arguments.add(.at(mark.startsAt))), \(arguments.add(.id(mark.id))))"
    }
    let slots = try tx.sql.query(
      """
      SELECT \(SlotStore.columns)
      FROM slot
      WHERE offer_id = \(owner) AND starts_at >= \(begin) AND starts_at < \(end)\(beyond ?? "")\(paused ? "" : " AND NOT paused")
      ORDER BY starts_at, id
      LIMIT \(arguments.add(.number(limit + 1)))
      """, arguments.values
    ).slots(self)
    let page = Array(slots.prefix(limit))
    let next = slots.count > limit ? page.last.map { SlotMark(startsAt: $0.startsAt, id: $0.id) } : nil
    return PageOf(items: page, next: next)
  }

  /// How many dates of an offer are to come, are not paused, and lie outside a season.
  package func count(outside season: Season, of offer: ID<Offer>, after now: Instant) throws -> Int {
    let span = DaySpan(from: season.from, to: season.to)
    guard let begin = span.begin, let end = span.end else { return 0 }
    return try tx.sql.first(
      """
      SELECT CAST(COUNT(*) AS BIGINT) AS outside FROM slot
      WHERE offer_id = $1 AND starts_at > $2 AND (starts_at < $3 OR starts_at >= $4) AND NOT paused
      """, [.id(offer), .at(now), .at(begin), .at(end)])?.number("outside") ?? 0
  }

  /// Which of some starts an offer has already.
  package func starts(among starts: [Instant], of offer: ID<Offer>) throws -> Set<Instant> {
    var arguments = SQLArguments()
    return Set(
      try tx.sql.query(
        """
        SELECT starts_at FROM slot
        WHERE offer_id = \(arguments.add(.id(offer))) AND starts_at IN (\(arguments.list(starts.map { .at($0) })))
        """, arguments.values
      ).map { try $0.at("starts_at") })
  }

  /// Adds a date, with all its places free.
  package func insert(_ slot: Slot, now: Instant) throws {
    try tx.sql.execute(
      """
      INSERT INTO slot (id, offer_id, starts_at, ends_at, places, taken, units, staff, paused, created_at)
      VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9)
      """,
      [
        .id(slot.id), .id(slot.offer), .at(slot.startsAt), .at(slot.endsAt), .number(slot.places),
        .numberIfAny(slot.units), .numberIfAny(slot.staff), .bool(slot.paused), .at(now),
      ])
    for kind in slot.kinds {
      try tx.sql.execute(
        "INSERT INTO slot_unit (slot_id, kind, units, taken) VALUES ($1, $2, $3, 0)",
        [.id(slot.id), .text(kind.kind.rawValue), .number(kind.units)])
    }
  }

  /// Takes what a party needs of a date, all or none: the one statement by which a date cannot be sold twice.
  ///
  /// - Returns: false when the date has too little left; the caller gives the whole errand up then.
  package func take(_ need: Need, of slot: ID<Slot>) throws -> Bool {
    precondition(!need.isNothing, "something is needed")
    let taken = try tx.sql.execute(
      """
      UPDATE slot
      SET taken = taken + $1, units_taken = units_taken + $2, staff_taken = staff_taken + $3
      WHERE id = $4 AND taken + $1 <= places AND units_taken + $2 <= COALESCE(units, 0)
        AND staff_taken + $3 <= COALESCE(staff, 0)
      """, [.number(need.people), .number(need.units), .number(need.staff), .id(slot)])
    guard taken == 1, let kind = need.unitKind else { return taken == 1 }
    return try tx.sql.execute(
      "UPDATE slot_unit SET taken = taken + $1 WHERE slot_id = $2 AND kind = $3 AND taken + $1 <= units",
      [.number(need.units), .id(slot), .text(kind.rawValue)]) == 1
  }

  /// Gives back what a party took of a date.
  ///
  /// - Throws: `SQLFault.constraint` when more is given back than was taken: a fault of ours.
  package func giveBack(_ need: Need, of slot: ID<Slot>) throws {
    precondition(!need.isNothing, "something was taken")
    try tx.sql.execute(
      """
      UPDATE slot
      SET taken = taken - $1, units_taken = units_taken - $2, staff_taken = staff_taken - $3
      WHERE id = $4
      """, [.number(need.people), .number(need.units), .number(need.staff), .id(slot)])
    guard let kind = need.unitKind else { return }
    try tx.sql.execute(
      "UPDATE slot_unit SET taken = taken - $1 WHERE slot_id = $2 AND kind = $3",
      [.number(need.units), .id(slot), .text(kind.rawValue)])
  }

  /// The units of some dates by their kind; asked only where a date counts units at all.
  fileprivate func kinds(of slots: [ID<Slot>]) throws -> [ID<Slot>: [SlotUnits]] {
    var arguments = SQLArguments()
    return try tx.sql.query(
      """
      SELECT slot_id, kind, units, taken FROM slot_unit
      WHERE slot_id IN (\(arguments.list(slots.map { .id($0) })))
      ORDER BY slot_id, kind
      """, arguments.values
    ).reduce(into: [:]) { kinds, row in
      kinds[try row.id("slot_id"), default: []].append(
        SlotUnits(kind: try row.word("kind"), units: try row.number("units"), taken: try row.number("taken")))
    }
  }

  static let columns =
    "id, offer_id, starts_at, ends_at, places, taken, units, units_taken, staff, staff_taken, paused,"
    + " pause_reason, version"
}

extension [SQLRow] {
  /// Reads dates, with the units of those that count any.
  fileprivate func slots(_ store: SlotStore) throws -> [Slot] {
    let counted: [ID<Slot>] = try compactMap { try $0.intIfAny("units") == nil ? nil : try $0.id("id") }
    let kinds = counted.isEmpty ? [:] : try store.kinds(of: counted)
    return try map { row in
      let (id, offer): (ID<Slot>, ID<Offer>) = (try row.id("id"), try row.id("offer_id"))
      return Slot(
        id: id, offer: offer, startsAt: try row.at("starts_at"), endsAt: try row.at("ends_at"),
        places: try row.number("places"), taken: try row.number("taken"), units: try row.numberIfAny("units"),
        unitsTaken: try row.number("units_taken"), staff: try row.numberIfAny("staff"),
        staffTaken: try row.number("staff_taken"), kinds: kinds[id] ?? [], paused: try row.bool("paused"),
        pauseReason: try store.tx.keys.openedIfAny(
          row.bytesIfAny("pause_reason"), place: SlotStore.reasonPlace(offer)),
        version: try row.number("version"))
    }
  }
}

extension StoreTransaction {
  /// The dates of offers.
  package var slots: SlotStore { SlotStore(self) }
}
