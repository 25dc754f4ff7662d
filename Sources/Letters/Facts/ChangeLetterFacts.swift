import Breaks

/// The facts of the carer's letter about a booking that has changed.
package struct BookingChangedFacts: Equatable, Sendable {
  /// What is booked, or asked for, now.
  package let booking: BookingFacts
  /// When the place should have answered; nil when the booking stands.
  package let answerBy: Instant?
  /// The reference of the booking that this one took the place of; nil when it has kept its own.
  package let replaced: String?
  /// The last moment at which cancelling costs nothing; nil when it has passed, or nothing is booked yet.
  package let cancelFreeUntil: Instant?
  /// What the place wrote when it agreed; nil when it wrote nothing.
  package let message: String?
  /// The calendar entry; nil when the reader wants none, or nothing is booked yet.
  package let calendar: CalendarFacts?
  /// Where the carer can cancel without signing in; nil when they are not to have such a link.
  package let cancelLink: String?

  /// Gathers the letter's facts.
  package init(
    booking: BookingFacts, answerBy: Instant? = nil, replaced: String? = nil, cancelFreeUntil: Instant? = nil,
    message: String? = nil, calendar: CalendarFacts? = nil, cancelLink: String? = nil
  ) {
    self.cancelLink = cancelLink
    self.booking = booking
    self.answerBy = answerBy
    self.replaced = replaced
    self.cancelFreeUntil = cancelFreeUntil
    self.message = message
    self.calendar = calendar
  }
}

/// The facts of the partner's letter about a booking that has changed.
package struct PartnerBookingChangedFacts: Equatable, Sendable {
  /// What is booked, or asked for, now.
  package let booking: PartnerBookingFacts
  /// When the answer should be here; nil when the booking stands.
  package let answerBy: Instant?
  /// Where the partner can answer without signing in; nil when there is nothing to answer.
  package let answerLink: String?
  /// The reference of the booking that this one took the place of; nil when it has kept its own.
  package let replaced: String?
  /// The name that the party will give on arrival; nil when it is not to be shown.
  package let leadName: String?
  /// What the carer wrote for the partner; nil when nothing.
  package let note: String?
  /// Where the booking stands on the partner's calendar; nil when the partner wants none.
  package let calendar: PartnerCalendarFacts?

  /// Gathers the letter's facts.
  package init(
    booking: PartnerBookingFacts, answerBy: Instant? = nil, answerLink: String? = nil, replaced: String? = nil,
    leadName: String? = nil, note: String? = nil, calendar: PartnerCalendarFacts? = nil
  ) {
    self.answerLink = answerLink
    self.booking = booking
    self.answerBy = answerBy
    self.replaced = replaced
    self.leadName = leadName
    self.note = note
    self.calendar = calendar
  }
}

/// The facts of the letter that takes events out of a calendar which a change of a booking has left over.
package struct DatesOffFacts: Equatable, Sendable {
  /// The reference of the booking as it is now.
  package let reference: String
  /// The offer's title.
  package let offerTitle: String
  /// Where it was.
  package let place: PlaceFacts
  /// What falls away.
  package let calendar: CalendarFacts

  /// Gathers the letter's facts.
  package init(reference: String, offerTitle: String, place: PlaceFacts, calendar: CalendarFacts) {
    self.reference = reference
    self.offerTitle = offerTitle
    self.place = place
    self.calendar = calendar
  }
}

/// The facts of "we heard that you could not come": no blame, and no need to answer.
package struct AbsenceAskedFacts: Equatable, Sendable {
  /// What was booked.
  package let booking: BookingFacts
  /// Until when an answer is waited for; silence costs nothing.
  package let answerBy: Instant
  /// Where the carer can answer without signing in; nil when they are not to have such a link.
  package let answerLink: String?

  /// Gathers the letter's facts.
  package init(booking: BookingFacts, answerBy: Instant, answerLink: String? = nil) {
    self.booking = booking
    self.answerBy = answerBy
    self.answerLink = answerLink
  }
}

/// The facts of a call that somebody at the desk makes to the partner of a booking whose carer has died.
package struct CallAboutBookingFacts: Equatable, Sendable {
  /// What is booked.
  package let booking: PartnerBookingFacts
  /// Whom to ring; its number may be missing.
  package let place: PlaceFacts
  /// In whose name the booking stands.
  package let leadName: String

  /// Gathers the call's facts.
  package init(booking: PartnerBookingFacts, place: PlaceFacts, leadName: String) {
    self.booking = booking
    self.place = place
    self.leadName = leadName
  }
}
