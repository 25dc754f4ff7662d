import Breaks
import Letters
import Store

/// Gathers the facts of one letter from the rows as they stand.
struct FactsGatherer {
  let tx: StoreTransaction
  let letter: Letter
  let sender: EmailAddress
  /// What links begin with; nil when the letter is to carry none.
  let publicAddress: PublicAddress?
  let now: Instant

  /// Who signs the letter: to a reader of whom nothing is proven, only a number to ring.
  func area(for addressed: Addressed) throws -> AreaFacts {
    guard let area = try tx.areas.find(letter.area) else { throw StoreFault.unreadable(column: "letter.area") }
    let facts = FactsGatherer.facts(of: area)
    if addressed.isKnown { return facts }
    return AreaFacts(schemeName: "Breather", phone: facts.phone, phoneHours: facts.phoneHours)
  }

  /// Where answers go; nowhere that tells something to a reader of whom nothing is proven.
  func replyTo(for addressed: Addressed) throws -> MailAddress? {
    guard addressed.isKnown else { return nil }
    return try tx.areas.find(letter.area).map {
      MailAddress(name: $0.details.schemeName, address: $0.details.email.text)
    }
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
      return try addressed(carer, forHands: forHands)
    case .prescribed(let id):
      guard let prescription = try tx.prescriptions.find(id) else { return nil }
      return addressed(prescription.details.carer, forHands: forHands)
    case .partner(let id):
      guard let partner = try tx.partners.find(id) else { return nil }
      return plain(partner.details.name, partner.details.email)
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
      canSignIn: true, isKnown: true)
  }

  /// An address that is not proven gets no name, no place and no date; only "there is news for you".
  private func addressed(_ carer: Carer, forHands: Bool) throws -> Addressed {
    let details = carer.details
    let way = LetterRules.way(for: carer, on: London.day(of: now))
    let adult = LetterRules.recipientAdult(of: details, on: London.day(of: now))
    let email = adult.map(\.contact.email) ?? details.email
    let isProven = try adult == nil ? carer.emailProvenAt != nil : hasProven(email)
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
      canSignIn: details.email != nil && details.contact.emailSignIn, mayAct: adult?.mayAct ?? true, isKnown: knows)
  }

  /// The carer a practice has named: their address is never proven, so they get the code and no name.
  private func addressed(_ carer: PrescribedCarer, forHands: Bool) -> Addressed {
    let today = London.day(of: now)
    let way = LetterRules.way(for: carer, on: today)
    let adult = LetterRules.recipientAdult(of: carer, on: today)
    let email = adult.map(\.contact.email) ?? carer.email
    return Addressed(
      way: way, email: way == .email ? email : nil,
      reader: ReaderFacts(
        name: forHands ? adult?.name ?? carer.name : nil, behalfOf: forHands && adult != nil ? carer.name : nil,
        languages: FactsGatherer.languages(carer.languages),
        formats: carer.formats.map(\.rawValue)),
      style: LetterStyle(discreet: carer.contact.discreet && !forHands), calendar: false,
      canSignIn: carer.email != nil && carer.contact.emailSignIn, isKnown: forHands)
  }

  /// Whether somebody has signed in with a code that was mailed to an address.
  private func hasProven(_ email: EmailAddress?) throws -> Bool {
    guard let email else { return false }
    return try tx.people.byEmail(email).contains { $0.emailProvenAt != nil }
  }

  private static func languages(_ skills: [LanguageSkill]) -> [String] {
    let read = skills.filter(\.reads).map(\.tag.text)
    return read.isEmpty ? skills.filter(\.speaks).map(\.tag.text) : read
  }
}
