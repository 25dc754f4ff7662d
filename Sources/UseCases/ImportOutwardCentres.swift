import Breaks
import Store

extension Errand {
  /// Takes a table of postal districts, so that breaks can be found near a postcode.
  ///
  /// For the operator's commands: no address of the API leads here.
  /// - Parameter rows: each district with its middle; a district that is there is moved.
  /// - Throws: `Invalid` with one problem a bad row, at `/<row>`, the first being 0; nothing is kept then.
  package func importOutwardCentres(_ rows: [OutwardCentreRow]) throws {
    try Invalid.throwIfAny(
      rows.enumerated().compactMap { place, row in
        row.isInTheKingdom
          ? nil : Problem("/\(place)", "out_of_range", "This is no postal district of the United Kingdom.")
      })
    for row in rows {
      try store.outwardCentres.put(
        OutwardCentre(outward: row.outward, latitudeMicro: row.latitudeMicro, longitudeMicro: row.longitudeMicro))
    }
    try note("outward_centres_imported", "outward_centre", String(rows.count))
  }
}

/// One row of a table of postal districts.
package struct OutwardCentreRow: Sendable, Equatable {
  /// The first half of a postcode, in capitals.
  package let outward: String
  /// Millionths of a degree (WGS 84).
  package let latitudeMicro: Int
  /// Millionths of a degree (WGS 84); negative is west.
  package let longitudeMicro: Int

  /// Reads a row.
  ///
  /// - Parameters:
  ///   - latitude: degrees north.
  ///   - longitude: degrees east.
  package init(outward: String, latitude: Double, longitude: Double) {
    self.outward = outward.uppercased()
    latitudeMicro = OutwardCentreRow.micro(latitude)
    longitudeMicro = OutwardCentreRow.micro(longitude)
  }

  /// No number at all, and one that is too great for an angle, become 360 degrees, which lies outside every range.
  private static func micro(_ degrees: Double) -> Int {
    degrees.magnitude <= 360 ? Int((degrees * 1_000_000).rounded()) : 360_000_000
  }

  /// Whether a place is within the bounds of the United Kingdom.
  ///
  /// - Parameters:
  ///   - latitude: degrees north.
  ///   - longitude: degrees east.
  package static func isInTheKingdom(latitude: Double, longitude: Double) -> Bool {
    (49.0...61.5).contains(latitude) && (-9.0...2.5).contains(longitude)
  }

  fileprivate var isInTheKingdom: Bool {
    Postcode.isOutwardCode(outward)
      && OutwardCentreRow.isInTheKingdom(
        latitude: Double(latitudeMicro) / 1_000_000, longitude: Double(longitudeMicro) / 1_000_000)
  }
}
