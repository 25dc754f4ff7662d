import Breaks
import SQL

/// What carers ask for in rounds; who comes along and what they need is sealed.
package struct EntryStore {
  let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// An entry, or nil.
  package func find(_ id: ID<Entry>) throws -> Entry? {
    try load("WHERE round_entry.id = $1", [.id(id)]).first
  }

  /// Whether a carer has an entry in a round that they have not taken back.
  package func has(_ round: ID<Round>, of carer: ID<Carer>) throws -> Bool {
    try tx.sql.first(
      "SELECT id FROM round_entry WHERE round_id = $1 AND carer_id = $2 AND state <> 'withdrawn'",
      [.id(round), .id(carer)]) != nil
  }

  /// All entries of a round in some states, by their pseudonyms.
  package func all(of round: ID<Round>, in states: Set<EntryState>) throws -> [Entry] {
    var arguments = SQLArguments()
    let place = arguments.add(.id(round))
    let words = arguments.list(states.map(\.rawValue).sorted().map { .text($0) })
    return try load(
      "WHERE round_entry.round_id = \(place) AND round_entry.state IN (\(words)) ORDER BY round_entry.pseudonym",
      arguments.values)
  }

  /// How many entries of a round take part or took part in its draw.
  package func count(of round: ID<Round>) throws -> Int {
    try tx.sql.first(
      "SELECT COUNT(*) AS count FROM round_entry WHERE round_id = $1 AND state <> 'withdrawn'", [.id(round)]
    )?.number("count") ?? 0
  }

  /// The entries of some carers, the newest first.
  package func list(of carers: [ID<Carer>], after mark: (Instant, ID<Entry>)?, limit: Int) throws -> [Entry] {
    var arguments = SQLArguments()
    var condition = "WHERE round_entry.carer_id IN (\(arguments.list(carers.map { .id($0) })))"
    if let (createdAt, id) = mark {
      let last = "(\(arguments.add(.at(createdAt))), \(arguments.add(.id(id))))"
      condition += " AND (round_entry.created_at, round_entry.id) < \(last)"
    }
    return try load(
      "\(condition) ORDER BY round_entry.created_at DESC, round_entry.id DESC LIMIT \(limit)", arguments.values)
  }

  /// Entries whose draw is over and whose booking or letters are still to be made.
  package func toSettle(limit: Int, now: Instant) throws -> [ID<Entry>] {
    try tx.sql.query(
      """
      SELECT id FROM round_entry
      WHERE state IN ('won', 'lost') AND NOT settled AND created_at <= $1
      ORDER BY created_at, id
      LIMIT $2
      """, [.at(now), .number(limit)]
    ).map { try $0.id("id") }
  }

  /// Adds an entry.
  package func insert(_ entry: Entry, in round: Round, madeBy: ID<Person>?) throws {
    try tx.sql.execute(
      """
      INSERT INTO round_entry (id, round_id, carer_id, pseudonym, stay, allocation, channel, request, state, made_by,
        created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """,
      [
        .id(entry.id), .id(entry.round), .id(entry.carer), .text(entry.pseudonym.text), .text(round.stay.rawValue),
        .text(round.allocation.rawValue), .text(entry.channel.rawValue),
        try tx.keys.sealed(entry.request, place: EntryStore.place(entry.id)), .text(entry.state.rawValue),
        .idIfAny(madeBy), .at(entry.createdAt),
      ])
  }

  /// Takes an entry back; it takes no part in the draw, and who would have come is forgotten at once.
  ///
  /// - Throws: `Refusal.wrongState` when it took no part any more.
  package func withdraw(_ entry: Entry) throws {
    let forgotten = EntryRequest(slots: entry.request.slots, party: [])
    let moved = try tx.sql.execute(
      """
      UPDATE round_entry SET state = 'withdrawn', request = $1, version = version + 1
      WHERE id = $2 AND state = 'entered'
      """, [try tx.keys.sealed(forgotten, place: EntryStore.place(entry.id)), .id(entry.id)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Writes down what the draw made of an entry; booking and letters follow.
  ///
  /// - Throws: `Refusal.wrongState` when it took no part any more.
  package func note(
    _ drawn: EntryDrawn, of entry: ID<Entry>, as share: ShareEntry, obstacle: EntryObstacle?
  ) throws {
    let isWon = drawn.position != nil && drawn.loss == nil
    let moved = try tx.sql.execute(
      """
      UPDATE round_entry
      SET state = $1, drawn_at = $2, weight = $3, turn = $4, needs = $5, position = $6, from_kept = $7, loss = $8,
        obstacle = $9, shared = $10, version = version + 1
      WHERE id = $11 AND state = 'entered'
      """,
      [
        .text(isWon ? EntryState.won.rawValue : EntryState.lost.rawValue), .at(drawn.at), .number(drawn.weight),
        .number(drawn.turn), try .json(drawn.needs), .numberIfAny(drawn.position), .bool(drawn.fromKept),
        try drawn.loss.map { try .json($0) } ?? .null(.text), try obstacle.map { try .json($0) } ?? .null(.text),
        try .json(StoredShare(share)), .id(entry),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Lets all entries of a round that was called off go without; their letters follow.
  package func callOff(_ round: ID<Round>) throws {
    try tx.sql.execute(
      """
      UPDATE round_entry SET state = 'lost', obstacle = $1, version = version + 1
      WHERE round_id = $2 AND state = 'entered'
      """, [try .json(EntryObstacle.calledOff), .id(round)])
  }

  /// Nothing more comes of an entry's draw: its winner has a booking, its loser a letter.
  ///
  /// - Parameter obstacle: what stood against the booking of a winner, who goes without it then.
  /// - Throws: `Refusal.wrongState` when it has changed since it was read, such as by being settled.
  package func settle(_ entry: Entry, booking: ID<Booking>?, obstacle: EntryObstacle?) throws {
    let state = obstacle == nil ? entry.state : .lost
    let moved = try tx.sql.execute(
      """
      UPDATE round_entry SET settled = TRUE, state = $1, booking_id = $2, obstacle = $3, version = version + 1
      WHERE id = $4 AND state = $5 AND version = $6
      """,
      [
        .text(state.rawValue), .idIfAny(booking),
        try (obstacle ?? entry.obstacle).map { try .json($0) } ?? .null(.text), .id(entry.id),
        .text(entry.state.rawValue), .number(entry.version),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Gives a loser the break after all.
  ///
  /// - Throws: `Refusal.wrongState` when the entry was not lost any more.
  package func give(_ entry: Entry, booking: ID<Booking>) throws {
    let moved = try tx.sql.execute(
      "UPDATE round_entry SET booking_id = $1, version = version + 1 WHERE id = $2 AND state = 'lost' AND settled",
      [.id(booking), .id(entry.id)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  private func load(_ condition: String, _ values: [SQLValue]) throws -> [Entry] {
    try tx.sql.query(
      """
      SELECT round_entry.id, round_entry.round_id, round_entry.carer_id, round_entry.pseudonym, round_entry.channel,
        round_entry.request, round_entry.state, round_entry.drawn_at, round_entry.weight, round_entry.turn,
        round_entry.needs, round_entry.position, round_entry.from_kept, round_entry.loss, round_entry.obstacle,
        round_entry.settled, round_entry.created_at, round_entry.version, booking.reference
      FROM round_entry LEFT JOIN booking ON booking.id = round_entry.booking_id
      \(condition)
      """, values
    ).map(entry)
  }

  private func entry(_ row: SQLRow) throws -> Entry {
    let id: ID<Entry> = try row.id("id")
    return Entry(
      id: id, round: try row.id("round_id"), carer: try row.id("carer_id"),
      pseudonym: Pseudonym(stored: try row.text("pseudonym")),
      request: try tx.keys.opened(row.bytes("request"), place: EntryStore.place(id)), channel: try row.word("channel"),
      state: try row.word("state"), drawn: try drawn(row),
      obstacle: try row.textIfAny("obstacle") == nil ? nil : row.json("obstacle"),
      booking: try row.textIfAny("reference").map { Reference(stored: $0) }, isSettled: try row.bool("settled"),
      createdAt: try row.at("created_at"), version: try row.number("version"))
  }

  private func drawn(_ row: SQLRow) throws -> EntryDrawn? {
    guard let at = try row.atIfAny("drawn_at") else { return nil }
    return EntryDrawn(
      at: at, weight: try row.number("weight"), turn: try row.number("turn"), needs: try row.json("needs"),
      position: try row.numberIfAny("position"), fromKept: try row.bool("from_kept"),
      loss: try row.textIfAny("loss") == nil ? nil : row.json("loss"))
  }

  private static func place(_ entry: ID<Entry>) -> String { "round_entry.request.\(entry)" }
}

extension StoreTransaction {
  /// What carers ask for in rounds.
  package var entries: EntryStore { EntryStore(self) }
}
