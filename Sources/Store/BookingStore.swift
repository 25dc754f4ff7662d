import Breaks
import SQL

/// Bookings: breaks that carers have, or have asked for.
package struct BookingStore {
  let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Whether a reference is in use.
  package func has(_ reference: Reference) throws -> Bool {
    try tx.sql.first("SELECT id FROM booking WHERE reference = $1", [.text(reference.text)]) != nil
  }

  /// The booking of a reference, or nil.
  package func find(_ reference: Reference) throws -> Booking? {
    try load("WHERE booking.reference = $1", [.text(reference.text)]).first
  }

  /// The booking of an id, or nil.
  package func find(_ id: ID<Booking>) throws -> Booking? {
    try load("WHERE booking.id = $1", [.id(id)]).first
  }

  /// How many bookings of a kind of break count for a carer between two London days.
  ///
  /// - Parameters:
  ///   - days: the first day that counts, and the first that does not any more.
  ///   - own: a booking that is judged anew and does not count against itself.
  package func countTowardsCap(
    _ carer: ID<Carer>, stay: Stay, on days: (from: Day, until: Day), but own: ID<Booking>? = nil
  ) throws -> Int {
    try tx.sql.first(
      """
      SELECT CAST(COALESCE(SUM(booking_day.breaks), 0) AS BIGINT) AS count
      FROM booking JOIN booking_day ON booking_day.booking_id = booking.id
      WHERE booking.carer_id = $1 AND booking.stay = $2 AND booking.counts_towards_cap
        AND booking_day.starts_on >= $3 AND booking_day.starts_on < $4 AND ($5 IS NULL OR booking.id <> $5)
      """, [.id(carer), .text(stay.rawValue), .on(days.from), .on(days.until), .idIfAny(own)])?.number("count") ?? 0
  }

  /// Whether a carer has a live booking of one of the slots.
  ///
  /// - Parameter own: a booking that is judged anew and does not stand in its own way.
  package func holds(_ carer: ID<Carer>, anyOf slots: [ID<Slot>], but own: ID<Booking>? = nil) throws -> Bool {
    var arguments = SQLArguments()
    let (holder, mine) = (arguments.add(.id(carer)), arguments.add(.idIfAny(own)))
    let list = arguments.list(slots.map { .id($0) })
    return try tx.sql.first(
      """
      SELECT booking_id FROM booking_slot
      WHERE live AND carer_id = \(holder) AND slot_id IN (\(list)) AND (\(mine) IS NULL OR booking_id <> \(mine))
      LIMIT 1
      """, arguments.values) != nil
  }

  /// Why a coordinator gave a booking although the rules of sharing said no; nil where they did not say no.
  package func overrideReason(of booking: ID<Booking>) throws -> String? {
    try tx.sql.first("SELECT override_reason FROM booking WHERE id = $1", [.id(booking)])
      .flatMap {
        try tx.keys.openedIfAny($0.bytesIfAny("override_reason"), place: "booking.override_reason.\(booking)")
      }
  }

  /// Writes a new booking with its dates and its party; the places are taken already.
  package func insert(_ new: NewBooking) throws {
    let booking = new.booking
    try tx.sql.execute(
      """
      INSERT INTO booking (
        id, reference, carer_id, offer_id, partner_id, area, stay, starts_at, ends_at, starts_on, people, units, unit_kind,
        staff, state, channel, prescription_id, cover, note, decide_by, held_until, cancel_free_until,
        counts_towards_cap, override_reason, made_by, created_at, breaks, agreed_at, care, waiting_id, replaces_id
      )
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
        $24, $25, $26, $27, $28, $29, $30, $31)
      """,
      [
        .id(booking.id), .text(booking.reference.text), .id(booking.carer), .id(booking.offer.id),
        .id(booking.offer.partner.id), .text(booking.offer.area.text), .text(booking.offer.stay.rawValue),
        .at(booking.startsAt), .at(booking.endsAt), .on(London.day(of: booking.startsAt)),
        .number(booking.need.people), .number(booking.need.units), .textIfAny(booking.need.unitKind?.rawValue),
        .number(booking.need.staff), .text(booking.state.rawValue), .text(booking.channel.rawValue),
        .idIfAny(new.prescription), .textIfAny(booking.cover?.rawValue),
        try tx.keys.sealedIfAny(booking.note, place: "booking.note.\(booking.id)"), .atIfAny(booking.decideBy),
        .atIfAny(booking.heldUntil), .at(booking.cancelFreeUntil),
        .bool(new.countsTowardsCap),
        try tx.keys.sealedIfAny(new.overrideReason, place: "booking.override_reason.\(booking.id)"),
        .idIfAny(new.madeBy), .at(booking.createdAt), .number(new.breaks), .atIfAny(booking.agreedAt),
        try booking.care.map { try tx.keys.sealed($0, place: "booking.care.\(booking.id)") } ?? .null(.bytes),
        .idIfAny(booking.waiting), .idIfAny(booking.replaces?.id),
      ])
    try insertSlots(of: booking, extras: new.extras)
    try insertDays(new.days, of: booking.id)
    try insertParty(of: booking)
  }

  /// Writes a booking's dates with what it keeps of each.
  ///
  /// - Parameter extras: dates of which it keeps less, because the booking that it would replace has the rest.
  func insertSlots(of booking: Booking, extras: [ID<Slot>: Need] = [:]) throws {
    for slot in booking.slots {
      let need = extras[slot.id] ?? booking.need
      try tx.sql.execute(
        """
        INSERT INTO booking_slot (booking_id, slot_id, carer_id, people, units, unit_kind, staff, live, extra, event)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        [
          .id(booking.id), .id(slot.id), .id(booking.carer), .number(need.people), .number(need.units),
          .textIfAny(need.unitKind?.rawValue), .number(need.staff), .bool(true), .bool(extras[slot.id] != nil),
          .numberIfAny(slot.event),
        ])
    }
  }

  /// Writes what each day of a booking counts for.
  func insertDays(_ days: [CountedDay], of booking: ID<Booking>) throws {
    for day in days {
      try tx.sql.execute(
        "INSERT INTO booking_day (booking_id, starts_on, breaks, care_minutes) VALUES ($1, $2, $3, $4)",
        [.id(booking), .on(day.day), .number(day.breaks), .number(day.careMinutes)])
    }
  }

  func insertParty(of booking: Booking) throws {
    for (position, member) in booking.party.enumerated() {
      try tx.sql.execute(
        "INSERT INTO party_member (booking_id, position, kind, age, details) VALUES ($1, $2, $3, $4, $5)",
        [
          .id(booking.id), .number(position), .text(member.kind.rawValue), .numberIfAny(member.age),
          try tx.keys.sealed(member, place: BookingStore.memberPlace(booking.id, position)),
        ])
    }
  }

  /// Moves a booking on from the state it is expected in.
  ///
  /// - Throws: `Refusal.wrongState` when it was not in that state any more.
  package func move(_ booking: Booking, to state: BookingState, ending: BookingEnding?, countsTowardsCap: Bool) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE booking
      SET state = $1, decide_by = NULL, held_until = NULL, counts_towards_cap = $2, ended_at = $3, ended_by = $4, why = $5, reason = $6,
        message = COALESCE($7, message), late = $8, calendar_sequence = calendar_sequence + 1, version = version + 1
      WHERE id = $9 AND state = $10
      """,
      [
        .text(state.rawValue), .bool(countsTowardsCap), .atIfAny(ending?.at), .textIfAny(ending?.by.rawValue),
        .textIfAny(ending?.why?.rawValue),
        try tx.keys.sealedIfAny(ending?.reason, place: "booking.reason.\(booking.id)"),
        try tx.keys.sealedIfAny(ending?.message, place: "booking.message.\(booking.id)"),
        .boolIfAny(ending?.late), .id(booking.id), .text(booking.state.rawValue),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Confirms a booking that waited for the partner's answer.
  ///
  /// - Throws: `Refusal.wrongState` when it did not wait any more.
  ///
  /// - Parameters:
  ///   - message: for the carer.
  ///   - reason: for the desk.
  package func accept(_ booking: Booking, message: String?, reason: String?) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE booking
      SET state = 'confirmed', decide_by = NULL, message = $1, reason = $3, calendar_sequence = calendar_sequence + 1,
        version = version + 1
      WHERE id = $2 AND state = 'requested'
      """,
      [
        try tx.keys.sealedIfAny(message, place: "booking.message.\(booking.id)"), .id(booking.id),
        try tx.keys.sealedIfAny(reason, place: "booking.reason.\(booking.id)"),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Writes down whether the guests came.
  ///
  /// - Throws: `Refusal.wrongState` when the booking has moved on meanwhile.
  package func markAttendance(_ booking: Booking, _ state: BookingState) throws {
    let moved = try tx.sql.execute(
      "UPDATE booking SET state = $1, version = version + 1 WHERE id = $2 AND state = $3",
      [.text(state.rawValue), .id(booking.id), .text(booking.state.rawValue)])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Lets go of a booking's dates, so that the carer may book them again; the caller gives the places back.
  package func release(_ booking: Booking) throws {
    try tx.sql.execute("UPDATE booking_slot SET live = FALSE WHERE booking_id = $1", [.id(booking.id)])
  }

  /// Notes that the partner's kitchen has read the needs; the first time counts.
  package func markNeedsSeen(_ booking: ID<Booking>, now: Instant) throws {
    try tx.sql.execute(
      """
      UPDATE booking SET needs_seen_at = $1, version = version + 1
      WHERE id = $2 AND needs_seen_at IS NULL AND state = 'confirmed'
      """, [.at(now), .id(booking)])
  }

  static func memberPlace(_ booking: ID<Booking>, _ position: Int) -> String {
    "party_member.details.\(booking).\(position)"
  }
}

/// A booking to be written, with what is not part of its face.
package struct NewBooking: Sendable {
  package let booking: Booking
  package let prescription: ID<Prescription>?
  /// Who made it: the carer, or somebody for them.
  package let madeBy: ID<Person>?
  /// How many breaks it is.
  package let breaks: Int
  /// What each of its days counts for; of a change that waits for an answer only what it takes beside the old booking.
  package let days: [CountedDay]
  /// Why a coordinator gave it although the rules of sharing said no.
  package let overrideReason: String?
  /// Dates of which it keeps less, because the booking that it would replace has the rest.
  package let extras: [ID<Slot>: Need]
  /// Whether it uses up the carer's share of breaks; care does not.
  package let countsTowardsCap: Bool

  /// Puts a new booking together.
  package init(
    booking: Booking, prescription: ID<Prescription>?, madeBy: ID<Person>?, breaks: Int, days: [CountedDay],
    overrideReason: String? = nil, countsTowardsCap: Bool = true, extras: [ID<Slot>: Need] = [:]
  ) {
    self.booking = booking
    self.prescription = prescription
    self.madeBy = madeBy
    self.breaks = breaks
    self.days = days
    self.overrideReason = overrideReason
    self.extras = extras
    self.countsTowardsCap = countsTowardsCap
  }
}

extension StoreTransaction {
  /// Breaks that carers have, or have asked for.
  package var bookings: BookingStore { BookingStore(self) }
}
