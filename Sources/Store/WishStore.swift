import Breaks
import SQL

/// What carers wish for; the words are sealed, for people write of themselves.
package struct WishStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// The wish of an id, or nil.
  package func find(_ id: ID<Wish>) throws -> Wish? {
    try load("WHERE wish.id = $1", [.id(id)]).first
  }

  /// The wishes that somebody may see, newest first.
  package func list(_ asked: WishesAsked, limit: Int) throws -> [Wish] {
    var arguments = SQLArguments()
    var seen: [String] = []
    if !asked.carers.isEmpty { seen.append("wish.carer_id IN (\(arguments.list(asked.carers.map { .id($0) })))") }
    if !asked.shownOf.isEmpty {
      let areas = arguments.list(asked.shownOf.sorted().map { .text($0.text) })
      seen.append("wish.area IN (\(areas)) AND wish.state = 'shown'")
    }
    if !asked.allOf.isEmpty {
      seen.append("wish.area IN (\(arguments.list(asked.allOf.sorted().map { .text($0.text) })))")
    }
    var condition = "WHERE (\(seen.isEmpty ? "FALSE" : seen.map { "(\($0))" }.joined(separator: " OR ")))"
    if let area = asked.area { condition += " AND wish.area = \(arguments.add(.text(area.text)))" }
    if let state = asked.state { condition += " AND wish.state = \(arguments.add(.text(state.rawValue)))" }
    if let (createdAt, id) = asked.after {
      condition += " AND (wish.created_at, wish.id) < (\(arguments.add(.at(createdAt))), \(arguments.add(.id(id))))"
    }
    return try load("\(condition) ORDER BY wish.created_at DESC, wish.id DESC LIMIT \(limit)", arguments.values)
  }

  /// Which of some wishes one of some carers seconds.
  package func seconded(_ wishes: [ID<Wish>], by carers: [ID<Carer>]) throws -> Set<ID<Wish>> {
    guard !wishes.isEmpty, !carers.isEmpty else { return [] }
    var arguments = SQLArguments()
    let theirs = arguments.list(carers.map { .id($0) })
    return Set(
      try tx.sql.query(
        """
        SELECT wish_id FROM wish_second
        WHERE carer_id IN (\(theirs)) AND wish_id IN (\(arguments.list(wishes.map { .id($0) })))
        """, arguments.values
      ).map { try $0.id("wish_id") })
  }

  /// How many wishes of a carer wait or are shown.
  package func countLive(of carer: ID<Carer>) throws -> Int {
    try tx.sql.first(
      "SELECT COUNT(*) AS wishes FROM wish WHERE carer_id = $1 AND state IN ('waiting', 'shown')", [.id(carer)]
    )?.number("wishes") ?? 0
  }

  /// Keeps a new wish.
  ///
  /// - Parameter by: the carer, or somebody for them.
  package func insert(_ wish: Wish, by person: ID<Person>) throws {
    let said = wish.said
    try tx.sql.execute(
      """
      INSERT INTO wish (id, area, carer_id, words, category, stay, outward, language, state, made_by, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $10)
      """,
      [
        .id(wish.id), .text(wish.area.text), .id(wish.carer),
        try tx.keys.sealedIfAny(said.words, place: WishStore.place(wish.id)), .textIfAny(said.category?.rawValue),
        .textIfAny(said.stay?.rawValue), .textIfAny(said.district), .textIfAny(said.language?.text), .id(person),
        .at(wish.createdAt),
      ])
  }

  /// Those who would like a wish too, in the order of their ids.
  package func seconders(of wish: ID<Wish>) throws -> [ID<Carer>] {
    try tx.sql.query("SELECT carer_id FROM wish_second WHERE wish_id = $1 ORDER BY carer_id", [.id(wish)]).map {
      try $0.id("carer_id")
    }
  }

  /// Keeps that a carer would like it too; twice is once.
  ///
  /// - Returns: false when they had said so before.
  package func second(_ wish: ID<Wish>, by carer: ID<Carer>, now: Instant) throws -> Bool {
    try tx.sql.execute(
      """
      INSERT INTO wish_second (wish_id, carer_id, at) VALUES ($1, $2, $3)
      ON CONFLICT (wish_id, carer_id) DO NOTHING
      """, [.id(wish), .id(carer), .at(now)]) == 1
  }

  /// Forgets that a carer would like it too.
  ///
  /// - Returns: false when they had not said so.
  package func unsecond(_ wish: ID<Wish>, by carer: ID<Carer>) throws -> Bool {
    try tx.sql.execute(
      "DELETE FROM wish_second WHERE wish_id = $1 AND carer_id = $2", [.id(wish), .id(carer)]) == 1
  }

  /// Lets the carers of its area see a wish that waited.
  ///
  /// - Throws: `Refusal.wrongState` when it did not wait any more.
  package func show(_ wish: ID<Wish>, now: Instant) throws {
    let moved = try tx.sql.execute(
      "UPDATE wish SET state = 'shown', shown_at = $1, version = version + 1 WHERE id = $2 AND state = 'waiting'",
      [.at(now), .id(wish)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Closes a wish that waited or was shown.
  ///
  /// - Throws: `Refusal.wrongState` when it was in another state by now.
  package func close(_ wish: Wish, why: WishEnd, offer: ID<Offer>?, now: Instant) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE wish SET state = 'closed', why = $1, offer_id = $2, closed_at = $3, version = version + 1
      WHERE id = $4 AND state = $5
      """, [.text(why.rawValue), .idIfAny(offer), .at(now), .id(wish.id), .text(wish.state.rawValue)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Closes a wish that its carer takes back, and forgets its words; how many seconded it stays known.
  ///
  /// - Throws: `Refusal.wrongState` when it was in another state by now.
  package func withdraw(_ wish: Wish, now: Instant) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE wish SET state = 'closed', why = 'withdrawn', words = NULL, closed_at = $1, version = version + 1
      WHERE id = $2 AND state = $3
      """, [.at(now), .id(wish.id), .text(wish.state.rawValue)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// The words of some wishes.
  package func words(of wishes: [ID<Wish>]) throws -> [ID<Wish>: String] {
    guard !wishes.isEmpty else { return [:] }
    var arguments = SQLArguments()
    let rows = try tx.sql.query(
      "SELECT id, words FROM wish WHERE id IN (\(arguments.list(wishes.map { .id($0) })))", arguments.values)
    return try rows.reduce(into: [:]) { words, row in words[try row.id("id")] = try self.words(row) }
  }

  private func load(_ condition: String, _ values: [SQLValue]) throws -> [Wish] {
    try tx.sql.query(
      """
      SELECT wish.id, wish.area, wish.carer_id, wish.words, wish.category, wish.stay, wish.outward, wish.language,
        wish.state, wish.why, wish.offer_id, wish.created_at, wish.version,
        (SELECT COUNT(*) FROM wish_second WHERE wish_second.wish_id = wish.id) AS seconds
      FROM wish
      \(condition)
      """, values
    ).map { row in
      Wish(
        id: try row.id("id"), area: try row.area(), carer: try row.id("carer_id"),
        said: WishSaid(
          words: try words(row), category: try row.wordIfAny("category"), stay: try row.wordIfAny("stay"),
          district: try row.textIfAny("outward"), language: try row.parsedIfAny("language", LanguageTag.init(text:))),
        state: try row.word("state"), createdAt: try row.at("created_at"), why: try row.wordIfAny("why"),
        offer: try row.idIfAny("offer_id"), seconds: try row.number("seconds"), version: try row.number("version"))
    }
  }

  private func words(_ row: SQLRow) throws -> String {
    try tx.keys.openedIfAny(row.bytesIfAny("words"), place: WishStore.place(row.id("id"))) ?? ""
  }

  private static func place(_ id: ID<Wish>) -> String { "wish.words.\(id)" }
}

/// Which wishes are wanted, and which of them the one who asks may see.
package struct WishesAsked: Sendable {
  /// Carers whose own wishes may be seen, in any state.
  package var carers: [ID<Carer>] = []
  /// Areas of which what is shown may be seen.
  package var shownOf: Set<AreaSlug> = []
  /// Areas of which everything may be seen.
  package var allOf: Set<AreaSlug> = []
  package var area: AreaSlug?
  package var state: WishState?
  /// The creation instant and id of the last one already seen.
  package var after: (Instant, ID<Wish>)?

  /// Wants nothing yet.
  package init() {}
}

extension StoreTransaction {
  /// What carers wish for.
  package var wishes: WishStore { WishStore(self) }
}
