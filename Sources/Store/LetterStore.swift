import Breaks
import SQL

/// Letters as rows with a state: written with the change they tell of, sent later.
package struct LetterStore {
  let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// The domain of our Message-IDs: one that no mail server owns (RFC 2606).
  package static let messageDomain = "letters.breather.invalid"

  /// Puts a letter in the outbox, or on the list of what hands must do.
  ///
  /// Its Message-ID is fixed here, before the first try, so that a letter sent twice is known for one.
  package func enqueue(_ letter: Letter) throws {
    let (recipient, id) = LetterStore.columns(of: letter.recipient)
    try tx.sql.execute(
      """
      INSERT INTO letter (
        id, kind, area, recipient, recipient_id, booking_id, prescription_id, calendar_sequence, by_way, state, lane,
        message_id, not_before, created_at, about, about_id
      )
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
      """,
      [
        .id(letter.id), .text(letter.kind.rawValue), .text(letter.area.text), .text(recipient), id,
        .idIfAny(letter.subject.booking), .idIfAny(letter.subject.prescription),
        .numberIfAny(letter.subject.calendarSequence), .text(letter.by.rawValue), .text(letter.state.rawValue),
        .number(1), .text("\(letter.id)@\(LetterStore.messageDomain)"), .at(letter.createdAt), .at(letter.createdAt),
        .textIfAny(letter.subject.about?.what.rawValue), letter.subject.about.map { .uuid($0.id) } ?? .null(.uuid),
      ])
  }

  /// A letter, or nil.
  package func find(_ id: ID<Letter>) throws -> Letter? {
    try load("WHERE letter.id = $1 AND letter.recipient <> 'address'", [.id(id)]).first
  }

  /// How a booking's carer is being told of it as it stands: each letter of the last change.
  package func told(of bookings: [ID<Booking>]) throws -> [ID<Booking>: [Told]] {
    var arguments = SQLArguments()
    let rows = try tx.sql.query(
      """
      SELECT booking_id, by_way, state, created_at FROM letter
      WHERE recipient = 'carer' AND booking_id IN (\(arguments.list(bookings.map { .id($0) }))) AND state <> 'dropped'
      ORDER BY created_at, id
      """, arguments.values)
    var told: [ID<Booking>: (at: Instant, ways: [Told])] = [:]
    for row in rows {
      let (id, at): (ID<Booking>, Instant) = (try row.id("booking_id"), try row.at("created_at"))
      let state: LetterState = try row.word("state")
      let way = Told(by: try row.word("by_way"), state: state == .sending ? .queued : state)
      if let last = told[id], last.at == at { told[id]?.ways.append(way) } else { told[id] = (at, [way]) }
    }
    return told.mapValues(\.ways)
  }

  /// Letters that hands must deliver or have delivered, oldest first.
  package func listForHands(_ wish: HandsWish, limit: Int) throws -> [Letter] {
    var arguments = SQLArguments()
    var condition = "WHERE letter.recipient <> 'address'"
    // Said in the index's own words, or neither engine would use it; the state is a word of ours, not a caller's.
    condition += " AND letter.state IN ('to_do', 'done', 'withheld', 'failed')"
    condition += " AND letter.state = '\(wish.state.rawValue)'"
    if let areas = wish.areas {
      condition += " AND letter.area IN (\(arguments.list(areas.sorted().map { .text($0.text) })))"
    }
    if let way = wish.by { condition += " AND letter.by_way = \(arguments.add(.text(way.rawValue)))" }
    if let (createdAt, id) = wish.after {
      condition += " AND (letter.created_at, letter.id) > (\(arguments.add(.at(createdAt))), \(arguments.add(.id(id))))"
    }
    return try load("\(condition) ORDER BY letter.created_at, letter.id LIMIT \(limit)", arguments.values)
  }

  /// Notes what hands did; the letter is settled unless nobody could be reached.
  ///
  /// - Throws: `Refusal.wrongState` when it did not wait for hands any more.
  package func settleByHand(_ letter: Letter, _ done: LetterDone, by person: ID<Person>, now: Instant) throws {
    let isDone = done.how != .couldNotReach
    let settled = try tx.sql.execute(
      """
      UPDATE letter
      SET state = $1, done_by = $2, done_how = $3, done_note = $4, settled_at = $5, version = version + 1
      WHERE id = $6 AND state = $7
      """,
      [
        .text(isDone ? LetterState.done.rawValue : letter.state.rawValue), .id(person), .text(done.how.rawValue),
        try tx.keys.sealedIfAny(done.note, place: "letter.done_note.\(letter.id)"), .atIfAny(isDone ? now : nil),
        .id(letter.id),
        .text(letter.state.rawValue),
      ])
    guard settled == 1 else { throw Refusal.wrongState }
  }

  /// Sends on a carer's letters that were withheld, by a way that is safe now.
  package func release(
    to carer: ID<Carer>, in area: AreaSlug, by way: LetterWay, as state: LetterState, now: Instant
  ) throws {
    // The list of states is the index's own, or neither engine would use it.
    try tx.sql.execute(
      """
      UPDATE letter SET by_way = $1, state = $2, not_before = $3, version = version + 1
      WHERE state IN ('to_do', 'done', 'withheld', 'failed') AND state = 'withheld' AND area = $4
        AND recipient = 'carer' AND recipient_id = $5
      """,
      [.text(way.rawValue), .text(state.rawValue), .at(now), .text(area.text), .id(carer)])
  }

  /// Takes back letters of a kind about a booking that nobody has sent or read out yet, because they are not so any more.
  package func withdraw(_ kind: LetterKind, of booking: ID<Booking>, now: Instant) throws {
    try tx.sql.execute(
      """
      UPDATE letter
      SET state = 'dropped', trouble = 'It is not so any more.', settled_at = $1, version = version + 1
      WHERE booking_id = $2 AND booking_id IS NOT NULL AND kind = $3 AND state IN ('queued', 'to_do', 'withheld', 'failed')
      """, [.at(now), .id(booking), .text(kind.rawValue)])
  }

  func load(_ condition: String, _ values: [SQLValue]) throws -> [Letter] {
    try tx.sql.query(
      """
      SELECT letter.id, letter.kind, letter.area, letter.recipient, letter.recipient_id, letter.booking_id,
        letter.prescription_id, letter.about, letter.about_id, letter.calendar_sequence, letter.by_way, letter.state,
        letter.created_at, letter.version
      FROM letter \(condition)
      """, values
    ).map { row in
      Letter(
        id: try row.id("id"), kind: try row.word("kind"), area: try row.area(),
        recipient: try LetterStore.recipient(row),
        subject: LetterSubject(
          booking: try row.idIfAny("booking_id"), prescription: try row.idIfAny("prescription_id"),
          calendarSequence: try row.numberIfAny("calendar_sequence"), about: try LetterStore.about(row)),
        by: try row.word("by_way"), state: try row.word("state"), createdAt: try row.at("created_at"),
        version: try row.number("version"))
    }
  }

  private static func columns(of recipient: LetterRecipient) -> (String, SQLValue) {
    switch recipient {
    case .carer(let id): ("carer", .id(id))
    case .partner(let id): ("partner", .id(id))
    case .prescribed(let id): ("prescribed", .id(id))
    case .desk: ("desk", .null(.uuid))
    case .address: ("address", .null(.uuid))
    }
  }

  private static func about(_ row: SQLRow) throws -> LetterAbout? {
    guard let what: AboutKind = try row.wordIfAny("about"), let id = try row.uuidIfAny("about_id") else { return nil }
    return LetterAbout(what, id)
  }

  static func recipient(_ row: SQLRow) throws -> LetterRecipient {
    switch try row.text("recipient") {
    case "carer": .carer(try row.id("recipient_id"))
    case "partner": .partner(try row.id("recipient_id"))
    case "prescribed": .prescribed(try row.id("recipient_id"))
    case "desk": .desk
    case "address": .address
    default: throw StoreFault.unreadable(column: "recipient")
    }
  }
}

/// How somebody is being told: by which way, and how far it has got.
package struct Told: Sendable, Equatable {
  package let by: LetterWay
  package let state: LetterState
}

/// Which letters for hands are wanted.
package struct HandsWish: Sendable {
  /// The areas that may be seen; nil for all.
  package let areas: Set<AreaSlug>?
  package let by: LetterWay?
  package let state: LetterState
  /// The creation instant and id of the last one already seen.
  package let after: (Instant, ID<Letter>)?

  /// Describes the wish.
  package init(areas: Set<AreaSlug>?, by: LetterWay?, state: LetterState, after: (Instant, ID<Letter>)?) {
    self.areas = areas
    self.by = by
    self.state = state
    self.after = after
  }
}

extension StoreTransaction {
  /// Letters as rows with a state.
  package var letters: LetterStore { LetterStore(self) }
}
