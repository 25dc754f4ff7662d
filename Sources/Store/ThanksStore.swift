import Breaks
import SQL

/// What partners gave in a year, and that they were thanked for it.
package struct ThanksStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// What a partner gave in breaks that began within a span: taken, or confirmed and over by now.
  package func given(by partner: ID<Partner>, year: Int, in span: Range<Instant>, now: Instant) throws -> YearGiven {
    let values: [SQLValue] = [.id(partner), .at(span.lowerBound), .at(span.upperBound), .at(now)]
    let offers = try tx.sql.query(
      """
      SELECT offer.details, given.stay, CAST(SUM(given.breaks) AS BIGINT) AS breaks,
        CAST(SUM(given.people) AS BIGINT) AS people, CAST(SUM(given.dates) AS BIGINT) AS dates,
        CAST(SUM(given.people * given.dates) AS BIGINT) AS people_dates,
        CAST(SUM(given.units * given.dates) AS BIGINT) AS unit_dates
      FROM (
        SELECT booking.offer_id, booking.stay, booking.breaks, booking.people,
          CASE WHEN booking.units > 0 THEN booking.units ELSE 1 END AS units,
          (SELECT COUNT(*) FROM booking_slot WHERE booking_slot.booking_id = booking.id) AS dates
        FROM booking
        WHERE \(ThanksStore.isGiven)
      ) AS given JOIN offer ON offer.id = given.offer_id
      GROUP BY given.offer_id, offer.details, given.stay
      ORDER BY given.offer_id, given.stay
      """, values
    ).map { row in
      OfferGiven(
        details: try row.json("details", known: OfferStore.known), stay: try row.word("stay"),
        breaks: try row.number("breaks"), people: try row.number("people"), dates: try row.number("dates"),
        peopleDates: try row.number("people_dates"), unitDates: try row.number("unit_dates"))
    }
    let carers = try tx.sql.first(
      "SELECT CAST(COUNT(DISTINCT booking.carer_id) AS BIGINT) AS carers FROM booking WHERE \(ThanksStore.isGiven)",
      values)
    return YearGiven(year: year, carers: try carers?.number("carers") ?? 0, offers)
  }

  private static let isGiven = """
    booking.partner_id = $1 AND booking.starts_at >= $2 AND booking.starts_at < $3
      AND (booking.state = 'attended' OR (booking.state = 'confirmed' AND booking.ends_at <= $4))
    """

  /// The thanks of an id, or nil.
  package func find(_ id: ID<Thanks>) throws -> Thanks? {
    try tx.sql.first("SELECT id, partner_id, given, sent_at FROM partner_thanks WHERE id = $1", [.id(id)]).map(thanks)
  }

  /// How a partner was thanked for a year; nil when they were not.
  package func find(of partner: ID<Partner>, year: Int) throws -> Thanks? {
    try tx.sql.first(
      "SELECT id, partner_id, given, sent_at FROM partner_thanks WHERE partner_id = $1 AND year = $2",
      [.id(partner), .number(year)]
    ).map(thanks)
  }

  /// Writes down that a partner is thanked for a year.
  ///
  /// - Returns: false when they were before; nothing was written then.
  package func insert(_ thanks: Thanks, by person: ID<Person>) throws -> Bool {
    try tx.sql.execute(
      """
      INSERT INTO partner_thanks (id, partner_id, year, given, sent_at, sent_by)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (partner_id, year) DO NOTHING
      """,
      [
        .id(thanks.id), .id(thanks.partner), .number(thanks.given.year), try .json(thanks.given), .at(thanks.sentAt),
        .id(person),
      ]) == 1
  }

  private func thanks(_ row: SQLRow) throws -> Thanks {
    Thanks(
      id: try row.id("id"), partner: try row.id("partner_id"), given: try row.json("given"),
      sentAt: try row.at("sent_at"))
  }
}

extension StoreTransaction {
  /// What partners gave in a year.
  package var thanks: ThanksStore { ThanksStore(self) }
}
