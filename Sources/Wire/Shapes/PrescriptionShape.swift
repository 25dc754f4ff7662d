/// A prescription, as far as its reader may see it.
package struct PrescriptionShape: Codable, Sendable, Equatable {
  package var code: String
  package var state: String
  package var area: String
  package var carer: CarerNamed
  package var reason: String?
  package var needs: [String]
  package var urgency: String
  package var budgetPence: Int?
  package var consent: Consent
  package var prescriber: PrescriberNamed
  package var issuedAt: String
  package var issuedBy: String
  package var contactBy: String
  package var expiresOn: String
  package var redeemedAt: String?
  package var practice: PracticeNamed?
  package var version: Int

  /// The carer as the practice knows them.
  package struct CarerNamed: Codable, Sendable, Equatable {
    package var name: String
    package var email: String?
    package var phone: String?
    package var address: String?
    package var postcode: String
    package var birthDate: String
    package var nhsNumber: String?
    package var languages: [LanguageSkillShape]
    package var formats: [String]
    package var contact: SafeContactShape
    package var responsibleAdult: ResponsibleAdultShape?

    /// Starts from what there always is; the rest is set after.
    package init(
      name: String, postcode: String, birthDate: String, languages: [LanguageSkillShape], formats: [String],
      contact: SafeContactShape
    ) {
      self.name = name
      self.postcode = postcode
      self.birthDate = birthDate
      self.languages = languages
      self.formats = formats
      self.contact = contact
    }
  }

  /// That the carer agreed.
  package struct Consent: Codable, Sendable, Equatable {
    package var given: Bool
    package var recordedAt: String
    package var by: String
    package var messageBack: Bool

    /// Shows a consent.
    package init(given: Bool, recordedAt: String, by: String, messageBack: Bool) {
      self.given = given
      self.recordedAt = recordedAt
      self.by = by
      self.messageBack = messageBack
    }
  }

  /// Who prescribes.
  package struct PrescriberNamed: Codable, Sendable, Equatable {
    package var name: String
    package var profession: String
    package var registration: String?

    /// Names a prescriber.
    package init(name: String, profession: String, registration: String?) {
      self.name = name
      self.profession = profession
      self.registration = registration
    }
  }

  /// The practice it comes from.
  package struct PracticeNamed: Codable, Sendable, Equatable {
    package var odsCode: String
    package var name: String

    /// Names a practice.
    package init(odsCode: String, name: String) {
      self.odsCode = odsCode
      self.name = name
    }
  }

  /// Starts from what there always is; the rest is set after.
  package init(
    code: String, state: String, area: String, carer: CarerNamed, needs: [String], urgency: String, consent: Consent,
    prescriber: PrescriberNamed, issuedAt: String, issuedBy: String, contactBy: String, expiresOn: String, version: Int
  ) {
    self.code = code
    self.state = state
    self.area = area
    self.carer = carer
    self.needs = needs
    self.urgency = urgency
    self.consent = consent
    self.prescriber = prescriber
    self.issuedAt = issuedAt
    self.issuedBy = issuedBy
    self.contactBy = contactBy
    self.expiresOn = expiresOn
    self.version = version
  }
}
