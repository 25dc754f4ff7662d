import Breaks
import SQL

/// The carers; what they tell is sealed, beside it stand only the few columns that somebody on the phone searches by.
package struct CarerStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  /// The carer of that id, or nil when there is none.
  package func find(_ id: ID<Carer>) throws -> Carer? {
    try load("WHERE carer.id = $1", [.id(id)]).first
  }

  /// Whether a carer has that reference.
  package func has(_ reference: Reference) throws -> Bool {
    try tx.sql.first("SELECT id FROM carer WHERE reference = $1", [.text(reference.text)]) != nil
  }

  /// Whether an area has a carer of that name, however it is spelt, and birth date.
  package func has(name: String, birthDate: Day, in area: AreaSlug) throws -> Bool {
    try tx.sql.first(
      "SELECT id FROM carer WHERE birth_date = $1 AND name_canonical = $2 AND area = $3 LIMIT 1",
      [.on(birthDate), .text(SearchName.canonical(name)), .text(area.text)]) != nil
  }

  /// Raises a carer's version because something that belongs to them changed.
  ///
  /// - Throws: `Refusal.changedMeanwhile` when the carer has another version by now.
  package func touch(_ carer: Carer) throws {
    let moved = try tx.sql.execute(
      "UPDATE carer SET version = version + 1 WHERE id = $1 AND version = $2", [.id(carer.id), .number(carer.version)])
    guard moved == 1 else { throw Refusal.changedMeanwhile }
  }

  /// In which areas some carers are.
  package func areas(of carers: [ID<Carer>]) throws -> Set<AreaSlug> {
    var arguments = SQLArguments()
    let list = arguments.list(carers.map { .id($0) })
    return Set(
      try tx.sql.query("SELECT area FROM carer WHERE id IN (\(list))", arguments.values).map { try $0.area() })
  }

  /// Carers who fit all that is known of them, by name, then by id.
  ///
  /// - Parameters:
  ///   - areas: only of these; nil means of all.
  ///   - limit: most carers to give.
  package func search(_ search: CarerSearch, areas: Set<AreaSlug>?, limit: Int) throws -> [Carer] {
    var arguments = SQLArguments()
    var conditions: [String] = []
    if let areas { conditions.append("carer.area IN (\(arguments.list(areas.sorted().map { .text($0.text) })))") }
    if let phone = search.phone { conditions.append("carer.phone_e164 = \(arguments.add(.text(phone.e164)))") }
    if let reference = search.reference {
      let said = arguments.add(.text(reference.text))
      conditions.append(
        "(carer.reference = \(said) OR carer.id IN (SELECT carer_id FROM booking WHERE reference = \(said)))")
    }
    for word in SearchName.words(search.name ?? "") {
      let pattern = arguments.add(.text("% \(CarerStore.literal(word))%"))
      conditions.append("' ' || carer.name_canonical LIKE \(pattern) ESCAPE '!'")
    }
    if let postcode = search.postcode { conditions.append("carer.postcode = \(arguments.add(.text(postcode.text)))") }
    if let birthDate = search.birthDate { conditions.append("carer.birth_date = \(arguments.add(.on(birthDate)))") }
    if let state = search.state { conditions.append("carer.state = \(arguments.add(.text(state.rawValue)))") }
    let condition = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
    return try load("\(condition) ORDER BY carer.name_canonical, carer.id LIMIT \(limit)", arguments.values)
  }

  /// Adds a carer at version 1, with the consents given so far; the person is there already.
  package func insert(_ carer: Carer) throws {
    let details = carer.details
    try tx.sql.execute(
      """
      INSERT INTO carer (id, person_id, reference, area, state, name_canonical, phone_e164, postcode, birth_date,
        profile, verified_at, version, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12)
      """,
      [
        .id(carer.id), .id(carer.person), .text(carer.reference.text), .text(details.area.text),
        .text(carer.state.rawValue), .text(SearchName.canonical(details.name)), .textIfAny(details.phone?.e164),
        .text(details.postcode.text), .on(details.birthDate),
        try tx.keys.sealed(details, place: CarerStore.place(carer.id)), .atIfAny(carer.verifiedAt),
        .at(carer.createdAt),
      ])
    try tx.consents.append(carer.consents, of: carer.id)
  }

  /// Keeps a carer's details, and raises the version.
  ///
  /// - Parameter expectedVersion: the version that the change was made on.
  /// - Throws: `Refusal.changedMeanwhile` when the carer has another version by now.
  package func update(_ carer: Carer, expectedVersion: Int) throws {
    let details = carer.details
    let moved = try tx.sql.execute(
      """
      UPDATE carer
      SET area = $1, name_canonical = $2, phone_e164 = $3, postcode = $4, birth_date = $5, profile = $6,
        version = version + 1
      WHERE id = $7 AND version = $8
      """,
      [
        .text(details.area.text), .text(SearchName.canonical(details.name)), .textIfAny(details.phone?.e164),
        .text(details.postcode.text), .on(details.birthDate),
        try tx.keys.sealed(details, place: CarerStore.place(carer.id)), .id(carer.id), .number(expectedVersion),
      ])
    guard moved == 1 else { throw Refusal.changedMeanwhile }
  }

  /// Keeps that somebody is known to be a carer, and how.
  ///
  /// - Parameter by: who says so; nil when the installation does.
  /// - Returns: false when it was known before; nothing was written then.
  package func verify(_ id: ID<Carer>, _ evidence: Evidence, by: ID<Person>?, now: Instant) throws -> Bool {
    let moved = try tx.sql.execute(
      """
      UPDATE carer SET state = 'verified', verified_at = $1, version = version + 1
      WHERE id = $2 AND state = 'registered'
      """, [.at(now), .id(id)])
    guard moved == 1 else { return false }
    try tx.sql.execute(
      "INSERT INTO carer_evidence (carer_id, at, kind, evidence, by_person_id) VALUES ($1, $2, $3, $4, $5)",
      [
        .id(id), .at(now), .text(evidence.kind.rawValue),
        try tx.keys.sealedIfAny(evidence.text, place: "carer_evidence.evidence.\(id)"), .idIfAny(by),
      ])
    return true
  }

  func load(_ condition: String, _ values: [SQLValue]) throws -> [Carer] {
    let rows = try tx.sql.query(
      """
      SELECT carer.id, carer.person_id, carer.reference, carer.state, carer.profile, carer.verified_at,
        carer.created_at, carer.version, carer.quiet_since, carer.quiet_why, person.email_proven_at
      FROM carer JOIN person ON person.id = carer.person_id
      \(condition)
      """, values)
    let consents = try tx.consents.current(of: rows.map { try $0.id("id") })
    return try rows.map { row in
      let id: ID<Carer> = try row.id("id")
      return Carer(
        id: id, person: try row.id("person_id"), reference: Reference(stored: try row.text("reference")),
        details: try tx.keys.opened(row.bytes("profile"), place: CarerStore.place(id)), state: try row.word("state"),
        verifiedAt: try row.atIfAny("verified_at"), emailProvenAt: try row.atIfAny("email_proven_at"),
        consents: consents[id] ?? [], createdAt: try row.at("created_at"), version: try row.number("version"),
        quiet: try CarerStore.quiet(row, id, tx.keys))
    }
  }

  private static func place(_ id: ID<Carer>) -> String { "carer.profile.\(id)" }

  /// A word as a LIKE pattern that means nothing else.
  private static func literal(_ word: String) -> String {
    word.map { "!%_".contains($0) ? "!\($0)" : String($0) }.joined()
  }
}

extension StoreTransaction {
  /// The carers.
  package var carers: CarerStore { CarerStore(self) }
}
