/// Somebody who looks after another person without pay, and whom Breather gives breaks.
package struct Carer: Sendable, Equatable {
  package let id: ID<Carer>
  /// The person who signs in; a carer has one even without an e-mail address.
  package let person: ID<Person>
  /// What is said on the phone to find the carer.
  package let reference: Reference
  package var details: CarerDetails
  package var state: CarerState
  package var verifiedAt: Instant?
  /// Since when the e-mail address is known to reach the carer.
  package var emailProvenAt: Instant?
  package var consents: [ConsentRecord]
  package let createdAt: Instant
  package let version: Int
  /// That the carer is to be left in peace, if so.
  package var quiet: Quiet?

  /// Puts a carer together.
  package init(
    id: ID<Carer>, person: ID<Person>, reference: Reference, details: CarerDetails, state: CarerState,
    verifiedAt: Instant?, emailProvenAt: Instant?, consents: [ConsentRecord], createdAt: Instant, version: Int,
    quiet: Quiet? = nil
  ) {
    self.id = id
    self.person = person
    self.reference = reference
    self.details = details
    self.state = state
    self.verifiedAt = verifiedAt
    self.emailProvenAt = emailProvenAt
    self.consents = consents
    self.createdAt = createdAt
    self.version = version
    self.quiet = quiet
  }
}

extension Carer {
  /// Whether the carer has read, heard or been sent the privacy notice; before that no letter goes to them.
  package var hasHadNotice: Bool { consents.contains { $0.kind == .privacy && $0.value } }
}

/// Whether somebody has checked that a carer is one.
package enum CarerState: String, CaseIterable, Sendable, Codable { case registered, verified }

/// What a carer tells about themselves; everything they may change.
package struct CarerDetails: Sendable, Equatable, Codable {
  package var name: String
  package var email: EmailAddress?
  package var phone: UKPhone?
  /// A full postal address without the postcode; lines divided by line breaks.
  package var address: String?
  package var postcode: Postcode
  package var birthDate: Day
  package var area: AreaSlug
  package var languages: [LanguageSkill]
  package var food: FoodNeeds
  package var access: [Access]
  package var formats: [Format]
  package var contact: SafeContact
  package var caring: CaringSituation
  package var responsibleAdult: ResponsibleAdult?

  /// Puts the details together.
  package init(
    name: String, email: EmailAddress? = nil, phone: UKPhone? = nil, address: String? = nil, postcode: Postcode,
    birthDate: Day, area: AreaSlug, languages: [LanguageSkill] = [], food: FoodNeeds = FoodNeeds(),
    access: [Access] = [], formats: [Format] = [], contact: SafeContact, caring: CaringSituation = CaringSituation(),
    responsibleAdult: ResponsibleAdult? = nil
  ) {
    self.name = name
    self.email = email
    self.phone = phone
    self.address = address
    self.postcode = postcode
    self.birthDate = birthDate
    self.area = area
    self.languages = languages
    self.food = food
    self.access = access
    self.formats = formats
    self.contact = contact
    self.caring = caring
    self.responsibleAdult = responsibleAdult
  }
}

/// A language, and how far somebody gets with it.
package struct LanguageSkill: Sendable, Equatable, Codable {
  package var tag: LanguageTag
  package var speaks: Bool
  package var reads: Bool
  /// Whether an interpreter is needed.
  package var interpreter: Bool

  /// Says how far somebody gets with a language.
  package init(tag: LanguageTag, speaks: Bool = true, reads: Bool = true, interpreter: Bool = false) {
    self.tag = tag
    self.speaks = speaks
    self.reads = reads
    self.interpreter = interpreter
  }
}

/// What somebody eats and must not eat.
package struct FoodNeeds: Sendable, Equatable, Codable {
  package var diets: [Diet]
  package var avoids: [Allergen]
  /// The part of `avoids` of which traces matter.
  package var severe: [Allergen]
  package var notes: String?

  /// Says what somebody eats.
  package init(diets: [Diet] = [], avoids: [Allergen] = [], severe: [Allergen] = [], notes: String? = nil) {
    self.diets = diets
    self.avoids = avoids
    self.severe = severe
    self.notes = notes
  }

  /// Whether there is nothing a kitchen must know.
  package var isEmpty: Bool { diets.isEmpty && avoids.isEmpty && notes == nil }
}

