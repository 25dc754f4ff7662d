import Breaks
import SQL

/// Dates that somebody could have in place of one they do not get.
package struct AlternativeStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Most dates on either side of the wanted one.
  private static let datesMost = 200

  /// Dates with room of the same kind of break in the same area, the closest in time on either side.
  ///
  /// Dates that the carer has booked already are left out; whether the rest can be had is for the rules to say.
  package func candidates(insteadOf booking: Booking, for carer: Carer, now: Instant) throws -> [AlternativeCandidate] {
    let found = try closest(to: booking, for: carer, now: now)
    if found.isEmpty { return [] }
    let offers = try tx.offers.find(Set(found.map(\.offer)))
    let slots = try tx.slots.find(found.map(\.slot))
    let home = try tx.outwardCentres.find(carer.details.postcode.outward)
    return found.compactMap { place in
      guard let offer = offers[place.offer], let slot = slots[place.slot] else { return nil }
      return AlternativeCandidate(offer: offer, slot: slot, distance: home.flatMap { place.centre?.squared(from: $0) })
    }
  }

  private struct Found {
    let offer: ID<Offer>
    let slot: ID<Slot>
    let centre: OutwardCentre?
  }

  private func closest(to booking: Booking, for carer: Carer, now: Instant) throws -> [Found] {
    let begin = max(now, booking.startsAt.adding(hours: -24 * AlternativeRules.daysAway))
    let end = booking.startsAt.adding(hours: 24 * (AlternativeRules.daysAway + 1))
    var arguments = SQLArguments()
    let wanted = arguments.add(.at(booking.startsAt))
    let (area, stay) = (
      arguments.add(.text(booking.offer.area.text)), arguments.add(.text(booking.offer.stay.rawValue))
    )
    let (people, owner) = (arguments.add(.number(booking.need.people)), arguments.add(.id(carer.id)))
    // A place that never answered is not asked again in the same breath.
    let silent = arguments.add(.idIfAny(booking.ending?.by == .time ? booking.offer.partner.id : nil))
    let (from, until) = (arguments.add(.at(begin)), arguments.add(.at(end)))
    func side(_ times: String, _ order: String) -> String {
      """
      SELECT offer_id, slot_id, outward, latitude_micro, longitude_micro FROM (
        SELECT o.id AS offer_id, s.id AS slot_id, c.outward, c.latitude_micro, c.longitude_micro
        FROM offer o JOIN slot s ON s.offer_id = o.id LEFT JOIN outward_centre c ON c.outward = o.outward
        WHERE o.area = \(area) AND o.state = 'published' AND o.stay = \(stay) AND o.party_max >= \(people)
          AND (\(silent) IS NULL OR o.partner_id <> \(silent))
          AND \(times) AND s.places - s.taken >= \(people)
          AND s.units_taken < COALESCE(s.units, 1) AND NOT s.paused
          AND NOT EXISTS (
            SELECT 1 FROM booking_slot b WHERE b.live AND b.slot_id = s.id AND b.carer_id = \(owner))
        ORDER BY s.starts_at \(order), s.id \(order)
        LIMIT \(AlternativeStore.datesMost)
      ) AS side_\(order.lowercased())
      """
    }
    let sql = """
      \(side("s.starts_at >= \(wanted) AND s.starts_at > \(from) AND s.starts_at < \(until)", "ASC"))
      UNION ALL
      \(side("s.starts_at > \(from) AND s.starts_at < \(wanted)", "DESC"))
      """
    return try tx.sql.query(sql, arguments.values).map { row in
      Found(offer: try row.id("offer_id"), slot: try row.id("slot_id"), centre: try AlternativeStore.centre(row))
    }
  }

  private static func centre(_ row: SQLRow) throws -> OutwardCentre? {
    guard let outward = try row.textIfAny("outward") else { return nil }
    return OutwardCentre(
      outward: outward, latitudeMicro: try row.number("latitude_micro"),
      longitudeMicro: try row.number("longitude_micro"))
  }
}

extension OutwardCentre {
  /// The squared distance from another centre, in square microdegrees of latitude.
  fileprivate func squared(from home: OutwardCentre) -> Int {
    let north = latitudeMicro - home.latitudeMicro
    let east = (longitudeMicro - home.longitudeMicro) * home.longitudePerMille / 1000
    return north * north + east * east
  }
}

extension StoreTransaction {
  /// Dates that somebody could have in place of another.
  package var alternatives: AlternativeStore { AlternativeStore(self) }
}
