import Breaks
import SQL

/// The areas, each with the words and numbers that its letters carry.
package struct AreaStore {
  private let tx: StoreTransaction
  private static let known = Memo<AreaDetails>(countMax: 256)

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// The area of that short name, or nil when there is none.
  package func find(_ slug: AreaSlug) throws -> Area? {
    try tx.sql.first("SELECT slug, details, version FROM area WHERE slug = $1", [.text(slug.text)]).map(area)
  }

  /// All areas, by name and then by short name.
  package func all() throws -> [Area] {
    try tx.sql.query("SELECT slug, details, version FROM area ORDER BY slug").map(area)
      .sorted { ($0.details.name, $0.slug) < ($1.details.name, $1.slug) }
  }

  /// Which of these areas there are.
  package func known(of slugs: Set<AreaSlug>) throws -> Set<AreaSlug> {
    var arguments = SQLArguments()
    let list = arguments.list(slugs.sorted().map { .text($0.text) })
    return Set(
      try tx.sql.query("SELECT slug FROM area WHERE slug IN (\(list))", arguments.values).map { try $0.area("slug") })
  }

  /// Adds an area at version 1.
  ///
  /// - Returns: false when the short name is taken; nothing was added then.
  package func insert(_ slug: AreaSlug, _ details: AreaDetails, now: Instant) throws -> Bool {
    try tx.sql.execute(
      """
      INSERT INTO area (slug, details, version, created_at) VALUES ($1, $2, 1, $3)
      ON CONFLICT (slug) DO NOTHING
      """, [.text(slug.text), .json(details), .at(now)]) == 1
  }

  /// Keeps an area's details, and raises its version.
  ///
  /// - Parameter expectedVersion: the version that the change was made on.
  /// - Throws: `Refusal.changedMeanwhile` when the area has another version by now.
  package func update(_ area: Area, expectedVersion: Int) throws {
    let moved = try tx.sql.execute(
      "UPDATE area SET details = $1, version = version + 1 WHERE slug = $2 AND version = $3",
      [.json(area.details), .text(area.slug.text), .number(expectedVersion)])
    guard moved == 1 else { throw Refusal.changedMeanwhile }
  }

  private func area(_ row: SQLRow) throws -> Area {
    Area(
      slug: try row.area("slug"), details: try row.json("details", known: AreaStore.known),
      version: try row.number("version"))
  }
}

extension StoreTransaction {
  /// The areas.
  package var areas: AreaStore { AreaStore(self) }
}
