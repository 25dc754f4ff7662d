/// What somebody who has just registered is told.
package struct CarerRegisteredShape: Codable, Sendable, Equatable {
  package var id: String
  package var reference: String
  package var state: String

  /// Tells it.
  package init(id: String, reference: String, state: String) {
    self.id = id
    self.reference = reference
    self.state = state
  }
}

/// What a search for carers shows of each.
package struct CarerGlimpseShape: Codable, Sendable, Equatable {
  package var id: String
  package var name: String
  package var outwardCode: String
  package var birthYear: Int
  package var state: String
  package var flags: [String]

  /// Shows a carer.
  package init(id: String, name: String, outwardCode: String, birthYear: Int, state: String, flags: [String]) {
    self.id = id
    self.name = name
    self.outwardCode = outwardCode
    self.birthYear = birthYear
    self.state = state
    self.flags = flags
  }
}

/// A registration, as the carer and the desk see it.
package struct CarerShape: Codable, Sendable, Equatable {
  package var id: String
  package var reference: String
  package var state: String
  package var verifiedAt: String?
  package var name: String
  package var email: String?
  package var emailProven: Bool
  package var phone: String?
  package var address: String?
  package var postcode: String
  package var birthDate: String
  package var area: String
  package var languages: [LanguageSkillShape]
  package var food: FoodShape
  package var access: [String]
  package var formats: [String]
  package var contact: SafeContactShape
  package var caring: Caring
  package var responsibleAdult: ResponsibleAdultShape?
  package var quiet: QuietShape?
  package var consents: ConsentsKept
  package var createdAt: String
  package var version: Int

  /// Whom a carer looks after.
  package struct Caring: Codable, Sendable, Equatable {
    package var hoursPerWeek: Int?
    package var since: String?
    package var caresFor: [CaredFor]
    package var canLeaveOvernight: Bool
    package var needsReplacementCare: Bool

    /// A person who is cared for, coded.
    package struct CaredFor: Codable, Sendable, Equatable {
      package var relation: String
      package var needs: [String]

      /// Codes a person.
      package init(relation: String, needs: [String]) {
        self.relation = relation
        self.needs = needs
      }
    }

    /// Describes a caring situation.
    package init(
      hoursPerWeek: Int?, since: String?, caresFor: [CaredFor], canLeaveOvernight: Bool, needsReplacementCare: Bool
    ) {
      self.hoursPerWeek = hoursPerWeek
      self.since = since
      self.caresFor = caresFor
      self.canLeaveOvernight = canLeaveOvernight
      self.needsReplacementCare = needsReplacementCare
    }
  }

  /// What a carer has agreed to.
  package struct ConsentsKept: Codable, Sendable, Equatable {
    package var privacy: Kept
    package var shareWithPartners: Kept
    package var news: Kept

    /// One answer, as it was given last.
    package struct Kept: Codable, Sendable, Equatable {
      package var value: Bool
      package var at: String
      package var how: String
      package var by: String
      package var noticeVersion: String

      /// Shows an answer.
      package init(value: Bool, at: String, how: String, by: String, noticeVersion: String) {
        self.value = value
        self.at = at
        self.how = how
        self.by = by
        self.noticeVersion = noticeVersion
      }
    }

    /// Puts the answers together.
    package init(privacy: Kept, shareWithPartners: Kept, news: Kept) {
      self.privacy = privacy
      self.shareWithPartners = shareWithPartners
      self.news = news
    }
  }

  /// Starts a registration's answer from what there always is; the rest is set after.
  package init(
    id: String, reference: String, state: String, name: String, emailProven: Bool, postcode: String,
    birthDate: String, area: String, languages: [LanguageSkillShape], food: FoodShape, access: [String],
    formats: [String], contact: SafeContactShape, caring: Caring, consents: ConsentsKept, createdAt: String,
    version: Int
  ) {
    self.id = id
    self.reference = reference
    self.state = state
    self.name = name
    self.emailProven = emailProven
    self.postcode = postcode
    self.birthDate = birthDate
    self.area = area
    self.languages = languages
    self.food = food
    self.access = access
    self.formats = formats
    self.contact = contact
    self.caring = caring
    self.consents = consents
    self.createdAt = createdAt
    self.version = version
  }
}
