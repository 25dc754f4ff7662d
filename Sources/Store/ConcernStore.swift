import Breaks
import SQL

/// Concerns about somebody's safety; what was said is sealed, and no other table tells of it.
package struct ConcernStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  private static let columns =
    "id, area, about, danger_now, said, raised_by, raised_at, kept_from, state, closed_at, version"

  /// The concern of an id, or nil; whoever asks for it must have seen who may read it.
  package func find(_ id: ID<Concern>) throws -> Concern? {
    try tx.sql.first("SELECT \(ConcernStore.columns) FROM concern WHERE id = $1", [.id(id)]).map(concern)
  }

  /// The concerns that one of the named people may read, newest first.
  package func list(_ asked: ConcernsAsked, limit: Int) throws -> [Concern] {
    var arguments = SQLArguments()
    var condition = "area IN (\(arguments.list(asked.areas.sorted().map { .text($0.text) })))"
    condition += " AND (kept_from IS NULL OR kept_from <> \(arguments.add(.id(asked.reader))))"
    if let state = asked.state { condition += " AND state = \(arguments.add(.text(state.rawValue)))" }
    if let (raisedAt, id) = asked.after {
      condition += " AND (raised_at, id) < (\(arguments.add(.at(raisedAt))), \(arguments.add(.id(id))))"
    }
    return try tx.sql.query(
      """
      SELECT \(ConcernStore.columns) FROM concern
      WHERE \(condition)
      ORDER BY raised_at DESC, id DESC
      LIMIT \(limit)
      """, arguments.values
    ).map(concern)
  }

  /// How many open concerns of some areas one of the named people may read.
  package func countOpen(in areas: Set<AreaSlug>, for reader: ID<Person>) throws -> Int {
    var arguments = SQLArguments()
    let list = arguments.list(areas.sorted().map { .text($0.text) })
    return try tx.sql.first(
      """
      SELECT COUNT(*) AS concerns FROM concern
      WHERE state = 'open' AND area IN (\(list)) AND (kept_from IS NULL OR kept_from <> \(arguments.add(.id(reader))))
      """, arguments.values)?.number("concerns") ?? 0
  }

  /// Keeps a new concern.
  package func insert(_ concern: Concern) throws {
    try tx.sql.execute(
      """
      INSERT INTO concern (\(ConcernStore.columns))
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """,
      [
        .id(concern.id), .text(concern.area.text), .text(concern.about.rawValue), .bool(concern.dangerNow),
        try tx.keys.sealed(concern.said, place: ConcernStore.place(concern.id)), .id(concern.raisedBy),
        .at(concern.raisedAt), .idIfAny(concern.keptFrom), .text(concern.state.rawValue), .atIfAny(concern.closedAt),
        .number(concern.version),
      ])
  }

  /// The notes of a concern, oldest first.
  package func notes(of id: ID<Concern>) throws -> [ConcernNote] {
    try tx.sql.query(
      """
      SELECT id, kind, words, by_person_id, at FROM concern_note
      WHERE concern_id = $1
      ORDER BY at, id
      """, [.id(id)]
    ).map { row in
      let note: ID<ConcernNote> = try row.id("id")
      return ConcernNote(
        id: note, kind: try row.word("kind"),
        words: try tx.keys.openedIfAny(row.bytes("words"), place: ConcernStore.place(note)) ?? "",
        by: try row.id("by_person_id"), at: try row.at("at"))
    }
  }

  /// Adds a note to a concern, open or closed: what is learnt later belongs to it too.
  ///
  /// - Throws: `Refusal.changedMeanwhile` when the concern has another version by now.
  package func add(_ note: ConcernNote, to concern: Concern) throws {
    let moved = try tx.sql.execute(
      "UPDATE concern SET version = version + 1 WHERE id = $1 AND version = $2",
      [.id(concern.id), .number(concern.version)])
    guard moved == 1 else { throw Refusal.changedMeanwhile }
    try insert(note, of: concern.id)
  }

  /// Closes an open concern with the words that say why.
  ///
  /// - Throws: `Refusal.wrongState` when it was not open any more.
  package func close(_ concern: Concern, with note: ConcernNote) throws {
    let moved = try tx.sql.execute(
      "UPDATE concern SET state = 'closed', closed_at = $1, version = version + 1 WHERE id = $2 AND state = 'open'",
      [.at(note.at), .id(concern.id)])
    guard moved == 1 else { throw Refusal.wrongState }
    try insert(note, of: concern.id)
  }

  private func insert(_ note: ConcernNote, of concern: ID<Concern>) throws {
    try tx.sql.execute(
      "INSERT INTO concern_note (id, concern_id, kind, words, by_person_id, at) VALUES ($1, $2, $3, $4, $5, $6)",
      [
        .id(note.id), .id(concern), .text(note.kind.rawValue),
        try tx.keys.sealedIfAny(note.words, place: ConcernStore.place(note.id)), .id(note.by), .at(note.at),
      ])
  }

  private func concern(_ row: SQLRow) throws -> Concern {
    let id: ID<Concern> = try row.id("id")
    return Concern(
      id: id, area: try row.area(), about: try row.word("about"), dangerNow: try row.bool("danger_now"),
      said: try tx.keys.opened(row.bytes("said"), place: ConcernStore.place(id)), raisedBy: try row.id("raised_by"),
      raisedAt: try row.at("raised_at"), keptFrom: try row.idIfAny("kept_from"), state: try row.word("state"),
      closedAt: try row.atIfAny("closed_at"), version: try row.number("version"))
  }

  private static func place(_ id: ID<Concern>) -> String { "concern.said.\(id)" }
  private static func place(_ id: ID<ConcernNote>) -> String { "concern_note.words.\(id)" }
}

/// Which concerns are wanted, and who wants to read them.
package struct ConcernsAsked: Sendable {
  package var areas: Set<AreaSlug>
  package var reader: ID<Person>
  package var state: ConcernState?
  /// The instant and id of the last one already seen.
  package var after: (Instant, ID<Concern>)?

  /// Describes what is wanted.
  package init(areas: Set<AreaSlug>, reader: ID<Person>, state: ConcernState?, after: (Instant, ID<Concern>)?) {
    self.areas = areas
    self.reader = reader
    self.state = state
    self.after = after
  }
}

extension StoreTransaction {
  /// Concerns about somebody's safety.
  package var concerns: ConcernStore { ConcernStore(self) }
}
