/// A language, and how far somebody gets with it.
package struct LanguageSkillShape: Codable, Sendable, Equatable {
  package var tag: String
  package var speaks: Bool
  package var reads: Bool
  package var interpreter: Bool

  /// Says how far.
  package init(tag: String, speaks: Bool, reads: Bool, interpreter: Bool) {
    self.tag = tag
    self.speaks = speaks
    self.reads = reads
    self.interpreter = interpreter
  }
}

/// Which ways of reaching somebody are safe.
package struct SafeContactShape: Codable, Sendable, Equatable {
  package var safeBy: [String]
  package var discreet: Bool
  package var leaveMessage: Bool
  package var callBetween: String?
  package var calendar: Bool
  package var emailSignIn: Bool
  package var note: String?

  /// Says which.
  package init(
    safeBy: [String], discreet: Bool, leaveMessage: Bool, callBetween: String?, calendar: Bool, emailSignIn: Bool,
    note: String?
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

/// Who agreed for a young carer.
package struct ResponsibleAdultShape: Codable, Sendable, Equatable {
  package var name: String
  package var relation: String
  package var contact: String
  package var agreedAt: String
  package var how: String
  package var mayAct: Bool

  /// Names the adult.
  package init(name: String, relation: String, contact: String, agreedAt: String, how: String, mayAct: Bool) {
    self.name = name
    self.relation = relation
    self.contact = contact
    self.agreedAt = agreedAt
    self.how = how
    self.mayAct = mayAct
  }
}
