import Breaks
import SQL

extension BookingStore {
  /// The bookings that somebody may see, newest first.
  package func list(_ wish: BookingsWish, limit: Int) throws -> [Booking] {
    var arguments = SQLArguments()
    var seen: [String] = []
    if !wish.carers.isEmpty {
      seen.append("booking.carer_id IN (\(arguments.list(wish.carers.map { .id($0) })))")
    }
    if let areas = wish.areas {
      seen.append("booking.area IN (\(arguments.list(areas.sorted().map { .text($0.text) })))")
    }
    var condition = "WHERE (\(seen.isEmpty ? "FALSE" : seen.joined(separator: " OR ")))"
    if let carer = wish.carer { condition += " AND booking.carer_id = \(arguments.add(.id(carer)))" }
    if let area = wish.area { condition += " AND booking.area = \(arguments.add(.text(area.text)))" }
    if let state = wish.state { condition += " AND booking.state = \(arguments.add(.text(state.rawValue)))" }
    if let from = wish.from { condition += " AND booking.starts_on >= \(arguments.add(.on(from)))" }
    if let to = wish.to { condition += " AND booking.starts_on <= \(arguments.add(.on(to)))" }
    if let (createdAt, id) = wish.after {
      let last = "(\(arguments.add(.at(createdAt))), \(arguments.add(.id(id))))"
      condition += " AND (booking.created_at, booking.id) < \(last)"
    }
    return try load(
      "\(condition) ORDER BY booking.created_at DESC, booking.id DESC LIMIT \(limit)", arguments.values)
  }

  /// A partner's bookings that begin between two instants, in the order in which guests arrive.
  package func list(of partner: ID<Partner>, _ wish: PartnerBookingsWish, limit: Int) throws -> [Booking] {
    var arguments = SQLArguments()
    var condition = "WHERE booking.partner_id = \(arguments.add(.id(partner)))"
    condition += " AND booking.starts_at >= \(arguments.add(.at(wish.from)))"
    condition += " AND booking.starts_at < \(arguments.add(.at(wish.until)))"
    // What is only held, or was, is nobody's business at the place.
    condition += " AND booking.state NOT IN ('held', 'lapsed')"
    if let state = wish.state { condition += " AND booking.state = \(arguments.add(.text(state.rawValue)))" }
    if let (startsAt, id) = wish.after {
      condition += " AND (booking.starts_at, booking.id) > (\(arguments.add(.at(startsAt))), \(arguments.add(.id(id))))"
    }
    return try load("\(condition) ORDER BY booking.starts_at, booking.id LIMIT \(limit)", arguments.values)
  }

  func load(_ condition: String, _ values: [SQLValue]) throws -> [Booking] {
    let rows = try tx.sql.query(
      """
      SELECT booking.id, booking.reference, booking.carer_id, booking.offer_id, booking.area, booking.stay,
        booking.people, booking.units, booking.unit_kind, booking.staff, booking.state, booking.channel, booking.cover,
        booking.note, booking.decide_by, booking.held_until, booking.agreed_at, booking.care, booking.cancel_free_until,
        booking.created_at, booking.ended_at, booking.ended_by, booking.why, booking.reason, booking.message,
        booking.late, booking.needs_seen_at, booking.calendar_sequence, booking.version, booking.waiting_id,
        booking.replaces_id, booking.calendar_id, old.reference AS old_reference, change.id AS change_id,
        change.reference AS change_reference, change.state AS change_state, booking.absence_asked_at, booking.absence_why, booking.absence_reason,
        booking.absence_settled_at, booking.absence_settled_by, booking.absence_excused,
        offer.details AS offer_details, partner.id AS partner_id, partner.name AS partner_name,
        partner.kind AS partner_kind, prescription.code AS prescription_code,
        care.id AS care_id, care.reference AS care_reference, care.state AS care_state,
        away.id AS away_id, away.reference AS away_reference, away.state AS away_state
      FROM booking
      JOIN offer ON offer.id = booking.offer_id
      JOIN partner ON partner.id = booking.partner_id
      LEFT JOIN prescription ON prescription.id = booking.prescription_id
      LEFT JOIN booking AS old ON old.id = booking.replaces_id
      LEFT JOIN booking AS change ON change.id = booking.change_id
      LEFT JOIN booking AS care ON care.id = booking.care_id
      LEFT JOIN booking AS away ON away.care_id = booking.id AND away.care_id IS NOT NULL
      \(condition)
      """, values)
    let ids: [ID<Booking>] = try rows.map { try $0.id("id") }
    let slots = try slots(of: ids)
    let parties = try parties(of: ids)
    return try rows.map { row in
      let id: ID<Booking> = try row.id("id")
      return try booking(row, slots: slots[id] ?? [], party: parties[id] ?? [])
    }
  }

