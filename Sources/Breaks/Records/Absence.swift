/// What is known of a party that did not come: it costs nothing until the carer has been asked, and silence excuses.
package struct Absence: Sendable, Equatable {
  /// When the carer was asked what happened; nil when nobody had to be asked.
  package let askedAt: Instant?
  /// What the carer said.
  package let why: CancelReason?
  /// Free words, for the desk.
  package let reason: String?
  /// When it was settled whether the break counts as had; nil while the answer is waited for.
  package let settledAt: Instant?
  /// Whether it costs nothing; nil while the answer is waited for.
  package let excused: Bool?
  /// Who settled it; `.time` when nobody answered.
  package let settledBy: EndedBy?

  /// Puts together what is known.
  package init(
    askedAt: Instant?, why: CancelReason? = nil, reason: String? = nil, settledAt: Instant? = nil,
    excused: Bool? = nil, settledBy: EndedBy? = nil
  ) {
    self.askedAt = askedAt
    self.why = why
    self.reason = reason
    self.settledAt = settledAt
    self.excused = excused
    self.settledBy = settledBy
  }
}

/// What a carer, or the desk for them, says about an absence.
package struct AbsenceAnswer: Sendable, Equatable {
  package var why: CancelReason
  /// For the desk.
  package var reason: String?
  /// Whether a coordinator excuses it whatever the reason was.
  package var excused: Bool

  /// Puts an answer together.
  package init(why: CancelReason, reason: String? = nil, excused: Bool = false) {
    self.why = why
    self.reason = reason
    self.excused = excused
  }
}
