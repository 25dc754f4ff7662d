import Breaks
import SQL

/// The practices whose professionals prescribe breaks.
package struct PracticeStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// The practice of that id, or nil when there is none.
  package func find(_ id: ID<Practice>) throws -> Practice? {
    try tx.sql.first(
      """
      SELECT id, ods_code, name, area, email, phone, carers_lead, version
      FROM practice WHERE id = $1
      """, [.id(id)]
    ).map(practice)
  }

  /// The practice of that organisation code, or nil when it is not in the table.
  package func byCode(_ code: ODSCode) throws -> Practice? {
    try tx.sql.first(
      """
      SELECT id, ods_code, name, area, email, phone, carers_lead, version
      FROM practice WHERE ods_code = $1
      """, [.text(code.text)]
    ).map(practice)
  }

  /// Practices by name, then by id.
  ///
  /// - Parameters:
  ///   - areas: only of these; nil means of all.
  ///   - after: the last practice of the page before.
  ///   - limit: most practices to give.
  package func list(
    areas: Set<AreaSlug>?, after: (name: String, id: ID<Practice>)?, limit: Int
  ) throws -> [Practice] {
    var arguments = SQLArguments()
    var filters: [String] = []
    if let areas {
      filters.append("area IN (\(arguments.list(areas.sorted().map { .text($0.text) })))")
    }
    if let after {
      filters.append("(name, id) > (\(arguments.add(.text(after.name))), \(arguments.add(.id(after.id))))")
    }
    let condition = filters.isEmpty ? "" : "WHERE " + filters.joined(separator: " AND ")
    return try tx.sql.query(
      """
      SELECT id, ods_code, name, area, email, phone, carers_lead, version
      FROM practice \(condition)
      ORDER BY name, id
      LIMIT \(arguments.add(.number(limit)))
      """, arguments.values
    ).map(practice)
  }

  /// Adds a practice at version 1.
  ///
  /// - Returns: false when its organisation code is in the table already; nothing was added then.
  package func insert(_ practice: Practice, now: Instant) throws -> Bool {
    let details = practice.details
    return try tx.sql.execute(
      """
      INSERT INTO practice (id, ods_code, name, area, email, phone, carers_lead, version, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8)
      ON CONFLICT (ods_code) DO NOTHING
      """,
      [
        .id(practice.id), .text(details.odsCode.text), .text(details.name), .text(details.area.text),
        .text(details.email.text), .textIfAny(details.phone?.typed), .textIfAny(details.carersLead), .at(now),
      ]) == 1
  }

  private func practice(_ row: SQLRow) throws -> Practice {
    let details = PracticeDetails(
      odsCode: try row.parsed("ods_code", ODSCode.init(text:)), name: try row.text("name"), area: try row.area(),
      email: try row.parsed("email", EmailAddress.init(text:)),
      phone: try row.parsedIfAny("phone", UKPhone.init(text:)), carersLead: try row.textIfAny("carers_lead"))
    return Practice(id: try row.id("id"), details: details, version: try row.number("version"))
  }
}

extension StoreTransaction {
  /// The practices.
  package var practices: PracticeStore { PracticeStore(self) }
}

extension SQLRow {
  /// A text that one of our parsers made, read by it again.
  ///
  /// - Throws: `StoreFault.unreadable` when the parser refuses what is stored.
  func parsed<Value>(_ column: String, _ parse: (String) throws -> Value) throws -> Value {
    let stored = try text(column)
    do {
      return try parse(stored)
    } catch is BadValue {
      throw StoreFault.unreadable(column: column)
    }
  }

  /// A text that one of our parsers made and that may be missing.
  func parsedIfAny<Value>(_ column: String, _ parse: (String) throws -> Value) throws -> Value? {
    try textIfAny(column) == nil ? nil : try parsed(column, parse)
  }
}
