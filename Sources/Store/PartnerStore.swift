import Breaks
import SQL

/// The organisations that give breaks.
package struct PartnerStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// The partner of that id, or nil when there is none.
  package func find(_ id: ID<Partner>) throws -> Partner? {
    try tx.sql.first("SELECT \(PartnerStore.columns) FROM partner WHERE id = $1", [.id(id)]).map(partner)
  }

  /// Partners by name, then by id.
  ///
  /// - Parameters:
  ///   - areas: only of these; nil means of all.
  ///   - kind: only of this kind; nil means of all.
  ///   - after: the last partner of the page before.
  ///   - limit: most partners to give.
  package func list(
    areas: Set<AreaSlug>?, kind: Category? = nil, after: (name: String, id: ID<Partner>)?, limit: Int
  ) throws -> [Partner] {
    var arguments = SQLArguments()
    var filters: [String] = []
    if let areas {
      filters.append("area IN (\(arguments.list(areas.sorted().map { .text($0.text) })))")
    }
    if let kind { filters.append("kind = \(arguments.add(.text(kind.rawValue)))") }
    if let after {
      filters.append("(name, id) > (\(arguments.add(.text(after.name))), \(arguments.add(.id(after.id))))")
    }
    let condition = filters.isEmpty ? "" : "WHERE " + filters.joined(separator: " AND ")
    return try tx.sql.query(
      """
      SELECT \(PartnerStore.columns)
      FROM partner \(condition)
      ORDER BY name, id
      LIMIT \(arguments.add(.number(limit)))
      """, arguments.values
    ).map(partner)
  }

  /// The names of an area's partners.
  package func names(in area: AreaSlug) throws -> [String] {
    try tx.sql.query("SELECT name FROM partner WHERE area = $1", [.text(area.text)]).map { try $0.text("name") }
  }

  /// Adds a partner at version 1.
  package func insert(_ partner: Partner, now: Instant) throws {
    let details = partner.details
    try tx.sql.execute(
      """
      INSERT INTO partner (id, area, name, kind, email, phone, postcode, town, address, description, safeguarding,
        cqc_location_id, no_personal_care, version, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14)
      """, [.id(partner.id)] + values(of: details) + [.at(now)])
  }

  /// Keeps a partner's details, and raises its version.
  ///
  /// - Parameter expectedVersion: the version that the change was made on.
  /// - Throws: `Refusal.changedMeanwhile` when the partner has another version by now.
  package func update(_ partner: Partner, expectedVersion: Int) throws {
    let moved = try tx.sql.execute(
      """
      UPDATE partner
      SET area = $1, name = $2, kind = $3, email = $4, phone = $5, postcode = $6, town = $7, address = $8,
        description = $9, safeguarding = $10, cqc_location_id = $11, no_personal_care = $12, version = version + 1
      WHERE id = $13 AND version = $14
      """, values(of: partner.details) + [.id(partner.id), .number(expectedVersion)])
    guard moved == 1 else { throw Refusal.changedMeanwhile }
  }

  /// Whether the partner has an offer in any state.
  package func hasOffers(_ id: ID<Partner>) throws -> Bool {
    try tx.sql.first("SELECT id FROM offer WHERE partner_id = $1 LIMIT 1", [.id(id)]) != nil
  }

  private static let columns =
    "id, area, name, kind, email, phone, postcode, town, address, description, safeguarding,"
    + " cqc_location_id, no_personal_care, version"

  private func values(of details: PartnerDetails) throws -> [SQLValue] {
    [
      .text(details.area.text), .text(details.name), .text(details.kind.rawValue), .text(details.email.text),
      .textIfAny(details.phone?.typed), .textIfAny(details.postcode?.text), .textIfAny(details.town),
      .textIfAny(details.address), .textIfAny(details.description),
      try details.safeguarding.map { try .json($0) } ?? .null(.text), .textIfAny(details.cqcLocationID),
      .bool(details.noPersonalCare),
    ]
  }

  private func partner(_ row: SQLRow) throws -> Partner {
    let safeguarding: Safeguarding? = try row.textIfAny("safeguarding") == nil ? nil : row.json("safeguarding")
    let details = PartnerDetails(
      name: try row.text("name"), kind: try row.word("kind"), area: try row.area(),
      email: try row.parsed("email", EmailAddress.init(text:)),
      phone: try row.parsedIfAny("phone", UKPhone.init(text:)),
      postcode: try row.parsedIfAny("postcode", Postcode.init(text:)), town: try row.textIfAny("town"),
      address: try row.textIfAny("address"), description: try row.textIfAny("description"),
      safeguarding: safeguarding, cqcLocationID: try row.textIfAny("cqc_location_id"),
      noPersonalCare: try row.bool("no_personal_care"))
    return Partner(id: try row.id("id"), details: details, version: try row.number("version"))
  }
}

extension StoreTransaction {
  /// The organisations that give breaks.
  package var partners: PartnerStore { PartnerStore(self) }
}
