import Breaks
import SQL

extension WaitingStore {
  /// The entries that somebody may see, newest first.
  package func list(_ wish: WaitingWish, limit: Int) throws -> [WaitingEntry] {
    var arguments = SQLArguments()
    var seen: [String] = []
    if !wish.carers.isEmpty {
      seen.append("waiting_entry.carer_id IN (\(arguments.list(wish.carers.map { .id($0) })))")
    }
    if let areas = wish.areas {
      seen.append("waiting_entry.area IN (\(arguments.list(areas.sorted().map { .text($0.text) })))")
    }
    var condition = "WHERE (\(seen.isEmpty ? "FALSE" : seen.joined(separator: " OR ")))"
    if let carer = wish.carer { condition += " AND waiting_entry.carer_id = \(arguments.add(.id(carer)))" }
    if let offer = wish.offer { condition += " AND waiting_entry.offer_id = \(arguments.add(.id(offer)))" }
    if let area = wish.area { condition += " AND waiting_entry.area = \(arguments.add(.text(area.text)))" }
    if let state = wish.state { condition += " AND waiting_entry.state = \(arguments.add(.text(state.rawValue)))" }
    if let (joinedAt, id) = wish.after {
      let last = "(\(arguments.add(.at(joinedAt))), \(arguments.add(.id(id))))"
      condition += " AND (waiting_entry.joined_at, waiting_entry.id) < \(last)"
    }
    return try load(
      "\(condition) ORDER BY waiting_entry.joined_at DESC, waiting_entry.id DESC LIMIT \(limit)", arguments.values)
  }

  /// Entries that wait and have not been looked at for a while, the longest ago first.
  package func toLookAt(limit: Int, now: Instant) throws -> [ID<WaitingEntry>] {
    try tx.sql.query(
      """
      SELECT id FROM waiting_entry
      WHERE state = 'waiting' AND look_at <= $1
      ORDER BY look_at, id
      LIMIT $2
      """, [.at(now), .number(limit)]
    ).map { try $0.id("id") }
  }

  /// Entries that wait for a date that has begun, the longest ago first.
  package func toEnd(limit: Int, now: Instant) throws -> [ID<WaitingEntry>] {
    try tx.sql.query(
      """
      SELECT id FROM waiting_entry
      WHERE state = 'waiting' AND starts_at <= $1
      ORDER BY starts_at, id
      LIMIT $2
      """, [.at(now), .number(limit)]
    ).map { try $0.id("id") }
  }

  /// Notes that an entry was looked at, and when it is looked at again.
  package func looked(at entry: ID<WaitingEntry>, now: Instant) throws {
    try tx.sql.execute(
      "UPDATE waiting_entry SET look_at = $1 WHERE id = $2", [.at(WaitingStore.nextLook(after: now)), .id(entry)])
  }

  func load(_ ids: [ID<WaitingEntry>]) throws -> [ID<WaitingEntry>: WaitingEntry] {
    guard !ids.isEmpty else { return [:] }
    var arguments = SQLArguments()
    let found = try load("WHERE waiting_entry.id IN (\(arguments.list(ids.map { .id($0) })))", arguments.values)
    return found.reduce(into: [:]) { $0[$1.id] = $1 }
  }

  func load(_ condition: String, _ values: [SQLValue]) throws -> [WaitingEntry] {
    let rows = try tx.sql.query(
      """
      SELECT waiting_entry.id, waiting_entry.offer_id, waiting_entry.carer_id, waiting_entry.area, offer.stay,
        waiting_entry.people, waiting_entry.units, waiting_entry.unit_kind, waiting_entry.staff, waiting_entry.party,
        waiting_entry.note, waiting_entry.cover, waiting_entry.care, waiting_entry.share_needs, waiting_entry.state, waiting_entry.passed,
        waiting_entry.channel, waiting_entry.joined_at, waiting_entry.version,
        offer.details AS offer_details, partner.id AS partner_id, partner.name AS partner_name,
        partner.kind AS partner_kind, prescription.code AS prescription_code
      FROM waiting_entry
      JOIN offer ON offer.id = waiting_entry.offer_id
      JOIN partner ON partner.id = offer.partner_id
      LEFT JOIN prescription ON prescription.id = waiting_entry.prescription_id
      \(condition)
      """, values)
    let dates = try dates(of: rows.map { try $0.id("id") })
    return try rows.map { try entry($0, dates) }
  }

  private func entry(_ row: SQLRow, _ dates: [ID<WaitingEntry>: [BookedSlot]]) throws -> WaitingEntry {
    let id: ID<WaitingEntry> = try row.id("id")
    return WaitingEntry(
      id: id, offer: try tx.bookings.offer(row), carer: try row.id("carer_id"), slots: dates[id] ?? [],
      party: try row.bytesIfAny("party").map { try tx.keys.opened($0, place: WaitingStore.partyPlace(id)) } ?? [],
      need: Need(
        people: try row.number("people"), units: try row.number("units"), unitKind: try row.wordIfAny("unit_kind"),
        staff: try row.number("staff")),
      prescription: try row.textIfAny("prescription_code").map { Reference(stored: $0) },
      cover: try row.wordIfAny("cover"),
      care: try row.bytesIfAny("care").map { try tx.keys.opened($0, place: WaitingStore.carePlace(id)) },
      shareNeeds: try row.bool("share_needs"),
      note: try tx.keys.openedIfAny(row.bytesIfAny("note"), place: WaitingStore.notePlace(id)),
      state: try row.word("state"), passed: try row.bool("passed"), channel: try row.word("channel"),
      joinedAt: try row.at("joined_at"), version: try row.number("version"))
  }

  private func dates(of ids: [ID<WaitingEntry>]) throws -> [ID<WaitingEntry>: [BookedSlot]] {
    guard !ids.isEmpty else { return [:] }
    var arguments = SQLArguments()
    return try tx.sql.query(
      """
      SELECT waiting_slot.entry_id, slot.id, slot.starts_at, slot.ends_at
      FROM waiting_slot JOIN slot ON slot.id = waiting_slot.slot_id
      WHERE waiting_slot.entry_id IN (\(arguments.list(ids.map { .id($0) })))
      ORDER BY waiting_slot.entry_id, slot.starts_at, slot.id
      """, arguments.values
    ).reduce(into: [:]) { dates, row in
      let slot = BookedSlot(id: try row.id("id"), startsAt: try row.at("starts_at"), endsAt: try row.at("ends_at"))
      dates[try row.id("entry_id"), default: []].append(slot)
    }
  }
}

/// Which entries of waiting lists are wanted, and which of them the one who asks may see.
package struct WaitingWish: Sendable {
  /// Carers whose entries may be seen, wherever they are.
  package var carers: [ID<Carer>] = []
  /// Areas whose entries may be seen; nil for none.
  package var areas: Set<AreaSlug>?
  package var carer: ID<Carer>?
  package var offer: ID<Offer>?
  package var area: AreaSlug?
  package var state: WaitingState?
  /// The instant of joining and id of the last one already seen.
  package var after: (Instant, ID<WaitingEntry>)?

  /// Wants nothing yet.
  package init() {}
}
