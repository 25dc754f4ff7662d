import Breaks
import SQL

/// The prescriptions; what a practice wrote is sealed whole.
package struct PrescriptionStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// The prescription of that code, or nil when there is none.
  package func find(_ code: Reference) throws -> Prescription? {
    try load("WHERE prescription.code = $1", [.text(code.text)]).first
  }

  /// The prescription of that id, or nil when there is none.
  package func find(_ id: ID<Prescription>) throws -> Prescription? {
    try load("WHERE prescription.id = $1", [.id(id)]).first
  }

  /// Whether there is a prescription of that code.
  package func has(_ code: Reference) throws -> Bool {
    try tx.sql.first("SELECT id FROM prescription WHERE code = $1", [.text(code.text)]) != nil
  }

  /// The prescriptions that somebody may see, the most pressing day of contact first.
  package func list(_ wish: PrescriptionsWish, limit: Int) throws -> [Prescription] {
    var arguments = SQLArguments()
    var seen: [String] = []
    if !wish.practices.isEmpty {
      seen.append("prescription.practice_id IN (\(arguments.list(wish.practices.map { .id($0) })))")
    }
    if let areas = wish.areas {
      seen.append("prescription.area IN (\(arguments.list(areas.sorted().map { .text($0.text) })))")
    }
    var condition = "WHERE (\(seen.isEmpty ? "FALSE" : seen.joined(separator: " OR ")))"
    if let (state, today) = wish.state { condition += PrescriptionStore.maybe(state, on: today, wish, &arguments) }
    if let day = wish.dueBefore { condition += " AND prescription.contact_by < \(arguments.add(.on(day)))" }
    if let (contactBy, id) = wish.after {
      let last = "(\(arguments.add(.on(contactBy))), \(arguments.add(.id(id))))"
      condition += " AND (prescription.contact_by, prescription.id) > \(last)"
    }
    return try load(
      "\(condition) ORDER BY prescription.contact_by, prescription.id LIMIT \(limit)", arguments.values)
  }

  /// Passes over the rows that cannot stand so for any reader: a practice may not be told that one was redeemed, so
  /// the reader's own eyes decide about the rest.
  private static func maybe(
    _ state: PrescriptionState, on today: Day, _ wish: PrescriptionsWish, _ arguments: inout SQLArguments
  ) -> String {
    switch state {
    case .withdrawn: return " AND prescription.state = 'withdrawn'"
    case .redeemed: return " AND prescription.state = 'redeemed'"
    case .issued:
      return " AND prescription.state IN ('issued', 'redeemed') AND prescription.expires_on >= "
        + arguments.add(.on(today))
    case .expired:
      let hidden =
        wish.practices.isEmpty
        ? "" : " OR prescription.practice_id IN (\(arguments.list(wish.practices.map { .id($0) })))"
      return " AND (prescription.state = 'expired' OR prescription.state IN ('issued', 'redeemed')"
        + " AND prescription.expires_on < \(arguments.add(.on(today)))"
        + " AND (prescription.booking_id IS NULL\(hidden)))"
    }
  }

  /// Adds a prescription, issued, at version 1.
  package func insert(_ prescription: Prescription) throws {
    try tx.sql.execute(
      """
      INSERT INTO prescription (id, code, area, practice_id, state, urgency, details, issued_at, issued_by, contact_by,
        expires_on, version)
      VALUES ($1, $2, $3, $4, 'issued', $5, $6, $7, $8, $9, $10, 1)
      """,
      [
        .id(prescription.id), .text(prescription.code.text), .text(prescription.area.text),
        .idIfAny(prescription.practice?.id), .text(prescription.details.urgency.rawValue),
        try tx.keys.sealed(prescription.details, place: PrescriptionStore.place(prescription.id)),
        .at(prescription.issuedAt), .id(prescription.issuedBy), .on(prescription.contactBy),
        .on(prescription.expiresOn),
      ])
  }

  /// Gives an issued prescription to the carer it is for.
  ///
  /// - Throws: `Refusal.prescriptionUsed` when it is not waiting to be redeemed any more.
  package func redeem(_ prescription: Prescription, by carer: ID<Carer>, now: Instant) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE prescription SET state = 'redeemed', redeemed_at = $1, carer_id = $2, version = version + 1
      WHERE id = $3 AND state = 'issued'
      """, [.at(now), .id(carer), .id(prescription.id)])
    guard moved == 1 else { throw Refusal.prescriptionUsed }
  }

  /// Takes an issued prescription back, with what its practice says about it.
  ///
  /// - Throws: `Refusal.wrongState` when it is not waiting to be redeemed any more.
  package func withdraw(_ prescription: Prescription) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE prescription SET state = 'withdrawn', details = $1, version = version + 1
      WHERE id = $2 AND state = 'issued'
      """,
      [
        try tx.keys.sealed(prescription.details, place: PrescriptionStore.place(prescription.id)),
        .id(prescription.id),
      ])
    guard moved == 1 else { throw Refusal.wrongState }
  }

  /// Pays for a booking with a redeemed prescription.
  ///
  /// - Throws: `Refusal.prescriptionUsed` when it pays for another booking, or cannot pay any more.
  package func spend(_ prescription: Prescription, on booking: ID<Booking>) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE prescription SET booking_id = $1, version = version + 1
      WHERE id = $2 AND state = 'redeemed' AND booking_id IS NULL
      """, [.id(booking), .id(prescription.id)])
    guard moved == 1 else { throw Refusal.prescriptionUsed }
  }

  /// Gives back what a booking was paid with, so that it can pay for another.
  package func giveBack(from booking: ID<Booking>) throws {
    try tx.sql.execute(
      "UPDATE prescription SET booking_id = NULL, version = version + 1 WHERE booking_id = $1", [.id(booking)])
  }

  private func load(_ condition: String, _ values: [SQLValue]) throws -> [Prescription] {
    try tx.sql.query(
      """
      SELECT prescription.id, prescription.code, prescription.area, prescription.state, prescription.details,
        prescription.issued_at, prescription.issued_by, prescription.contact_by, prescription.expires_on,
        prescription.redeemed_at, prescription.carer_id, prescription.booking_id, prescription.version,
        practice.id AS practice_id, practice.ods_code AS practice_code, practice.name AS practice_name
      FROM prescription LEFT JOIN practice ON practice.id = prescription.practice_id
      \(condition)
      """, values
    ).map(prescription)
  }

  private func prescription(_ row: SQLRow) throws -> Prescription {
    let id: ID<Prescription> = try row.id("id")
    return Prescription(
      id: id, code: Reference(stored: try row.text("code")),
      details: try tx.keys.opened(row.bytes("details"), place: PrescriptionStore.place(id)),
      state: try row.word("state"), area: try row.area(), issuedAt: try row.at("issued_at"),
      issuedBy: try row.id("issued_by"), contactBy: try row.on("contact_by"), expiresOn: try row.on("expires_on"),
      practice: try practice(row), carer: try row.idIfAny("carer_id"), booking: try row.idIfAny("booking_id"),
      redeemedAt: try row.atIfAny("redeemed_at"), version: try row.number("version"))
  }

  private func practice(_ row: SQLRow) throws -> PracticeSummary? {
    guard let id: ID<Practice> = try row.idIfAny("practice_id") else { return nil }
    return PracticeSummary(
      id: id, odsCode: try row.parsed("practice_code", ODSCode.init(text:)), name: try row.text("practice_name"))
  }

  private static func place(_ id: ID<Prescription>) -> String { "prescription.details.\(id)" }
}

/// Which prescriptions are wanted, and which of them the one who asks may see.
package struct PrescriptionsWish: Sendable {
  /// Practices whose own prescriptions may be seen.
  package var practices: [ID<Practice>] = []
  /// Areas whose prescriptions may be seen; nil for none.
  package var areas: Set<AreaSlug>?
  /// Only those that may stand so for some reader on a London day; whether they do for this one, the reader's view says.
  package var state: (PrescriptionState, Day)?
  /// Only those to be spoken with before this day.
  package var dueBefore: Day?
  /// The day of contact and id of the last one already seen.
  package var after: (Day, ID<Prescription>)?

  /// Wants nothing yet.
  package init() {}
}

extension StoreTransaction {
  /// The prescriptions.
  package var prescriptions: PrescriptionStore { PrescriptionStore(self) }
}