/// Which ways of reaching a carer are safe, and how quietly.
package struct SafeContact: Sendable, Equatable, Codable {
  /// The ways that are safe; any other is never used.
  package var safeBy: [ContactWay]
  /// Whether letters must show no place, no date, no calendar and a neutral sender.
  package var discreet: Bool
  /// Whether a message may be left on the phone.
  package var leaveMessage: Bool
  /// When to ring, in the carer's words.
  package var callBetween: String?
  /// Whether a calendar file may come with a letter.
  package var calendar: Bool
  /// Whether sign-in codes may be mailed.
  package var emailSignIn: Bool
  package var note: String?

  /// Says which ways are safe.
  package init(
    safeBy: [ContactWay], discreet: Bool = false, leaveMessage: Bool = false, callBetween: String? = nil,
    calendar: Bool = true, emailSignIn: Bool = true, note: String? = nil
  ) {
    self.safeBy = safeBy
    self.discreet = discreet
    self.leaveMessage = leaveMessage
    self.callBetween = callBetween
    self.calendar = calendar
    self.emailSignIn = emailSignIn
    self.note = note
  }
}

/// Whom a carer looks after, and what that means for a break.
package struct CaringSituation: Sendable, Equatable, Codable {
  /// 0...168.
  package var hoursPerWeek: Int?
  package var since: CaringSince?
  package var caresFor: [CaredFor]
  package var canLeaveOvernight: Bool
  package var needsReplacementCare: Bool

  /// Describes a caring situation.
  package init(
    hoursPerWeek: Int? = nil, since: CaringSince? = nil, caresFor: [CaredFor] = [], canLeaveOvernight: Bool = true,
    needsReplacementCare: Bool = false
  ) {
    self.hoursPerWeek = hoursPerWeek
    self.since = since
    self.caresFor = caresFor
    self.canLeaveOvernight = canLeaveOvernight
    self.needsReplacementCare = needsReplacementCare
  }
}

/// A person who is cared for: coded, without a name.
package struct CaredFor: Sendable, Equatable, Codable {
  package var relation: String
  package var needs: [String]

  /// Codes a person who is cared for.
  package init(relation: String, needs: [String]) {
    self.relation = relation
    self.needs = needs
  }
}

/// The adult who agrees for a carer under 16, and receives the letters.
package struct ResponsibleAdult: Sendable, Equatable, Codable {
  package var name: String
  package var relation: AdultRelation
  package var contact: AdultContact
  package var agreedAt: Instant
  /// How they agreed, in words.
  package var how: String
  /// Whether they may book and cancel for the young carer.
  package var mayAct: Bool

  /// Records who agreed.
  package init(
    name: String, relation: AdultRelation, contact: AdultContact, agreedAt: Instant, how: String, mayAct: Bool
  ) {
    self.name = name
    self.relation = relation
    self.contact = contact
    self.agreedAt = agreedAt
    self.how = how
    self.mayAct = mayAct
  }
}

/// What a responsible adult is to a young carer; a professional where home is unsafe.
package enum AdultRelation: String, CaseIterable, Sendable, Codable { case parent, guardian, professional }

