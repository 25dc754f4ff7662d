import Breaks
import Letters
import Store

/// Gathers the facts of one letter from the rows as they stand.
struct FactsGatherer {
  let tx: StoreTransaction
  let letter: Letter
  let sender: EmailAddress
  let now: Instant

  /// Who signs the letter.
  func area() throws -> AreaFacts {
    guard let area = try tx.areas.find(letter.area) else { throw StoreFault.unreadable(column: "letter.area") }
    return FactsGatherer.facts(of: area)
  }

  /// Where answers go.
  func replyTo() throws -> MailAddress? {
    try tx.areas.find(letter.area).map { MailAddress(name: $0.details.schemeName, address: $0.details.email.text) }
  }

  static func facts(of area: Area) -> AreaFacts {
    AreaFacts(
      schemeName: area.details.schemeName, phone: area.details.phone.typed, phoneHours: area.details.phoneHours,
      email: area.details.email.text)
  }

  /// To whom the letter goes now, and how; nil when the reader is gone.
  ///
  /// - Parameter forHands: whether somebody reads it aloud or prints it, who has found the right person by then.
  func addressed(forHands: Bool = false) throws -> Addressed? {
    switch letter.recipient {
    case .carer(let id):
      guard let carer = try tx.carers.find(id) else { return nil }
      return addressed(carer, forHands: forHands)
    case .prescribed(let id):
      guard let prescription = try tx.prescriptions.find(id) else { return nil }
      return addressed(prescription.details.carer, forHands: forHands)
    case .partner(let id):
      guard let partner = try tx.partners.find(id) else { return nil }
      return plain(partner.details.name, partner.details.email)
    case .person(let id):
      guard let person = try tx.people.find(id), let email = person.details.email else { return nil }
      return plain(person.emailProvenAt == nil ? nil : person.details.name, email)
    case .desk:
      guard let area = try tx.areas.find(letter.area) else { return nil }
      return plain(nil, area.details.email)
    case .address:
      return nil
    }
  }

  private func plain(_ name: String?, _ email: EmailAddress) -> Addressed {
    Addressed(
      way: .email, email: email, reader: ReaderFacts(name: name), style: LetterStyle(discreet: false), calendar: true,
      canSignIn: true)
  }

  /// An address that is not proven gets no name, no place and no date; only "there is news for you".
  private func addressed(_ carer: Carer, forHands: Bool) -> Addressed {
    let details = carer.details
    let way = LetterRules.way(for: details, on: London.day(of: now))
    let adult = LetterRules.recipientAdult(of: details, on: London.day(of: now))
    var email = details.email
    if let adult { if case .email(let address) = adult.contact { email = address } else { email = nil } }
    let isProven = adult == nil ? carer.emailProvenAt != nil : carer.state == .verified
    let knows = forHands || isProven
    let tells = knows || letter.kind == .registrationReceived
    return Addressed(
      way: way, email: way == .email ? email : nil,
      reader: ReaderFacts(
        name: knows ? adult?.name ?? details.name : nil, behalfOf: knows && adult != nil ? details.name : nil,
        languages: adult == nil ? FactsGatherer.languages(details.languages) : [],
        formats: details.formats.map(\.rawValue)),
      style: LetterStyle(discreet: (details.contact.discreet && !forHands) || !tells),
      calendar: details.contact.calendar && knows && !details.contact.discreet,
      canSignIn: details.email != nil && details.contact.emailSignIn)
  }

  /// The carer a practice has named: their address is never proven, so they get the code and no name.
  private func addressed(_ carer: PrescribedCarer, forHands: Bool) -> Addressed {
    let today = London.day(of: now)
    let way = LetterRules.way(for: carer, on: today)
    var email = carer.email
    if carer.birthDate.age(on: today) < PartyRules.inChargeUntilAge, let adult = carer.responsibleAdult {
      if case .email(let address) = adult.contact { email = address } else { email = nil }
    }
    return Addressed(
      way: way, email: way == .email ? email : nil,
      reader: ReaderFacts(
        name: forHands ? carer.name : nil, languages: FactsGatherer.languages(carer.languages),
        formats: carer.formats.map(\.rawValue)),
      style: LetterStyle(discreet: carer.contact.discreet && !forHands), calendar: false,
      canSignIn: carer.email != nil && carer.contact.emailSignIn)
  }

  private static func languages(_ skills: [LanguageSkill]) -> [String] {
    let read = skills.filter(\.reads).map(\.tag.text)
    return read.isEmpty ? skills.filter(\.speaks).map(\.tag.text) : read
  }
}
