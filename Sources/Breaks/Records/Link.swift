/// A door for one purpose that a letter carries, for whoever has no login or will not use it.
///
/// It says nothing by itself: whoever holds it sees one page, and what they choose there is done, once.
package struct Link: Sendable, Equatable {
  package let id: ID<Link>
  package let purpose: LinkPurpose
  package let booking: ID<Booking>
  /// From this instant it opens nothing any more.
  package let expiresAt: Instant
  /// When it was used; nil while it was not.
  package var usedAt: Instant?
  /// What was chosen, as a word of its purpose.
  package var answer: String?
  package let createdAt: Instant

  /// Puts a link together; a new one is unused.
  package init(
    id: ID<Link>, purpose: LinkPurpose, booking: ID<Booking>, expiresAt: Instant, usedAt: Instant? = nil,
    answer: String? = nil, createdAt: Instant
  ) {
    self.id = id
    self.purpose = purpose
    self.booking = booking
    self.expiresAt = expiresAt
    self.usedAt = usedAt
    self.answer = answer
    self.createdAt = createdAt
  }
}

/// What a link is for.
package enum LinkPurpose: String, CaseIterable, Sendable {
  /// The partner says yes or no to a request.
  case partnerAnswer = "partner_answer"
  /// The carer cancels.
  case carerCancel = "carer_cancel"
  /// A place has come free for a party that waited.
  case waitingOffer = "waiting_offer"
  /// The carer says why they did not come.
  case absenceWhy = "absence_why"
  /// The replacement care was lost: what shall become of the break?
  case careLost = "care_lost"
  /// The break was lost: what shall become of the replacement care?
  case breakLost = "break_lost"
  /// The carer says how a break was.
  case feedback
}
