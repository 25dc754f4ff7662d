/// By which way a letter may reach somebody without doing harm (domain, section 4a).
package enum LetterRules {
  /// The way for a letter to a carer we know: none before the privacy notice was read, heard or posted, and none any more
  /// when the carer has died.
  package static func way(for carer: Carer, on today: Day) -> LetterWay {
    carer.hasHadNotice && !carer.hasDied ? way(for: carer.details, on: today) : .withheld
  }

  /// The way for a carer's letter: the first safe one of e-mail, telephone and post.
  ///
  /// Who asked for post or phone as a format gets it first. Letters for a carer under 16 go to the responsible adult.
  package static func way(for carer: CarerDetails, on today: Day) -> LetterWay {
    if let adult = recipientAdult(of: carer, on: today) { return adult.contact.way }
    return way(
      contact: carer.contact, formats: carer.formats, hasEmail: carer.email != nil, hasPhone: carer.phone != nil,
      hasAddress: carer.address != nil)
  }

  /// The way for the letter that tells somebody of a prescription.
  package static func way(for carer: PrescribedCarer, on today: Day) -> LetterWay {
    if let adult = recipientAdult(of: carer, on: today) { return adult.contact.way }
    return way(
      contact: carer.contact, formats: carer.formats, hasEmail: carer.email != nil, hasPhone: carer.phone != nil,
      hasAddress: carer.address != nil)
  }

  /// Whether whoever receives a carer's letters may be rung up, and has a number.
  package static func mayRing(_ carer: CarerDetails, on today: Day) -> Bool {
    if let adult = recipientAdult(of: carer, on: today) { return adult.contact.phone != nil }
    return carer.phone != nil && carer.contact.safeBy.contains(.phone)
  }

  /// The adult who receives a carer's letters, if the carer is under 16 on a day.
  package static func recipientAdult(of carer: CarerDetails, on today: Day) -> ResponsibleAdult? {
    carer.birthDate.age(on: today) < PartyRules.inChargeUntilAge ? carer.responsibleAdult : nil
  }

  /// The adult who receives the letters of a carer whom a practice has named, if the carer is under 16 on a day.
  package static func recipientAdult(of carer: PrescribedCarer, on today: Day) -> ResponsibleAdult? {
    carer.birthDate.age(on: today) < PartyRules.inChargeUntilAge ? carer.responsibleAdult : nil
  }

  private static func way(
    contact: SafeContact, formats: [Format], hasEmail: Bool, hasPhone: Bool, hasAddress: Bool
  ) -> LetterWay {
    let possible: [ContactWay: Bool] = [.email: hasEmail, .phone: hasPhone, .post: hasAddress]
    let safe = Set(contact.safeBy.filter { possible[$0] ?? false })
    let asked = formats.compactMap { ContactWay(rawValue: $0.rawValue) }
    let order = asked + [.email, .phone, .post]
    switch order.first(where: { safe.contains($0) }) {
    case .email: return .email
    case .phone: return .phone
    case .post: return .post
    case nil: return .withheld
    }
  }
}
