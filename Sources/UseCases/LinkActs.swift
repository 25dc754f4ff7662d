import Breaks
import Store

/// What one purpose of links lets its reader do.
///
/// Each purpose has its act in a file of its own, and two pages of words in `Letters/Templates/en/pages`: one named after
/// the purpose, which asks, and one with `_done` behind it, which says what was chosen and what happens now.
package struct LinkAct: Sendable {
  package let purpose: LinkPurpose
  /// Which side of the booking reads the page, and so what it may show.
  package let reader: LinkReader
  /// The words that can be chosen in answer.
  package let answers: [String]
  /// The words that can be chosen as to why; empty when nobody asks.
  package let reasons: [String]
  /// Whether the reader may write a few words.
  package let takesMessage: Bool
  /// Whether the reader gives stars, which are the choice: there is one answer, and no star means that nothing was chosen.
  package let takesStars: Bool
  /// Whether there still is something to decide about a booking; within the link's time.
  let isOpen: @Sendable (Errand, Booking) throws -> Bool
  /// Does what was chosen.
  let act: @Sendable (Errand, Booking, LinkAnswer) throws -> LinkOutcome

  /// Describes what a purpose lets its reader do.
  init(
    _ purpose: LinkPurpose, for reader: LinkReader, answers: [String], reasons: [String] = [],
    takesMessage: Bool = false, takesStars: Bool = false,
    isOpen: @escaping @Sendable (Errand, Booking) throws -> Bool,
    act: @escaping @Sendable (Errand, Booking, LinkAnswer) throws -> LinkOutcome
  ) {
    (self.purpose, self.reader, self.answers) = (purpose, reader, answers)
    (self.reasons, self.takesMessage, self.takesStars) = (reasons, takesMessage, takesStars)
    (self.isOpen, self.act) = (isOpen, act)
  }

  /// Every purpose that is served; a link of any other opens nothing.
  package static let all: [LinkAct] = [
    .partnerAnswer,
    .carerCancel,
    .absenceWhy,
    .waitingOffer,
    .careLost,
    .breakLost,
    .feedback,
  ]

  /// The words that can be chosen, by purpose.
  package static var choices: [LinkPurpose: [String]] {
    Dictionary(uniqueKeysWithValues: all.map { ($0.purpose, $0.answers) })
  }

  /// What a purpose lets its reader do, or nil.
  package static func of(_ purpose: LinkPurpose) -> LinkAct? { all.first { $0.purpose == purpose } }
}

/// Which side of a booking reads a link's page.
package enum LinkReader: Sendable {
  /// Sees what the partner's letters show: counts and needs, dates, reference; nobody's name.
  case partner
  /// Sees what the carer's letters show; of a discreet carer's break neither place nor date.
  case carer
}

/// What somebody chose on a link's page.
package struct LinkAnswer: Sendable, Equatable {
  /// One of the act's answers.
  package let choice: String
  /// One of the act's reasons; nil when they did not say.
  package let why: String?
  /// 1...1000 characters; nil when nothing was written.
  package let message: String?
  /// The stars that were given, where the page asks for them.
  package let stars: Stars
  /// Whether the message is for the desk only.
  package let messagePrivate: Bool
  /// The version of the booking that the page showed; nil when the form does not say.
  package let seen: Int?

  /// Puts an answer together.
  package init(
    choice: String, why: String? = nil, message: String? = nil, stars: Stars = Stars(), messagePrivate: Bool = false,
    seen: Int? = nil
  ) {
    self.choice = choice
    self.why = why
    self.message = message
    self.stars = stars
    self.messagePrivate = messagePrivate
    self.seen = seen
  }
}

/// What became of an answer.
package enum LinkOutcome: Sendable {
  /// It is done; the link has had its use.
  case settled
  /// The reader chose to leave things as they are; they may come back.
  case unchanged
}

extension LinkAct {
  /// How the audit calls the door.
  static let door = "by link"
}