/// How a responsible adult is reached: by e-mail or by telephone.
package enum AdultContact: Sendable, Equatable, Codable {
  case email(EmailAddress)
  case phone(UKPhone)

  /// Reads an e-mail address or a telephone number.
  ///
  /// - Throws: `BadValue` with code `not_a_contact`.
  package init(text: String) throws {
    if text.contains("@"), let email = try? EmailAddress(text: text) {
      self = .email(email)
    } else if let phone = try? UKPhone(text: text) {
      self = .phone(phone)
    } else {
      throw BadValue("not_a_contact", "Give an e-mail address or a UK telephone number of the responsible adult.")
    }
  }

  /// The address, if it is one.
  package var email: EmailAddress? { if case .email(let address) = self { address } else { nil } }
  /// The telephone number, if it is one.
  package var phone: UKPhone? { if case .phone(let phone) = self { phone } else { nil } }
  /// The way in which letters go there.
  package var way: LetterWay { email == nil ? .phone : .email }

  /// As it was typed.
  package var text: String {
    switch self {
    case .email(let address): address.text
    case .phone(let phone): phone.typed
    }
  }
}

/// What a carer may agree to.
package enum ConsentKind: String, CaseIterable, Sendable, Codable {
  /// The privacy notice was read, heard or posted.
  case privacy
  case shareWithPartners
  case news
}

/// One consent as it stands: the value, and who took it when and how.
package struct ConsentRecord: Sendable, Equatable {
  package let kind: ConsentKind
  package let value: Bool
  package let at: Instant
  /// The way it was given: `web`, `phone`, `read`, `heard`, `posted`, or `import` when it came with a list.
  package let how: String
  /// Who wrote it down; nil when the carer did, before signing in.
  package let by: ID<Person>?
  package let noticeVersion: String

  /// Records a consent.
  package init(kind: ConsentKind, value: Bool, at: Instant, how: String, by: ID<Person>?, noticeVersion: String) {
    self.kind = kind
    self.value = value
    self.at = at
    self.how = how
    self.by = by
    self.noticeVersion = noticeVersion
  }
}

/// The answers to the three questions of consent.
package struct Consents: Sendable, Equatable {
  package var privacy: Bool
  package var shareWithPartners: Bool
  package var news: Bool

  /// Puts the answers together.
  package init(privacy: Bool, shareWithPartners: Bool = false, news: Bool = false) {
    self.privacy = privacy
    self.shareWithPartners = shareWithPartners
    self.news = news
  }
}

/// What a volunteer knows of the person on the telephone.
package struct CarerSearch: Sendable, Equatable {
  package var phone: UKPhone?
  package var reference: Reference?
  package var name: String?
  package var postcode: Postcode?
  package var birthDate: Day?
  /// For coordinators: only carers in this state.
  package var state: CarerState?

  /// Describes whom to look for.
  package init(
    phone: UKPhone? = nil, reference: Reference? = nil, name: String? = nil, postcode: Postcode? = nil,
    birthDate: Day? = nil, state: CarerState? = nil
  ) {
    self.phone = phone
    self.reference = reference
    self.name = name
    self.postcode = postcode
    self.birthDate = birthDate
    self.state = state
  }
}

/// What a search for carers shows: enough to ask the next question, no more.
package struct CarerGlimpse: Sendable, Equatable {
  package let id: ID<Carer>
  package let name: String
  package let outwardCode: String
  package let birthYear: Int
  package let state: CarerState
  /// What the volunteer must heed, such as `discreet`, `interpreter`, `young_carer`, `severe_allergy`, `no_email`.
  package let flags: [String]

  /// Puts a glimpse together.
  package init(id: ID<Carer>, name: String, outwardCode: String, birthYear: Int, state: CarerState, flags: [String]) {
    self.id = id
    self.name = name
    self.outwardCode = outwardCode
    self.birthYear = birthYear
    self.state = state
    self.flags = flags
  }
}

/// Why somebody is taken to be a carer; no copy of any paper is kept.
package struct Evidence: Sendable, Equatable {
  /// In the volunteer's words; 1...200 characters.
  package var text: String
  package var kind: EvidenceKind

  /// Describes the evidence.
  package init(text: String, kind: EvidenceKind) {
    self.text = text
    self.kind = kind
  }
}

/// What sort of evidence was given.
package enum EvidenceKind: String, CaseIterable, Sendable, Codable {
  case documentSeen = "document_seen"
  case professionalVouched = "professional_vouched"
  case knownToService = "known_to_service"
  case prescription
  case other
}
