import Breaks
import SQL

/// Offers, with the words by which they are found.
package struct OfferStore {
  let tx: StoreTransaction
  /// A town's offers, each read at every booking and in every list.
  static let known = Memo<OfferDetails>(countMax: 4096)

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// An offer in any state; nil when there is none of that id.
  ///
  /// - Parameter now: from when its next date is looked for.
  package func find(_ id: ID<Offer>, now: Instant) throws -> Offer? {
    try tx.sql.first(
      """
      SELECT o.id, o.partner_id, p.name AS partner_name, p.kind AS partner_kind, o.area, o.state, o.details, o.version,
        (SELECT s.starts_at FROM slot s
         WHERE s.offer_id = o.id AND s.starts_at > $1 AND s.taken < s.places
          AND s.units_taken < COALESCE(s.units, 1) AND NOT s.paused
         ORDER BY s.starts_at, s.id LIMIT 1) AS next_slot_at
      FROM offer o JOIN partner p ON p.id = o.partner_id
      WHERE o.id = $2
      """, [.at(now), .id(id)]
    ).map(Offer.init(row:))
  }

  /// Offers in any state, by their ids; without their next dates.
  package func find(_ ids: Set<ID<Offer>>) throws -> [ID<Offer>: Offer] {
    var arguments = SQLArguments()
    let offers = try tx.sql.query(
      """
      SELECT o.id, o.partner_id, p.name AS partner_name, p.kind AS partner_kind, o.area, o.state, o.details, o.version,
        CAST(NULL AS TIMESTAMPTZ) AS next_slot_at
      FROM offer o JOIN partner p ON p.id = o.partner_id
      WHERE o.id IN (\(arguments.list(ids.sorted().map { .id($0) })))
      """, arguments.values
    ).map(Offer.init(row:))
    return Dictionary(uniqueKeysWithValues: offers.map { ($0.id, $0) })
  }

  /// A partner's offers, the latest made first.
  ///
  /// - Parameters:
  ///   - state: only offers in it; nil for all.
  ///   - mark: where the page before ended.
  ///   - limit: most offers to give.
  package func list(
    of partner: ID<Partner>, in state: OfferState?, after mark: ID<Offer>?, limit: Int, now: Instant
  ) throws -> PageOf<Offer, ID<Offer>> {
    var arguments = SQLArguments()
    var filters = ""
    let (from, owner) = (arguments.add(.at(now)), arguments.add(.id(partner)))
    if let state { filters += " AND o.state = \(arguments.add(.text(state.rawValue)))" }
    if let mark { filters += " AND o.id < \(arguments.add(.id(mark)))" }
    let offers = try tx.sql.query(
      """
      SELECT o.id, o.partner_id, p.name AS partner_name, p.kind AS partner_kind, o.area, o.state, o.details, o.version,
        (SELECT s.starts_at FROM slot s
         WHERE s.offer_id = o.id AND s.starts_at > \(from) AND s.taken < s.places
          AND s.units_taken < COALESCE(s.units, 1) AND NOT s.paused
         ORDER BY s.starts_at, s.id LIMIT 1) AS next_slot_at
      FROM offer o JOIN partner p ON p.id = o.partner_id
      WHERE o.partner_id = \(owner)\(filters)
      ORDER BY o.id DESC
      LIMIT \(arguments.add(.number(limit + 1)))
      """, arguments.values
    ).map(Offer.init(row:))
    let page = Array(offers.prefix(limit))
    return PageOf(items: page, next: offers.count > limit ? page.last?.id : nil)
  }

  /// Adds an offer, with version 1 and no dates.
  package func insert(_ offer: Offer, now: Instant) throws {
    let details = offer.details
    try tx.sql.execute(
      """
      INSERT INTO offer (id, partner_id, area, state, category, stay, outward, party_max, children_welcome,
        contribution_pence, visibility, details, rounds_look_at, version, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14)
      """,
      [
        .id(offer.id), .id(offer.partner.id), .text(offer.area.text), .text(offer.state.rawValue),
        .text(details.category.rawValue), .text(details.stay.rawValue), .textIfAny(details.postcode?.outward),
        .number(details.audience.partyMax), .bool(details.audience.childrenWelcome),
        .number(details.contributionPence.value), .text(details.visibility.rawValue), try .json(details),
        OfferStore.roundsLookAt(offer), .at(now),
      ])
    try index(offer)
  }

  /// Writes an offer's changed area, state and details over the version it was read with.
  ///
  /// - Returns: whether it still had that version; its new version is one more.
  package func update(_ offer: Offer) throws -> Bool {
    let details = offer.details
    let moved = try tx.sql.execute(
      """
      UPDATE offer
      SET area = $1, state = $2, category = $3, stay = $4, outward = $5, party_max = $6, children_welcome = $7,
        contribution_pence = $8, visibility = $9, details = $10, rounds_look_at = $11, version = version + 1
      WHERE id = $12 AND version = $13
      """,
      [
        .text(offer.area.text), .text(offer.state.rawValue), .text(details.category.rawValue),
        .text(details.stay.rawValue), .textIfAny(details.postcode?.outward), .number(details.audience.partyMax),
        .bool(details.audience.childrenWelcome), .number(details.contributionPence.value),
        .text(details.visibility.rawValue), try .json(details), OfferStore.roundsLookAt(offer), .id(offer.id),
        .number(offer.version),
      ])
    guard moved == 1 else { return false }
    try index(offer)
    return true
  }

  /// Moves an offer from one state to another.
  ///
  /// - Returns: whether it still had that version and state.
  package func move(_ offer: Offer, to state: OfferState) throws -> Bool {
    var moved = offer
    moved.state = state
    return try tx.sql.execute(
      """
      UPDATE offer SET state = $1, rounds_look_at = $2, version = version + 1
      WHERE id = $3 AND version = $4 AND state = $5
      """,
      [
        .text(state.rawValue), OfferStore.roundsLookAt(moved), .id(offer.id), .number(offer.version),
        .text(offer.state.rawValue),
      ]) == 1
  }

  /// From when its dates are to be looked at for rounds that open by themselves: at once after every change.
  private static func roundsLookAt(_ offer: Offer) -> SQLValue {
    RoundCalendar.isToLookAt(offer) ? .at(Instant(millis: 0)) : .null(.instant)
  }

  /// Raises an offer's version because something that belongs to it changed; holds its row until the end.
  ///
  /// - Returns: whether it still had that version.
  package func touch(_ offer: Offer) throws -> Bool {
    try tx.sql.execute(
      "UPDATE offer SET version = version + 1 WHERE id = $1 AND version = $2",
      [.id(offer.id), .number(offer.version)]) == 1
  }

  /// Makes a partner's offers be found by the name it has now.
  ///
  /// Call it after a partner's name was changed; the offers themselves stay as they are.
  package func reindex(of partner: ID<Partner>) throws {
    var mark: ID<Offer>?
    repeat {
      let page = try list(of: partner, in: nil, after: mark, limit: 100, now: Instant(millis: 0))
      for offer in page.items { try index(offer) }
      mark = page.next
    } while mark != nil
  }
}

extension Offer {
  /// Reads an offer from a row of the columns that every statement over offers names alike.
  init(row: SQLRow) throws {
    self.init(
      id: try row.id("id"),
      partner: PartnerSummary(
        id: try row.id("partner_id"), name: try row.text("partner_name"), kind: try row.word("partner_kind")),
      area: try row.area(), details: try row.json("details", known: OfferStore.known), state: try row.word("state"),
      nextSlotAt: try row.atIfAny("next_slot_at"), version: try row.number("version"))
  }
}

extension StoreTransaction {
  /// Offers.
  package var offers: OfferStore { OfferStore(self) }
}
