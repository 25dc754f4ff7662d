/// How a break fits a carer's needs, as the API shows it.
package struct FitShape: Codable, Sendable, Equatable {
  package var answer: String
  /// In a line, for reading aloud.
  package var words: String
  package var says: [Say]

  /// What is said of one need.
  package struct Say: Codable, Sendable, Equatable {
    package var what: String
    package var answer: String
    package var why: String?

    /// Says something.
    package init(what: String, answer: String, why: String?) {
      self.what = what
      self.answer = answer
      self.why = why
    }
  }

  /// Puts an answer together.
  package init(answer: String, words: String, says: [Say]) {
    self.answer = answer
    self.words = words
    self.says = says
  }
}
