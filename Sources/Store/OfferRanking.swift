import Breaks
import SQL

// What has to be known of every offer that may fit somebody, to put them in order.

extension OfferStore {
  /// All published offers that fit a search, in no order: the search names one area, whose offers are some hundreds.
  ///
  /// - Parameter centre: the middle of `search.near`; needed when that is said.
  package func candidates(_ search: OfferSearch, centre: OutwardCentre?, now: Instant) throws -> [OfferCandidate] {
    precondition(search.area != nil, "not all offers of the country are put in order for one person")
    var statement = OfferStatement(search: search, centre: centre, now: now)
    let sql = statement.candidates()
    return try tx.sql.query(sql, statement.arguments.values).map { row in
      OfferCandidate(
        offer: try Offer(row: row), lastSlotAt: try row.atIfAny("last_slot_at"),
        centre: try row.textIfAny("centre").map {
          OutwardCentre(
            outward: $0, latitudeMicro: try row.number("latitude_micro"),
            longitudeMicro: try row.number("longitude_micro"))
        })
    }
  }

  /// Whether an area has care on offer that might stand in for a carer.
  package func hasCare(in area: AreaSlug) throws -> Bool {
    try tx.sql.first(
      "SELECT id FROM offer WHERE area = $1 AND state = 'published' AND category = 'care' LIMIT 1", [.text(area.text)]
    ) != nil
  }
}

/// An offer, with what stands in no answer but decides where it stands.
package struct OfferCandidate: Sendable {
  package let offer: Offer
  /// When its last date with a place begins; nil when there is none.
  package let lastSlotAt: Instant?
  /// The middle of its district; nil when the table does not have it.
  package let centre: OutwardCentre?
}

extension OfferStatement {
  /// The statement of all offers that fit.
  fileprivate mutating func candidates() -> String {
    _ = filter()
    return """
      SELECT o.id, o.partner_id, p.name AS partner_name, p.kind AS partner_kind, o.area, o.state, o.details, o.version,
        c.outward AS centre, c.latitude_micro, c.longitude_micro, \(nextDate()) AS next_slot_at,
        \(lastDate()) AS last_slot_at
      FROM offer o JOIN partner p ON p.id = o.partner_id LEFT JOIN outward_centre c ON c.outward = o.outward
      WHERE \(filters.joined(separator: "\n    AND "))
      """
  }
}
