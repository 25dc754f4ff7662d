import Breaks
import SQL

/// The dates of offers, and how many places of each are taken.
package struct SlotStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// The dates of those ids that belong to an offer, in id order; ids that do not are passed over.
  package func find(_ ids: [ID<Slot>], of offer: ID<Offer>) throws -> [Slot] {
    try find(ids, of: offer, locking: "")
  }

  /// Like `find`, and holds the rows until the transaction ends, always in id order so that no two wait crosswise.
  package func lock(_ ids: [ID<Slot>], of offer: ID<Offer>) throws -> [Slot] {
    try find(ids, of: offer, locking: tx.sql.dialect.lockRows)
  }

  private func find(_ ids: [ID<Slot>], of offer: ID<Offer>, locking: String) throws -> [Slot] {
    var arguments = SQLArguments()
    return try tx.sql.query(
      """
      SELECT id, offer_id, starts_at, ends_at, places, taken
      FROM slot
      WHERE offer_id = \(arguments.add(.id(offer))) AND id IN (\(arguments.list(ids.map { .id($0) })))
      ORDER BY id\(locking)
      """, arguments.values
    ).map(Slot.init(row:))
  }

  /// A page of an offer's dates that begin after one instant and before another, in their order.
  ///
  /// - Parameters:
  ///   - span: the first instant and the first one no more wanted.
  ///   - mark: where the page before ended.
  ///   - limit: most dates to give.
  package func list(
    of offer: ID<Offer>, in span: Range<Instant>, after mark: SlotMark?, limit: Int
  ) throws -> PageOf<Slot, SlotMark> {
    var arguments = SQLArguments()
    let owner = arguments.add(.id(offer))
    let (begin, end) = (arguments.add(.at(span.lowerBound)), arguments.add(.at(span.upperBound)))
    let beyond = mark.map { mark in
      " AND (starts_at, id) > (\(arguments.add(.at(mark.startsAt))), \(arguments.add(.id(mark.id))))"
    }
    let slots = try tx.sql.query(
      """
      SELECT id, offer_id, starts_at, ends_at, places, taken
      FROM slot
      WHERE offer_id = \(owner) AND starts_at >= \(begin) AND starts_at < \(end)\(beyond ?? "")
      ORDER BY starts_at, id
      LIMIT \(arguments.add(.number(limit + 1)))
      """, arguments.values
    ).map(Slot.init(row:))
    let page = Array(slots.prefix(limit))
    let next = slots.count > limit ? page.last.map { SlotMark(startsAt: $0.startsAt, id: $0.id) } : nil
    return PageOf(items: page, next: next)
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
      INSERT INTO slot (id, offer_id, starts_at, ends_at, places, taken, created_at)
      VALUES ($1, $2, $3, $4, $5, 0, $6)
      """,
      [.id(slot.id), .id(slot.offer), .at(slot.startsAt), .at(slot.endsAt), .number(slot.places), .at(now)])
  }

  /// Takes places for so many people, all or none: the one statement by which a date cannot be sold twice.
  ///
  /// - Returns: false when the date has too few places left.
  package func take(_ people: Int, of slot: ID<Slot>) throws -> Bool {
    precondition(people > 0, "somebody comes")
    return try tx.sql.execute(
      "UPDATE slot SET taken = taken + $1 WHERE id = $2 AND taken + $1 <= places", [.number(people), .id(slot)]) == 1
  }

  /// Gives places back.
  ///
  /// - Throws: `SQLFault.constraint` when more are given back than were taken: a fault of ours.
  package func giveBack(_ people: Int, of slot: ID<Slot>) throws {
    precondition(people > 0, "somebody had come")
    try tx.sql.execute("UPDATE slot SET taken = taken - $1 WHERE id = $2", [.number(people), .id(slot)])
  }
}

extension Slot {
  fileprivate init(row: SQLRow) throws {
    self.init(
      id: try row.id("id"), offer: try row.id("offer_id"), startsAt: try row.at("starts_at"),
      endsAt: try row.at("ends_at"), places: try row.number("places"), taken: try row.number("taken"))
  }
}

extension StoreTransaction {
  /// The dates of offers.
  package var slots: SlotStore { SlotStore(self) }
}