  private func booking(_ row: SQLRow, slots: [BookedSlot], party: [PartyMember]) throws -> Booking {
    let id: ID<Booking> = try row.id("id")
    var booking = Booking(
      id: id, reference: Reference(stored: try row.text("reference")), carer: try row.id("carer_id"),
      offer: try offer(row), slots: slots, party: party,
      need: Need(
        people: try row.number("people"), units: try row.number("units"), unitKind: try row.wordIfAny("unit_kind"),
        staff: try row.number("staff")),
      state: try row.word("state"), channel: try row.word("channel"),
      prescription: try row.textIfAny("prescription_code").map { Reference(stored: $0) },
      cover: try row.wordIfAny("cover"),
      note: try tx.keys.openedIfAny(row.bytesIfAny("note"), place: "booking.note.\(id)"),
      decideBy: try row.atIfAny("decide_by"), heldUntil: try row.atIfAny("held_until"),
      agreedAt: try row.atIfAny("agreed_at"),
      care: try row.bytesIfAny("care").map { try tx.keys.opened($0, place: "booking.care.\(id)") },
      careBooking: try BookingLists.beside(row, "care"), careFor: try BookingLists.beside(row, "away"),
      cancelFreeUntil: try row.at("cancel_free_until"), waiting: try row.idIfAny("waiting_id"),
      createdAt: try row.at("created_at"), ending: try ending(row, id),
      message: try tx.keys.openedIfAny(row.bytesIfAny("message"), place: "booking.message.\(id)"),
      needsSeenAt: try row.atIfAny("needs_seen_at"),
      calendarSequence: try row.number("calendar_sequence"), version: try row.number("version"))
    booking.replaces = try named(row, "replaces_id", "old_reference")
    let change: BookingState? = try row.wordIfAny("change_state")
    if change == .requested { booking.waitingChange = try named(row, "change_id", "change_reference") }
    booking.calendarID = try row.idIfAny("calendar_id") ?? id
    booking.absence = try BookingStore.absence(row, id, tx.keys)
    return booking
  }

  private func named(_ row: SQLRow, _ id: String, _ reference: String) throws -> BookingNamed? {
    guard let id: ID<Booking> = try row.idIfAny(id), let reference = try row.textIfAny(reference) else { return nil }
    return BookingNamed(id: id, reference: Reference(stored: reference))
  }

  func offer(_ row: SQLRow) throws -> OfferSummary {
    let details: OfferDetails = try row.json("offer_details", known: OfferStore.known)
    let partner = PartnerSummary(
      id: try row.id("partner_id"), name: try row.text("partner_name"), kind: try row.word("partner_kind"))
    return OfferSummary(
      id: try row.id("offer_id"), title: details.title, partner: partner, area: try row.area(),
      category: details.category, stay: try row.word("stay"), postcode: details.postcode, town: details.town)
  }

  private func ending(_ row: SQLRow, _ id: ID<Booking>) throws -> BookingEnding? {
    guard let at = try row.atIfAny("ended_at") else { return nil }
    return BookingEnding(
      at: at, by: try row.word("ended_by"), why: try row.wordIfAny("why"),
      reason: try tx.keys.openedIfAny(row.bytesIfAny("reason"), place: "booking.reason.\(id)"),
      message: try tx.keys.openedIfAny(row.bytesIfAny("message"), place: "booking.message.\(id)"),
      late: try row.boolIfAny("late") ?? false)
  }

  private func slots(of ids: [ID<Booking>]) throws -> [ID<Booking>: [BookedSlot]] {
    var arguments = SQLArguments()
    let rows = try tx.sql.query(
      """
      SELECT booking_slot.booking_id, booking_slot.event, slot.id, slot.starts_at, slot.ends_at
      FROM booking_slot JOIN slot ON slot.id = booking_slot.slot_id
      WHERE booking_slot.booking_id IN (\(arguments.list(ids.map { .id($0) })))
      ORDER BY slot.starts_at, slot.id
      """, arguments.values)
    return try rows.reduce(into: [:]) { slots, row in
      let slot = BookedSlot(
        id: try row.id("id"), startsAt: try row.at("starts_at"), endsAt: try row.at("ends_at"),
        event: try row.numberIfAny("event"))
      slots[try row.id("booking_id"), default: []].append(slot)
    }
  }

  private func parties(of ids: [ID<Booking>]) throws -> [ID<Booking>: [PartyMember]] {
    var arguments = SQLArguments()
    let rows = try tx.sql.query(
      """
      SELECT booking_id, position, details FROM party_member
      WHERE booking_id IN (\(arguments.list(ids.map { .id($0) })))
      ORDER BY booking_id, position
      """, arguments.values)
    return try rows.reduce(into: [:]) { parties, row in
      let id: ID<Booking> = try row.id("booking_id")
      let place = BookingStore.memberPlace(id, try row.number("position"))
      parties[id, default: []].append(try tx.keys.opened(row.bytes("details"), place: place, as: PartyMember.self))
    }
  }
}

private enum BookingLists {
  /// The booking that stands beside, by the prefix of its columns.
  static func beside(_ row: SQLRow, _ prefix: String) throws -> BookingBeside? {
    guard let id: ID<Booking> = try row.idIfAny("\(prefix)_id") else { return nil }
    return BookingBeside(
      id: id, reference: Reference(stored: try row.text("\(prefix)_reference")), state: try row.word("\(prefix)_state"))
  }
}

/// Which bookings are wanted, and which of them the one who asks may see.
package struct BookingsWish: Sendable {
  /// Carers whose bookings may be seen, wherever they are.
  package var carers: [ID<Carer>] = []
  /// Areas whose bookings may be seen; nil for none.
  package var areas: Set<AreaSlug>?
  package var carer: ID<Carer>?
  package var area: AreaSlug?
  package var state: BookingState?
  /// The first London day on which they begin.
  package var from: Day?
  /// The last London day on which they begin.
  package var to: Day?
  /// The creation instant and id of the last one already seen.
  package var after: (Instant, ID<Booking>)?

  /// Wants nothing yet.
  package init() {}
}

/// Which of a partner's bookings are wanted.
package struct PartnerBookingsWish: Sendable {
  package let from: Instant
  /// The first instant that is not wanted any more.
  package let until: Instant
  package let state: BookingState?
  /// The start and id of the last one already seen.
  package let after: (Instant, ID<Booking>)?

  /// Describes the wish.
  package init(from: Instant, until: Instant, state: BookingState?, after: (Instant, ID<Booking>)?) {
    self.from = from
    self.until = until
    self.state = state
    self.after = after
  }
}
