/// A Family Carers' Prescription: a health professional asks that a carer gets a break.
package struct Prescription: Sendable, Equatable {
  package let id: ID<Prescription>
  /// Ten characters, not to be guessed; said aloud in groups.
  package let code: Reference
  package var details: PrescriptionDetails
  package var state: PrescriptionState
  package let area: AreaSlug
  package let issuedAt: Instant
  /// Who typed it.
  package let issuedBy: ID<Person>
  /// By when somebody is to have spoken with the carer.
  package let contactBy: Day
  /// The last day on which it can be redeemed and booked with.
  package let expiresOn: Day
  /// Who issued it; nil when the service itself did.
  package let practice: PracticeSummary?
  /// The carer who redeemed it.
  package var carer: ID<Carer>?
  /// The live booking that it pays for.
  package var booking: ID<Booking>?
  package var redeemedAt: Instant?
  package var version: Int

  /// Puts a prescription together.
  package init(
    id: ID<Prescription>, code: Reference, details: PrescriptionDetails, state: PrescriptionState, area: AreaSlug,
    issuedAt: Instant, issuedBy: ID<Person>, contactBy: Day, expiresOn: Day, practice: PracticeSummary?,
    carer: ID<Carer>?, booking: ID<Booking>?, redeemedAt: Instant? = nil, version: Int
  ) {
    self.id = id
    self.code = code
    self.details = details
    self.state = state
    self.area = area
    self.issuedAt = issuedAt
    self.issuedBy = issuedBy
    self.contactBy = contactBy
    self.expiresOn = expiresOn
    self.practice = practice
    self.carer = carer
    self.booking = booking
    self.redeemedAt = redeemedAt
    self.version = version
  }

  /// Its state on a day: one that ran out is expired without anybody writing it down.
  package func state(on day: Day) -> PrescriptionState {
    (state == .issued || state == .redeemed) && booking == nil && day > expiresOn ? .expired : state
  }
}

/// Where a prescription stands.
package enum PrescriptionState: String, CaseIterable, Sendable, Codable { case issued, redeemed, withdrawn, expired }

/// How soon a carer needs the break.
package enum Urgency: String, CaseIterable, Sendable, Codable {
  case routine, soon, urgent

  /// Within how many days somebody should speak with the carer.
  package var contactWithinDays: Int {
    switch self {
    case .routine: 28
    case .soon: 14
    case .urgent: 2
    }
  }
}

/// The practice that a prescription names.
package struct PracticeSummary: Sendable, Equatable {
  package let id: ID<Practice>
  package let odsCode: ODSCode
  package let name: String

  /// Names a practice.
  package init(id: ID<Practice>, odsCode: ODSCode, name: String) {
    self.id = id
    self.odsCode = odsCode
    self.name = name
  }
}

/// What a prescriber writes.
package struct PrescriptionDetails: Sendable, Equatable, Codable {
  package var carer: PrescribedCarer
  /// Why; health data, sealed at rest, never shown to volunteers.
  package var reason: String
  package var needs: [String]
  package var urgency: Urgency
  package var budgetPence: Pence?
  package var consent: PrescriptionConsent
  package var prescriber: Prescriber
  /// Why it was withdrawn, in the practice's words.
  package var withdrawnBecause: String?

  /// Puts the details together.
  package init(
    carer: PrescribedCarer, reason: String, needs: [String], urgency: Urgency, budgetPence: Pence?,
    consent: PrescriptionConsent, prescriber: Prescriber, withdrawnBecause: String? = nil
  ) {
    self.carer = carer
    self.reason = reason
    self.needs = needs
    self.urgency = urgency
    self.budgetPence = budgetPence
    self.consent = consent
    self.prescriber = prescriber
    self.withdrawnBecause = withdrawnBecause
  }
}

/// The carer as the practice knows them, before anybody has registered.
package struct PrescribedCarer: Sendable, Equatable, Codable {
  package var name: String
  package var email: EmailAddress?
  package var phone: UKPhone?
  package var address: String?
  package var postcode: Postcode
  package var birthDate: Day
  package var nhsNumber: NHSNumber?
  package var languages: [LanguageSkill]
  package var formats: [Format]
  package var contact: SafeContact
  package var responsibleAdult: ResponsibleAdult?

  /// Puts what the practice knows together.
  package init(
    name: String, email: EmailAddress?, phone: UKPhone?, address: String?, postcode: Postcode, birthDate: Day,
    nhsNumber: NHSNumber?, languages: [LanguageSkill], formats: [Format], contact: SafeContact,
    responsibleAdult: ResponsibleAdult?
  ) {
    self.name = name
    self.email = email
    self.phone = phone
    self.address = address
    self.postcode = postcode
    self.birthDate = birthDate
    self.nhsNumber = nhsNumber
    self.languages = languages
    self.formats = formats
    self.contact = contact
    self.responsibleAdult = responsibleAdult
  }
}

/// Who prescribes.
package struct Prescriber: Sendable, Equatable, Codable {
  package var name: String
  package var profession: Profession
  package var registration: Registration?

  /// Names a prescriber.
  package init(name: String, profession: Profession, registration: Registration?) {
    self.name = name
    self.profession = profession
    self.registration = registration
  }
}

/// That the carer agreed to be passed on.
package struct PrescriptionConsent: Sendable, Equatable, Codable {
  /// Must be true.
  package var given: Bool
  package var recordedAt: Instant
  package var by: ConsentGiver
  /// Whether the practice may hear how it went.
  package var messageBack: Bool

  /// Records a consent.
  package init(given: Bool, recordedAt: Instant, by: ConsentGiver, messageBack: Bool) {
    self.given = given
    self.recordedAt = recordedAt
    self.by = by
    self.messageBack = messageBack
  }
}

/// Who gave a consent.
package enum ConsentGiver: String, CaseIterable, Sendable, Codable {
  case own = "self"
  case parent, representative
}

/// What somebody who prescribes asks for.
package struct PrescriptionRequest: Sendable, Equatable {
  package var carer: PrescribedCarer
  package var reason: String
  package var needs: [String]
  package var urgency: Urgency
  package var budgetPence: Pence?
  package var consent: PrescriptionConsent
  /// Nil when a prescriber prescribes in their own name.
  package var prescriber: Prescriber?
  /// Needed only by somebody of several practices.
  package var practice: ID<Practice>?
  /// Needed only by a worker of several areas.
  package var area: AreaSlug?

  /// Puts a request together.
  package init(
    carer: PrescribedCarer, reason: String, needs: [String] = [], urgency: Urgency = .routine,
    budgetPence: Pence? = nil, consent: PrescriptionConsent, prescriber: Prescriber? = nil,
    practice: ID<Practice>? = nil, area: AreaSlug? = nil
  ) {
    self.carer = carer
    self.reason = reason
    self.needs = needs
    self.urgency = urgency
    self.budgetPence = budgetPence
    self.consent = consent
    self.prescriber = prescriber
    self.practice = practice
    self.area = area
  }
}

/// What is said, beside the registration, to show that a prescription is one's own.
package struct RedeemRequest: Sendable, Equatable {
  package var birthDate: Day?
  package var postcode: Postcode?
  package var nhsNumber: NHSNumber?
  package var onBehalf: OnBehalf?

  /// Says nothing yet.
  package init(
    birthDate: Day? = nil, postcode: Postcode? = nil, nhsNumber: NHSNumber? = nil, onBehalf: OnBehalf? = nil
  ) {
    self.birthDate = birthDate
    self.postcode = postcode
    self.nhsNumber = nhsNumber
    self.onBehalf = onBehalf
  }
}
