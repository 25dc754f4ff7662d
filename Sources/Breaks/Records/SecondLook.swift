/// A loser's wish that a person looks again, and what the person says.
package struct SecondLook: Sendable, Equatable {
  package let id: ID<SecondLook>
  package let entry: ID<Entry>
  package let area: AreaSlug
  /// What the carer wants to be heeded.
  package let words: String?
  package let askedAt: Instant
  /// Nil while nobody has answered.
  package let answer: SecondLookAnswer?
  package let version: Int

  /// Puts a wish together.
  package init(
    id: ID<SecondLook>, entry: ID<Entry>, area: AreaSlug, words: String?, askedAt: Instant, answer: SecondLookAnswer?,
    version: Int
  ) {
    self.id = id
    self.entry = entry
    self.area = area
    self.words = words
    self.askedAt = askedAt
    self.answer = answer
    self.version = version
  }
}

/// What a person says who has looked again.
package struct SecondLookAnswer: Sendable, Equatable {
  package let outcome: SecondLookOutcome
  /// For the carer.
  package let words: String
  package let at: Instant

  /// Puts an answer together.
  package init(outcome: SecondLookOutcome, words: String, at: Instant) {
    self.outcome = outcome
    self.words = words
    self.at = at
  }
}

/// What came of looking again.
package enum SecondLookOutcome: String, CaseIterable, Sendable, Codable {
  /// The draw stands.
  case stands
  /// The carer gets the break after all.
  case given
}
