import Breaks

/// The facts of the letter that carries a sign-in code.
package struct SignInCodeFacts: Equatable, Sendable {
  /// The code in groups, such as "1234 5678".
  package let code: String
  /// Minutes that it works for, 1...60.
  package let minutes: Int

  /// Gathers the letter's facts.
  package init(code: String, minutes: Int) {
    self.code = code
    self.minutes = minutes
  }
}

/// The facts of "we have your form".
package struct RegistrationReceivedFacts: Equatable, Sendable {
  /// Whether this reader can sign in with their e-mail address.
  package let canSignIn: Bool

  /// Gathers the letter's facts.
  package init(canSignIn: Bool) { self.canSignIn = canSignIn }
}

/// The facts of "you can book now".
package struct CarerVerifiedFacts: Equatable, Sendable {
  /// Whether this reader can sign in with their e-mail address.
  package let canSignIn: Bool

  /// Gathers the letter's facts.
  package init(canSignIn: Bool) { self.canSignIn = canSignIn }
}

/// The facts of the letter that brings a prescription.
package struct PrescriptionIssuedFacts: Equatable, Sendable {
  /// The code in groups, as it is read aloud.
  package let code: String
  /// Who prescribed; nil when the address is not proven: then neither they nor the practice are named.
  package let prescriberName: String?
  /// The practice or service that it comes from.
  package let practiceName: String
  /// The day by which somebody gets in touch.
  package let contactBy: Day
  /// The last day on which it can be used.
  package let expiresOn: Day
  /// Whether this reader can sign in with their e-mail address.
  package let canSignIn: Bool

  /// Gathers the letter's facts.
  package init(
    code: String, prescriberName: String?, practiceName: String, contactBy: Day, expiresOn: Day, canSignIn: Bool
  ) {
    self.code = code
    self.prescriberName = prescriberName
    self.practiceName = practiceName
    self.contactBy = contactBy
    self.expiresOn = expiresOn
    self.canSignIn = canSignIn
  }
}

/// The facts of "your break is booked", both for `booking_confirmed` and for `booking_accepted`.
package struct BookingConfirmedFacts: Equatable, Sendable {
  /// What is booked.
  package let booking: BookingFacts
  /// The last moment at which cancelling costs nothing; nil when it has passed.
  package let cancelFreeUntil: Instant?
  /// True when the carer said that somebody must still be found to step in at home.
  package let coverStillNeeded: Bool
  /// What the place wrote when it accepted; nil when it wrote nothing.
  package let message: String?
  /// The calendar entry; nil when the reader wants none.
  package let calendar: CalendarFacts?
  /// Where the reader can cancel without signing in; nil when they are not to have such a link.
  package let cancelLink: String?

  /// Gathers the letter's facts.
  package init(
    booking: BookingFacts, cancelFreeUntil: Instant?, coverStillNeeded: Bool = false, message: String? = nil,
    calendar: CalendarFacts?, cancelLink: String? = nil
  ) {
    self.cancelLink = cancelLink
    self.booking = booking
    self.cancelFreeUntil = cancelFreeUntil
    self.coverStillNeeded = coverStillNeeded
    self.message = message
    self.calendar = calendar
  }
}

/// The facts of "we have asked the place for you".
package struct BookingRequestedFacts: Equatable, Sendable {
  /// What was asked for.
  package let booking: BookingFacts
  /// When the place should have answered.
  package let answerBy: Instant
  /// The reference of the booking that stands meanwhile, when this asks for a change of it.
  package let stands: String?

  /// Gathers the letter's facts.
  package init(booking: BookingFacts, answerBy: Instant, stands: String? = nil) {
    self.booking = booking
    self.answerBy = answerBy
    self.stands = stands
  }
}

/// The facts of "the place cannot have you this time", and of "the place never answered".
package struct BookingDeclinedFacts: Equatable, Sendable {
  /// What was asked for.
  package let booking: BookingFacts
  /// What the place wrote; nil when it wrote nothing.
  package let message: String?
  /// True when a prescription had been named: it can be used again.
  package let prescriptionGivenBack: Bool
  /// The reference of the booking that stays as it was, when a change of it had been asked for.
  package let stands: String?
  /// Breaks that would fit in its place, as things stand when the letter is written; empty when there are none.
  package let alternatives: [AlternativeFacts]
  /// Whether the reader stands in the waiting list for it again.
  package let isInLine: Bool

  /// Gathers the letter's facts.
  package init(
    booking: BookingFacts, message: String?, prescriptionGivenBack: Bool, alternatives: [AlternativeFacts] = [],
    stands: String? = nil, isInLine: Bool = false
  ) {
    self.isInLine = isInLine
    self.booking = booking
    self.message = message
    self.prescriptionGivenBack = prescriptionGivenBack
    self.stands = stands
    self.alternatives = alternatives
  }
}

/// A break that the reader could have in place of one that they do not get.
package struct AlternativeFacts: Equatable, Sendable {
  /// The offer's title.
  package let offerTitle: String
  /// The partner's name.
  package let placeName: String
  /// Where it is; nil when the offer does not say.
  package let town: String?
  /// From when to when.
  package let time: SlotFacts
  /// What the party needs and the place has not said that it has.
  package let asks: GuestFacts

  /// Gathers what is said of it.
  package init(offerTitle: String, placeName: String, town: String?, time: SlotFacts, asks: GuestFacts) {
    self.offerTitle = offerTitle
    self.placeName = placeName
    self.town = town
    self.time = time
    self.asks = asks
  }
}

/// Who ended a booking.
package enum CancelledBy: String, CaseIterable, Sendable {
  /// The carer, or somebody who may act for them.
  case carer
  /// The partner.
  case place
  /// The scheme's own people, for another reason.
  case desk
}

/// The facts of the carer's letter about a booking that was cancelled.
package struct BookingCancelledFacts: Equatable, Sendable {
  /// What was booked.
  package let booking: BookingFacts
  /// Who cancelled.
  package let by: CancelledBy
  /// True inside the time in which cancelling counts as late; shown only to a carer who cancelled themselves.
  package let late: Bool
  /// True when a prescription had been spent and can be used again.
  package let prescriptionGivenBack: Bool
  /// What the place or the desk wrote; nil when they wrote nothing.
  package let message: String?
  /// The calendar entry to take out; nil when the reader was sent none.
  package let calendar: CalendarFacts?
  /// The reference of the booking that stays as it was, when only a change of it was taken back.
  package let stands: String?
  /// Breaks that would fit in its place, when it was the place that cancelled; empty when there are none.
  package let alternatives: [AlternativeFacts]

  /// Gathers the letter's facts.
  package init(
    booking: BookingFacts, by: CancelledBy, late: Bool, prescriptionGivenBack: Bool, message: String? = nil,
    calendar: CalendarFacts?, alternatives: [AlternativeFacts] = [], stands: String? = nil
  ) {
    self.alternatives = alternatives
    self.stands = stands
    self.booking = booking
    self.by = by
    self.late = late
    self.prescriptionGivenBack = prescriptionGivenBack
    self.message = message
    self.calendar = calendar
  }
}
