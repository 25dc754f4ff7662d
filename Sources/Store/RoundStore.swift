import Breaks
import SQL

/// Rounds, in which the places of some dates are shared out.
package struct RoundStore {
  let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// A round, or nil.
  package func find(_ id: ID<Round>) throws -> Round? {
    try load("WHERE round.id = $1", [.id(id)]).first
  }

  /// An offer's rounds, the latest made first.
  ///
  /// - Parameter after: where the page before ended.
  package func list(of offer: ID<Offer>, after mark: (Instant, ID<Round>)?, limit: Int) throws -> [Round] {
    var arguments = SQLArguments()
    var condition = "WHERE round.offer_id = \(arguments.add(.id(offer)))"
    if let (createdAt, id) = mark {
      condition += " AND (round.created_at, round.id) < (\(arguments.add(.at(createdAt))), \(arguments.add(.id(id))))"
    }
    return try load(
      "\(condition) ORDER BY round.created_at DESC, round.id DESC LIMIT \(limit)", arguments.values)
  }

  /// For each of some dates that stands in a round, how far the sharing out has come; a round that was called off is none.
  package func shares(of slots: [ID<Slot>]) throws -> [ID<Slot>: RoundShare] {
    var arguments = SQLArguments()
    let rows = try tx.sql.query(
      """
      SELECT round_slot.slot_id, round.id, round.opens_at, round.closes_at, round.state
      FROM round_slot JOIN round ON round.id = round_slot.round_id
      WHERE round_slot.live AND round_slot.slot_id IN (\(arguments.list(slots.map { .id($0) })))
      """, arguments.values)
    let drawn: Set<ID<Round>> = Set(
      try rows.filter { try $0.word("state") == RoundState.drawn }.map { try $0.id("id") })
    let unsettled = try haveWinnersToCome(among: drawn)
    return try rows.reduce(into: [:]) { shares, row in
      let id: ID<Round> = try row.id("id")
      shares[try row.id("slot_id")] = RoundShare(
        round: id, opensAt: try row.at("opens_at"), closesAt: try row.at("closes_at"),
        isOver: drawn.contains(id) && !unsettled.contains(id))
    }
  }

  /// Those of some drawn rounds of whose winners one still has no booking.
  private func haveWinnersToCome(among rounds: Set<ID<Round>>) throws -> Set<ID<Round>> {
    guard !rounds.isEmpty else { return [] }
    var arguments = SQLArguments()
    return Set(
      try tx.sql.query(
        """
        SELECT round_id FROM round_entry
        WHERE state = 'won' AND NOT settled AND round_id IN (\(arguments.list(rounds.sorted().map { .id($0) })))
        """, arguments.values
      ).map { try $0.id("round_id") })
  }

  /// Open rounds whose window is over, the longest over first.
  package func toClose(limit: Int, now: Instant) throws -> [ID<Round>] {
    try tx.sql.query(
      "SELECT id FROM round WHERE state = 'open' AND closes_at <= $1 ORDER BY closes_at, id LIMIT $2",
      [.at(now), .number(limit)]
    ).map { try $0.id("id") }
  }

  /// Closed rounds, which wait for their draw.
  package func toDraw(limit: Int, now: Instant) throws -> [ID<Round>] {
    try tx.sql.query(
      "SELECT id FROM round WHERE state = 'closed' AND closes_at <= $1 ORDER BY closes_at, id LIMIT $2",
      [.at(now), .number(limit)]
    ).map { try $0.id("id") }
  }

  /// Opens a round; its seed is sealed until it is drawn.
  package func insert(_ round: Round, seed: [UInt8], madeBy: ID<Person>?) throws {
    try tx.sql.execute(
      """
      INSERT INTO round (id, offer_id, area, stay, allocation, prescription_percent, opens_at, closes_at, state, seed_hash,
        sealed_seed, made_by, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      """,
      [
        .id(round.id), .id(round.offer), .text(round.area.text), .text(round.stay.rawValue),
        .text(round.allocation.rawValue), .number(round.prescriptionPercent), .at(round.opensAt), .at(round.closesAt),
        .text(round.state.rawValue), .bytes(round.seedHash),
        .bytes(try tx.keys.seal(seed, place: RoundStore.place(round.id))), .idIfAny(madeBy), .at(round.createdAt),
      ])
    for slot in round.slots {
      try tx.sql.execute(
        "INSERT INTO round_slot (round_id, slot_id, live) VALUES ($1, $2, $3)",
        [.id(round.id), .id(slot), .bool(true)])
    }
  }

  /// The seed of a round that is about to be drawn.
  package func seed(of round: Round) throws -> [UInt8] {
    guard let row = try tx.sql.first("SELECT sealed_seed FROM round WHERE id = $1", [.id(round.id)]) else {
      throw StoreFault.unreadable(column: "round.sealed_seed")
    }
    return try tx.keys.open(row.bytes("sealed_seed"), place: RoundStore.place(round.id))
  }

  /// Ends a round's window.
  ///
  /// - Throws: `Refusal.wrongState` when it was not open any more.
  package func close(_ round: ID<Round>) throws {
    let moved = try tx.sql.execute(
      "UPDATE round SET state = 'closed', version = version + 1 WHERE id = $1 AND state = 'open'", [.id(round)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Publishes a round's seed, with what there was to share out, and of which offer.
  ///
  /// - Throws: `Refusal.wrongState` when it was not closed any more.
  package func publish(
    _ round: ID<Round>, seed: [UInt8], dates: [ShareDate], title: String, now: Instant
  ) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE round SET state = 'drawn', seed = $1, dates = $2, drawn_at = $3, title = $4, version = version + 1
      WHERE id = $5 AND state = 'closed'
      """, [.bytes(seed), try .json(dates.map(StoredDate.init)), .at(now), .text(title), .id(round)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// What there was to share out when a round was drawn; nil when it was not.
  package func dates(of round: ID<Round>) throws -> [ShareDate]? {
    let row = try tx.sql.first("SELECT dates FROM round WHERE id = $1 AND dates IS NOT NULL", [.id(round)])
    return try row?.json("dates", [StoredDate].self).map(\.date)
  }

  /// Calls a round off, and lets its dates go.
  ///
  /// - Throws: `Refusal.wrongState` when it was drawn or called off before.
  package func callOff(_ round: ID<Round>) throws {
    let moved = try tx.sql.execute(
      "UPDATE round SET state = 'called_off', version = version + 1 WHERE id = $1 AND state IN ('open', 'closed')",
      [.id(round)])
    guard moved == 1 else { throw Refusal.wrongState }
    try tx.sql.execute("UPDATE round_slot SET live = FALSE WHERE round_id = $1", [.id(round)])
  }

  private func load(_ condition: String, _ values: [SQLValue]) throws -> [Round] {
    let rows = try tx.sql.query(
      """
      SELECT round.id, round.offer_id, round.area, round.stay, round.allocation, round.prescription_percent,
        round.opens_at, round.closes_at, round.state, round.seed_hash, round.seed, round.drawn_at, round.title,
        round.created_at, round.version
      FROM round \(condition)
      """, values)
    let slots = try slots(of: try rows.map { try $0.id("id") })
    return try rows.map { row in
      let id: ID<Round> = try row.id("id")
      return Round(
        id: id, offer: try row.id("offer_id"), area: try row.area(), stay: try row.word("stay"), slots: slots[id] ?? [],
        allocation: try row.word("allocation"), prescriptionPercent: try row.number("prescription_percent"),
        opensAt: try row.at("opens_at"), closesAt: try row.at("closes_at"), state: try row.word("state"),
        seedHash: try row.bytes("seed_hash"), seed: try row.bytesIfAny("seed"), drawnAt: try row.atIfAny("drawn_at"),
        title: try row.textIfAny("title"), createdAt: try row.at("created_at"), version: try row.number("version"))
    }
  }

  private func slots(of rounds: [ID<Round>]) throws -> [ID<Round>: [ID<Slot>]] {
    var arguments = SQLArguments()
    let rows = try tx.sql.query(
      """
      SELECT round_slot.round_id, round_slot.slot_id
      FROM round_slot JOIN slot ON slot.id = round_slot.slot_id
      WHERE round_slot.round_id IN (\(arguments.list(rounds.map { .id($0) })))
      ORDER BY slot.starts_at, slot.id
      """, arguments.values)
    return try rows.reduce(into: [:]) { $0[try $1.id("round_id"), default: []].append(try $1.id("slot_id")) }
  }

  private static func place(_ round: ID<Round>) -> String { "round.sealed_seed.\(round)" }
}

/// A date as it was shared out, as its column keeps it.
private struct StoredDate: Codable {
  let slot: ID<Slot>
  let startsAt: Instant
  let free: [String: Int]

  init(_ date: ShareDate) {
    (slot, startsAt) = (date.slot, date.startsAt)
    free = Dictionary(uniqueKeysWithValues: date.free.map { ($0.key.word, $0.value) })
  }

  var date: ShareDate {
    ShareDate(
      slot: slot, startsAt: startsAt,
      free: Dictionary(uniqueKeysWithValues: free.map { (Scarce($0.key), $0.value) }))
  }
}

extension StoreTransaction {
  /// Rounds, in which the places of some dates are shared out.
  package var rounds: RoundStore { RoundStore(self) }
}
