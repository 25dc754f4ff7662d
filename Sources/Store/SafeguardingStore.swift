import Breaks
import SQL

/// Who is named to read the concerns of which area.
package struct SafeguardingStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// Those who are named for an area, by name, then by id.
  package func people(of area: AreaSlug) throws -> [SafeguardingPerson] {
    try tx.sql.query(
      """
      SELECT person.id, person.name, person.disabled_at, safeguarding_person.named_at
      FROM safeguarding_person JOIN person ON person.id = safeguarding_person.person_id
      WHERE safeguarding_person.area = $1
      """, [.text(area.text)]
    ).map { row in
      SafeguardingPerson(
        id: try row.id("id"), name: try row.text("name"), namedAt: try row.at("named_at"),
        disabled: try row.atIfAny("disabled_at") != nil)
    }
    .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
  }

  /// The areas in which nobody who may still sign in is named, each with the number of its open concerns, which nobody can
  /// read.
  package func unwatched() throws -> [(area: AreaSlug, concerns: Int)] {
    try tx.sql.query(
      """
      SELECT area.slug AS area,
        (SELECT COUNT(*) FROM concern WHERE concern.area = area.slug AND concern.state = 'open') AS concerns
      FROM area
      WHERE NOT EXISTS (
        SELECT 1 FROM safeguarding_person JOIN person ON person.id = safeguarding_person.person_id
        WHERE safeguarding_person.area = area.slug AND person.disabled_at IS NULL)
      ORDER BY area.slug
      """
    ).map { (area: try $0.area(), concerns: try $0.number("concerns")) }
  }

  /// The areas whose concerns a person is named to read.
  package func areas(of person: ID<Person>) throws -> Set<AreaSlug> {
    Set(
      try tx.sql.query("SELECT area FROM safeguarding_person WHERE person_id = $1", [.id(person)])
        .map { try $0.area() })
  }

  /// Names somebody for an area; twice is once.
  package func name(_ person: ID<Person>, for area: AreaSlug, by: ID<Person>, now: Instant) throws {
    try tx.sql.execute(
      """
      INSERT INTO safeguarding_person (area, person_id, named_at, named_by) VALUES ($1, $2, $3, $4)
      ON CONFLICT (area, person_id) DO NOTHING
      """, [.text(area.text), .id(person), .at(now), .id(by)])
  }

  /// Names somebody no longer.
  package func unname(_ person: ID<Person>, for area: AreaSlug) throws {
    try tx.sql.execute(
      "DELETE FROM safeguarding_person WHERE area = $1 AND person_id = $2", [.text(area.text), .id(person)])
  }
}

extension StoreTransaction {
  /// Who is named to read concerns.
  package var safeguarding: SafeguardingStore { SafeguardingStore(self) }
}
