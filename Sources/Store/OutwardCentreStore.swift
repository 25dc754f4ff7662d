import Breaks
import Foundation
import SQL

/// Where the first halves of postcodes lie, so that breaks can be found near one.
package struct OutwardCentreStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// The middle of a postal district such as `L15`, or nil when the table does not have it.
  package func find(_ outward: String) throws -> OutwardCentre? {
    try tx.sql.first(
      "SELECT outward, latitude_micro, longitude_micro FROM outward_centre WHERE outward = $1", [.text(outward)]
    ).map { row in
      OutwardCentre(
        outward: try row.text("outward"), latitudeMicro: try row.number("latitude_micro"),
        longitudeMicro: try row.number("longitude_micro"))
    }
  }

  /// How many districts the table has.
  package func count() throws -> Int {
    try tx.sql.first("SELECT COUNT(*) AS districts FROM outward_centre")?.number("districts") ?? 0
  }

  /// Adds a district, or moves its middle.
  package func put(_ centre: OutwardCentre) throws {
    try tx.sql.execute(
      """
      INSERT INTO outward_centre (outward, latitude_micro, longitude_micro) VALUES ($1, $2, $3)
      ON CONFLICT (outward) DO UPDATE
      SET latitude_micro = excluded.latitude_micro, longitude_micro = excluded.longitude_micro
      """, [.text(centre.outward), .number(centre.latitudeMicro), .number(centre.longitudeMicro)])
  }
}

/// The middle of a postal district, in millionths of a degree (WGS 84).
package struct OutwardCentre: Sendable, Equatable {
  /// The first half of a postcode, in capitals: `L15`.
  package let outward: String
  /// 49,000,000...61,500,000.
  package let latitudeMicro: Int
  /// -9,000,000...2,500,000; negative is west.
  package let longitudeMicro: Int

  /// Places a district.
  package init(outward: String, latitudeMicro: Int, longitudeMicro: Int) {
    self.outward = outward
    self.latitudeMicro = latitudeMicro
    self.longitudeMicro = longitudeMicro
  }
}

extension OutwardCentre {
  /// Thousandths of a degree of latitude that a degree of longitude has here.
  ///
  /// Over a county the error of a flat map is far below that of taking a district's middle for its every house.
  var longitudePerMille: Int { Int((cos(Double(latitudeMicro) / 1_000_000 * .pi / 180) * 1000).rounded()) }

  /// The square of a distance in square microdegrees of latitude.
  ///
  /// - Parameter km: in kilometres; a degree of latitude has 111.195 of them.
  static func squaredMicro(km: Int) -> Int {
    let micro = km * 1_000_000_000 / 111_195
    return micro * micro
  }

  /// How far another district's middle is from here, in whole kilometres.
  package func km(to other: OutwardCentre) -> Int {
    let north = other.latitudeMicro - latitudeMicro
    let east = (other.longitudeMicro - longitudeMicro) * longitudePerMille / 1000
    return Int(Double(north * north + east * east).squareRoot() * 111.195 / 1_000_000)
  }
}

extension StoreTransaction {
  /// Where the first halves of postcodes lie.
  package var outwardCentres: OutwardCentreStore { OutwardCentreStore(self) }
}
