import Breaks
import SQL

/// Everybody who can sign in, what each may be, and for whom each may act.
package struct PersonStore {
  private let tx: StoreTransaction

  init(_ tx: StoreTransaction) { self.tx = tx }

  private static let columns =
    "id, name, email, phone, languages, profession, registration, email_proven_at, disabled_at, version"

  /// The person of that id, with roles, or nil when there is none; disabled people are found too.
  package func find(_ id: ID<Person>) throws -> Person? {
    try tx.sql.first("SELECT \(PersonStore.columns) FROM person WHERE id = $1", [.id(id)]).map(person)
  }

  /// The people who have an address and are not disabled, oldest first; capitals do not matter.
  package func byEmail(_ email: EmailAddress) throws -> [Person] {
    try tx.sql.query(
      """
      SELECT \(PersonStore.columns) FROM person
      WHERE email_canonical = $1 AND disabled_at IS NULL
      ORDER BY created_at, id
      """, [.text(email.canonical)]
    ).map(person)
  }

  /// The people who may sign in by a code to an address, oldest first: not disabled, and codes are safe for them.
  package func signingIn(by email: EmailAddress) throws -> [Person] {
    try tx.sql.query(
      """
      SELECT \(PersonStore.columns) FROM person
      WHERE email_canonical = $1 AND disabled_at IS NULL AND email_sign_in
      ORDER BY created_at, id
      """, [.text(email.canonical)]
    ).map(person)
  }

  /// The eldest entry of those who may sign in by a code to an address; nil when nobody may.
  ///
  /// One statement whether somebody has the address or not, so that the time does not tell.
  package func firstSigningIn(by email: EmailAddress) throws -> ID<Person>? {
    try tx.sql.first(
      """
      SELECT id FROM person
      WHERE email_canonical = $1 AND disabled_at IS NULL AND email_sign_in
      ORDER BY created_at, id LIMIT 1
      """, [.text(email.canonical)]
    )?.id("id")
  }

  /// What a person may be, in the order in which the roles were given.
  package func roles(of id: ID<Person>) throws -> [RoleGrant] {
    try tx.sql.query(
      "SELECT role, area, partner_id, practice_id FROM person_role WHERE person_id = $1 ORDER BY position", [.id(id)]
    ).map { row in
      RoleGrant(
        role: try row.word("role"), area: try row.area(), partner: try row.idIfAny("partner_id"),
        practice: try row.idIfAny("practice_id"))
    }
  }

  /// The area whose words and numbers a letter to a person carries: of the first role, or of a carer they act for.
  package func homeArea(of id: ID<Person>) throws -> AreaSlug? {
    try tx.sql.first(
      """
      SELECT area, 0 AS rank, position FROM person_role WHERE person_id = $1
      UNION ALL
      SELECT carer.area, 1 AS rank, 0 AS position
      FROM acts_for JOIN carer ON carer.id = acts_for.carer_id
      WHERE acts_for.person_id = $1
      ORDER BY rank, position LIMIT 1
      """, [.id(id)]
    )?.area()
  }

  /// Adds a person with roles, at version 1.
  ///
  /// - Parameters:
  ///   - emailSignIn: whether sign-in codes may be mailed to the address.
  ///   - emailProvenAt: since when the address is known to reach the person, if it is.
  @discardableResult
  package func insert(
    _ details: PersonDetails, emailSignIn: Bool = true, emailProvenAt: Instant? = nil, id: ID<Person>, now: Instant
  ) throws -> Person {
    try tx.sql.execute(
      """
      INSERT INTO person (id, name, email, email_canonical, phone, languages, profession, registration, email_sign_in,
        email_proven_at, version, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11)
      """,
      [
        .id(id), .text(details.name), .textIfAny(details.email?.text), .textIfAny(details.email?.canonical),
        .textIfAny(details.phone?.typed), .json(details.languages), .textIfAny(details.profession?.rawValue),
        .textIfAny(details.registration?.text), .bool(emailSignIn), .atIfAny(emailProvenAt), .at(now),
      ])
    try keep(details.roles, of: id)
    return Person(id: id, details: details, disabledAt: nil, emailProvenAt: emailProvenAt, version: 1)
  }

  /// Keeps all that is said about a person but the e-mail address, and raises the version.
  ///
  /// The address has its own door, `setEmail`, because a new one is not proven.
  /// - Throws: `Refusal.changedMeanwhile` when the person has another version by now.
  package func update(_ person: Person, expectedVersion: Int) throws {
    let details = person.details
    let moved = try tx.sql.execute(
      """
      UPDATE person
      SET name = $1, phone = $2, languages = $3, profession = $4, registration = $5, version = version + 1
      WHERE id = $6 AND version = $7
      """,
      [
        .text(details.name), .textIfAny(details.phone?.typed), .json(details.languages),
        .textIfAny(details.profession?.rawValue), .textIfAny(details.registration?.text), .id(person.id),
        .number(expectedVersion),
      ])
    guard moved == 1 else { throw Refusal.changedMeanwhile }
    try tx.sql.execute("DELETE FROM person_role WHERE person_id = $1", [.id(person.id)])
    try keep(details.roles, of: person.id)
  }

  /// Gives a person another address, or none; one that differs in more than capitals is not proven any more.
  package func setEmail(_ id: ID<Person>, _ email: EmailAddress?) throws {
    try tx.sql.execute(
      """
      UPDATE person
      SET email = $1, email_canonical = $2,
        email_proven_at = CASE WHEN email_canonical = $2 THEN email_proven_at ELSE NULL END,
        version = version + 1
      WHERE id = $3
      """, [.textIfAny(email?.text), .textIfAny(email?.canonical), .id(id)])
  }

  /// Says whether sign-in codes may be mailed to a person's address.
  package func setEmailSignIn(_ id: ID<Person>, _ allowed: Bool) throws {
    try tx.sql.execute(
      "UPDATE person SET email_sign_in = $1, version = version + 1 WHERE id = $2", [.bool(allowed), .id(id)])
  }

  /// Keeps that letters to the person's address reach the person; the first time counts.
  package func markEmailProven(_ id: ID<Person>, at now: Instant) throws {
    try tx.sql.execute(
      "UPDATE person SET email_proven_at = $1, version = version + 1 WHERE id = $2 AND email_proven_at IS NULL",
      [.at(now), .id(id)])
  }

  /// Ends a person's access.
  ///
  /// - Returns: false when it had ended before.
  package func disable(_ id: ID<Person>, at now: Instant) throws -> Bool {
    try tx.sql.execute(
      "UPDATE person SET disabled_at = $1, version = version + 1 WHERE id = $2 AND disabled_at IS NULL",
      [.at(now), .id(id)]) == 1
  }

  private func keep(_ roles: [RoleGrant], of id: ID<Person>) throws {
    for (position, grant) in roles.enumerated() {
      try tx.sql.execute(
        """
        INSERT INTO person_role (person_id, position, role, area, partner_id, practice_id)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        [
          .id(id), .number(position), .text(grant.role.rawValue), .text(grant.area.text), .idIfAny(grant.partner),
          .idIfAny(grant.practice),
        ])
    }
  }

  private func person(_ row: SQLRow) throws -> Person {
    let id: ID<Person> = try row.id("id")
    let details = PersonDetails(
      name: try row.text("name"), email: try row.parsedIfAny("email", EmailAddress.init(text:)),
      phone: try row.parsedIfAny("phone", UKPhone.init(text:)), languages: try row.json("languages"),
      roles: try roles(of: id), profession: try row.wordIfAny("profession"),
      registration: try row.textIfAny("registration").map(Registration.init(stored:)))
    return Person(
      id: id, details: details, disabledAt: try row.atIfAny("disabled_at"),
      emailProvenAt: try row.atIfAny("email_proven_at"), version: try row.number("version"))
  }
}

// For whom a person acts.
extension PersonStore {
  /// The person's own registration as a carer, or nil when they are none.
  package func carer(of id: ID<Person>) throws -> ID<Carer>? {
    try tx.sql.first("SELECT id FROM carer WHERE person_id = $1", [.id(id)])?.id("id")
  }

  /// Lets a responsible adult act for a young carer; twice is once.
  package func letActFor(_ person: ID<Person>, _ carer: ID<Carer>) throws {
    try tx.sql.execute(
      "INSERT INTO acts_for (person_id, carer_id) VALUES ($1, $2) ON CONFLICT (person_id, carer_id) DO NOTHING",
      [.id(person), .id(carer)])
  }

  /// Lets nobody act for a carer any more.
  package func letNobodyActFor(_ carer: ID<Carer>) throws {
    try tx.sql.execute("DELETE FROM acts_for WHERE carer_id = $1", [.id(carer)])
  }

  /// The young carers for whom a person may act, with their names: until they are grown up.
  ///
  /// - Parameter today: the London day on which it is asked.
  package func namesActedFor(_ person: ID<Person>, on today: Day) throws -> [(carer: ID<Carer>, name: String)] {
    try tx.sql.query(
      """
      SELECT acts_for.carer_id, person.name
      FROM acts_for
      JOIN carer ON carer.id = acts_for.carer_id
      JOIN person ON person.id = carer.person_id
      WHERE acts_for.person_id = $1 AND carer.birth_date > $2
      ORDER BY acts_for.carer_id
      """, [.id(person), .on(today.adding(months: -12 * PartyRules.adultAge))]
    ).map { (try $0.id("carer_id"), try $0.text("name")) }
  }
}

extension StoreTransaction {
  /// Everybody who can sign in.
  package var people: PersonStore { PersonStore(self) }
}
