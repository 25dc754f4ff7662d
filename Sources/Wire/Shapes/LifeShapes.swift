/// What is known of a party that did not come.
package struct AbsenceShape: Codable, Sendable, Equatable {
  package var askedAt: String?
  /// Until when an answer is waited for; silence costs nothing.
  package var answerBy: String?
  package var why: String?
  /// Whether it costs nothing; left out while the answer is waited for.
  package var excused: Bool?
  package var settledAt: String?

  /// Tells what is known.
  package init(askedAt: String?, answerBy: String?, why: String?, excused: Bool?, settledAt: String?) {
    self.askedAt = askedAt
    self.answerBy = answerBy
    self.why = why
    self.excused = excused
    self.settledAt = settledAt
  }
}

/// That a carer is to be left in peace.
package struct QuietShape: Codable, Sendable, Equatable {
  package var why: String
  package var since: String

  /// Says since when, and why.
  package init(why: String, since: String) {
    self.why = why
    self.since = since
  }
}
