/// That a carer is to be left in peace: nothing is held against them, and no cheerful letter comes.
package struct Quiet: Sendable, Equatable {
  package let why: QuietWhy
  package let since: Instant

  /// Notes since when, and why.
  package init(why: QuietWhy, since: Instant) {
    self.why = why
    self.since = since
  }
}

/// Why a carer is to be left in peace; health-adjacent, so it is kept sealed and told to no partner.
package enum QuietWhy: String, CaseIterable, Sendable, Codable {
  case bereavement, emergency
  /// The carer has died: nothing is written to them any more.
  case carerDied = "carer_died"
  case asked
}

extension Carer {
  /// Whether the carer is to be left in peace; a waiting list passes them over and says that it did.
  package var isQuiet: Bool { quiet != nil }
  /// Whether the carer is said to have died.
  package var hasDied: Bool { quiet?.why == .carerDied }
}

extension LetterKind {
  /// Letters that nobody wants who has just lost somebody, or cannot think of breaks now.
  ///
  /// What tells of a booking that stands, or of what was asked for, is none of them.
  package static let cheerful: [LetterKind] = [
    .absenceAsked,
    .feedbackAsked,
    .wishOffered,
    .carerVerified,
  ]

  /// Whether it is kept from those who are to be left in peace.
  package var isCheerful: Bool { LetterKind.cheerful.contains(self) }
}
