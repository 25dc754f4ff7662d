import Breaks
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

extension StoreTransaction {
  /// Where the first halves of postcodes lie.
  package var outwardCentres: OutwardCentreStore { OutwardCentreStore(self) }
}
