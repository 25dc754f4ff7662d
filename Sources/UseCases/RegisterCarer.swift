import Breaks
import Store

extension Errand {
  /// Registers a carer: themselves, or by a volunteer on the phone, or from a list.
  ///
  /// Whoever else is registered makes no difference, so that nobody learns of anyone; the desk finds doubles by search.
  /// - Throws: `Invalid` with all that is wrong.
  package func registerCarer(_ registration: CarerRegistration) throws -> Carer {
    let details = registration.details
    let onPhone = !quiet && (caller?.isAny(Permissions.roles(for: .registerForSomebody)) ?? false)
    let isTheirs = !onPhone || may(.registerForSomebody, in: details.area)
    let area = isTheirs ? try store.areas.find(details.area) : nil
    let problems = RegistrationRules.problems(in: details, hasRead: registration.consents.privacy, now: now)
    guard let area else { throw Invalid(problems + [RegistrationRules.noSuchArea]) }
    try Invalid.throwIfAny(problems)
    let answers = registration.consents
    let consents = given(
      [.privacy: answers.privacy, .shareWithPartners: answers.shareWithPartners, .news: answers.news],
      by: onPhone ? caller?.person : nil, how: quiet ? "import" : onPhone ? "phone" : "web",
      notice: area.details.privacyNotice.version)
    let carer = try keepCarer(details, consents)
    try note("carer_registered", "carer", carer.id.text)
    try send(.registrationReceived, to: carer)
    return carer
  }

  /// Writes a new carer down, with the person who signs in and the adult who may act.
  func keepCarer(_ details: CarerDetails, _ consents: [ConsentRecord]) throws -> Carer {
    let person = try store.people.insert(
      person(of: details), emailSignIn: mayMailCodes(details),
      emailProvenAt: quiet && details.email != nil ? now : nil, id: world.id(), now: now)
    let carer = Carer(
      id: world.id(), person: person.id,
      reference: try newReference(length: Reference.bookingLength) { try store.carers.has($0) }, details: details,
      state: .registered, verifiedAt: nil, emailProvenAt: person.emailProvenAt, consents: consents, createdAt: now,
      version: 1)
    try store.carers.insert(carer)
    try letAdultAct(for: carer)
    return carer
  }

  /// The person who signs in, as a registration describes them.
  func person(of details: CarerDetails) -> PersonDetails {
    PersonDetails(
      name: details.name, email: details.email, phone: details.phone,
      languages: details.languages.filter(\.speaks).map(\.tag),
      roles: [RoleGrant(role: .carer, area: details.area)])
  }

  /// Whether sign-in codes may go to the carer's mailbox.
  func mayMailCodes(_ details: CarerDetails) -> Bool {
    details.contact.emailSignIn && details.contact.safeBy.contains(.email)
  }

  /// Answers as they are kept, in the order of their kinds.
  func given(
    _ answers: [ConsentKind: Bool], by: ID<Person>?, how: String, notice: String
  ) -> [ConsentRecord] {
    ConsentKind.allCases.compactMap { kind in
      answers[kind].map {
        ConsentRecord(kind: kind, value: $0, at: now, how: how, by: by, noticeVersion: notice)
      }
    }
  }

  /// Lets the responsible adult sign in and act, if that is agreed; nobody else may then.
  ///
  /// An adult of the same name and address who is there already is not made twice.
  func letAdultAct(for carer: Carer) throws {
    try store.people.letNobodyActFor(carer.id)
    guard let adult = carer.details.responsibleAdult, adult.mayAct, case .email(let email) = adult.contact else {
      return
    }
    let name = SearchName.canonical(adult.name)
    let known = try store.people.byEmail(email).first {
      $0.id != carer.person && SearchName.canonical($0.details.name) == name
    }
    let person =
      try known
      ?? store.people.insert(
        PersonDetails(name: adult.name, email: email, phone: nil, roles: []), emailProvenAt: quiet ? now : nil,
        id: world.id(), now: now)
    try store.people.letActFor(person.id, carer.id)
  }
}
