import Foundation

/// A letter is a row with a state: queued with what it tells of, sent later by `Post` or by somebody's hands.
package struct Letter: Sendable, Equatable {
  package let id: ID<Letter>
  package let kind: LetterKind
  package let area: AreaSlug
  package let recipient: LetterRecipient
  package let subject: LetterSubject
  package let by: LetterWay
  package var state: LetterState
  package let createdAt: Instant
  package let version: Int

  /// Puts a letter together.
  package init(
    id: ID<Letter>, kind: LetterKind, area: AreaSlug, recipient: LetterRecipient, subject: LetterSubject,
    by: LetterWay, state: LetterState, createdAt: Instant, version: Int
  ) {
    self.id = id
    self.kind = kind
    self.area = area
    self.recipient = recipient
    self.subject = subject
    self.by = by
    self.state = state
    self.createdAt = createdAt
    self.version = version
  }
}

/// What a letter says.
package enum LetterKind: String, CaseIterable, Sendable, Codable {
  case signInCode = "sign_in_code"
  case registrationReceived = "registration_received"
  case carerVerified = "carer_verified"
  case prescriptionIssued = "prescription_issued"
  case urgentPrescription = "urgent_prescription"
  case bookingConfirmed = "booking_confirmed"
  case partnerNewBooking = "partner_new_booking"
  case bookingRequested = "booking_requested"
  case partnerBookingRequested = "partner_booking_requested"
  case bookingAccepted = "booking_accepted"
  case bookingDeclined = "booking_declined"
  case bookingNotAnswered = "booking_not_answered"
  case bookingCancelled = "booking_cancelled"
  case partnerNudge = "partner_nudge"
  case partnerBookingCancelled = "partner_booking_cancelled"
  case bookingChanged = "booking_changed"
  case partnerBookingChanged = "partner_booking_changed"
  /// Takes events out of the carer's calendar that a change has left over.
  case datesOff = "dates_off"
  /// Takes events out of the partner's calendar that a change has left over.
  case partnerDatesOff = "partner_dates_off"
  case absenceAsked = "absence_asked"
  case feedbackAsked = "feedback_asked"
  case wishOffered = "wish_offered"
  /// To hands: somebody rings the partner of a booking that nobody will write about any more.
  case callAboutBooking = "call_about_booking"
  case partnerThanks = "partner_thanks"
  case shareEntered = "share_entered"
  case shareNotThisTime = "share_not_this_time"
  case shareAnswered = "share_answered"
  case breakWaitsForCare = "break_waits_for_care"
  case careLost = "care_lost"
  case breakLost = "break_lost"
  case waitingJoined = "waiting_joined"
  case waitingOffer = "waiting_offer"
}

extension LetterKind {
  /// Whether it is for a calendar alone, which nobody keeps who is not written to by e-mail.
  package var isForCalendarOnly: Bool { self == .datesOff || self == .partnerDatesOff }
}

/// To whom a letter goes; the address itself is looked up when it is sent, so that nothing new reaches an old one.
package enum LetterRecipient: Sendable, Equatable {
  case carer(ID<Carer>)
  case partner(ID<Partner>)
  /// The carer a prescription names, who has perhaps never registered.
  case prescribed(ID<Prescription>)
  /// The scheme's own desk.
  case desk
  /// An address that asked for a sign-in code.
  case address
}

/// What a letter tells of; its words are written from these rows when it is sent.
package struct LetterSubject: Sendable, Equatable {
  package var booking: ID<Booking>?
  package var prescription: ID<Prescription>?
  /// The state of the calendar entry that this letter carries.
  package var calendarSequence: Int?
  /// What else it tells of.
  package var about: LetterAbout?

  /// Names what a letter tells of.
  package init(
    booking: ID<Booking>? = nil, prescription: ID<Prescription>? = nil, calendarSequence: Int? = nil,
    about: LetterAbout? = nil
  ) {
    self.booking = booking
    self.prescription = prescription
    self.calendarSequence = calendarSequence
    self.about = about
  }
}

/// Something beside bookings and prescriptions that a letter tells of.
package struct LetterAbout: Sendable, Equatable {
  package let what: AboutKind
  package let id: UUID

  /// Names it.
  package init(_ what: AboutKind, _ id: UUID) {
    self.what = what
    self.id = id
  }
}

/// What a letter may tell of, as its row says it.
package enum AboutKind: String, CaseIterable, Sendable {
  /// A party's place in a waiting list.
  case waiting
  /// What somebody asked for in a round.
  case entry
  /// A wish of a carer's.
  case wish
  /// A year of a partner's breaks.
  case thanks
}

/// How a letter travels.
package enum LetterWay: String, CaseIterable, Sendable, Codable {
  case email, phone, post
  /// No way is safe: nothing is sent, and the call list says so.
  case withheld
}

/// Where a letter stands.
package enum LetterState: String, CaseIterable, Sendable, Codable {
  case queued, sending, sent, failed
  /// Somebody's hands must print or ring.
  case toDo = "to_do"
  case done
  case withheld
  /// Nobody has the address: kept so that asking takes the same time for everyone, never sent.
  case dropped
}

/// What hands did with a letter.
package struct LetterDone: Sendable, Equatable {
  package var how: HandsDid
  package var note: String?

  /// Records what was done.
  package init(how: HandsDid, note: String?) {
    self.how = how
    self.note = note
  }
}

/// How hands delivered a letter.
package enum HandsDid: String, CaseIterable, Sendable, Codable {
  case spoke
  case leftMessage = "left_message"
  case posted
  case couldNotReach = "could_not_reach"
  case other
}
